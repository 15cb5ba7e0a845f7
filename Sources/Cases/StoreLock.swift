import Glibc

/// The state folder's lock: held by one process, let go by the kernel when that process ends in any way.
struct StoreLock: ~Copyable, Sendable {
  private let descriptor: Int32

  /// Takes the lock by a file in the folder, or tells who has it; `now` is Unix time in milliseconds.
  init(folder: String, now: Int) throws(StoreError) {
    let path = folder + "/lock"
    let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard opened >= 0 else { throw StoreError(errno: errno, path: path) }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      let reason = errno
      let holder = Self.holder(opened)
      Glibc.close(opened)
      guard reason == EWOULDBLOCK else { throw StoreError(errno: reason, path: path) }
      throw .heldBy(pid: holder.pid, since: holder.since, path: folder)
    }
    // The text is for people and for the refusal's message; the lock itself is the kernel's. A full disk may lose it.
    let text = Array("\(getpid()) \(now)\n".utf8)
    if ftruncate(opened, 0) == 0 { _ = pwrite(opened, text, text.count, 0) }
    descriptor = opened
  }

  /// Whether another process has the folder's lock now.
  static func isHeld(folder: String) -> Bool {
    let opened = open(folder + "/lock", O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    guard opened >= 0 else { return false }
    defer { Self.release(opened) }
    return flock(opened, LOCK_EX | LOCK_NB) != 0
  }

  deinit { Self.release(descriptor) }

  /// Let go in words: a program that is being started has a copy of the descriptor for a moment, which would keep the lock.
  private static func release(_ descriptor: Int32) {
    flock(descriptor, LOCK_UN)
    Glibc.close(descriptor)
  }

  private static func holder(_ descriptor: Int32) -> (pid: Int?, since: Int?) {
    var buffer = [UInt8](repeating: 0, count: 64)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { return (nil, nil) }
    let words = String(decoding: buffer.prefix(count), as: UTF8.self).split { $0 == " " || $0 == "\n" }
    return (words.first.flatMap { Int($0) }, words.dropFirst().first.flatMap { Int($0) })
  }
}
