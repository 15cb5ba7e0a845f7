import Quality
import Renewal

/// A receipt as it comes out of the printer: its lines as text, its QR codes dark on light in halves of cells.
///
/// Where it is longer than its room, it is cut: below first, then above, so that the code stays.
struct PaperDrawing: Equatable {
  static let columns = PaperReceipt.columns
  /// Light modules around a code, by ISO/IEC 18004.
  private static let margin = 4
  private static let codeColumns = QRCode.side + 2 * margin
  /// Pixels a module has across and down: those between two are mixed where a picture is shown larger, and a reader wants edges.
  private static let side = 8
  /// The rows of a code; a cell is two modules tall.
  static let codeRows = (codeColumns + 1) / 2

  let elements: [ReceiptElement]

  /// The rows of all of it.
  var rows: Int { elements.reduce(0) { $0 + Self.rows(of: $1) } }

  private static func rows(of element: ReceiptElement) -> Int {
    switch element {
    case .line: 1
    case .code: codeRows
    }
  }

  /// Whether a terminal can show a code that a reader reads.
  static func canBeShown(_ capabilities: TerminalCapabilities) -> Bool {
    capabilities.hasPixels || capabilities.halfBlocks && capabilities.colours != .mono
  }

  /// Draws it.
  func draw(in rect: Rect, on grid: inout Grid, capabilities: TerminalCapabilities) {
    grid.fill(rect, ink: .role(.entry))
    var row = rect.row
    for element in shown(in: rect.rows) {
      switch element {
      case .line(let text):
        grid.put(text, at: Position(column: rect.column, row: row), ink: .role(.entry))
      case .code(let figures):
        let left = rect.column + (Self.columns - Self.codeColumns) / 2
        let place = Rect(column: left, row: row, columns: Self.codeColumns, rows: Self.codeRows)
        guard let picture = Self.picture(of: figures) else { break }
        PictureRaster(capabilities: capabilities).draw(picture, in: place, on: &grid, fit: .filled)
      }
      row += Self.rows(of: element)
    }
  }

  /// What of it is shown in so many rows.
  private func shown(in room: Int) -> ArraySlice<ReceiptElement> {
    let last = elements.lastIndex { if case .code = $0 { true } else { false } } ?? 0
    var shown = elements[...]
    var rows = rows
    while rows > room, let end = shown.last, shown.endIndex - 1 > last {
      rows -= Self.rows(of: end)
      shown.removeLast()
    }
    while rows > room, let start = shown.first, shown.count > 1 {
      rows -= Self.rows(of: start)
      shown.removeFirst()
    }
    return shown
  }

  /// A code as a picture, its margin around it; an even number of modules in height, for halves of cells.
  private static func picture(of figures: String) -> RGBPicture? {
    guard let code = QRCode(figures) else { return nil }
    var pixels: [UInt8] = []
    for row in 0..<2 * codeRows {
      var line: [UInt8] = []
      for column in 0..<codeColumns {
        line += [UInt8](repeating: code[column - margin, row - margin] ? 0 : 255, count: 3 * side)
      }
      for _ in 0..<side { pixels += line }
    }
    return RGBPicture(width: codeColumns * side, height: 2 * codeRows * side, pixels: pixels)
  }
}
