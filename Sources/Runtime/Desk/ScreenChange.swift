import Quality
package import Screens

/// What changed on a desk's screen: cells in runs, the cursor and the theme. A large change comes in several parts.
package struct ScreenChange: Hashable, Sendable, Codable {
  /// The drawing's number; keys name the one they were pressed at.
  package let number: Int
  /// The size of the drawing.
  package let columns: Int
  package let rows: Int
  /// Whether nothing of what was shown before stays.
  package let isWhole: Bool
  /// Whether more of the same drawing follows.
  package let goesOn: Bool
  /// The theme's name.
  package let theme: String
  /// Where the cursor stands.
  package let cursorColumn: Int
  package let cursorRow: Int
  /// The cells that changed.
  package let runs: [CellRun]
  /// Where pictures stand once the drawing is whole; nothing where there are none.
  package let pictures: [PicturePlace]?

  private enum CodingKeys: String, CodingKey {
    case number = "n"
    case columns = "w"
    case rows = "h"
    case isWhole = "all"
    case goesOn = "more"
    case theme
    case cursorColumn = "x"
    case cursorRow = "y"
    case runs
    case pictures = "p"
  }
}

/// Cells side by side in one row that are inked alike, or belong to a picture.
package struct CellRun: Hashable, Sendable, Codable {
  package let row: Int
  package let column: Int
  /// One scalar a cell.
  package let text: String
  /// The role's number; nothing for a picture, whether in characters or by its pixels.
  package let role: UInt8?
  /// The style's bits.
  package let style: UInt8
  /// For a picture in characters: foreground and background of each cell, six hexadecimal figures each.
  package let colours: String?

  private enum CodingKeys: String, CodingKey {
    case row = "y"
    case column = "x"
    case text = "t"
    case role = "r"
    case style = "s"
    case colours = "c"
  }
}

/// A desk's drawing with its number.
package struct DeskPicture: Hashable, Sendable {
  /// Counted up with each drawing of the desk.
  package let number: Int
  /// The drawing.
  package let screen: Screen
  /// Its colours.
  package let theme: ThemeName

  /// A drawing with its number and its colours.
  package init(number: Int, screen: Screen, theme: ThemeName) {
    self.number = number
    self.screen = screen
    self.theme = theme
  }
}

/// Remembers what a desk was sent, and makes of each drawing what must still be sent.
package struct ScreenComposer: Sendable {
  /// With the widest rows, each cell inked otherwise, this stays under the longest frame.
  static let rowsInOnePart = 24

  private var sent: Grid?
  /// The pictures on the drawing that was sent last, each with its number.
  private var pictures: [(picture: PlacedPicture, number: Int)] = []
  private var lastNumber = 0

  /// Nothing was sent yet.
  package init() {}

  /// What turns what was sent into this drawing: the pictures that are new, then the parts.
  package mutating func messages(to picture: DeskPicture) -> [BoxMessage] {
    var messages: [BoxMessage] = []
    pictures = picture.screen.grid.pictures.prefix(PictureMessage.most).compactMap { placed in
      if let known = pictures.first(where: { $0.picture == placed }) { return known }
      guard let message = PictureMessage(placed, number: lastNumber + 1) else { return nil }
      lastNumber += 1
      messages.append(.picture(picture: message))
      return (placed, lastNumber)
    }
    return messages + changes(to: picture).map { .screen(change: $0) }
  }

  /// The parts that turn what was sent into this drawing; its pictures were sent before.
  package mutating func changes(to picture: DeskPicture) -> [ScreenChange] {
    let grid = picture.screen.grid
    let isWhole = sent?.size != grid.size
    let known = isWhole ? Grid(size: grid.size) : sent ?? Grid(size: grid.size)
    sent = grid
    let rows = grid.changedRows(since: known)
    let parts = stride(from: 0, to: max(rows.count, 1), by: Self.rowsInOnePart).map { start in
      rows[min(start, rows.count)..<min(start + Self.rowsInOnePart, rows.count)]
    }
    return parts.enumerated().map { index, rows in
      ScreenChange(
        number: picture.number, columns: grid.size.columns, rows: grid.size.rows, isWhole: isWhole && index == 0,
        goesOn: index + 1 < parts.count, theme: picture.theme.rawValue, cursorColumn: picture.screen.cursor.column,
        cursorRow: picture.screen.cursor.row, runs: rows.flatMap { Self.runs(inRow: $0, of: grid, since: known) },
        pictures: pictures.isEmpty || index + 1 < parts.count
          ? nil : pictures.map { PicturePlace($0.picture.rect, number: $0.number) })
    }
  }

  private static func runs(inRow row: Int, of grid: Grid, since known: Grid) -> [CellRun] {
    var runs: [CellRun] = []
    var start = 0
    var cells: [Cell] = []
    func end() {
      if let run = CellRun(cells, column: start, row: row) { runs.append(run) }
      cells = []
    }
    grid.forEachChange(inRow: row, since: known) { column, cell, _ in
      if column != start + cells.count || cells.last?.isAlike(cell) == false { end() }
      if cells.isEmpty { start = column }
      cells.append(cell)
    }
    end()
    return runs
  }
}

/// What a desk shows, put together from what the box sent.
package struct ScreenCopy: Sendable {
  /// The drawing as far as it has come.
  package private(set) var screen = Screen(
    grid: Grid(size: Size(columns: 0, rows: 0)), cursor: Position(column: 0, row: 0))
  /// The drawing's number.
  package private(set) var number = 0
  /// The drawing's colours.
  package private(set) var theme = ThemeName.light

  /// The pictures that have come and are on the screen, or will be.
  private var pictures: [Int: RGBPicture] = [:]

  /// Nothing has come yet.
  package init() {}

  /// Takes a picture for the next drawing.
  package mutating func take(_ message: PictureMessage) throws(FrameFault) {
    // Those of the last drawing, and as many new ones.
    guard let picture = message.picture, pictures.count < 2 * PictureMessage.most else { throw .malformed }
    pictures[message.number] = picture
  }

  /// Takes a part; tells whether the drawing is whole now. Nothing in a part can be drawn outside the grid or be a control character.
  package mutating func apply(_ change: ScreenChange) throws(FrameFault) -> Bool {
    let size = Size(columns: change.columns, rows: change.rows)
    guard size == size.clamped, let theme = ThemeName(rawValue: change.theme) else { throw .malformed }
    if change.isWhole { screen.grid = Grid(size: size) }
    guard screen.grid.size == size else { throw .malformed }
    for run in change.runs {
      guard let cells = run.cells else { throw .malformed }
      guard run.row >= 0, run.row < size.rows, run.column >= 0, run.column <= size.columns - cells.count else {
        throw .malformed
      }
      for (index, cell) in cells.enumerated() { screen.grid[run.column + index, run.row] = cell }
    }
    screen.cursor = Position(column: change.cursorColumn, row: change.cursorRow)
    number = change.number
    self.theme = theme
    if !change.goesOn { try place(change.pictures ?? []) }
    return !change.goesOn
  }

  /// The drawing is whole: pictures that are not on it are forgotten.
  private mutating func place(_ places: [PicturePlace]) throws(FrameFault) {
    var placed: [PlacedPicture] = []
    var kept: [Int: RGBPicture] = [:]
    for place in places {
      guard let picture = pictures[place.number], screen.grid.bounds.intersection(place.rect) == place.rect else {
        throw .malformed
      }
      kept[place.number] = picture
      placed.append(PlacedPicture(picture, in: place.rect))
    }
    pictures = kept
    screen.grid.place(placed)
  }
}

extension Cell {
  /// Whether a run may hold both.
  fileprivate func isAlike(_ other: Cell) -> Bool {
    style == other.style && (ink.isPicture ? other.ink.isPicture : ink == other.ink)
  }
}

extension CellRun {
  fileprivate init?(_ cells: [Cell], column: Int, row: Int) {
    guard let first = cells.first else { return nil }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: cells.map(\.scalar))
    self.init(
      row: row, column: column, text: String(text), role: first.ink.role?.rawValue, style: first.style.rawValue,
      colours: first.ink.isPicture ? cells.map { $0.ink.figures }.joined() : nil)
  }

  /// The cells; nothing when the run contradicts itself.
  fileprivate var cells: [Cell]? {
    let scalars = Array(text.unicodeScalars)
    guard scalars.count <= Size.largest.columns, style < 8 else { return nil }
    let style = CellStyle(rawValue: style)
    if let role {
      guard let role = Role(rawValue: role) else { return nil }
      return scalars.map { Cell($0, ink: .role(role), style: style) }
    }
    guard let colours else {
      return scalars.allSatisfy { $0 == " " } ? scalars.map { Cell($0, ink: .pixels, style: style) } : nil
    }
    guard colours.utf8.count == scalars.count * Ink.figures else { return nil }
    let figures = Array(colours.utf8)
    let cells: [Cell] = scalars.enumerated().compactMap { index, scalar in
      let start = index * Ink.figures
      guard let front = RGB(figures: figures[start..<(start + 6)]),
        let back = RGB(figures: figures[(start + 6)..<(start + 12)])
      else { return nil }
      return Cell(scalar, ink: .picture(front, on: back), style: style)
    }
    return cells.count == scalars.count ? cells : nil
  }
}

extension Ink {
  fileprivate static let figures = 12

  fileprivate var figures: String {
    guard let picture else { return "" }
    return picture.foreground.figures + picture.background.figures
  }
}

extension RGB {
  fileprivate var figures: String {
    let value = UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
    return String(String(0x100_0000 | value, radix: 16).dropFirst())
  }

  fileprivate init?(figures: ArraySlice<UInt8>) {
    var value: UInt32 = 0
    for figure in figures {
      switch figure {
      case 48...57: value = value << 4 | UInt32(figure - 48)
      case 97...102: value = value << 4 | UInt32(figure - 87)
      case _: return nil
      }
    }
    self.init(value)
  }
}
