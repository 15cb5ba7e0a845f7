import Renewal
import Screens
import TestSupport
import Testing

/// The codes of receipts, as another encoder makes them (segno 1.6.6), and on the screen of a demonstration.
@Suite struct QRCodeTests {
  /// A code as another encoder made it: its rows, the leftmost module in the highest of 21 bits.
  struct Made: Sendable, CustomTestStringConvertible {
    let figures: String
    let mask: Int
    let rows: [UInt32]

    init(_ figures: String, mask: Int, _ rows: [UInt32]) {
      self.figures = figures
      self.mask = mask
      self.rows = rows
    }

    var testDescription: String { "\(figures) with mask \(mask)" }
  }

  private static func rows(_ code: QRCode) -> [UInt32] {
    (0..<QRCode.side).map { row in
      (0..<QRCode.side).reduce(UInt32(0)) { $0 << 1 | (code[$1, row] ? 1 : 0) }
    }
  }

  @Test(arguments: made)
  func `a code is to the module what another encoder makes`(made: Made) throws {
    #expect(Self.rows(try #require(QRCode(made.figures, mask: made.mask))) == made.rows)
  }

  @Test func `the mask is one of the eight`() throws {
    let chosen = Self.rows(try #require(QRCode("000417")))
    #expect(Self.made.filter { $0.figures == "000417" && $0.rows == chosen }.count == 1)
  }

  @Test(arguments: ["", "12a", "-1", "1 2", "١٢", String(repeating: "1", count: 35)])
  func `what is no figures, or too many, is no code`(text: String) { #expect(QRCode(text) == nil) }

  // MARK: On the screen

  /// The receipt's screen with the paper beside it.
  private static func drawn(_ name: String, _ size: Size, _ capabilities: TerminalCapabilities = .full) throws -> Grid {
    let sample = try #require(ScreenDrawing.boxes[Language("da")]?.first { $0.name == name })
    return ScreenDrawing.layOut(sample, in: ScreenDrawing.context(size, capabilities: capabilities)).screen.grid
  }

  /// The modules of the code on a grid, its margin around it, read back from the cells; nothing where there are none.
  private static func modules(on grid: Grid) -> [[Bool]]? {
    let cells = (0..<grid.size.rows).flatMap { row in
      (0..<grid.size.columns).map { (row: row, column: $0) }
    }.filter { grid[$0.column, $0.row].ink.isPicture }
    guard cells.count == 29 * 15, let top = cells.map(\.row).min(), let left = cells.map(\.column).min() else {
      return nil
    }
    return (0..<29).map { y in
      (0..<29).map { x in
        let cell = grid[left + x, top + y / 2]
        guard let (front, behind) = cell.ink.picture else { return false }
        let isUpper = y % 2 == 0
        let isFront =
          switch cell.scalar {
          case "▀": isUpper
          case "▄": !isUpper
          case "█": true
          case _: false
          }
        return (isFront ? front : behind) == RGB(0)
      }
    }
  }

  @Test(arguments: [Size(columns: 80, rows: 24), Size(columns: 80, rows: 22), Size(columns: 120, rows: 33)])
  func `the screen of a demonstration shows the code of the paper, light around it`(size: Size) throws {
    let code = try #require(QRCode("000417"))
    let wanted = (-4..<25).map { row in (-4..<25).map { code[$0, row] } }
    #expect(Self.modules(on: try Self.drawn("receipt-paper", size)) == wanted)
    #expect(Self.modules(on: try Self.drawn("receipt", size)) == nil)
  }

  @Test(arguments: [8, 10, 16])
  func `by its own pixels a module is a square with edges, for readers to read`(side: Int) throws {
    var pixels = TerminalCapabilities.full
    pixels.hasPixels = true
    let code = try #require(QRCode("000417"))
    let pictures = try Self.drawn("receipt-paper", Size(columns: 80, rows: 25), pixels).pictures
    let plane = try #require(pictures.first { $0.rect.columns == 29 && $0.rect.rows == 15 })
      .plane(width: 29 * side, height: 30 * side)
    // Of a module all but its edges.
    let inside = side / 4..<side - side / 4
    let blurred = (0..<29 * 29).map { (column: $0 % 29, row: $0 / 29) }.filter { module in
      let wanted = RGB(code[module.column - 4, module.row - 4] ? 0 : 0xFFFFFF)
      return inside.contains { y in
        inside.contains { x in plane[module.column * side + x, module.row * side + y] != wanted }
      }
    }
    #expect(blurred.isEmpty, "\(blurred.count) modules")
  }

  @Test(arguments: [
    TerminalCapabilities.plainConsole, TerminalCapabilities(colours: .mono, halfBlocks: true, symbols: true),
  ])
  func `a terminal that can show no code shows no paper`(capabilities: TerminalCapabilities) throws {
    let size = Size(columns: 120, rows: 33)
    #expect(try Self.drawn("receipt-paper", size, capabilities) == Self.drawn("receipt", size, capabilities))
  }

  static let made = [
    Made(
      "000417", mask: 0,
      [
        0x1fcc7f, 0x105241, 0x17475d, 0x174f5d, 0x17555d, 0x104541, 0x1fd57f, 0x000700, 0x154612, 0x112c42, 0x146d11,
        0x01904e, 0x1ae155, 0x0012a2, 0x1fc2e4, 0x1043b8, 0x175ee5, 0x174846, 0x175911, 0x104444, 0x1fdd55,
      ]),
    Made(
      "000417", mask: 1,
      [
        0x1fd67f, 0x104841, 0x175d5d, 0x17455d, 0x174f5d, 0x105f41, 0x1fd57f, 0x000d00, 0x146c25, 0x1b86e8, 0x1ec7bb,
        0x0b3ae4, 0x104bff, 0x001808, 0x1fd84e, 0x104912, 0x17444f, 0x1742ec, 0x1753bb, 0x104eee, 0x1fd7ff,
      ]),
    Made(
      "000417", mask: 2,
      [
        0x1fc07f, 0x104141, 0x175b5d, 0x175c5d, 0x17595d, 0x105641, 0x1fd57f, 0x001400, 0x17ca7c, 0x098fcc, 0x137160,
        0x1933c0, 0x1dfd24, 0x00112c, 0x1fce95, 0x105036, 0x175294, 0x175bc8, 0x175560, 0x1047ca, 0x1fd124,
      ]),
    Made(
      "000417", mask: 3,
      [
        0x1fd07f, 0x105a41, 0x17465d, 0x175c5d, 0x17425d, 0x104b41, 0x1fd57f, 0x001f00, 0x16e74b, 0x098fcc, 0x05ea0d,
        0x021e76, 0x1dfd24, 0x001a41, 0x1fd323, 0x105036, 0x1749f9, 0x17567e, 0x175560, 0x104ca7, 0x1fdc92,
      ]),
    Made(
      "000417", mask: 4,
      [
        0x1fd87f, 0x104941, 0x174c5d, 0x175b5d, 0x17515d, 0x105e41, 0x1fd57f, 0x001300, 0x1172f9, 0x07b72f, 0x02f67c,
        0x08b4dc, 0x13c5c7, 0x0019cf, 0x1fd989, 0x10472a, 0x175a77, 0x17432b, 0x17427c, 0x1040d6, 0x1fd9c7,
      ]),
    Made(
      "000417", mask: 5,
      [
        0x1fc67f, 0x105941, 0x175b5d, 0x17505d, 0x17495d, 0x104e41, 0x1fd57f, 0x001c00, 0x105ace, 0x0e93bd, 0x137160,
        0x1b3be0, 0x104bff, 0x00190c, 0x1fce95, 0x104c47, 0x174294, 0x1743e8, 0x1743bb, 0x104fea, 0x1fd124,
      ]),
    Made(
      "000417", mask: 6,
      [
        0x1fd67f, 0x105941, 0x175f5d, 0x17405d, 0x175b5d, 0x104841, 0x1fd57f, 0x000c00, 0x13fe97, 0x0e93bd, 0x17e329,
        0x1abdf8, 0x104bff, 0x0019cf, 0x1fda07, 0x105c47, 0x1750dd, 0x1755f0, 0x1743bb, 0x104f29, 0x1fd5b6,
      ]),
    Made(
      "000417", mask: 7,
      [
        0x1fcc7f, 0x104641, 0x17455d, 0x174f5d, 0x17415d, 0x105741, 0x1fd57f, 0x000300, 0x12d4a0, 0x112c42, 0x1d4983,
        0x050207, 0x1ae155, 0x001630, 0x1fc0ad, 0x1053b8, 0x174a77, 0x175a0f, 0x174911, 0x1040d6, 0x1fdf1c,
      ]),
    Made(
      "1", mask: 3,
      [
        0x1fdc7f, 0x105a41, 0x17475d, 0x17595d, 0x174a5d, 0x104f41, 0x1fd57f, 0x001b00, 0x16e74b, 0x13b3c8, 0x17520d,
        0x1aae7e, 0x067926, 0x001e49, 0x1fd328, 0x105834, 0x1745f1, 0x17527e, 0x175d60, 0x1044a7, 0x1fd092,
      ]),
    Made(
      "42", mask: 5,
      [
        0x1fc17f, 0x105141, 0x17575d, 0x175a5d, 0x17435d, 0x104541, 0x1fd57f, 0x001b00, 0x1055ce, 0x0b0d55, 0x17d694,
        0x068416, 0x1fd84d, 0x0013ea, 0x1fc561, 0x1047b9, 0x174124, 0x174d04, 0x174047, 0x104416, 0x1fde9c,
      ]),
    Made(
      "1234567890123456789012345678901234", mask: 6,
      [
        0x1fdf7f, 0x105f41, 0x17565d, 0x17415d, 0x175b5d, 0x104d41, 0x1fd57f, 0x000200, 0x13f497, 0x0f163e, 0x1ee9b0,
        0x1a874f, 0x1dd2e9, 0x001867, 0x1fde2b, 0x105375, 0x175484, 0x175874, 0x1741b7, 0x1042b5, 0x1fd1f6,
      ]),
  ]
}
