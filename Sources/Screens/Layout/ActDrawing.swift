/// What to do with the hands, drawn in lines: what is given, and where it goes.
enum ActDrawing: String, CaseIterable {
  /// A passport, open and its picture downwards, onto the reader.
  case layPassport
  /// The passport off the reader.
  case takePassport
  /// The health card through the card reader.
  case pullCard
  /// The bank card into the terminal.
  case insertCard

  static let columns = 22
  static let rows = 9

  private var lines: [String] {
    switch self {
    case .layPassport: Self.passport(arrow: "↓")
    case .takePassport: Self.passport(arrow: "↑")
    case .pullCard:
      [
        "                      ",
        "   ┌────────────┐     ",
        "   │ ───────    │     ",
        "   │ ─────      │ ──→ ",
        "   │            │     ",
        "┌──┤            ├──┐  ",
        "│  └────────────┘  │  ",
        "│                  │  ",
        "└──────────────────┘  ",
      ]
    case .insertCard:
      [
        "     ┌────────┐       ",
        "     │ ┌─┐    │       ",
        "     │ └─┘    │       ",
        "     └────────┘       ",
        "         ↓            ",
        "   ┌────────────┐     ",
        "   │ ────────── │     ",
        "   │  ■  ■  ■   │     ",
        "   └────────────┘     ",
      ]
    }
  }

  private static func passport(arrow: String) -> [String] {
    [
      "   ┌──────┬──────┐    ",
      "   │      │ ┌──┐ │    ",
      "   │      │ └──┘ │    ",
      "   │      │ ──── │    ",
      "   └──────┴──────┘    ",
      "         \(arrow)            ",
      "┌──────────────────┐  ",
      "│                  │  ",
      "└──────────────────┘  ",
    ]
  }

  /// Draws it; the arrow stands out.
  func draw(in rect: Rect, on grid: inout Grid) {
    for (row, text) in lines.prefix(rect.rows).enumerated() {
      for (column, scalar) in text.unicodeScalars.prefix(rect.columns).enumerated() {
        let isArrow = "↓↑→".unicodeScalars.contains(scalar)
        grid[rect.column + column, rect.row + row] = Cell(scalar, ink: .role(isArrow ? .heading : .pictureFrame))
      }
    }
  }
}
