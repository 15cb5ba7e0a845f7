import CTerminal
import Glibc
import Renewal
import Screens
import Terminal
import TestSupport
import Testing

/// Everything that opens curses: it is one global a process.
@Suite(.serialized) struct CursesSessionTests {
  /// A terminal, what it shows, and a clock.
  final class Bench {
    let terminal: PseudoTerminal
    var emulator: TerminalEmulator
    var lastBytes: [UInt8] = []

    init(columns: Int = 80, rows: Int = 24) throws {
      terminal = try #require(PseudoTerminal(columns: columns, rows: rows))
      emulator = TerminalEmulator(columns: columns, rows: rows)
    }

    func session(_ type: String = "xterm-256color") throws -> CursesSession {
      try CursesSession(input: terminal.near, output: terminal.near, type: type)
    }

    /// Takes what was written into the emulator.
    func look() {
      lastBytes = terminal.take()
      emulator.feed(lastBytes)
    }
  }

  func screen(_ size: Size, _ lines: [String], cursor: Position = Position(column: 0, row: 0)) -> Screen {
    var grid = Grid(size: size)
    for (row, line) in lines.enumerated() { grid.put(line, at: Position(column: 0, row: row)) }
    return Screen(grid: grid, cursor: cursor)
  }

  static let usual = Size(columns: 80, rows: 24)

  @Test func `A screen with Danish letters is shown as it was drawn, again and again in one process`() throws {
    for type in ["xterm-256color", "linux", "vt220", "xterm-256color", "tmux-256color", "screen", "xterm"] {
      let bench = try Bench()
      var session = try bench.session(type)
      let lines = ["", "  Ørestad Bibliotek: æøå ÆØÅ – „pas“ € ✓"]
      let shown = screen(Self.usual, lines, cursor: Position(column: 2, row: 1))
      session.draw(shown, theme: .dark)
      bench.look()
      if type != "linux" { #expect(bench.emulator.text == shown.grid.text, "\(type)") }
      #expect(bench.emulator.text.contains("Ørestad Bibliotek: æøå ÆØÅ"), "\(type)")
      #expect(bench.emulator.row == 1 && bench.emulator.column == 2)
      #expect(bench.emulator.unknown.isEmpty, "\(bench.emulator.unknown)")
    }
  }

  @Test func `A console whose font is not ours shows the nearest plain characters`() throws {
    let bench = try Bench()
    var session = try bench.session("linux")
    #expect(session.capabilities == .plainConsole)
    session.draw(screen(Self.usual, ["► ✓ Lys ✗ ● ○ ◆ „æøå“ – …", "┌──┐", "│▀▄│"]), theme: .dark)
    bench.look()
    #expect(bench.emulator.text.hasPrefix("> v Lys x * o @ \"æøå\" - .\n+--+\n|##|\n"))
  }

  @Test func `A redraw of the same screen writes nothing`() throws {
    let bench = try Bench()
    var session = try bench.session()
    let shown = screen(Self.usual, ["Velkommen"])
    session.draw(shown, theme: .light)
    bench.look()
    session.draw(shown, theme: .light)
    bench.look()
    #expect(bench.lastBytes == [])
  }

  @Test(arguments: ["xterm-256color", "linux"], ThemeName.allCases)
  func `A typed digit is one byte`(type: String, theme: ThemeName) throws {
    let bench = try Bench()
    var session = try bench.session(type)
    func entry(_ digits: String) -> Screen {
      var shown = screen(Self.usual, ["Skriv dit CPR-nummer"])
      let end = shown.grid.put(digits, at: Position(column: 4, row: 5), ink: .role(.entry))
      shown.grid.put(String(repeating: "_", count: 14 - end), at: Position(column: end, row: 5), ink: .role(.entry))
      shown.cursor = Position(column: end, row: 5)
      return shown
    }
    session.draw(entry("0"), theme: .named(theme))
    bench.look()
    for digits in ["06", "061", "0610"] {
      session.draw(entry(digits), theme: .named(theme))
      bench.look()
      #expect(bench.lastBytes == [digits.utf8.last])
    }
  }

  @Test func `A changed theme repaints every cell in its colours`() throws {
    let bench = try Bench()
    var session = try bench.session()
    let shown = screen(Self.usual, ["Velkommen"])
    for theme in [Theme.dark, .light, .highContrast, .dark] {
      session.draw(shown, theme: theme)
      bench.look()
      let wanted = theme.colours(of: .text, at: .indexed256)
      for line in bench.emulator.cells {
        for cell in line { #expect(cell.look.background == wanted.background.map { "5;\($0)" }) }
      }
      #expect(bench.emulator.cells[0][0].look.foreground == wanted.foreground.map { "5;\($0)" })
      #expect(bench.emulator.text == shown.grid.text)
    }
  }

  @Test func `A console has each theme's own colours, and gives the kernel's back`() throws {
    let bench = try Bench()
    do {
      var session = try CursesSession(
        input: bench.terminal.near, output: bench.terminal.near, type: "linux", setsPalette: true)
      #expect(session.capabilities.hasThemePalette)
      let shown = screen(Self.usual, ["Velkommen"])
      for theme in [Theme.dark, .light, .highContrast] {
        session.draw(shown, theme: theme)
        bench.look()
        let palette = ConsolePalette.of(theme.name)
        for (number, colour) in palette.colours.enumerated() {
          let shown = try #require(bench.emulator.palette[number])
          #expect(RGB(shown) == colour)
        }
        // The same numbers mean other colours now, so all of it is written anew.
        #expect(bench.lastBytes.count > 16 * 10 + 9)
        let written = String(decoding: bench.lastBytes, as: UTF8.self)
        #expect(written.contains("Velkommen"))
        #expect(bench.emulator.cells[0][0].look.background == "0" && bench.emulator.cells[0][0].look.foreground == "7")
        session.draw(shown, theme: theme)
        bench.look()
        #expect(bench.lastBytes == [])
      }
      let length = Int(pk_crash_string(nil, 0))
      var string = [CChar](repeating: 0, count: length)
      pk_crash_string(&string, Int32(length))
      let crash = String(decoding: string.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let clears = try #require(crash.firstRange(of: "\u{1B}[2J"))
      let gives = try #require(crash.firstRange(of: "\u{1B}]R"))
      #expect(gives.upperBound <= clears.lowerBound, "what is cleared has the kernel's colours")
    }
    bench.look()
    #expect(bench.emulator.palette.isEmpty)
    #expect(bench.emulator.text.allSatisfy { $0 == "\n" })
    #expect(bench.emulator.unknown.isEmpty, "\(bench.emulator.unknown)")
  }

  @Test(arguments: ThemeName.allCases)
  func `A typed digit is one byte in a theme's own colours too`(theme: ThemeName) throws {
    let bench = try Bench()
    var session = try CursesSession(
      input: bench.terminal.near, output: bench.terminal.near, type: "linux", setsPalette: true)
    func entry(_ digits: String) -> Screen {
      var shown = screen(Self.usual, ["Skriv dit CPR-nummer"])
      let end = shown.grid.put(digits, at: Position(column: 4, row: 5), ink: .role(.entry))
      shown.cursor = Position(column: end, row: 5)
      return shown
    }
    session.draw(entry("0"), theme: .named(theme))
    bench.look()
    for digits in ["06", "061"] {
      session.draw(entry(digits), theme: .named(theme))
      bench.look()
      #expect(bench.lastBytes == [digits.utf8.last])
    }
  }

  @Test func `A terminal that is no virtual console keeps its palette`() throws {
    let bench = try Bench()
    var session = try bench.session("linux")
    session.draw(screen(Self.usual, ["Velkommen"]), theme: .light)
    bench.look()
    #expect(!session.capabilities.hasThemePalette && bench.emulator.palette.isEmpty)
    #expect(!String(decoding: bench.lastBytes, as: UTF8.self).contains("\u{1B}]"))
  }

  @Test(arguments: ["foot-of-nowhere", "alacritty-of-nowhere", "xterm-of-nowhere", "tmux-of-nowhere"])
  func `A terminal of a known family is opened though terminfo does not know it`(type: String) throws {
    let bench = try Bench()
    var session = try bench.session(type)
    #expect(session.substitute?.hasSuffix("-256color") == true)
    #expect(session.capabilities.colours >= .indexed256)
    let shown = screen(Self.usual, ["Ørestad Bibliotek"])
    session.draw(shown, theme: .dark)
    bench.look()
    #expect(bench.emulator.text == shown.grid.text)
    #expect(bench.emulator.unknown.isEmpty, "\(bench.emulator.unknown)")
  }

  @Test func `Over what others wrote the whole screen is written anew`() throws {
    let bench = try Bench()
    var session = try bench.session()
    let shown = screen(Self.usual, ["Velkommen"])
    session.draw(shown, theme: .dark)
    bench.look()
    bench.emulator.feed(Array("\u{1B}[1;1Hkernel: something\u{1B}[10;5Helse".utf8))
    session.forget()
    session.draw(shown, theme: .dark)
    bench.look()
    #expect(bench.emulator.text == shown.grid.text)
  }

  @Test(arguments: ["xterm-256color", "linux"])
  func `Keys come in every form a terminal sends them`(type: String) throws {
    let bench = try Bench()
    var session = try bench.session(type)
    let table: [(String, Key)] = [
      ("\u{1B}[A", .up), ("\u{1B}OA", .up), ("\u{1B}[B", .down), ("\u{1B}OB", .down), ("\u{1B}[C", .right),
      ("\u{1B}OC", .right), ("\u{1B}[D", .left), ("\u{1B}OD", .left), ("\u{1B}[Z", .backTab), ("\t", .tab),
      ("\u{1B}OP", .help), ("\u{1B}[[A", .help), ("\u{1B}[11~", .help), ("\u{1B}OQ", .again), ("\u{1B}[[B", .again),
      ("*", .help), ("+", .again), ("/", .stop), ("-", .back), ("\u{7F}", .back), ("\u{8}", .back), ("\r", .enter),
      ("\n", .enter), ("7", .digit(7)), ("\u{1B}Ow", .digit(7)), ("\u{1B}OM", .enter), ("\u{1B}Om", .back),
      ("\u{1B}Oo", .stop), ("\u{1B}Oj", .help), ("\u{1B}Ok", .again), ("æ", .letter("æ")), ("Ł", .letter("Ł")),
      ("\u{1B}", .stop),
    ]
    for (index, (typed, key)) in table.enumerated() {
      bench.terminal.deliver(typed)
      // What a reader may begin with waits for the gap.
      let inputs = session.nextInputs(now: 1000 * index) + session.nextInputs(now: 1000 * index + 100)
      #expect(inputs == [.key(key)], "\(typed.debugDescription)")
      #expect(session.nextInputs(now: 1000 * index + 100) == [])
    }
  }

  @Test func `Control keys that stop programs elsewhere do nothing here`() throws {
    let bench = try Bench()
    var session = try bench.session()
    bench.terminal.deliver([3, 26, 28, 19, 17, 4, 1])
    #expect(session.nextInputs(now: 0) == [])
    bench.terminal.deliver("5")
    #expect(session.nextInputs(now: 0) == [.key(.digit(5))])
  }

  @Test func `A mouse press is a place, and a release or a wheel is nothing`() throws {
    let bench = try Bench()
    var session = try bench.session()
    bench.terminal.deliver("\u{1B}[<0;10;5M\u{1B}[<0;10;5m\u{1B}[<64;10;5M")
    #expect(session.nextInputs(now: 0) == [.press(Position(column: 9, row: 4))])
    bench.look()
    #expect(bench.emulator.modes.isSuperset(of: [1000, 1006]))
  }

  @Test func `A press in X10 form is a place`() throws {
    let bench = try Bench()
    var session = try bench.session("tmux-256color")
    bench.terminal.deliver([0x1B, 0x5B, 0x4D, 32, 32 + 10, 32 + 5])
    #expect(session.nextInputs(now: 0) == [.press(Position(column: 9, row: 4))])
  }

  @Test func `Every size is survived and told once`() throws {
    let bench = try Bench()
    var session = try bench.session()
    #expect(session.size == Self.usual)
    let sizes: [(Int, Int, Size)] = [
      (100, 30, Size(columns: 100, rows: 30)), (1, 1, Size(columns: 1, rows: 1)),
      (65535, 65535, Size.largest), (0, 0, Self.usual), (40, 15, Size(columns: 40, rows: 15)),
    ]
    for (columns, rows, expected) in sizes {
      bench.terminal.resize(columns: columns, rows: rows)
      bench.emulator.resize(columns: expected.columns, rows: expected.rows)
      #expect((session.nextInputs(now: 0) == [.resized(expected)]) == (session.size == expected))
      #expect(session.size == expected)
      #expect(session.nextInputs(now: 0) == [])
      let shown = screen(session.size, ["Velkommen til Pasboks"], cursor: Position(column: 900, row: 900))
      session.draw(shown, theme: .dark)
      bench.look()
      #expect(bench.emulator.text == shown.grid.text)
    }
  }

  @Test func `A new size draws nothing until a screen for it is given`() throws {
    let bench = try Bench()
    var session = try bench.session()
    session.draw(screen(Self.usual, ["Velkommen"]), theme: .dark)
    bench.look()
    bench.terminal.resize(columns: 100, rows: 30)
    bench.terminal.deliver("5")
    #expect(session.nextInputs(now: 0) == [.resized(Size(columns: 100, rows: 30)), .key(.digit(5))])
    bench.look()
    #expect(bench.lastBytes == [])
  }

  @Test func `A terminal that is too large from the start is opened`() throws {
    let bench = try Bench(columns: 65535, rows: 65535)
    var session = try bench.session()
    #expect(session.size == .largest)
    session.draw(screen(session.size, ["x"]), theme: .dark)
  }

  @Test func `A screen drawn for another size is cut or padded`() throws {
    let bench = try Bench()
    var session = try bench.session()
    for size in [Size(columns: 120, rows: 33), Size(columns: 40, rows: 15), Size(columns: 0, rows: 0)] {
      session.draw(screen(size, ["Velkommen"]), theme: .dark)
      bench.look()
      #expect(bench.emulator.text.contains("Velkommen") == (size.columns > 0))
    }
  }

  @Test func `After a hang-up the session says so and reads no more`() throws {
    let bench = try Bench()
    var session = try bench.session()
    bench.terminal.deliver("5")
    bench.terminal.hangUp()
    #expect(session.nextInputs(now: 0) == [.hungUp])
    #expect(session.nextInputs(now: 0) == [.hungUp])
    session.draw(screen(Self.usual, ["x"]), theme: .dark)
  }

  @Test func `The descriptor is readable when there is input, and only then`() throws {
    let bench = try Bench()
    var session = try bench.session()
    #expect(!isReadable(session.descriptor))
    bench.terminal.deliver("5")
    #expect(isReadable(session.descriptor))
    #expect(session.nextInputs(now: 0) == [.key(.digit(5))])
    #expect(!isReadable(session.descriptor))
    kill(getpid(), SIGWINCH)  // another thread may take it
    #expect(becomesReadable(session.descriptor))
    // The size is what it was, but it may have been another in between: all is drawn anew, once.
    #expect(session.nextInputs(now: 0) == [.resized(session.size)])
    #expect(session.nextInputs(now: 0) == [])
    #expect(!isReadable(session.descriptor))
    bench.terminal.hangUp()
    #expect(isReadable(session.descriptor))
  }

  @Test func `A flood is read in bounded portions and none of it is lost`() throws {
    let bench = try Bench()
    var session = try bench.session()
    bench.terminal.deliver(Array(repeating: 0x35, count: 3000))
    var counts: [Int] = []
    repeat { counts.append(session.nextInputs(now: 0).count) } while session.deadline != nil
    #expect(counts.allSatisfy { $0 <= 1024 })
    #expect(counts.reduce(0, +) == 3000)
  }

  @Test func `Bytes that are no UTF-8 do not stop what follows`() throws {
    let bench = try Bench()
    var session = try bench.session()
    bench.terminal.deliver([0xFF, 0xC3, 0x31, 0xE2, 0x96, 0x32, 0x9B, 0x33])
    #expect(session.nextInputs(now: 0) == [.key(.digit(1)), .key(.digit(2)), .key(.digit(3))])
  }

  @Test func `A reading is one input however often the screen is drawn meanwhile`() throws {
    let bench = try Bench()
    var session = try bench.session()
    var inputs: [DisplayInput] = []
    for (index, part) in ["%JENSEN^", "ANNA?", ";92080010610851178", "?\r"].enumerated() {
      bench.terminal.deliver(part)
      inputs += session.nextInputs(now: 10 * index)
      session.draw(screen(Self.usual, ["\(index)"]), theme: .dark)
      inputs += session.discardTyped(now: 10 * index)
    }
    inputs += session.nextInputs(now: 1000)
    #expect(inputs == [.scan(Scan(kind: .card, text: "%JENSEN^ANNA?;92080010610851178?"))])
    bench.look()
    #expect(!bench.emulator.text.contains("JENSEN"))
  }

  @Test func `On closing nothing of the citizen is left and the terminal is as before`() throws {
    for type in ["xterm-256color", "linux"] {
      let bench = try Bench()
      var before = termios()
      tcgetattr(bench.terminal.near, &before)
      bench.emulator.feed(Array("$ pasboks run".utf8))
      do {
        var session = try bench.session(type)
        session.draw(screen(Self.usual, ["Anna Jensen 061085-1178"]), theme: .light)
        bench.look()
        #expect(bench.emulator.text.contains("Anna Jensen"))
      }
      bench.look()
      #expect(!bench.emulator.text.contains("Anna"))
      #expect(bench.emulator.text.hasPrefix("$ pasboks") == (type != "linux"))
      #expect(bench.emulator.look == TerminalEmulator.Look.plain)
      #expect(bench.emulator.modes.isDisjoint(with: [1, 1000, 1006, 1049, 2004]))
      var after = termios()
      tcgetattr(bench.terminal.near, &after)
      #expect(after.c_lflag == before.c_lflag && after.c_iflag == before.c_iflag && after.c_oflag == before.c_oflag)
    }
  }

  @Test func `After a crash the terminal is as before too`() throws {
    for type in ["xterm-256color", "linux"] {
      let bench = try Bench()
      var before = termios()
      tcgetattr(bench.terminal.near, &before)
      var session = try bench.session(type)
      session.draw(screen(Self.usual, ["Anna Jensen 061085-1178"]), theme: .light)
      bench.look()
      pk_crash_restore()
      bench.look()
      #expect(!bench.emulator.text.contains("Anna"))
      #expect(bench.emulator.look == TerminalEmulator.Look.plain)
      #expect(bench.emulator.modes.isDisjoint(with: [1, 1000, 1006, 1049, 2004]))
      var after = termios()
      tcgetattr(bench.terminal.near, &after)
      #expect(after.c_lflag == before.c_lflag && after.c_iflag == before.c_iflag)
    }
  }

  @Test func `A terminal that cannot be used is refused with what mends it`() throws {
    let bench = try Bench()
    var faults: [TerminalFault] = []
    for type in ["no-such-type", "", "dumb"] {
      do throws(TerminalFault) {
        _ = try CursesSession(input: bench.terminal.near, output: bench.terminal.near, type: type)
      } catch { faults.append(error) }
    }
    #expect(
      faults == [.unknownTerminal(type: "no-such-type"), .unknownTerminal(type: ""), .poorTerminal(type: "dumb")])
    #expect(throws: TerminalFault.notATerminal) {
      var ends: [Int32] = [0, 0]
      #expect(pipe(&ends) == 0)
      defer { ends.forEach { close($0) } }
      _ = try CursesSession(input: ends[0], output: ends[1], type: "linux")
    }
    let session = try bench.session()
    #expect(throws: TerminalFault.alreadyOpen) { _ = try bench.session() }
    #expect(session.size == Self.usual)
  }

  @Test func `Signals that ask the box to end are told, and ncurses does not exit`() throws {
    let signals = try Signals()
    let bench = try Bench()
    let session = try bench.session()
    #expect(!isReadable(signals.descriptor))
    for (signal, expected) in [(SIGTERM, StopSignal.terminate), (SIGHUP, .hangUp), (SIGINT, .interrupt)] {
      kill(getpid(), signal)
      #expect(becomesReadable(signals.descriptor))
      #expect(signals.drain() == [expected])
    }
    #expect(signals.drain() == [])
    #expect(!isReadable(signals.descriptor))
    #expect(session.size == Self.usual)
  }

  @Test func `Every character of the repertoire takes one cell`() {
    #expect(pk_set_locale())
    for value in UInt32(0)..<0x3000 {
      guard let scalar = Unicode.Scalar(value), Repertoire.contains(scalar) else { continue }
      #expect(pk_width(value) == 1, "U+\(String(value, radix: 16))")
    }
  }

  /// Waits for the event, however long it takes; a minute says that it does not come.
  private func becomesReadable(_ descriptor: Int32) -> Bool {
    var asked = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    var found: Int32
    repeat { found = poll(&asked, 1, 60_000) } while found < 0 && errno == EINTR
    return found > 0
  }

  private func isReadable(_ descriptor: Int32) -> Bool {
    var asked = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&asked, 1, 0) > 0
  }
}
