import Glibc
import Logging

/// A file of log lines, for a box whose standard error is the terminal that it draws on.
///
/// Each line is appended by itself, so that two boxes that are started on one folder keep each other's lines, and a file that somebody
/// takes away is begun anew. What cannot be written is lost: a log never stops a box.
package struct LogFile: LogSink {
  /// The size from which the file is set aside as `NAME.old`, in bytes; the one before it goes.
  package static let largest = 1_000_000

  private let path: String
  private let largest: Int
  private let time: @Sendable () -> String

  /// A file, whose lines begin with the time.
  package init(_ path: String, largest: Int = largest, time: @escaping @Sendable () -> String) {
    self.path = path
    self.largest = largest
    self.time = time
  }

  package func write(_ entry: LogEntry) {
    var status = stat()
    if lstat(path, &status) == 0, Int(status.st_size) >= largest { rename(path, path + ".old") }
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return }
    let line = Array("\(time()) \(entry.level.rawValue) \(entry.text)\n".utf8)
    _ = line.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
  }
}
