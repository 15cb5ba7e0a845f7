extension Grid {
  /// The rows of which some cell differs from the same cell of a grid of the same size; all rows of any other size. Where `among` tells
  /// which rows may differ, no other is looked at.
  package func changedRows(since old: Grid, among rows: Range<Int>? = nil) -> [Int] {
    guard old.size == size else { return Array(0..<size.rows) }
    let words = size.columns * Grid.wordsPerCell
    return withWords(old) { new, old in
      (rows ?? 0..<size.rows).clamped(to: 0..<size.rows).filter { row in
        // Gathered without a branch, so that the compiler compares many cells at once.
        var difference: UInt32 = 0
        for index in (row * words)..<((row + 1) * words) { difference |= new[index] ^ old[index] }
        return difference != 0
      }
    }
  }

  /// Calls with the columns of a row whose cells differ from those of a grid of the same size.
  package func forEachChange(
    inRow row: Int, since old: Grid, _ body: (_ column: Int, _ cell: Cell, _ old: Cell) -> Void
  ) {
    guard old.size == size, row >= 0, row < size.rows else { return }
    let start = row * size.columns
    withWords(old) { newWords, oldWords in
      for index in start..<(start + size.columns) {
        let word = index * Grid.wordsPerCell
        let difference =
          (newWords[word] ^ oldWords[word]) | (newWords[word + 1] ^ oldWords[word + 1])
          | (newWords[word + 2] ^ oldWords[word + 2])
        if difference != 0 { body(index - start, cells[index], old.cells[index]) }
      }
    }
  }

  /// Whether a row shows part of a picture.
  package func hasPicture(inRow row: Int) -> Bool {
    guard row >= 0, row < size.rows else { return false }
    let start = row * size.columns
    return cells.withUnsafeBufferPointer { cells in
      cells[start..<(start + size.columns)].contains { $0.ink.isPicture }
    }
  }

  /// A cell is twelve bytes without holes (a test says so).
  private static let wordsPerCell = 3

  private func withWords<Result>(
    _ old: Grid, _ body: (UnsafeBufferPointer<UInt32>, UnsafeBufferPointer<UInt32>) -> Result
  ) -> Result {
    cells.withUnsafeBytes { new in
      old.cells.withUnsafeBytes { old in
        body(new.assumingMemoryBound(to: UInt32.self), old.assumingMemoryBound(to: UInt32.self))
      }
    }
  }
}
