import CTerminal
import Screens

/// What the terminal shows, and how to make it show something else by writing what changed.
struct Canvas {
  private struct Look {
    var pair: Int32
    var attributes: Int32
  }

  private let capabilities: TerminalCapabilities
  private let substitutes: [UInt32: UInt32]
  /// Shows pictures by their own pixels, where the terminal can.
  private var painter: (any PicturePainter)?
  /// Writes pictures past ncurses, where there are colours enough.
  private let pictureWriter: PictureWriter?
  /// Draws twice as large, while that is wanted.
  private var magnifier: Magnifier?
  private var theme: ThemeName?
  /// The theme's 16 colours, where the terminal takes them.
  private var palette: ConsolePalette?
  /// By role and style.
  private var looks: [Look] = []
  /// What a cell of a picture is to ncurses: colours that no text has, so that text over it is always written.
  private var placeholder = Look(pair: 0, attributes: 0)
  private var shown = Grid(size: Size(columns: 0, rows: 0))
  private var cursor: Position?
  private var isKnown = false

  init(capabilities: TerminalCapabilities, painter: (any PicturePainter)? = nil) {
    self.capabilities = capabilities
    self.painter = capabilities.hasPixels ? painter : nil
    pictureWriter = capabilities.colours >= .indexed256 ? PictureWriter(colours: capabilities.colours) : nil
    substitutes = PlainGlyphs.substitutes { pk_font_has($0) }
  }

  /// Has the next drawing write everything.
  mutating func forget() {
    isKnown = false
    painter?.forget()
    magnifier?.forget()
  }

  /// Draws screens of half the terminal's size from now on, from the shapes of a font; without one as large as they are.
  mutating func enlarge(from font: ConsoleFont?) {
    magnifier = font.map { Magnifier($0) }
    pk_show_cursor(font == nil)
    forget()
  }

  /// Makes the terminal, which has this size, show a screen; `changed` are the rows that may differ from the screen before, where that
  /// is known.
  mutating func draw(_ screen: Screen, theme: Theme, size: Size, changed: Range<Int>? = nil) {
    guard size.columns > 0, size.rows > 0 else { return }
    if theme.name != self.theme { use(theme) }
    var grid = magnified(screen.grid, theme, size) ?? screen.grid
    if grid.size != size {
      grid = Grid(size: size)
      grid.put(screen.grid, at: Position(column: 0, row: 0))
    }
    // What was known of the rows was of other ones.
    let changed = magnifier == nil ? changed : nil
    if shown.size != size { isKnown = false }
    if !isKnown {
      shown = Grid(size: size)
      pk_redraw()
    }
    var pictures: [PictureWriter.Row] = []
    var isTouched = !isKnown
    var touched = 0..<0
    let rows = isKnown ? grid.changedRows(since: shown, among: changed) : Array(0..<size.rows)
    for row in rows {
      let isRowTouched = isKnown ? putChanges(row: row, of: grid) : putAll(row: row, of: grid)
      isTouched = isTouched || isRowTouched
      // With several rows to write ncurses may scroll the terminal, and every picture with it.
      if isRowTouched { touched = touched.isEmpty ? row..<(row + 1) : 0..<size.rows }
      if pictureWriter != nil, grid.hasPicture(inRow: row) {
        pictures.append(PictureWriter.Row(row: row, isWhole: isRowTouched))
      }
    }
    if pictureWriter != nil, touched.count > 1 {
      pictures = touched.filter(grid.hasPicture(inRow:)).map { PictureWriter.Row(row: $0, isWhole: true) }
    }
    let place = Position(
      column: min(max(screen.cursor.column, 0), size.columns - 1), row: min(max(screen.cursor.row, 0), size.rows - 1))
    if isTouched || cursor != place {
      cursor = place
      pk_move(Int32(place.row), Int32(place.column))
      pk_refresh()
    }
    painter?.write(grid, touched: touched)
    // Where only text changed the cells that are kept stay where they are.
    if let pictureWriter, !pictures.isEmpty {
      shown = pictureWriter.write(pictures, of: grid, over: shown)
    } else {
      shown.copyRows(rows, of: grid)
    }
    isKnown = true
  }

  /// The screen twice as large, where that is wanted.
  private mutating func magnified(_ grid: Grid, _ theme: Theme, _ size: Size) -> Grid? {
    let (substitutes, depth, palette) = (substitutes, capabilities.colours, palette)
    return magnifier?.enlarged(grid, to: size, substitutes: substitutes) { cell in
      if let picture = cell.ink.picture { return picture }
      let colours = Self.colours(
        of: cell.ink.role ?? .text, in: theme, reversed: cell.style.contains(.reverse), palette, depth)
      func colour(_ number: UInt8?, orElse usual: UInt8) -> RGB {
        let number = number ?? usual
        return palette.flatMap { number < $0.colours.count ? $0.colours[Int(number)] : nil } ?? Palette.fixed(number)
      }
      return (colour(colours.foreground, orElse: 7), colour(colours.background, orElse: 0))
    }
  }

  /// Puts one row's changed text and returns whether ncurses has something to write there.
  private func putChanges(row: Int, of grid: Grid) -> Bool {
    var isTouched = false
    grid.forEachChange(inRow: row, since: shown) { column, cell, old in
      if pictureWriter != nil, cell.ink.isPicture {
        if old.ink.isPicture { return }
        put(" ", look: placeholder, row: row, column: column)
      } else {
        put(cell, row: row, column: column)
      }
      isTouched = true
    }
    return isTouched
  }

  private func putAll(row: Int, of grid: Grid) -> Bool {
    for column in 0..<grid.size.columns {
      let cell = grid[column, row]
      if pictureWriter != nil, cell.ink.isPicture {
        put(" ", look: placeholder, row: row, column: column)
      } else {
        put(cell, row: row, column: column)
      }
    }
    return true
  }

  private func put(_ cell: Cell, row: Int, column: Int) {
    if cell.ink.isPixels {
      put(" ", look: placeholder, row: row, column: column)
    } else {
      put(cell.scalar, look: look(of: cell), row: row, column: column)
    }
  }

  private func put(_ scalar: Unicode.Scalar, look: Look, row: Int, column: Int) {
    let value = substitutes.isEmpty ? scalar.value : substitutes[scalar.value] ?? scalar.value
    pk_put(Int32(row), Int32(column), value, look.pair, look.attributes)
  }

  private static func number(_ colour: RGB) -> UInt32 {
    UInt32(colour.red) << 16 | UInt32(colour.green) << 8 | UInt32(colour.blue)
  }

  // MARK: Colours

  private mutating func use(_ theme: Theme) {
    self.theme = theme.name
    palette = capabilities.hasThemePalette ? ConsolePalette.of(theme.name) : nil
    isKnown = false
    magnifier?.forget()
    let depth = capabilities.colours
    if depth > .mono {
      if let palette { pk_set_palette(palette.colours.map(Canvas.number)) }
      // What is typed costs one byte a digit: its colours are the ones that ncurses returns to after each drawing.
      let entry = colours(of: .entry, in: theme)
      pk_set_plain(Canvas.number(entry.foreground), Canvas.number(entry.background))
    }
    looks = Role.allCases.flatMap { role in
      (0..<8).map { style in
        look(of: role, style: CellStyle(rawValue: UInt8(style)), theme: theme)
      }
    }
    if pictureWriter != nil { placeholder = Look(pair: pk_pair(Canvas.number(16), Canvas.number(16)), attributes: 0) }
    if painter != nil { placeholder = Look(pair: pk_pair(0, 0), attributes: 0) }
  }

  /// The number of one of the 256 colours on this terminal: its own, or where numbers are colours (`xterm-direct`) the colour itself.
  private static func number(_ colour: UInt8?) -> Int32 {
    guard let colour else { return -1 }
    return pk_numbers_are_colours() ? pk_colour_number(number(Palette.fixed(colour))) : Int32(colour)
  }

  private func look(of role: Role, style: CellStyle, theme: Theme) -> Look {
    let depth = capabilities.colours
    let colours = colours(of: role, in: theme, reversed: style.contains(.reverse))
    let mayBeBold = depth != .sixteen && (depth != .eight || colours.bold)
    var attributes = 0
    if colours.bold || (style.contains(.bold) && mayBeBold) { attributes |= pk_bold }
    if style.contains(.underline) { attributes |= pk_underline }
    if colours.reverse { attributes |= pk_reverse }
    return look(colours.foreground, on: colours.background, attributes: attributes)
  }

  private func colours(of role: Role, in theme: Theme, reversed: Bool = false) -> RoleColours {
    Self.colours(of: role, in: theme, reversed: reversed, palette, capabilities.colours)
  }

  private static func colours(
    of role: Role, in theme: Theme, reversed: Bool, _ palette: ConsolePalette?, _ depth: ColourDepth
  ) -> RoleColours {
    palette?.colours(of: role, in: theme, reversed: reversed) ?? theme.colours(of: role, at: depth, reversed: reversed)
  }

  /// Colours as a pair; where there are numbers for eight only, bold makes the other eight of the foreground.
  private func look(_ foreground: UInt8?, on background: UInt8?, attributes: Int) -> Look {
    guard capabilities.colours > .mono else { return Look(pair: 0, attributes: Int32(attributes)) }
    var front = Canvas.number(foreground)
    var attributes = attributes
    if front >= pk_colours() {
      front -= 8
      attributes |= pk_bold
    }
    return Look(pair: pk_pair(front, Canvas.number(background)), attributes: Int32(attributes))
  }

  private func look(of cell: Cell) -> Look {
    if let role = cell.ink.role { return looks[Int(role.rawValue) * 8 + Int(cell.style.rawValue & 7)] }
    guard let colours = cell.ink.picture else { return looks[0] }
    let count = capabilities.colours == .sixteen ? 16 : 8
    let palette = palette?.colours ?? Palette.console
    return look(
      Palette.nearest(colours.foreground, in: palette.prefix(count)),
      on: Palette.nearest(colours.background, in: palette.prefix(8)), attributes: 0)
  }
}
