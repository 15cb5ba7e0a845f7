import CTerminal
import Glibc
import Screens

/// What the terminal shows, and how to make it show something else by writing what changed.
struct Canvas {
  private struct Look {
    var pair: Int32
    var attributes: Int32
  }

  /// A live picture's cell is written again only when a channel changed by more than this.
  private static let tolerance = 12

  private let capabilities: TerminalCapabilities
  private let substitutes: [UInt32: UInt32]
  private let picturesPastCurses: Bool
  private var theme: ThemeName?
  /// By role and style.
  private var looks: [Look] = []
  /// What a cell of a picture is to ncurses: colours that no text has, so that text over it is always written.
  private var placeholder = Look(pair: 0, attributes: 0)
  private var size = Size(columns: 0, rows: 0)
  private var drawn = Size(columns: 0, rows: 0)
  private var shown: [Cell] = []
  private var cursor: Position?
  private var isKnown = false

  init(capabilities: TerminalCapabilities) {
    self.capabilities = capabilities
    picturesPastCurses = capabilities.colours >= .indexed256
    substitutes = PlainGlyphs.substitutes { pk_font_has($0) }
  }

  /// Has the next drawing write everything.
  mutating func forget() {
    isKnown = false
  }

  /// Makes the terminal show a screen.
  mutating func draw(_ screen: Screen, theme: Theme, size: Size) {
    let grid = screen.grid
    if theme.name != self.theme { use(theme) }
    if self.size != size || drawn != grid.size || !isKnown {
      self.size = size
      drawn = grid.size
      shown = Array(repeating: .blank, count: size.columns * size.rows)
      isKnown = false
      pk_redraw()
    }
    guard size.columns > 0, size.rows > 0 else { return }
    var changed = false
    var pictureRows: [(row: Int, whole: Bool)] = []
    let width = min(grid.size.columns, size.columns)
    let stride = MemoryLayout<Cell>.stride
    grid.cells.withUnsafeBytes { wanted in
      shown.withUnsafeBytes { old in
        guard let wanted = wanted.baseAddress, let old = old.baseAddress else { return }
        for row in 0..<min(grid.size.rows, size.rows) {
          let one = wanted + row * grid.size.columns * stride
          let two = old + row * size.columns * stride
          if isKnown, memcmp(one, two, width * stride) == 0 { continue }
          pictureRows.append((row, false))
        }
      }
    }
    for index in pictureRows.indices {
      let touched = put(row: pictureRows[index].row, of: grid, width: width)
      pictureRows[index].whole = touched
      changed = changed || touched
    }
    if !isKnown { putBlanks(outside: grid.size) }
    let place = Position(
      column: min(max(screen.cursor.column, 0), size.columns - 1), row: min(max(screen.cursor.row, 0), size.rows - 1))
    if changed || !isKnown || cursor != place {
      cursor = place
      pk_move(Int32(place.row), Int32(place.column))
      pk_refresh()
    }
    if picturesPastCurses, !pictureRows.isEmpty { putPictures(rows: pictureRows, of: grid, width: width) }
    isKnown = true
  }

  /// Puts one row's changed text and returns whether ncurses has something to write there.
  private mutating func put(row: Int, of grid: Grid, width: Int) -> Bool {
    var touched = !isKnown
    for column in 0..<width {
      let cell = grid.cells[row * grid.size.columns + column]
      let index = row * size.columns + column
      let old = shown[index]
      if isKnown, cell == old { continue }
      if picturesPastCurses, cell.ink.picture != nil {
        if isKnown, old.ink.picture != nil { continue }
        put(" ", look: placeholder, row: row, column: column)
      } else {
        put(cell.scalar, look: look(of: cell), row: row, column: column)
        shown[index] = cell
      }
      touched = true
    }
    return touched
  }

  private func put(_ scalar: Unicode.Scalar, look: Look, row: Int, column: Int) {
    let value = substitutes.isEmpty ? scalar.value : substitutes[scalar.value] ?? scalar.value
    pk_put(Int32(row), Int32(column), value, look.pair, look.attributes)
  }

  private mutating func putBlanks(outside drawn: Size) {
    let blank = looks[Int(Role.text.rawValue) * 8]
    for row in 0..<size.rows {
      for column in (row < drawn.rows ? min(drawn.columns, size.columns) : 0)..<size.columns {
        put(" ", look: blank, row: row, column: column)
      }
    }
  }

  /// Writes the picture cells of some rows: those that changed, or all of a row that ncurses wrote in.
  private mutating func putPictures(rows: [(row: Int, whole: Bool)], of grid: Grid, width: Int) {
    let direct = capabilities.colours == .trueColour
    pk_picture_begin(direct)
    for (row, whole) in rows {
      for column in 0..<width {
        let cell = grid.cells[row * grid.size.columns + column]
        guard let colours = cell.ink.picture else { continue }
        let index = row * size.columns + column
        if !whole, Canvas.looksAlike(cell, shown[index]) { continue }
        shown[index] = cell
        pk_picture_cell(
          Int32(row), Int32(column), cell.scalar.value,
          direct ? Canvas.number(colours.foreground) : UInt32(Palette.nearestFixed(colours.foreground)),
          direct ? Canvas.number(colours.background) : UInt32(Palette.nearestFixed(colours.background)))
      }
    }
    pk_picture_end()
  }

  private static func looksAlike(_ one: Cell, _ two: Cell) -> Bool {
    guard one.scalar == two.scalar, let first = one.ink.picture, let second = two.ink.picture else { return false }
    return isNear(first.foreground, second.foreground) && isNear(first.background, second.background)
  }

  private static func isNear(_ one: RGB, _ two: RGB) -> Bool {
    abs(Int(one.red) - Int(two.red)) <= tolerance && abs(Int(one.green) - Int(two.green)) <= tolerance
      && abs(Int(one.blue) - Int(two.blue)) <= tolerance
  }

  private static func number(_ colour: RGB) -> UInt32 {
    UInt32(colour.red) << 16 | UInt32(colour.green) << 8 | UInt32(colour.blue)
  }

  // MARK: Colours

  private mutating func use(_ theme: Theme) {
    self.theme = theme.name
    isKnown = false
    let depth = capabilities.colours
    if depth > .mono {
      // What is typed costs one byte a digit: its colours are the ones that ncurses returns to after each drawing.
      let entry = theme.colours(of: .entry, at: depth)
      pk_set_plain(entry.foreground.map { Int32($0) } ?? -1, entry.background.map { Int32($0) } ?? -1)
    }
    looks = Role.allCases.flatMap { role in
      (0..<8).map { style in
        look(of: role, style: CellStyle(rawValue: UInt8(style)), theme: theme)
      }
    }
    if picturesPastCurses { placeholder = Look(pair: pk_pair(16, 16), attributes: 0) }
  }

  private func look(of role: Role, style: CellStyle, theme: Theme) -> Look {
    let depth = capabilities.colours
    let colours = theme.colours(of: role, at: depth, reversed: style.contains(.reverse))
    let mayBeBold = depth != .sixteen && (depth != .eight || colours.bold)
    var attributes = 0
    if colours.bold || (style.contains(.bold) && mayBeBold) { attributes |= pk_bold }
    if style.contains(.underline) { attributes |= pk_underline }
    if colours.reverse { attributes |= pk_reverse }
    return look(colours.foreground, on: colours.background, attributes: attributes)
  }

  /// Colours as a pair; where there are numbers for eight only, bold makes the other eight of the foreground.
  private func look(_ foreground: UInt8?, on background: UInt8?, attributes: Int) -> Look {
    guard capabilities.colours > .mono else { return Look(pair: 0, attributes: Int32(attributes)) }
    var front = foreground.map { Int32($0) } ?? -1
    var attributes = attributes
    if front >= pk_colours() {
      front -= 8
      attributes |= pk_bold
    }
    return Look(pair: pk_pair(front, background.map { Int32($0) } ?? -1), attributes: Int32(attributes))
  }

  private func look(of cell: Cell) -> Look {
    if let role = cell.ink.role { return looks[Int(role.rawValue) * 8 + Int(cell.style.rawValue & 7)] }
    guard let colours = cell.ink.picture else { return looks[0] }
    let count = capabilities.colours == .sixteen ? 16 : 8
    return look(
      Palette.nearestOfConsole(colours.foreground, count: count),
      on: Palette.nearestOfConsole(colours.background, count: 8), attributes: 0)
  }
}
