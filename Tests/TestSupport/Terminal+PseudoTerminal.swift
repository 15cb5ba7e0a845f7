import Glibc

/// A pseudo-terminal whose far end a test reads and types at.
///
/// A thread reads what the program writes, so that a full buffer never stops it.
package final class PseudoTerminal {
  /// The program's end.
  package let near: Int32

  private let listener: Listener
  private var reader = pthread_t()
  private var isOpen = true

  /// Opens a pair of this size.
  package init?(columns: Int, rows: Int) {
    var far: Int32 = -1
    var near: Int32 = -1
    var window = winsize()
    window.ws_col = UInt16(clamping: columns)
    window.ws_row = UInt16(clamping: rows)
    guard openpty(&far, &near, nil, nil, &window) == 0 else { return nil }
    _ = fcntl(far, F_SETFD, FD_CLOEXEC)
    self.near = near
    listener = Listener(far: far)
    let context = Unmanaged.passRetained(listener).toOpaque()
    pthread_create(
      &reader, nil,
      { context in
        if let context { Unmanaged<Listener>.fromOpaque(context).takeRetainedValue().listen() }
        return nil
      }, context)
  }

  deinit {
    hangUp()
    close(near)
  }

  /// Types bytes as a keyboard would.
  package func type(_ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { write(listener.far, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      sent += count
    }
  }

  /// How many bytes the program has not read yet; nothing when the terminal is gone.
  package var unread: Int? {
    var waiting: Int32 = 0
    return ioctl(near, UInt(FIONREAD), &waiting) == 0 ? Int(waiting) : nil
  }

  /// Types bytes and returns when a program in raw mode that is not reading meanwhile can read all of them. The system carries them
  /// there in a thread of its own, mostly at once and on a loaded machine up to seconds later.
  package func deliver(_ bytes: [UInt8]) {
    let all = (unread ?? 0) + bytes.count
    type(bytes)
    var asked = pollfd(fd: near, events: Int16(POLLIN), revents: 0)
    while isRaw, let waiting = unread, waiting < all {
      if waiting == 0 { poll(&asked, 1, -1) } else { sched_yield() }
    }
  }

  private var isRaw: Bool {
    var modes = termios()
    return tcgetattr(near, &modes) == 0 && modes.c_lflag & tcflag_t(ICANON) == 0
  }

  /// Types a text and returns when a program in raw mode that is not reading meanwhile can read all of it.
  package func deliver(_ text: String) {
    deliver(Array(text.utf8))
  }

  /// Types a text as a keyboard would.
  package func type(_ text: String) {
    type(Array(text.utf8))
  }

  /// Gives the terminal another size.
  package func resize(columns: Int, rows: Int) {
    var window = winsize()
    window.ws_col = UInt16(clamping: columns)
    window.ws_row = UInt16(clamping: rows)
    _ = ioctl(listener.far, UInt(TIOCSWINSZ), &window)
  }

  /// Everything the program has written until now and nobody has taken.
  ///
  /// The program's writing is over when this is called; a mark sent through the terminal's own queue says when the
  /// thread has read all of it.
  package func take() -> [UInt8] {
    let mark: [UInt8] = [0x1B, 0x5D, 0x70, 0x07]  // an empty operating system command, which no program here sends
    _ = mark.withUnsafeBytes { write(near, $0.baseAddress, $0.count) }
    return listener.take(until: mark)
  }

  /// What the program has written and nobody has taken; waits up to so many milliseconds for it to write at all.
  package func arrived(within milliseconds: Int) -> [UInt8] {
    listener.arrived(within: milliseconds)
  }

  /// Hangs up: the program's reads and writes fail from now on.
  package func hangUp() {
    guard isOpen else { return }
    isOpen = false
    listener.stop()
    pthread_join(reader, nil)
    close(listener.far)
  }
}

/// What the thread and the test share.
private final class Listener: @unchecked Sendable {
  let far: Int32

  private var bell: [Int32] = [-1, -1]
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let news = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var written: [UInt8] = []
  private var ended = false

  init(far: Int32) {
    self.far = far
    pipe(&bell)
    pthread_mutex_init(lock, nil)
    pthread_cond_init(news, nil)
  }

  deinit {
    bell.forEach { close($0) }
    lock.deallocate()
    news.deallocate()
  }

  func stop() {
    _ = [UInt8(1)].withUnsafeBytes { write(bell[1], $0.baseAddress, 1) }
  }

  func take(until mark: [UInt8]) -> [UInt8] {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while !ended, !written.suffix(mark.count).elementsEqual(mark) { pthread_cond_wait(news, lock) }
    defer { written = [] }
    return written.suffix(mark.count).elementsEqual(mark) ? Array(written.dropLast(mark.count)) : written
  }

  func arrived(within milliseconds: Int) -> [UInt8] {
    var end = timespec()
    clock_gettime(CLOCK_REALTIME, &end)
    let nanoseconds = end.tv_nsec + milliseconds % 1000 * 1_000_000
    end.tv_sec += milliseconds / 1000 + nanoseconds / 1_000_000_000
    end.tv_nsec = nanoseconds % 1_000_000_000
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while !ended, written.isEmpty, pthread_cond_timedwait(news, lock, &end) == 0 {}
    defer { written = [] }
    return written
  }

  func listen() {
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      var asked = [far, bell[0]].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      poll(&asked, 2, -1)
      let isStopped = asked[1].revents != 0
      let count = isStopped ? 0 : buffer.withUnsafeMutableBytes { read(far, $0.baseAddress, $0.count) }
      pthread_mutex_lock(lock)
      if count > 0 { written.append(contentsOf: buffer[..<count]) } else { ended = true }
      pthread_cond_signal(news)
      pthread_mutex_unlock(lock)
      if count <= 0 { return }
    }
  }
}
