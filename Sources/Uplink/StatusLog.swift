import Glibc
package import Logging

/// A log of status words on standard error, a line an entry, with the priority before it that systemd's journal takes off (`sd-daemon(3)`).
/// Nothing of anybody is ever in an entry.
package struct StatusLog: LogHandler {
  package var logLevel = Logger.Level.info
  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?

  /// A log; priorities only where a journal takes them off.
  package init(hasPriorities: Bool) { self.hasPriorities = hasPriorities }

  private let hasPriorities: Bool

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
    let fields = all.map { " \($0.key)=\($0.value)" }.joined()
    let line = (hasPriorities ? "<\(Self.priority(event.level))>" : "") + "\(event.message)\(fields)"
    // What came from outside is nothing that a terminal obeys.
    let plain = String(
      String.UnicodeScalarView(
        line.unicodeScalars.map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? "·" : $0 }))
    var bytes = Array("\(plain)\n".utf8)
    _ = write(2, &bytes, bytes.count)
  }

  private static func priority(_ level: Logger.Level) -> Int {
    switch level {
    case .critical: 2
    case .error: 3
    case .warning: 4
    case .notice: 5
    case .info: 6
    case .debug, .trace: 7
    }
  }
}
