import Glibc

/// A socket on which this process serves others: made here, or handed over by systemd. It is the process's until that ends.
package struct ListeningSocket: Sendable {
  /// `SD_LISTEN_FDS_START`, where systemd's sockets begin.
  private static let firstOfSystemd: Int32 = 3

  let descriptor: Int32
  /// Where it was made; nothing where somebody else holds it.
  private let path: String?

  /// Makes the socket on a path, for its owner and group.
  package init(path: String) throws(SocketFault) {
    self.path = path
    descriptor = try UnixSocket.bind(path)
    guard listen(descriptor, SOMAXCONN) == 0 else {
      let reason = errno
      close(descriptor)
      throw .system(reason, path)
    }
  }

  /// Takes the socket that systemd hands over (`sd_listen_fds`), and its variables away, so that no child believes itself meant; nothing where
  /// it hands over none.
  package static func ofSystemd() -> ListeningSocket? {
    defer { for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { unsetenv(name) } }
    guard number("LISTEN_PID") == Int(getpid()), let count = number("LISTEN_FDS"), count >= 1 else { return nil }
    UnixSocket.quieten(firstOfSystemd)
    return ListeningSocket(descriptor: firstOfSystemd)
  }

  private init(descriptor: Int32) {
    self.descriptor = descriptor
    path = nil
  }

  /// Takes away what was made on the path, when nobody is served any more.
  package func remove() { if let path { unlink(path) } }

  /// The descriptor of somebody who calls, which blocks; waits for one.
  package func call() -> Int32? {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while poll(&waiting, 1, -1) < 0, errno == EINTR {}
    let line = accept(descriptor, nil, nil)
    guard line >= 0 else { return nil }
    _ = fcntl(line, F_SETFD, FD_CLOEXEC)
    return line
  }

  /// The line of somebody who calls; nothing where they are gone again.
  func answer(longestTail: Int, mostWaiting: Int = 1 << 20) -> DriverLine? {
    let line = accept(descriptor, nil, nil)
    guard line >= 0 else { return nil }
    UnixSocket.quieten(line)
    return DriverLine(line, longestTail: longestTail, mostWaiting: mostWaiting)
  }

  private static func number(_ variable: String) -> Int? { getenv(variable).flatMap { Int(String(cString: $0)) } }
}
