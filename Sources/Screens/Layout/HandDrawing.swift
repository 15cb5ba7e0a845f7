import Renewal

/// A hand, seen from its back as it lies on the reader, with one finger filled.
enum HandDrawing {
  static let columns = 24
  static let rows = 11

  private static let right = [
    "                        ",
    "          ┌──┐          ",
    "     ┌──┐ │  │ ┌──┐     ",
    "     │  │ │  │ │  │     ",
    "     │  │ │  │ │  │ ┌──┐",
    "     │  │ │  │ │  │ │  │",
    "┌──┐ │  │ │  │ │  │ │  │",
    "│  │ │  └─┘  └─┘  └─┘  │",
    "│  └─┘                 │",
    "└─┐                    │",
    "  └────────────────────┘",
  ]

  /// The row of the finger's tip, and its first column, on a right hand.
  private static func place(_ finger: Finger) -> (top: Int, column: Int, bottom: Int) {
    switch finger {
    case .rightThumb, .leftThumb: (7, 1, 8)
    case .rightIndex, .leftIndex: (3, 6, 7)
    case .rightMiddle, .leftMiddle: (2, 11, 7)
    case .rightRing, .leftRing: (3, 16, 7)
    }
  }

  /// Draws the hand with a finger filled and an arrow above it.
  static func draw(_ finger: Finger, in rect: Rect, on grid: inout Grid) {
    let (top, column, bottom) = place(finger)
    for (row, text) in right.enumerated() where row < rect.rows {
      for (offset, scalar) in text.unicodeScalars.enumerated() where offset < rect.columns {
        let isFilled = (top...bottom).contains(row) && (column...column + 1).contains(offset)
        let isArrow = row == top - 2 && (column...column + 1).contains(offset)
        let shown: Unicode.Scalar = isFilled ? "█" : isArrow ? "↓" : scalar
        let ink = Ink.role(isFilled || isArrow ? .heading : .pictureFrame)
        let target = finger.hand == .right ? offset : columns - 1 - offset
        let cell = Cell(finger.hand == .right ? shown : mirrored(shown), ink: ink)
        grid[rect.column + target, rect.row + row] = cell
      }
    }
  }

  private static func mirrored(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "┌": "┐"
    case "┐": "┌"
    case "└": "┘"
    case "┘": "└"
    case _: scalar
    }
  }
}
