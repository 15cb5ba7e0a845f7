package import Glibc

/// Small files that must last: written whole for their owner alone, and on disk before anybody goes on.
package enum DurableFile {
  /// The content of a regular file of at most `limit` bytes, with its mode's permission bits. A longer file gives one byte more than
  /// the limit.
  static func read(_ path: String, limit: Int) throws(StoreError) -> (bytes: [UInt8], mode: mode_t) {
    // A pipe of that name must not hold the program up.
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw StoreError(errno: errno, path: path) }
    defer { Glibc.close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw StoreError(errno: errno, path: path) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .misplaced(.folder, path: path)
    case _: throw .misplaced(.noFile, path: path)
    }
    let bytes = try read(descriptor, upTo: limit + 1, path: path)
    return (bytes, status.st_mode & 0o777)
  }

  /// The content of a key's file; one that is not there or may not be read is the key's fault, and anything else the system's.
  static func readKey(
    _ path: String, limit: Int, fault: (KeyFault, String) -> StoreError
  ) throws(StoreError) -> (bytes: [UInt8], mode: mode_t) {
    do throws(StoreError) {
      return try read(path, limit: limit)
    } catch {
      switch error {
      case .permissions, .misplaced: throw fault(.unreadable, path)
      case .heldBy, .newerVersion, .damaged, .readOnly, .full, .exposed, .exhausted, .busy, .inputOutput, .system,
        .wrongKey, .key, .authorityKey, .exists, .backup, .closed, .refused, .unauthorised:
        throw error
      }
    }
  }

  /// Reads exactly so many bytes where a file stands; nothing when there are fewer.
  static func read(_ descriptor: Int32, count: Int, path: String) throws(StoreError) -> [UInt8]? {
    let bytes = try read(descriptor, upTo: count, path: path)
    return bytes.count == count ? bytes : nil
  }

  /// Reads until so many bytes are there, or the file ends.
  private static func read(_ descriptor: Int32, upTo count: Int, path: String) throws(StoreError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var read = 0
    while read < count {
      let got = bytes.withUnsafeMutableBytes {
        Glibc.read(descriptor, $0.baseAddress?.advanced(by: read), count - read)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw StoreError(errno: errno, path: path) }
      if got == 0 { break }
      read += got
    }
    return Array(bytes.prefix(read))
  }

  /// Makes a file that is not there yet, mode 0600 unless told otherwise, on disk with its name; nothing stays when it fails.
  package static func make(_ path: String, _ bytes: [UInt8], mode: mode_t = 0o600) throws(StoreError) {
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
    guard descriptor >= 0 else { throw errno == EEXIST ? .exists(path: path) : StoreError(errno: errno, path: path) }
    var reason: Int32 = 0
    if !write(bytes, to: descriptor) || fsync(descriptor) != 0 { reason = errno }
    Glibc.close(descriptor)
    guard reason == 0 else {
      unlink(path)
      throw StoreError(errno: reason, path: path)
    }
    try syncFolder(of: path)
  }

  /// Writes all bytes; false, with `errno`, when the disk does not take them.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress?.advanced(by: sent), $0.count - sent) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Gives a file another name, which may be another file's until then, and has that on disk.
  package static func rename(_ path: String, to other: String) throws(StoreError) {
    guard Glibc.rename(path, other) == 0 else { throw StoreError(errno: errno, path: other) }
    try syncFolder(of: other)
  }

  /// Takes a file away, if it is there, and has that on disk.
  static func remove(_ path: String) throws(StoreError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw StoreError(errno: errno, path: path) }
    try syncFolder(of: path)
  }

  /// The folder that a path's file is in.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }

  /// Has on disk which files the folder of a path holds.
  static func syncFolder(of path: String) throws(StoreError) {
    let folder = folder(of: path)
    let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw StoreError(errno: errno, path: folder) }
    defer { Glibc.close(descriptor) }
    // Some file systems cannot sync a folder; then its entries last as their journal has it.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw StoreError(errno: errno, path: folder) }
  }
}
