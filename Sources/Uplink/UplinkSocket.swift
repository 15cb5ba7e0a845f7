@preconcurrency import Dispatch
import Glibc
package import Logging
package import NIOCore
import NIOPosix
import Synchronization

/// Why the uplink has no socket on which a box could reach it.
package enum UplinkSocketFault: Error, Hashable, Sendable {
  /// A path is longer than a socket's may be.
  case pathTooLong(String)
  /// The system said no, with this errno.
  case system(Int32, String)
  /// Whoever started the uplink passed something else than one listening Unix socket.
  case passed
}

extension UplinkSocketFault: CustomStringConvertible {
  /// What is wrong, in a sentence.
  package var description: String {
    switch self {
    case .pathTooLong(let path): "\(path) has \(path.utf8.count) bytes; a socket's path has at most 107 bytes"
    case .system(let code, let path): "\(path): \(String(cString: strerror(code)))"
    case .passed: "what was passed on descriptor 3 is no listening Unix socket"
    }
  }
}

/// The socket on which boxes reach the uplink: one that systemd made and passed, or one of its own.
///
/// One that was passed is never listened on anew: a box asks the kernel who did that, and takes root's word alone, or its own user's.
package final class UplinkSocket: Sendable {
  /// The most lines at once; a box has one.
  private static let mostLines = 4

  private let descriptor: Int32
  private let source: any DispatchSourceRead
  private let lines = Mutex(0)

  /// The descriptor that systemd passed by its protocol (`sd_listen_fds`); nothing when it passed none to this process.
  package static func passed(_ environment: [String: String]) throws(UplinkSocketFault) -> Int32? {
    guard environment["LISTEN_PID"].flatMap(Int32.init) == getpid() else { return nil }
    guard environment["LISTEN_FDS"] == "1", isListening(3) else { throw .passed }
    return 3
  }

  private static func isListening(_ descriptor: Int32) -> Bool {
    func option(_ name: Int32) -> Int32? {
      var value: Int32 = 0
      var length = socklen_t(MemoryLayout<Int32>.size)
      return getsockopt(descriptor, SOL_SOCKET, name, &value, &length) == 0 ? value : nil
    }
    return option(SO_ACCEPTCONN) == 1 && option(SO_DOMAIN) == AF_UNIX && option(SO_TYPE) == Int32(SOCK_STREAM.rawValue)
  }

  /// Makes a socket at a path for the owner and the group, in the place of one on which nobody listens any more.
  package static func make(_ path: String) throws(UplinkSocketFault) -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw .system(errno, path) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
      Glibc.close(descriptor)
      throw .pathTooLong(path)
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    func call(_ function: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Bool {
      withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          function(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
        }
      }
    }
    var status = stat()
    if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK, !call(Glibc.connect), errno == ECONNREFUSED {
      unlink(path)
    }
    guard call(Glibc.bind), chmod(path, 0o660) == 0, listen(descriptor, 8) == 0 else {
      let reason = errno
      Glibc.close(descriptor)
      throw .system(reason, path)
    }
    return descriptor
  }

  /// Takes boxes' lines from a listening socket, until it is closed.
  package init(_ descriptor: Int32, _ uplink: Uplink, on group: any EventLoopGroup, log: Logger) {
    self.descriptor = descriptor
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: DispatchQueue(label: "boxes"))
    source.setEventHandler { [weak self] in self?.accept(uplink, group, log) }
    source.setCancelHandler { _ = Glibc.close(descriptor) }
    source.activate()
  }

  /// Takes no more lines.
  package func close() { source.cancel() }

  private func accept(_ uplink: Uplink, _ group: any EventLoopGroup, _ log: Logger) {
    while true {
      let line = Glibc.accept(descriptor, nil, nil)
      guard line >= 0 else { return }
      _ = fcntl(line, F_SETFD, FD_CLOEXEC)
      let isTaken = lines.withLock { lines in
        guard lines < Self.mostLines else { return false }
        lines += 1
        return true
      }
      guard isTaken else {
        Glibc.close(line)
        continue
      }
      ClientBootstrap(group: group)
        .channelInitializer { channel in
          channel.closeFuture.whenComplete { [weak self] _ in self?.lines.withLock { $0 -= 1 } }
          return channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(BoxLine(uplink, log))
          }
        }
        .withConnectedSocket(line).whenFailure { _ in log.error("a box's line could not be taken") }
    }
  }
}
