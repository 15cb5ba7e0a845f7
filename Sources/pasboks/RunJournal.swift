import Glibc
import Logging
import Runtime

/// Where the log goes: to the journal when systemd says that standard error is its own, to standard error when that is a file or a
/// pipe, and nowhere when it is a terminal, for the box is on it.
enum Journal {
  static func logger(box: String) -> Logger {
    if isatty(2) != 0 { return Logger(label: "pasboks", factory: { _ in SwiftLogNoOpLogHandler() }) }
    let stream = getenv("JOURNAL_STREAM").map { String(cString: $0) }
    let journal = JournalSocket.isJournal(stream) ? JournalSocket() : nil
    return Logger(label: "pasboks", factory: { _ in SystemJournal(journal ?? LogLines(), box: box) })
  }
}
