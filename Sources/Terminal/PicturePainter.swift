import Screens

/// Shows pictures by their own pixels, in the cells that are theirs, after ncurses has written its own.
protocol PicturePainter {
  /// Nothing of any picture is left: neither where it is seen nor here.
  mutating func forget()
  /// Shows a grid's pictures: those that are not shown yet, and of the others what the rows took in which ncurses wrote.
  mutating func write(_ grid: Grid, touched: Range<Int>)
}

extension Grid {
  /// The columns of a row within a place that are a picture's; text over it is not.
  func pixelRuns(row: Int, of rect: Rect) -> [Range<Int>] { runs(row: row, of: rect) { $0.ink.isPixels } }

  /// The columns of a row within a place whose cells are wanted, as far as they lie side by side.
  func runs(row: Int, of rect: Rect, where isWanted: (Cell) -> Bool) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for column in rect.column..<rect.endColumn where isWanted(self[column, row]) {
      if let last = runs.last, last.upperBound == column {
        runs[runs.count - 1] = last.lowerBound..<(column + 1)
      } else {
        runs.append(column..<(column + 1))
      }
    }
    return runs
  }

  /// The cells of a place that are a picture's, above a row, in rectangles of at most so many columns and rows.
  func pixelParts(of rect: Rect, above end: Int, largest: Size) -> [Rect] {
    var parts: [Rect] = []
    // The parts that the row before ended in, and the next row may lengthen.
    var open: [Int] = []
    for row in rect.row..<max(rect.row, min(rect.endRow, end)) {
      let pieces = pixelRuns(row: row, of: rect).flatMap { run in
        stride(from: run.lowerBound, to: run.upperBound, by: largest.columns).map { start in
          start..<min(start + largest.columns, run.upperBound)
        }
      }
      let isSame =
        pieces.count == open.count
        && zip(pieces, open).allSatisfy { piece, at in
          parts[at].column == piece.lowerBound && parts[at].columns == piece.count && parts[at].rows < largest.rows
        }
      if isSame {
        for at in open { parts[at].rows += 1 }
      } else {
        open = Array(parts.count..<(parts.count + pieces.count))
        parts += pieces.map { Rect(column: $0.lowerBound, row: row, columns: $0.count, rows: 1) }
      }
    }
    return parts
  }
}
