/// A size in cells.
package struct Size: Hashable, Sendable {
  package var columns: Int
  package var rows: Int

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  /// The largest terminal that is drawn to; a larger one is used in part (65535 × 65535 crashes ncurses).
  package static let largest = Size(columns: 500, rows: 200)

  /// So much of it in cells that are so many across and down.
  package func divided(by factor: Int) -> Size { Size(columns: columns / factor, rows: rows / factor) }

  /// This size brought between 0 × 0 and `largest`.
  package var clamped: Size {
    Size(
      columns: min(max(columns, 0), Size.largest.columns),
      rows: min(max(rows, 0), Size.largest.rows)
    )
  }
}

/// A cell's place, counted from 0 at the upper left.
package struct Position: Hashable, Sendable {
  package var column: Int
  package var row: Int

  package init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// A rectangle of cells.
package struct Rect: Hashable, Sendable {
  package var column: Int
  package var row: Int
  package var columns: Int
  package var rows: Int

  package init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = max(columns, 0)
    self.rows = max(rows, 0)
  }

  /// The upper left cell.
  package var origin: Position { Position(column: column, row: row) }

  package var size: Size { Size(columns: columns, rows: rows) }

  /// The cells that these become where each is so many across and down.
  package func enlarged(by factor: Int) -> Rect {
    Rect(column: column * factor, row: row * factor, columns: columns * factor, rows: rows * factor)
  }

  /// The column after the last one.
  package var endColumn: Int { column + columns }

  /// The row after the last one.
  package var endRow: Int { row + rows }

  package var isEmpty: Bool { columns == 0 || rows == 0 }

  package func contains(_ position: Position) -> Bool {
    position.column >= column && position.column < endColumn && position.row >= row && position.row < endRow
  }

  /// The part that both rectangles share, empty where they share none.
  package func intersection(_ other: Rect) -> Rect {
    let left = max(column, other.column)
    let top = max(row, other.row)
    return Rect(
      column: left,
      row: top,
      columns: min(endColumn, other.endColumn) - left,
      rows: min(endRow, other.endRow) - top
    )
  }
}
