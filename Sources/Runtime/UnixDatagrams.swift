import Glibc

/// A way to a Unix datagram socket: by its path, or after `@` by a name in the abstract space. Sending never waits.
final class UnixDatagrams: Sendable {
  private let descriptor: Int32
  private let address: sockaddr_un
  private let length: socklen_t

  /// The way to a socket; nothing when the text names none, or the system gives no socket of our own.
  init?(_ path: String) {
    var name = Array(path.utf8)
    guard let first = name.first, first == UInt8(ascii: "/") || first == UInt8(ascii: "@") else { return nil }
    let isAbstract = first == UInt8(ascii: "@")
    if isAbstract { name[0] = 0 }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    guard name.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
    // An abstract name has no end of its own: its length is exact.
    let start = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? MemoryLayout<sa_family_t>.size
    length = socklen_t(start + name.count + (isAbstract ? 0 : 1))
    self.address = address
    descriptor = socket(AF_UNIX, Int32(bitPattern: SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// Sends a datagram whole; whether the other end took it.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var address = address
    let sent = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { target in
        sendto(descriptor, bytes, bytes.count, Int32(MSG_DONTWAIT | MSG_NOSIGNAL), target, length)
      }
    }
    return sent == bytes.count
  }
}
