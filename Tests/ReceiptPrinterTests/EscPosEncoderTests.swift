import DeviceLines
import ReceiptPrinter
import Renewal
import TestSupport
import Testing

/// A receipt's bytes.
@Suite struct EscPosEncoderTests {
  private static func settings(
    _ columns: ReceiptPrinterSettings.Columns = .narrow, cuts: Bool = true, code: ReceiptPrinterSettings.Code = .native,
    codePage: UInt8 = 16
  ) -> ReceiptPrinterSettings {
    ReceiptPrinterSettings(place: .file("/dev/null"), columns: columns, codePage: codePage, cuts: cuts, code: code)
  }

  private static func bytes(_ paper: [ReceiptElement], _ settings: ReceiptPrinterSettings = settings()) -> [UInt8] {
    EscPosEncoder(settings).bytes(of: paper)
  }

  private static let start: [UInt8] = [0x1B, 0x40, 0x1C, 0x2E, 0x1B, 0x52, 0x00, 0x1B, 0x74, 0x10]
  private static let cut: [UInt8] = [0x1D, 0x56, 0x42, 0x00]

  @Test func `a receipt of lines and a code, to the byte`() {
    let text = "Ørestad – æøå … €"
    let paper: [ReceiptElement] = [.line("--------------------------------"), .line(text), .line(""), .code("000123")]
    let line: [UInt8] = [
      0xD8, 0x72, 0x65, 0x73, 0x74, 0x61, 0x64, 0x20, 0x96, 0x20, 0xE6, 0xF8, 0xE5, 0x20, 0x85, 0x20, 0x80, 0x0A,
    ]
    let code: [UInt8] =
      [0x1B, 0x61, 0x01] + [0x1D, 0x28, 0x6B, 0x04, 0x00, 0x31, 0x41, 0x32, 0x00]
      + [0x1D, 0x28, 0x6B, 0x03, 0x00, 0x31, 0x43, 0x08] + [0x1D, 0x28, 0x6B, 0x03, 0x00, 0x31, 0x45, 0x31]
      + [0x1D, 0x28, 0x6B, 0x09, 0x00, 0x31, 0x50, 0x30, 0x30, 0x30, 0x30, 0x31, 0x32, 0x33]
      + [0x1D, 0x28, 0x6B, 0x03, 0x00, 0x31, 0x51, 0x30]
      + [0x30, 0x30, 0x30, 0x31, 0x32, 0x33, 0x0A] + [0x1B, 0x61, 0x00]
    let rule = [UInt8](repeating: 0x2D, count: 32) + [0x0A]
    #expect(Self.bytes(paper) == Self.start + rule + line + [0x0A] + code + Self.cut)
  }

  @Test func `a line with a letter that the code page lacks is a picture of all of it`() {
    let bytes = Self.bytes([.line("ł.")])
    // Two cells of 12 dots are three bytes a row; 30 rows; fifteen cells of the paper are left of it.
    let width = (15 + 2) * 12
    let row = (width + 7) / 8
    let head: [UInt8] = [0x1D, 0x76, 0x30, 0x00, UInt8(row), 0x00, 30, 0x00]
    let dots = bytes.dropFirst(Self.start.count + head.count).dropLast(Self.cut.count)
    #expect(bytes.starts(with: Self.start + head))
    #expect(dots.count == row * 30)
    let drawn = (0..<30).map { at in
      (15 * 12..<width).map { column in
        dots[dots.startIndex + at * row + column / 8] >> UInt8(7 - column % 8) & 1 == 1 ? "#" : "."
      }.joined()
    }
    #expect(
      drawn == [String](repeating: String(repeating: ".", count: 24), count: 8) + [
        "...####.................", ".....##.................", ".....##.................", ".....##.................",
        ".....##.................", ".....##.................", ".....####...............", "...####.................",
        ".....##.................", ".....##.................", ".....##..........###....", ".....##..........###....",
        "..########.......###....",
      ] + [String](repeating: String(repeating: ".", count: 24), count: 9))
  }

  @Test func `what is wider than the paper goes on in the next line, what is narrower stands in the middle`() {
    func lines(_ text: String, _ columns: ReceiptPrinterSettings.Columns) -> [String] {
      let bytes = Self.bytes([.line(text)], Self.settings(columns)).dropFirst(Self.start.count).dropLast(Self.cut.count)
      return bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    }
    let words = "Kom igen inden fire dage, og sig nummeret."
    #expect(lines(words, .narrow) == ["Kom igen inden fire dage, og sig", "nummeret."])
    #expect(lines(words, .wide) == [words])
    #expect(lines(words, .widest) == ["   " + words])
    let long = String(repeating: "x", count: 70)
    #expect(lines(long, .narrow).map(\.count) == [32, 32, 6])
  }

  @Test func `nothing in a line is a command, whatever it is`() {
    var numbers = Seeded(7)
    for _ in 0..<400 {
      let text = String(
        String.UnicodeScalarView(
          (0..<20).compactMap { _ in
            Unicode.Scalar(UInt32.random(in: 0..<(Bool.random(using: &numbers) ? 0x100 : 0x600), using: &numbers))
          }))
      let bytes = Self.bytes([.line(text), .code(text)])[Self.start.count...].dropLast(Self.cut.count)
      var place = bytes.startIndex
      while place < bytes.endIndex {
        if bytes[place] == 0x1D {
          #expect(bytes[place..<place + 4] == [0x1D, 0x76, 0x30, 0x00])
          let size = Int(bytes[place + 4]) * Int(bytes[place + 6])
          let dots = bytes[place + 8..<place + 8 + size]
          #expect(
            !zip(dots, dots.dropFirst()).contains { $0 == 0x10 && [0x04, 0x05, 0x14].contains($1) },
            "a picture has what a printer would do at once")
          place += 8 + size
        } else {
          #expect(bytes[place] == 0x0A || bytes[place] >= 0x20 && bytes[place] != 0x7F)
          place += 1
        }
      }
    }
  }

  @Test func `what a printer would do at once is in no row of any letters`() {
    let cells = PrinterFont.letters.compactMap(PrinterFont.rows)
    #expect(cells.count == 430)
    let immediate: Set<UInt16> = [0x04, 0x05, 0x14]
    // Two cells are three bytes: eight dots of the one, four of each, eight of the other.
    func first(_ cell: [UInt16], _ row: Int) -> UInt16 { cell[row] >> 4 }
    func last(_ cell: [UInt16], _ row: Int) -> UInt16 { cell[row] & 0xFF }
    func middle(_ one: [UInt16], _ other: [UInt16], _ row: Int) -> UInt16 { (one[row] & 0xF) << 4 | other[row] >> 8 }
    var found = 0
    for row in 0..<30 {
      // A row begins behind the one above it.
      let starts = cells.contains {
        immediate.contains(first($0, row)) || immediate.contains(first($0, (row + 1) % 30))
      }
      if starts, cells.contains(where: { last($0, row) == 0x10 }) { found += 1 }
      for one in cells where first(one, row) == 0x10 {
        found += cells.count { immediate.contains(middle(one, $0, row)) }
      }
      for other in cells where immediate.contains(last(other, row)) {
        found += cells.count { middle($0, other, row) == 0x10 }
      }
    }
    #expect(found == 0)
  }

  @Test func `settings change page, cut and code`() throws {
    #expect(Self.bytes([], Self.settings(codePage: 71)).starts(with: Self.start.dropLast() + [71]))
    #expect(Self.bytes([], Self.settings(cuts: false)) == Self.start + [0x1B, 0x64, 0x06])
    let bytes = Self.bytes([.code("000123")], Self.settings(code: .raster))
    let head: [UInt8] = [0x1B, 0x61, 0x01, 0x1D, 0x76, 0x30, 0x00, 29, 0x00, 232, 0x00]
    #expect(bytes[Self.start.count...].starts(with: head))
    let dots = bytes.dropFirst(Self.start.count + head.count)
    let code = try #require(QRCode("000123"))
    for row in 0..<232 {
      for column in 0..<29 {
        let isDark = code[column - 4, row / 8 - 4]
        #expect(dots[dots.startIndex + row * 29 + column] == (isDark ? 0xFF : 0))
      }
    }
  }

  @Test func `more than figures is no code, and stands as text`() {
    #expect(Self.bytes([.code("12a")]) == Self.bytes([.line("12a")]).filter { $0 != 0x20 })
  }

  @Test(
    arguments: [
      ("/dev/usb/lp0", DevicePlace.file("/dev/usb/lp0")),
      ("192.0.2.7", .network(address: "192.0.2.7", port: 9100)),
      ("192.0.2.7:515", .network(address: "192.0.2.7", port: 515)),
      ("[2001:db8::7]:9101", .network(address: "2001:db8::7", port: 9101)),
      ("[2001:db8::7]", .network(address: "2001:db8::7", port: 9100)),
      ("printer.example", nil), ("192.0.2.7:0", nil), ("192.0.2.7:", nil), ("192.0.2.7:70000", nil), ("[::1]x", nil),
      ("2001:db8::7", nil), ("", nil), ("usb/lp0", nil),
    ] as [(String, DevicePlace?)])
  func `a place is a path or an address in figures`(text: String, place: DevicePlace?) {
    #expect(DevicePlace(text, usualPort: ReceiptPrinterSettings.usualPort) == place)
  }
}
