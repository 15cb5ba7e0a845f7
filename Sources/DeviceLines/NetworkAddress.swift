import Glibc

/// An address of IPv4 or IPv6 as the system wants it.
struct NetworkAddress {
  /// `AF_INET` or `AF_INET6`.
  let family: Int32
  private let bytes: [UInt8]

  /// The address that figures say; nothing for anything else, and nobody is asked.
  init?(_ figures: String, port: UInt16) {
    var old = sockaddr_in()
    var new = sockaddr_in6()
    if inet_pton(AF_INET, figures, &old.sin_addr) == 1 {
      family = AF_INET
      old.sin_family = sa_family_t(AF_INET)
      old.sin_port = port.bigEndian
      bytes = withUnsafeBytes(of: &old) { Array($0) }
    } else if inet_pton(AF_INET6, figures, &new.sin6_addr) == 1 {
      family = AF_INET6
      new.sin6_family = sa_family_t(AF_INET6)
      new.sin6_port = port.bigEndian
      bytes = withUnsafeBytes(of: &new) { Array($0) }
    } else {
      return nil
    }
  }

  /// Begins a connection; what `connect` returns.
  func connect(_ descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { bytes in
      guard let address = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return -1 }
      return Glibc.connect(descriptor, address, socklen_t(bytes.count))
    }
  }
}
