import Glibc
package import Renewal

/// systemd as supervisor, by the protocol of sd_notify(3): datagrams on the socket that `$NOTIFY_SOCKET` names.
///
/// libsystemd would bring five more libraries into the process for these few lines. A supervisor that does not read does not hold the
/// box up; the watchdog's next word comes soon.
package final class SystemdSupervisor: Supervisor {
  package let patience: Milliseconds?

  private let way: UnixDatagrams

  /// The variables by which systemd says where it listens, and how soon it must hear something.
  package static let variables = ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"]

  /// The supervisor that these variables name; nothing when they name none. `WATCHDOG_USEC` counts only for this process.
  package init?(_ variables: [String: String]) {
    guard let way = variables["NOTIFY_SOCKET"].flatMap(UnixDatagrams.init) else { return nil }
    self.way = way
    let isOurs = variables["WATCHDOG_PID"].map { $0 == String(getpid()) } ?? true
    patience = isOurs ? variables["WATCHDOG_USEC"].flatMap { Int($0) }.map { Milliseconds($0 / 1000) } : nil
  }

  package func notify(_ news: SupervisorNews) {
    let words =
      switch news {
      case .ready: "READY=1"
      case .well: "WATCHDOG=1"
      case .status(let text): "STATUS=\(text.replacing("\n", with: " "))"
      case .stopping: "STOPPING=1"
      }
    way.send(Array(words.utf8))
  }
}
