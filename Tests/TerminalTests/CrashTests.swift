import Glibc
import Screens
import Terminal
import TestSupport
import Testing

extension CursesSessionTests {
  /// What is left on the terminal when the process dies, in a process of its own.
  @Suite(.serialized) struct CrashTests {
    /// Opens the terminal of a name, and shows a citizen's data on it.
    private static func show(on name: String, type: String) throws -> CursesSession {
      let descriptor = open(name, O_RDWR | O_NOCTTY)
      var session = try CursesSession(input: descriptor, output: descriptor, type: type)
      var grid = Grid(size: session.size)
      grid.put("Anna Jensen 061085-1178", at: Position(column: 0, row: 0))
      session.draw(Screen(grid: grid, cursor: Position(column: 0, row: 0)), theme: .light)
      return session
    }

    /// Whether nothing of the citizen is left and the terminal has its modes back.
    private func expectRestored(_ terminal: PseudoTerminal, before: termios) {
      let bytes = terminal.take()
      var emulator = TerminalEmulator(columns: 80, rows: 24)
      emulator.feed(bytes)
      #expect(!emulator.text.contains("Anna"))
      #expect(String(decoding: bytes, as: UTF8.self).contains("Anna"))
      #expect(emulator.look == .plain)
      #expect(emulator.modes.isDisjoint(with: [1, 1000, 1006, 1049, 2004]))
      var after = termios()
      tcgetattr(terminal.near, &after)
      #expect(after.c_lflag == before.c_lflag && after.c_iflag == before.c_iflag && after.c_oflag == before.c_oflag)
    }

    private func terminal() throws -> (PseudoTerminal, String, termios) {
      let terminal = try #require(PseudoTerminal(columns: 80, rows: 24))
      var before = termios()
      tcgetattr(terminal.near, &before)
      return (terminal, String(cString: try #require(ttyname(terminal.near))), before)
    }

    @Test(arguments: ["xterm-256color", "linux"], [SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGFPE])
    func `A crash leaves the terminal as it was, and then kills`(type: String, signal: Int32) async throws {
      let (terminal, name, before) = try terminal()
      await #expect(processExitsWith: .signal(signal)) {
        [name = name as String, type = type as String, signal = signal as Int32] in
        for number in [SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGFPE] { Glibc.signal(number, SIG_DFL) }
        let session = try Self.show(on: name, type: type)
        if signal == SIGABRT { abort() }  // it unblocks the signal, which this thread may have blocked
        raise(signal)
        _ = session.size
      }
      expectRestored(terminal, before: before)
    }

    @Test func `The handler that was there before has the signal afterwards`() async throws {
      let (terminal, name, before) = try terminal()
      await #expect(processExitsWith: .exitCode(7)) { [name = name as String] in
        signal(SIGSEGV) { _ in _exit(7) }
        let session = try Self.show(on: name, type: "linux")
        raise(SIGSEGV)
        _ = session.size
      }
      expectRestored(terminal, before: before)
    }

    @Test func `A process that exits in the middle leaves the terminal as it was`() async throws {
      let (terminal, name, before) = try terminal()
      await #expect(processExitsWith: .exitCode(3)) { [name = name as String] in
        let session = try Self.show(on: name, type: "xterm-256color")
        exit(Int32(session.size.rows - 21))
      }
      expectRestored(terminal, before: before)
    }

    @Test func `Without a locale æ, ø and å are shown all the same`() async throws {
      let (terminal, name, _) = try terminal()
      await #expect(processExitsWith: .success) { [name = name as String] in
        for variable in ["LANG", "LC_ALL", "LC_CTYPE"] { unsetenv(variable) }
        setlocale(LC_ALL, "C")
        let descriptor = open(name, O_RDWR | O_NOCTTY)
        var session = try CursesSession(input: descriptor, output: descriptor, type: "xterm-256color")
        var grid = Grid(size: session.size)
        grid.put("æøå ÆØÅ", at: Position(column: 0, row: 0))
        session.draw(Screen(grid: grid, cursor: Position(column: 0, row: 0)), theme: .light)
        exit(0)
      }
      #expect(String(decoding: terminal.take(), as: UTF8.self).contains("æøå ÆØÅ"))
    }
  }
}
