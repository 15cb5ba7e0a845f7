import Glibc

/// Why a socket cannot be made or reached.
package enum SocketFault: Error, Hashable, Sendable {
  /// The path is longer than a socket's may be.
  case pathTooLong(String)
  /// Somebody answers on it already.
  case inUse(String)
  /// Something else than a socket lies there.
  case notASocket(String)
  /// Nobody answers: there is no socket, or nobody behind it.
  case nobody(String)
  /// This user may not open it.
  case forbidden(String)
  /// The system said no, with this errno.
  case system(Int32, String)
}

extension SocketFault {
  /// What is wrong with the staff socket and what mends it.
  package var message: String {
    switch self {
    case .pathTooLong(let path):
      "\(path) has \(path.utf8.count) bytes; a socket's path has at most \(UnixSocket.longestPath) bytes: name a shorter one"
    case .inUse(let path): "another program answers on \(path)"
    case .notASocket(let path): "\(path) is no socket"
    case .nobody(let path): "no box answers on \(path): start one with `pasboks run`, or name its socket with --socket"
    case .forbidden(let path):
      "\(path) may not be opened by this user: it is for the members of its group (ls -l shows which)"
    case .system(let code, let path): "\(path) cannot be used: \(String(cString: strerror(code)))"
    }
  }
}

/// Unix stream sockets by their path; descriptors are closed on exec and never block.
package enum UnixSocket {
  /// The longest path that a socket can have, in bytes: one less than its address has room for (unix(7)).
  static let longestPath = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

  /// Binds a path for the owner and the group, and takes the place of a socket on which nobody answers.
  static func bind(_ path: String) throws(SocketFault) -> Int32 {
    let descriptor = try make()
    if try call(Glibc.bind, descriptor, path) {
      // Nobody can connect before `listen`, so there is no moment in which others could.
      chmod(path, 0o660)
      return descriptor
    }
    let reason = errno
    close(descriptor)
    guard reason == EADDRINUSE else {
      // Of a socket that is to be made, its folder is what is not there.
      throw reason == ENOENT ? .system(reason, path) : fault(reason, path)
    }
    try removeStale(path)
    let again = try make()
    guard try call(Glibc.bind, again, path) else {
      let reason = errno
      close(again)
      throw fault(reason, path)
    }
    chmod(path, 0o660)
    return again
  }

  /// Connects to a path.
  package static func connect(_ path: String) throws(SocketFault) -> Int32 {
    let descriptor = try make()
    guard try call(Glibc.connect, descriptor, path) else {
      let reason = errno
      close(descriptor)
      throw fault(reason, path)
    }
    return descriptor
  }

  private static func removeStale(_ path: String) throws(SocketFault) {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path) }
    do {
      close(try connect(path))
    } catch {
      guard error == .nobody(path) else { throw error == .system(EAGAIN, path) ? .inUse(path) : error }
      unlink(path)
      return
    }
    throw .inUse(path)
  }

  private static func fault(_ reason: Int32, _ path: String) -> SocketFault {
    switch reason {
    case ENOENT, ECONNREFUSED, ENOTDIR: .nobody(path)
    case EACCES, EPERM: .forbidden(path)
    case ENOTSOCK, EPROTOTYPE: .notASocket(path)
    case _: .system(reason, path)
    }
  }

  private static func make() throws(SocketFault) -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | quiet, 0)
    guard descriptor >= 0 else { throw .system(errno, "") }
    return descriptor
  }

  /// What a socket is made with: it never blocks, and is closed by exec from its first moment on.
  static let quiet = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)

  /// The same for a descriptor that comes without.
  static func quieten(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  /// The number of the Unix user who connected, as the kernel knows it (`SO_PEERCRED`: process, user, group); -1 when it does not.
  package static func user(of descriptor: Int32) -> Int {
    var credentials: (process: Int32, user: UInt32, group: UInt32) = (0, 0, 0)
    var length = socklen_t(MemoryLayout.size(ofValue: credentials))
    guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0 else { return -1 }
    return Int(credentials.user)
  }

  /// Whether the other end has not read all that was sent (`SIOCOUTQ`, unix(7)).
  static func isUnread(_ descriptor: Int32) -> Bool {
    var count: Int32 = 0
    return ioctl(descriptor, UInt(TIOCOUTQ), &count) == 0 && count > 0
  }

  /// Sends what goes at once; how many bytes went, or -1 with errno.
  package static func send(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Int {
    bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
  }

  /// Calls `bind` or `connect` with a path as an address.
  private static func call(
    _ function: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32, _ descriptor: Int32, _ path: String
  ) throws(SocketFault) -> Bool {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard !bytes.isEmpty else {
      close(descriptor)
      throw .notASocket("“”")
    }
    guard bytes.count <= longestPath, !bytes.contains(0) else {
      close(descriptor)
      throw .pathTooLong(path)
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let length = socklen_t(MemoryLayout<sockaddr_un>.size)
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { function(descriptor, $0, length) }
    }
    return result == 0
  }
}
