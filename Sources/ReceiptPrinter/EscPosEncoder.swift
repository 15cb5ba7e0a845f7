package import Renewal

/// Makes of a receipt what is sent to a printer.
///
/// Lines are letters of code page 1252; a line with any other letter is a picture. Whatever stands in a line is text: nothing of it reaches the printer as a
/// command. What is wider than the paper goes on in the next line; what is narrower stands in the middle, all by the widest line.
package struct EscPosEncoder: Hashable, Sendable {
  /// A dot of a QR code in dots of the printer: 168 of them for a side, 21 mm.
  private static let module = 8
  /// Light modules around a code, by ISO/IEC 18004.
  private static let margin = 4
  /// How far the paper moves where nothing cuts it, so that it can be torn below the text.
  private static let tearingFeed: UInt8 = 6
  /// A code with its margin, in dots of the printer.
  private static let side = (QRCode.side + 2 * margin) * module
  /// What stands for a letter that nobody has.
  private static let unknown: Unicode.Scalar = "?"

  private let settings: ReceiptPrinterSettings

  /// For a printer.
  package init(_ settings: ReceiptPrinterSettings) { self.settings = settings }

  /// A whole receipt, from the settings that it needs to the cut.
  package func bytes(of paper: [ReceiptElement]) -> [UInt8] {
    let lines = paper.map { element -> [[Unicode.Scalar]] in
      switch element {
      case .line(let text): wrapped(Self.letters(of: text))
      case .code: []
      }
    }
    let widest = lines.joined().map(\.count).max() ?? 0
    let indent = [Unicode.Scalar](repeating: " ", count: (columns - widest) / 2)
    var bytes = EscPos.initialise + EscPos.singleBytes + EscPos.plainASCII + EscPos.codePage(settings.codePage)
    for (element, rows) in zip(paper, lines) {
      switch element {
      case .line: for row in rows { bytes += line(row.isEmpty ? row : indent + row) }
      case .code(let figures): bytes += code(figures)
      }
    }
    return bytes + (settings.cuts ? EscPos.cut : EscPos.feed(lines: Self.tearingFeed))
  }

  /// How many bytes a picture has at the most.
  var longestPicture: Int {
    let line = (columns * PrinterFont.cellWidth + 7) / 8 * PrinterFont.cellHeight
    return settings.code == .raster ? max(line, (Self.side + 7) / 8 * Self.side) : line
  }

  private var columns: Int { settings.columns.rawValue }

  // MARK: Lines

  /// One letter a cell.
  private static func letters(of text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.map { scalar in
      if scalar == "\u{A0}" { return " " }
      return PrinterAlphabet.byte(of: scalar) != nil || PrinterFont.rows(of: scalar) != nil ? scalar : unknown
    }
  }

  /// A line in rows of the paper, broken at spaces where it has any.
  private func wrapped(_ letters: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
    var rest = letters[...]
    var rows: [[Unicode.Scalar]] = []
    while rest.count > columns {
      let most = rest.prefix(columns + 1)
      let end = most.lastIndex(of: " ").flatMap { $0 > rest.startIndex ? $0 : nil }
      rows.append(Array(rest[..<(end ?? rest.startIndex + columns)]))
      rest = rest[(end.map { $0 + 1 } ?? rest.startIndex + columns)...]
    }
    return rows + [Array(rest)]
  }

  private func line(_ letters: [Unicode.Scalar]) -> [UInt8] {
    let bytes = letters.compactMap(PrinterAlphabet.byte)
    return bytes.count == letters.count ? bytes + [EscPos.lineFeed] : picture(of: letters)
  }

  /// A line in the letters of `PrinterFont`.
  private func picture(of letters: [Unicode.Scalar]) -> [UInt8] {
    let blank = [UInt16](repeating: 0, count: PrinterFont.cellHeight)
    let cells = letters.map { PrinterFont.rows(of: $0) ?? PrinterFont.rows(of: Self.unknown) ?? blank }
    return Self.picture(width: cells.count * PrinterFont.cellWidth, height: PrinterFont.cellHeight) { column, row in
      let place = PrinterFont.cellWidth - 1 - column % PrinterFont.cellWidth
      return cells[column / PrinterFont.cellWidth][row] >> UInt16(place) & 1 == 1
    }
  }

  // MARK: Codes

  /// A QR code with its figures below; what is more than figures is no code, and stands as text.
  private func code(_ figures: String) -> [UInt8] {
    guard let code = QRCode(figures) else { return wrapped(Self.letters(of: figures)).flatMap(line) }
    let symbol =
      switch settings.code {
      case .native: EscPos.code(figures, module: UInt8(Self.module))
      case .raster: Self.picture(of: code)
      }
    return EscPos.isCentred(true) + symbol + Array(figures.utf8) + [EscPos.lineFeed] + EscPos.isCentred(false)
  }

  private static func picture(of code: QRCode) -> [UInt8] {
    picture(width: side, height: side) { code[$0 / module - margin, $1 / module - margin] }
  }

  // MARK: Pictures

  private static func picture(width: Int, height: Int, isDark: (_ column: Int, _ row: Int) -> Bool) -> [UInt8] {
    let bytesARow = (width + 7) / 8
    var dots = [UInt8](repeating: 0, count: bytesARow * height)
    for row in 0..<height {
      for column in 0..<width where isDark(column, row) { dots[row * bytesARow + column / 8] |= 0x80 >> (column % 8) }
    }
    return EscPos.raster(bytesARow: bytesARow, rows: height, dots)
  }
}
