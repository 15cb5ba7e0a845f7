import Glibc
package import Logging

/// A log handler whose metadata become fields: `CASE=`, `STEP=`, `FLAG=`, `DEVICE=`, `REASON=` and others, in the journal of systemd
/// by its native protocol, elsewhere as `name=value` behind the message, a line each.
///
/// Levels: *critical* the box closes itself or is started anew; *error* somebody must act; *warning* something failed and the
/// box went on; *notice* what an administrator wants to find again; *info* the course of things. Nothing personal, at none of them.
package struct SystemJournal: LogHandler {
  package var logLevel = Logger.Level.info
  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?

  private let sink: any LogSink
  private let box: String

  /// A handler that writes to a sink; every entry bears the box's name.
  package init(_ sink: any LogSink, box: String) {
    self.sink = sink
    self.box = box
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    let own = metadata.merging(event.metadata ?? [:]) { $1 }
    let fields = own.map { LogField(name: Self.name($0.key), value: Self.plain("\($0.value)")) }.sorted()
    sink.write(LogEntry(level: event.level, message: Self.plain("\(event.message)"), fields: fields, box: box))
  }

  /// A field's name as the journal takes it: capitals, figures and `_`, a capital first, 64 at most.
  private static func name(_ text: String) -> String {
    var name = ""
    for scalar in text.unicodeScalars.prefix(64) {
      switch scalar {
      case "A"..."Z", "0"..."9", "_": name.unicodeScalars.append(scalar)
      case "a"..."z": name += String(scalar).uppercased()
      default: name += "_"
      }
    }
    guard let first = name.unicodeScalars.first, ("A"..."Z").contains(first) else { return "F" + name }
    return name
  }

  /// A text without what a terminal that shows the log would obey, 400 characters at most.
  private static func plain(_ text: String) -> String {
    let isPlain: (Unicode.Scalar) -> Bool = { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(400) { plain.append(isPlain(scalar) ? scalar : "\u{FFFD}") }
    return String(plain)
  }
}

/// A field of an entry, by name.
package struct LogField: Hashable, Sendable, Comparable {
  package let name: String
  package let value: String
  package static func < (one: Self, other: Self) -> Bool { one.name < other.name }
}

/// What is written at once.
package struct LogEntry: Hashable, Sendable {
  package let level: Logger.Level
  package let message: String
  package let fields: [LogField]
  package let box: String

  /// An entry with its fields in the order they are written.
  package init(level: Logger.Level, message: String, fields: [LogField], box: String) {
    self.level = level
    self.message = message
    self.fields = fields
    self.box = box
  }

  /// The message with its fields behind it, as people read it.
  package var text: String { ([message] + fields.map { "\($0.name)=\($0.value)" }).joined(separator: " ") }

  /// The level as syslog counts it.
  package var priority: Int {
    switch level {
    case .critical: 2
    case .error: 3
    case .warning: 4
    case .notice: 5
    case .info: 6
    case .debug, .trace: 7
    }
  }

  /// The entry as a datagram of the journal's native protocol; no value has a line break, so each field is one line.
  package var datagram: [UInt8] {
    let head = ["MESSAGE=\(text)", "PRIORITY=\(priority)", "SYSLOG_IDENTIFIER=pasboks", "BOX=\(box)"]
    return Array((head + fields.map { "\($0.name)=\($0.value)" }).map { $0 + "\n" }.joined().utf8)
  }
}

/// Where entries go.
package protocol LogSink: Sendable {
  func write(_ entry: LogEntry)
}

/// Lines on a descriptor, each with its priority in front as sd-daemon(3) has it.
package struct LogLines: LogSink {
  private let descriptor: Int32

  /// Lines on a descriptor, standard error unless another one is given.
  package init(_ descriptor: Int32 = 2) { self.descriptor = descriptor }

  package func write(_ entry: LogEntry) {
    let line = Array("<\(entry.priority)>\(entry.text)\n".utf8)
    _ = line.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }
}

/// The journal's socket; what it does not take goes to standard error.
package final class JournalSocket: LogSink {
  /// Where systemd listens; a unit with a log namespace of its own finds that one there.
  package static let usual = "/run/systemd/journal/socket"

  private let way: UnixDatagrams

  /// The way to a journal; nothing when there is none to take.
  package init?(_ path: String = usual) {
    guard let way = UnixDatagrams(path) else { return nil }
    self.way = way
  }

  /// Whether a descriptor, standard error, is the journal's: `$JOURNAL_STREAM` has its device and inode (systemd.exec(5)).
  package static func isJournal(_ stream: String?, descriptor: Int32 = 2) -> Bool {
    var file = stat()
    guard let stream, fstat(descriptor, &file) == 0 else { return false }
    return stream == "\(file.st_dev):\(file.st_ino)"
  }

  package func write(_ entry: LogEntry) {
    if !way.send(entry.datagram) { LogLines().write(entry) }
  }
}
