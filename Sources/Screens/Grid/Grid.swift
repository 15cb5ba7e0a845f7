/// A screen's cells: views draw here, never to a terminal.
///
/// Whatever is put into it is sanitized by the `Repertoire`, and what falls outside is cut, so drawing never fails.
package struct Grid: Hashable, Sendable {
  package let size: Size

  /// Row after row, from the upper left.
  package private(set) var cells: [Cell]

  /// The pictures whose pixels stand in the cells with such an ink; none lies over another.
  package private(set) var pictures: [PlacedPicture] = []

  /// An empty grid; the size is brought within `Size.largest`.
  package init(size: Size, filledWith cell: Cell = .blank) {
    self.size = size.clamped
    cells = Array(repeating: cell, count: self.size.columns * self.size.rows)
  }

  /// A grid without cells.
  static let empty = Grid(size: Size(columns: 0, rows: 0))

  /// The whole grid as a rectangle.
  package var bounds: Rect { Rect(column: 0, row: 0, columns: size.columns, rows: size.rows) }

  /// The cell at a place: blank outside the grid, where writing is ignored.
  package subscript(column: Int, row: Int) -> Cell {
    get {
      guard isInside(column, row) else { return .blank }
      return cells[row * size.columns + column]
    }
    set {
      guard isInside(column, row) else { return }
      cells[row * size.columns + column] = newValue
    }
  }

  /// The cell at a place: blank outside the grid, where writing is ignored.
  package subscript(position: Position) -> Cell {
    get { self[position.column, position.row] }
    set { self[position.column, position.row] = newValue }
  }

  /// Writes a text in one row and returns the column after it, counted as if nothing had been cut.
  @discardableResult
  package mutating func put(
    _ text: String, at position: Position, ink: Ink = .role(.text), style: CellStyle = [],
    clippedTo clip: Rect? = nil
  ) -> Int {
    let allowed = clip.map { bounds.intersection($0) } ?? bounds
    let isVisible = position.row >= allowed.row && position.row < allowed.endRow
    let start = position.row * size.columns
    var column = position.column
    if putASCII(text, at: position, ink: ink, style: style, within: allowed) { return column + text.utf8.count }
    var isTame = true
    cells.withUnsafeMutableBufferPointer { cells in
      for scalar in text.unicodeScalars {
        guard Repertoire.contains(scalar), column - position.column < Repertoire.limit else {
          isTame = false
          break
        }
        if isVisible, column >= allowed.column, column < allowed.endColumn {
          cells[start + column] = Cell(known: scalar, ink: ink, style: style)
        }
        column += 1
      }
    }
    if isTame { return column }
    return put(Repertoire.sanitize(text), at: position, ink: ink, style: style, clippedTo: clip)
  }

  /// Fills a rectangle with one cell.
  package mutating func fill(_ rect: Rect, with cell: Cell) {
    let inside = bounds.intersection(rect)
    guard !inside.isEmpty else { return }
    if !pictures.isEmpty { pictures.removeAll { inside.intersection($0.rect) == $0.rect } }
    let columns = size.columns
    cells.withUnsafeMutableBufferPointer { cells in
      for row in inside.row..<inside.endRow {
        cells[(row * columns + inside.column)..<(row * columns + inside.endColumn)].update(repeating: cell)
      }
    }
  }

  /// Fills a rectangle with blanks of a role's background.
  package mutating func fill(_ rect: Rect, ink: Ink, style: CellStyle = []) {
    fill(rect, with: Cell(" ", ink: ink, style: style))
  }

  /// Gives the cells of a rectangle another ink and style and leaves their characters.
  package mutating func tint(_ rect: Rect, ink: Ink, style: CellStyle = []) {
    let inside = bounds.intersection(rect)
    for row in inside.row..<inside.endRow {
      for column in inside.column..<inside.endColumn {
        let index = row * size.columns + column
        cells[index].ink = ink
        cells[index].style = style
      }
    }
  }

  /// Copies another grid so that its upper left cell stands at a place.
  package mutating func put(_ other: Grid, at position: Position) {
    let target = Rect(
      column: position.column, row: position.row, columns: other.size.columns, rows: other.size.rows)
    let inside = bounds.intersection(target)
    for row in inside.row..<inside.endRow {
      for column in inside.column..<inside.endColumn {
        self[column, row] = other[column - position.column, row - position.row]
      }
    }
    for picture in other.pictures {
      let moved = picture.moved(columns: position.column, rows: position.row)
      if inside.intersection(moved.rect) == moved.rect { pictures.append(moved) }
    }
  }

  /// Gives a picture its cells, in which it is shown by its pixels; one that stood there goes.
  package mutating func put(_ picture: PlacedPicture) {
    fill(picture.rect, with: Cell(known: " ", ink: .pixels, style: []))
    pictures.removeAll { !$0.rect.intersection(picture.rect).isEmpty }
    if bounds.intersection(picture.rect) == picture.rect, !picture.rect.isEmpty { pictures.append(picture) }
  }

  /// Tells which pictures stand in the cells that are a picture's already; what is not inside is left out.
  package mutating func place(_ pictures: [PlacedPicture]) {
    self.pictures = pictures.filter { bounds.intersection($0.rect) == $0.rect && !$0.rect.isEmpty }
  }

  /// Takes over some rows of a grid of the same size.
  package mutating func copyRows(_ rows: some Sequence<Int>, of other: Grid) {
    guard other.size == size else { return }
    for row in rows where (0..<size.rows).contains(row) {
      let range = row * size.columns..<(row + 1) * size.columns
      cells.replaceSubrange(range, with: other.cells[range])
    }
  }

  /// The characters of one row, without trailing blanks.
  package func text(row: Int) -> String {
    guard row >= 0, row < size.rows else { return "" }
    var line = String.UnicodeScalarView()
    let start = row * size.columns
    var end = start + size.columns
    while end > start, cells[end - 1].scalar == " " { end -= 1 }
    for index in start..<end { line.append(cells[index].scalar) }
    return String(line)
  }

  /// All characters as lines without trailing blanks: what a golden shows.
  package var text: String {
    (0..<size.rows).map { text(row: $0) }.joined(separator: "\n")
  }

  /// Writes a text of printable ASCII, the quick way; returns whether it was one.
  private mutating func putASCII(
    _ text: String, at position: Position, ink: Ink, style: CellStyle, within allowed: Rect
  ) -> Bool {
    let start = position.row * size.columns + position.column
    let isVisible = position.row >= allowed.row && position.row < allowed.endRow
    return text.utf8.withContiguousStorageIfAvailable { bytes in
      guard bytes.count <= Repertoire.limit, bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return false }
      let first = max(allowed.column - position.column, 0)
      let end = min(allowed.endColumn - position.column, bytes.count)
      guard isVisible, first < end else { return true }
      cells.withUnsafeMutableBufferPointer { cells in
        for index in first..<end {
          cells[start + index] = Cell(known: Unicode.Scalar(bytes[index]), ink: ink, style: style)
        }
      }
      return true
    } ?? false
  }

  private func isInside(_ column: Int, _ row: Int) -> Bool {
    column >= 0 && column < size.columns && row >= 0 && row < size.rows
  }
}
