import Glibc

/// A PIN being typed, without an echo; without a keyboard, a line of standard input.
enum PINEntry {
  /// Whether somebody types, and no script gives lines one after the other.
  static var isAtKeyboard: Bool { isatty(0) == 1 }

  /// Asks once; nothing when nothing was given.
  static func ask(_ question: String) -> String? {
    guard isAtKeyboard else { return line() }
    return silently { typed(question) }
  }

  /// Asks twice at a keyboard; nothing when nothing was given, or the two differ.
  static func askTwice(_ question: String) -> String? {
    guard isAtKeyboard else { return line() }
    return silently {
      let first = typed(question)
      return typed("The same again") == first ? first : nil
    }
  }

  private static func silently(_ asking: () -> String?) -> String? {
    var before = termios()
    guard tcgetattr(0, &before) == 0 else { return nil }
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(0, TCSAFLUSH, &silent)
    defer { tcsetattr(0, TCSAFLUSH, &before) }
    return asking()
  }

  private static func typed(_ question: String) -> String? {
    Output.prompt("\(question): ")
    defer { Output.prompt("\n") }
    return line()
  }

  private static func line() -> String? {
    guard let line = readLine(), !line.isEmpty else { return nil }
    return line
  }
}
