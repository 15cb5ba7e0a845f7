import Renewal
import Screens

/// What a drawing of at least 80 columns and 22 rows holds between the rules: rows of text, and pictures.
struct ShownPage {
  /// A stretch of cells without a gap, in one ink and style.
  struct Word: Hashable {
    let text: String
    let ink: Ink
    let style: CellStyle
  }

  /// A row of the body that is not blank: its words with the columns they begin in, counted from where text begins.
  struct Row: Hashable {
    let words: [Word]
    let columns: [Int]
    /// The blank rows above it.
    let air: Int
  }

  /// How far from the edges everything stays.
  static func margin(_ size: Size) -> Int { size.columns >= 140 ? 4 : 2 + (size.columns - 80) / 8 }

  /// The rows of text, without the pictures.
  let rows: [Row]
  /// The places of the pictures, from the upper left on.
  let pictures: [Rect]

  /// The column in which text begins.
  private let margin: Int
  /// Whether text stands beside a picture, and not only above and below it.
  private let hasTextBeside: Bool

  /// What a drawing shows.
  init(_ grid: Grid) {
    let body = Rect(column: 0, row: 3, columns: grid.size.columns, rows: grid.size.rows - 5)
    let found = Self.pictures(of: grid, in: body)
    pictures = found
    let words = (body.row..<body.endRow).map { Self.words(of: grid, row: $0, without: found) }
    // The mark of the focus stands left of it.
    let margin = words.compactMap { $0.first { $0.word.text != "►" }?.column }.min() ?? 0
    self.margin = margin
    hasTextBeside = zip(body.row..<body.endRow, words).contains { row, words in
      found.contains { picture in
        (picture.row..<picture.endRow).contains(row) && words.contains { $0.column < picture.column }
      }
    }
    var rows: [Row] = []
    var before = body.row - 1
    for (row, words) in zip(body.row..<body.endRow, words) where !words.isEmpty {
      rows.append(
        Row(words: words.map(\.word), columns: words.map { $0.column - margin }, air: row - before - 1))
      before = row
    }
    self.rows = rows
  }

  /// The words in reading order.
  var words: [Word] { rows.flatMap(\.words) }

  /// The words in reading order, those beside a picture and to its left before the others.
  ///
  /// A picture that grows moves its caption down along the text, which must not count as another order.
  var wordsBesidePictures: [Word] {
    guard hasTextBeside, let edge = pictures.map({ $0.column - margin }).min(), edge > 0 else { return words }
    let placed = rows.flatMap { zip($0.words, $0.columns) }
    return placed.filter { $0.1 < edge }.map(\.0) + placed.filter { $0.1 >= edge }.map(\.0)
  }

  /// The words of a row of a grid with their columns, without those that lie in pictures.
  static func words(of grid: Grid, row: Int, without pictures: [Rect] = []) -> [(word: Word, column: Int)] {
    var words: [(Word, Int)] = []
    var column = 0
    while column < grid.size.columns {
      let first = column
      let cell = grid[first, row]
      var text = ""
      while column < grid.size.columns, isText(grid, column, row, pictures), grid[column, row].ink == cell.ink,
        grid[column, row].style == cell.style
      {
        text.unicodeScalars.append(grid[column, row].scalar)
        column += 1
      }
      if text.isEmpty { column += 1 } else { words.append((Word(text: text, ink: cell.ink, style: cell.style), first)) }
    }
    return words
  }

  private static func isText(_ grid: Grid, _ column: Int, _ row: Int, _ pictures: [Rect]) -> Bool {
    grid[column, row].scalar != " " && !pictures.contains { $0.contains(Position(column: column, row: row)) }
  }

  /// Rectangles of a picture's ink, a picture's frame or a pad to sign on.
  private static func pictures(of grid: Grid, in body: Rect) -> [Rect] {
    func isArt(_ column: Int, _ row: Int) -> Bool {
      let cell = grid[column, row]
      return cell.ink.isPicture || cell.ink.role == .pictureFrame || cell.ink.role == .entry || cell.scalar == "↓"
    }
    var found: [Rect] = []
    for row in body.row..<body.endRow {
      var column = 0
      while column < body.endColumn {
        if let picture = found.first(where: { $0.contains(Position(column: column, row: row)) }) {
          column = picture.endColumn
        } else if isArt(column, row) {
          let endColumn = (column..<body.endColumn).first { !isArt($0, row) } ?? body.endColumn
          let endRow = (row..<body.endRow).first { !isArt(column, $0) } ?? body.endRow
          // What is lower is a field to type in.
          if endRow - row >= 3 {
            found.append(Rect(column: column, row: row, columns: endColumn - column, rows: endRow - row))
          }
          column = endColumn
        } else {
          column += 1
        }
      }
    }
    return found
  }
}
