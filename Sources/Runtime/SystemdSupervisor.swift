import Glibc
package import Renewal

/// systemd as supervisor, by the protocol of sd_notify(3): datagrams on the socket that `$NOTIFY_SOCKET` names.
///
/// libsystemd would bring five more libraries into the process for these few lines.
package final class SystemdSupervisor: Supervisor {
  package let patience: Milliseconds?

  private let descriptor: Int32
  private let address: sockaddr_un
  private let length: socklen_t

  /// The variables by which systemd says where it listens, and how soon it must hear something.
  package static let variables = ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"]

  /// The supervisor that these variables name; nothing when they name none. `WATCHDOG_USEC` counts only for this process.
  package init?(_ variables: [String: String]) {
    guard let (address, length) = variables["NOTIFY_SOCKET"].flatMap(Self.address) else { return nil }
    descriptor = socket(AF_UNIX, Int32(bitPattern: SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    self.address = address
    self.length = length
    let isOurs = variables["WATCHDOG_PID"].map { $0 == String(getpid()) } ?? true
    patience = isOurs ? variables["WATCHDOG_USEC"].flatMap { Int($0) }.map { Milliseconds($0 / 1000) } : nil
  }

  deinit { close(descriptor) }

  package func tell(_ news: SupervisorNews) {
    let words =
      switch news {
      case .ready: "READY=1"
      case .well: "WATCHDOG=1"
      case .status(let text): "STATUS=\(text.replacing("\n", with: " "))"
      case .stopping: "STOPPING=1"
      }
    var address = address
    let bytes = Array(words.utf8)
    // A supervisor that does not read must not hold the box up; the watchdog's next word comes soon.
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { target in
        _ = sendto(descriptor, bytes, bytes.count, Int32(MSG_DONTWAIT | MSG_NOSIGNAL), target, length)
      }
    }
  }

  /// The socket's address: a path, or after `@` a name in the abstract space. Its length is exact: an abstract name has no end of
  /// its own.
  private static func address(_ path: String) -> (sockaddr_un, socklen_t)? {
    var name = Array(path.utf8)
    guard let first = name.first, first == UInt8(ascii: "/") || first == UInt8(ascii: "@") else { return nil }
    let isAbstract = first == UInt8(ascii: "@")
    if isAbstract { name[0] = 0 }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    guard name.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
    let start = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
    return (address, socklen_t(start + name.count + (isAbstract ? 0 : 1)))
  }
}
