import ArgumentParser
import Cases
import Glibc
package import Logging
package import Renewal
import Reports
import Runtime

/// Where the log goes: to the journal when systemd says that standard error is its own, to standard error when that is a file or a
/// pipe, and to a file when it is a terminal, for the box is on it.
package enum Journal {
  /// The log of a box, which may be an exercise's, on a state folder.
  static func logger(box: String, state: String, isTraining: Bool, level: Logger.Level) -> Logger {
    let sink = sink(state: state, isTraining: isTraining)
    return Logger(
      label: "pasboks",
      factory: { _ in
        var journal = SystemJournal(sink, box: box)
        journal.logLevel = level
        return journal
      })
  }

  /// The log of a driver that is a process of its own; it draws on no terminal.
  package static func logger(driver device: Device) -> Logger { logger(of: device.rawValue) }

  /// The log of what stands behind a socket, by its name.
  package static func logger(of name: String) -> Logger {
    Logger(label: "pasboks-driver", factory: { _ in SystemJournal(journalOrLines, box: name) })
  }

  private static func sink(state: String, isTraining: Bool) -> any LogSink {
    isatty(2) != 0 ? file(state: state, isTraining: isTraining) : journalOrLines
  }

  private static var journalOrLines: any LogSink {
    let stream = getenv("JOURNAL_STREAM").map { String(cString: $0) }
    let journal = JournalSocket.isJournal(stream) ? JournalSocket() : nil
    return journal ?? LogLines()
  }

  /// `pasboks.log` beside the store; a training's folder is erased at each start, so its log lies beside that.
  private static func file(state: String, isTraining: Bool) -> LogFile {
    if !isTraining { try? StateFolder.make(state) }
    return LogFile(isTraining ? "\(state).log" : "\(state)/pasboks.log") { StoreTime.precise(Today.milliseconds()) }
  }
}

/// The least that a log tells.
enum LogLevel: String, ExpressibleByArgument, CaseIterable {
  case trace, debug, info, notice, warning, error, critical

  /// The level of that name.
  var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .info }
}
