import Renewal
import Screens
import Terminal
import TestSupport
import Testing

extension CursesSessionTests {
  /// Pictures and text together, as a person sees them: what ncurses writes and what is written past it.
  @Suite(.serialized) struct PictureDrawingTests {
    private static let usual = Size(columns: 80, rows: 24)

    /// What a cell of a grid looks like on a terminal with 256 colours.
    private static func expected(_ cell: Cell, theme: Theme) -> TerminalEmulator.Look {
      var look = TerminalEmulator.Look.plain
      if let colours = cell.ink.picture {
        look.foreground = "5;\(Palette.nearestFixed(colours.foreground))"
        look.background = "5;\(Palette.nearestFixed(colours.background))"
        return look
      }
      guard let role = cell.ink.role else { return look }
      let colours = theme.colours(of: role, at: .indexed256, reversed: cell.style.contains(.reverse))
      look.foreground = colours.foreground.map { "5;\($0)" }
      look.background = colours.background.map { "5;\($0)" }
      look.bold = colours.bold || cell.style.contains(.bold)
      look.underline = cell.style.contains(.underline)
      return look
    }

    /// The first place where the emulator shows something else than the grid.
    private func difference(_ emulator: TerminalEmulator, _ grid: Grid, theme: Theme) -> String? {
      for row in 0..<grid.size.rows {
        for column in 0..<grid.size.columns {
          let wanted = grid[column, row]
          let seen = emulator.cells[row][column]
          let look = Self.expected(wanted, theme: theme)
          // A blank has no foreground to see; a picture's cell of one colour is a blank.
          let isFlat = wanted.ink.picture.map { $0.foreground == $0.background } ?? false
          let scalar: Unicode.Scalar = isFlat ? " " : wanted.scalar
          let isSame =
            seen.scalar == scalar && seen.look.background == look.background
            && (scalar == " " || (seen.look.foreground == look.foreground && seen.look.bold == look.bold))
          if !isSame { return "\(column),\(row): wanted \(wanted.scalar) \(look), saw \(seen)" }
        }
      }
      return nil
    }

    @Test(arguments: UInt64(1)...20) func `Whatever is drawn after whatever, the terminal shows it`(seed: UInt64) throws
    {
      var dice = Dice(state: seed)
      let terminal = try #require(PseudoTerminal(columns: 80, rows: 24))
      var emulator = TerminalEmulator(columns: 80, rows: 24)
      var session = try CursesSession(input: terminal.near, output: terminal.near, type: "xterm-256color")
      var grid = Grid(size: Self.usual)
      for step in 0..<25 {
        change(&grid, &dice)
        let theme = Theme.named(ThemeName.allCases[dice.below(30) == 0 ? dice.below(3) : 0])
        if dice.below(20) == 0 { session.forget() }
        let cursor = Position(column: dice.below(80), row: dice.below(24))
        session.draw(Screen(grid: grid, cursor: cursor), theme: theme)
        emulator.feed(terminal.take())
        if let difference = difference(emulator, grid, theme: theme) {
          Issue.record("seed \(seed), step \(step): \(difference)")
          return
        }
        #expect(emulator.row == cursor.row && emulator.column == cursor.column)
        #expect(emulator.unknown.isEmpty, "\(emulator.unknown)")
      }
    }

    private func change(_ grid: inout Grid, _ dice: inout Dice) {
      for _ in 0...dice.below(4) {
        let rect = Rect(
          column: dice.below(78), row: dice.below(23), columns: 1 + dice.below(60), rows: 1 + dice.below(12))
        switch dice.below(8) {
        case 0: grid = Grid(size: Self.usual)
        case 1: grid.fill(rect, ink: .role(Role.allCases[dice.below(Role.allCases.count)]))
        case 2, 3:
          let words = [
            "Kom lidt tættere på", "a", "✓ Lys  ✓ Baggrund", "                    ", "███", "aaaaaaaaaaaaaaaa",
          ]
          let style = CellStyle(rawValue: UInt8(dice.below(8)))
          let ink = Ink.role(Role.allCases[dice.below(Role.allCases.count)])
          grid.put(words[dice.below(words.count)], at: rect.origin, ink: ink, style: style)
        case 4: grid.box(rect)
        case _:
          // Colours that differ by more than a live picture's tolerance, or not at all.
          for row in rect.row..<min(rect.endRow, 24) {
            for column in rect.column..<min(rect.endColumn, 80) {
              let one = RGB(grey: UInt8(dice.below(7) * 40))
              let two = RGB(red: UInt8(dice.below(7) * 40), green: 80, blue: 0)
              grid[column, row] = Cell(dice.below(9) == 0 ? "▌" : "▀", ink: .picture(one, on: two))
            }
          }
        }
      }
    }

    @Test func `A still picture with some noise writes nothing`() throws {
      let terminal = try #require(PseudoTerminal(columns: 80, rows: 24))
      var session = try CursesSession(input: terminal.near, output: terminal.near, type: "xterm-256color")
      var dice = Dice(state: 3)
      func frame() -> Screen {
        var plane = PixelPlane(width: 160, height: 48, pixelAspect: 2, filledWith: RGB(0))
        for y in 0..<48 {
          for x in 0..<160 {
            plane[x, y] = RGB(
              red: UInt8(x + dice.below(8)), green: UInt8(4 * y + dice.below(8)), blue: UInt8(dice.below(8)))
          }
        }
        var grid = Grid(size: Self.usual)
        PictureRaster(capabilities: .full).put(plane, at: Position(column: 0, row: 0), on: &grid)
        return Screen(grid: grid, cursor: Position(column: 0, row: 0))
      }
      session.draw(frame(), theme: .dark)
      #expect(terminal.take().count > 1000)
      session.draw(frame(), theme: .dark)
      #expect(terminal.take() == [])
    }

    @Test func `A colour that stays the same one of 256 is not written again, and its way is not lost`() throws {
      let terminal = try #require(PseudoTerminal(columns: 80, rows: 24))
      var session = try CursesSession(input: terminal.near, output: terminal.near, type: "xterm-256color")
      func draw(_ red: UInt8) -> Int {
        let ink = Ink.picture(RGB(red: red, green: 0, blue: 0), on: RGB(0))
        session.draw(
          Screen(
            grid: Grid(size: Self.usual, filledWith: Cell("▀", ink: ink)), cursor: Position(column: 0, row: 0)),
          theme: .dark)
        return terminal.take().count
      }
      #expect(draw(254) > 1000)
      #expect(Palette.nearestFixed(RGB(0xFE0000)) == Palette.nearestFixed(RGB(0xEC0000)))
      #expect(draw(236) == 0)
      #expect(draw(226) == 0, "within the tolerance of what is counted as shown")
      #expect(draw(210) > 1000)
    }

    @Test(arguments: ["linux", "vt220", "xterm"])
    func `A picture is drawn on terminals with few colours too`(type: String) throws {
      let terminal = try #require(PseudoTerminal(columns: 80, rows: 24))
      var emulator = TerminalEmulator(columns: 80, rows: 24)
      var session = try CursesSession(input: terminal.near, output: terminal.near, type: type)
      let isConsole = type == "linux"
      let fine = type == "xterm" ? 2 : 1
      var plane = PixelPlane(width: 80 * fine, height: 24 * fine, pixelAspect: 2, filledWith: RGB(0))
      for y in 0..<plane.height {
        for x in 0..<plane.width { plane[x, y] = RGB(red: UInt8(3 * x / fine), green: UInt8(5 * y), blue: 128) }
      }
      var grid = Grid(size: Self.usual)
      PictureRaster(capabilities: session.capabilities).put(plane, at: Position(column: 0, row: 0), on: &grid)
      session.draw(Screen(grid: grid, cursor: Position(column: 0, row: 0)), theme: .dark)
      emulator.feed(terminal.take())
      for row in 0..<24 {
        for column in 0..<80 {
          let wanted = grid[column, row]
          let seen = emulator.cells[row][column]
          guard !isConsole || Repertoire.plainConsoleHas(wanted.scalar) else { continue }
          #expect(seen.scalar == wanted.scalar)
          guard let colours = wanted.ink.picture, wanted.scalar != " " else { continue }
          let front = Palette.nearestOfConsole(colours.foreground, count: isConsole ? 16 : 8)
          #expect(seen.look.foreground == "\(front % 8)" && seen.look.bold == (front >= 8))
        }
      }
    }
  }
}

extension Repertoire {
  /// What a console without a font of ours is trusted to have.
  fileprivate static func plainConsoleHas(_ scalar: Unicode.Scalar) -> Bool { scalar.value < 0x100 }
}

/// Dice with a seed (SplitMix64).
private struct Dice {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}
