import Glibc

/// Why a terminal cannot be opened.
package enum TerminalFault: Error, Hashable, Sendable {
  /// Neither the environment's locale nor C.UTF-8 gives UTF-8; without it æ, ø and å would vanish.
  case noUTF8Locale
  case notATerminal
  /// terminfo does not know this type (TERM).
  case unknownTerminal(type: String)
  /// The type (TERM) cannot place its cursor.
  case poorTerminal(type: String)
  /// ncurses keeps one session a process.
  case alreadyOpen
  /// The system said no, with this errno.
  case system(code: Int32)

  /// What nearly every terminal is.
  package static let advice = "set TERM=xterm-256color in a window or over ssh, TERM=linux on the machine's own console"

  /// What is wrong and what mends it, for a technician.
  package var message: String {
    switch self {
    case .noUTF8Locale: "no UTF-8 locale can be set: set LANG=C.UTF-8"
    case .notATerminal: "standard input or output is no terminal"
    case .unknownTerminal(let type):
      "the terminal type ‘\(type)’ is unknown here: \(Self.advice), or install ncurses-term for more types"
    case .poorTerminal(let type): "a terminal of type ‘\(type)’ cannot place its cursor: \(Self.advice)"
    case .alreadyOpen: "a terminal is open already in this process"
    case .system(let code): "the terminal cannot be opened: \(String(cString: strerror(code)))"
    }
  }
}
