import Glibc
import TestSupport
import Testing

/// What somebody may try to get out of the box's screens, at the built program. Where each of the catalogue is proven:
///
/// | attempt | answer | proven |
/// |---|---|---|
/// | another console, Ctrl-Alt-Del, SysRq, Scroll Lock | keymap, masked units, sysctl | system tests (emulator) |
/// | Ctrl-C, Ctrl-Z, Ctrl-\, Ctrl-S, Ctrl-Q, Ctrl-D | raw mode | here, `CursesSessionTests` |
/// | answers of a console, typed | swallowed whole | here, `KeyDecoderTests` |
/// | escape sequences in what is scanned | one alphabet for all text, nothing past ncurses | here, `VisitReaderTests`, `WedgeReaderTests` |
/// | random bytes, keys held down, a paste | portions of 1024, bounded fields, one question a portion | here, `BoxAbuseTests` |
/// | too small, 1 × 1, 0 × 0, 65535 × 65535, a storm of sizes | clamped; a hint; drawn anew | here, `BoxAbuseTests` |
/// | `TERM` missing | the console's | here |
/// | `TERM` unknown | refused with what mends it | `BoxStartTests` |
/// | no UTF-8 locale | C.UTF-8 | here, `CrashTests` |
/// | line hung up | the box ends, the unit starts it again | `BoxStartTests` |
/// | no terminal, standard input closed | refused before anything is opened: neither is a terminal | `BoxStartTests` |
/// | a terminal that stops reading | `write` waits, no turn ends, the watchdog ends the box: no test with a clock here | system tests |
/// | a crash | the screen is cleared, no prompt | `CrashTests` |
/// | the clock jumps | closed until staff confirm | the runtime's tests |
@Suite(.serialized)
struct BoxBreakOutTests {
  @Test(arguments: [
    [3, 0x1A, 0x1C, 0x13, 0x11, 4, 0], Array("\u{1B}[?1;2c\u{1B}[24;80R\u{1B}[0n\u{1B}P1$r0m\u{1B}\\".utf8),
    Array("\u{1B}]0;x\u{7}\u{1B}[[A\u{1B}[200~rm -rf /\u{1B}[201~".utf8),
    Array("\u{1B}[1;5A\u{1B}[19~\u{1B}[21;5~".utf8),
    [0x9B, 0x41, 0x90, 0x9D, 0xC2, 0x9B, 0x63],
  ])
  func `control keys and a console's own answers lead nowhere`(sent: [UInt8]) throws {
    let box = try BoxOnPseudoTerminal()
    try box.goToIdentity()
    box.send(sent)
    box.press("4")
    try box.wait(for: "the question, or the one whether to stop") { _ in
      try ["4 _ _ _ _ _  _ _ _ _", "stop.heading", "help.heading"].contains { try box.shows($0) }
    }
    try box.expectWholeScreen()
    box.expectTameOutput()
    #expect(try box.stop() == 0)
    #expect(box.hasItsSettings)
  }

  @Test(arguments: [
    "%\u{9B}31mowned\u{9B}2J^OWNED^?\r", "#\u{202E}denwo\u{200D}\u{301}owned\r",
    "%owned\u{8}\u{8}\u{7F}\t\u{B}\u{C}owned\r",
    "!P<DNKowned<<\u{1B}]52;c;b3duZWQ=\u{7}\r", "%\u{1B}P+q544e\u{1B}\\\u{1B}[>c\u{1B}[5nowned?\r",
  ])
  func `what is scanned never reaches the terminal as a command`(sent: String) throws {
    let box = try BoxOnPseudoTerminal()
    try box.survive(scanned: sent)
    try box.expectWholeScreen()
    box.expectTameOutput()
    #expect(!box.hasWritten("owned") && !box.hasWritten("OWNED"))
  }

  @Test func `a paste of a hundred thousand keys is taken in portions, and the box still ends when asked`() throws {
    let box = try BoxOnPseudoTerminal()
    try box.goToIdentity()
    for _ in 0..<100 {
      box.send(Array(repeating: UInt8(ascii: "7"), count: 1000))
      box.look()
    }
    try box.expect("● ● ● ● ]")
    #expect(box.written.count < 400_000, "no drawing for each key")
    #expect(try box.stop() == 0)
  }

  @Test func `sizes that no terminal has are survived`() throws {
    let box = try BoxOnPseudoTerminal()
    try box.begin()
    for (columns, rows) in [(1, 1), (0, 0), (65535, 65535), (65535, 1), (2, 65535), (0, 24), (80, 0)] {
      box.resizeTerminalAlone(columns: columns, rows: rows)
      box.press("*")
      box.press("-")
      _ = box.quietScreen
    }
    for turn in 0..<500 {
      box.resizeTerminalAlone(columns: 20 + turn % 120, rows: 5 + turn % 50)
      box.signal(SIGWINCH)
      box.look()
    }
    box.resize(columns: 80, rows: 24)
    try box.expectWholeScreen()
    box.expectTameOutput()
    #expect(try box.stop() == 0)
  }

  @Test(arguments: [["LC_ALL=POSIX"], ["LC_ALL=da_DK.ISO-8859-1"], ["LC_ALL=no-such-locale"]])
  func `without a UTF-8 locale Danish is written all the same`(environment: [String]) throws {
    let box = try BoxOnPseudoTerminal(environment: environment)
    try box.expect("welcome.heading", "Ørestad")
    #expect(try box.stop() == 0)
  }

  @Test func `without TERM it is the console`() throws {
    let box = try BoxOnPseudoTerminal(term: "")
    try box.expect("welcome.heading")
    #expect(try box.stop() == 0)
    #expect(box.plainScreen.isEmpty)
  }
}

extension BoxOnPseudoTerminal {
  /// Expects that everything the program ever wrote is text and the few sequences of its own: no control character but those that
  /// move the cursor, no C1 character, no formatting character that turns or joins others, and no sequence the emulator does not know.
  func expectTameOutput(at place: SourceLocation = #_sourceLocation) {
    look()
    #expect(seen.unknown.isEmpty, sourceLocation: place)
    let allowed: Set<UInt32> = [0x07, 0x08, 0x09, 0x0A, 0x0D, 0x1B, 0x0E, 0x0F]
    let strange = String(decoding: written, as: UTF8.self).unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0..<0x20: !allowed.contains(scalar.value)
      case 0x7F...0x9F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0x300...0x36F, 0xFFF9...0xFFFB: true
      case _: false
      }
    }
    #expect(strange.isEmpty, "\(strange.prefix(8).map { String($0.value, radix: 16) })", sourceLocation: place)
  }
}
