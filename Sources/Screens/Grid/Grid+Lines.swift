/// How the lines of a box look.
package enum LineKind: Hashable, Sendable {
  case light
  case double
  /// `+`, `-` and `|`, for a terminal without line drawing.
  case ascii
}

extension Grid {
  /// Draws a horizontal line.
  package mutating func horizontalLine(
    at position: Position, length: Int, kind: LineKind = .light, ink: Ink = .role(.rule)
  ) {
    let scalar = kind.shape.horizontal
    fill(Rect(column: position.column, row: position.row, columns: length, rows: 1), with: Cell(scalar, ink: ink))
  }

  /// Draws a vertical line.
  package mutating func verticalLine(
    at position: Position, length: Int, kind: LineKind = .light, ink: Ink = .role(.rule)
  ) {
    let scalar = kind.shape.vertical
    fill(Rect(column: position.column, row: position.row, columns: 1, rows: length), with: Cell(scalar, ink: ink))
  }

  /// Draws the outline of a rectangle of at least 2 × 2 cells; its inside stays.
  package mutating func box(_ rect: Rect, kind: LineKind = .light, ink: Ink = .role(.rule)) {
    guard rect.columns >= 2, rect.rows >= 2 else { return }
    let shape = kind.shape
    let right = rect.endColumn - 1
    let bottom = rect.endRow - 1
    for row in [rect.row, bottom] {
      horizontalLine(at: Position(column: rect.column, row: row), length: rect.columns, kind: kind, ink: ink)
    }
    for column in [rect.column, right] {
      verticalLine(at: Position(column: column, row: rect.row), length: rect.rows, kind: kind, ink: ink)
    }
    self[rect.column, rect.row] = Cell(shape.upperLeft, ink: ink)
    self[right, rect.row] = Cell(shape.upperRight, ink: ink)
    self[rect.column, bottom] = Cell(shape.lowerLeft, ink: ink)
    self[right, bottom] = Cell(shape.lowerRight, ink: ink)
  }

  /// Draws a bar that is filled to a share, 0–1, in eighths of a cell, or in whole cells as `#` and `.` for `ascii`.
  package mutating func bar(
    at position: Position, length: Int, share: Double, ink: Ink = .role(.text), kind: LineKind = .light
  ) {
    guard length > 0 else { return }
    let bounded = share.isFinite ? min(max(share, 0), 1) : 0
    let eighths = Int((bounded * Double(length) * 8).rounded())
    for offset in 0..<length {
      let filled = min(max(eighths - offset * 8, 0), 8)
      let scalar: Unicode.Scalar
      switch kind {
      case .ascii: scalar = filled >= 4 ? "#" : "."
      case .light, .double: scalar = filled == 0 ? "░" : Unicode.Scalar(0x2590 - UInt32(filled)) ?? "█"
      }
      self[position.column + offset, position.row] = Cell(scalar, ink: ink)
    }
  }
}

/// The characters of one kind of line.
private struct LineShape {
  let horizontal: Unicode.Scalar
  let vertical: Unicode.Scalar
  let upperLeft: Unicode.Scalar
  let upperRight: Unicode.Scalar
  let lowerLeft: Unicode.Scalar
  let lowerRight: Unicode.Scalar
}

extension LineKind {
  fileprivate var shape: LineShape {
    switch self {
    case .light:
      LineShape(
        horizontal: "─", vertical: "│", upperLeft: "┌", upperRight: "┐", lowerLeft: "└", lowerRight: "┘")
    case .double:
      LineShape(
        horizontal: "═", vertical: "║", upperLeft: "╔", upperRight: "╗", lowerLeft: "╚", lowerRight: "╝")
    case .ascii:
      LineShape(
        horizontal: "-", vertical: "|", upperLeft: "+", upperRight: "+", lowerLeft: "+", lowerRight: "+")
    }
  }
}
