import Glibc
import Logging

/// Where the log goes: standard error when it is the journal's, nowhere when it is the terminal the box is on.
enum Journal {
  static func logger() -> Logger {
    if isatty(2) != 0 { return Logger(label: "pasboks", factory: { _ in SwiftLogNoOpLogHandler() }) }
    return Logger(label: "pasboks", factory: { StreamLogHandler.standardError(label: $0) })
  }
}
