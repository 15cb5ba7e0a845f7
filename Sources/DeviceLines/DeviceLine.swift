package import Devices
package import Dispatch
import Glibc
package import Renewal
import Synchronization

/// A line to a device: bytes there and back, on a device file or in the network. It never blocks, and is used on one queue.
package final class DeviceLine: Sendable {
  /// What happens on a line.
  package enum News: Hashable {
    case opened
    /// There is no line.
    case refused(Refusal)
    case heard([UInt8])
    /// The device is gone, or has ended the line.
    case lost
  }

  /// Why there is no line.
  package enum Refusal: Error, Hashable, Sendable {
    /// There is no such device.
    case absent
    /// It cannot be opened or reached.
    case unreachable
    /// It is another device than the one that is wanted, and what it lacks.
    case unsuitable(String)
  }

  /// What a device file is opened for.
  package enum Access: Hashable, Sendable {
    /// To be written to and read.
    case both
    /// To be read alone; another process may stand for the device, with a pipe.
    case reading
  }

  private struct State {
    var descriptor: LineDescriptor?
    var reads: (any DispatchSourceRead)?
    var writes: (any DispatchSourceWrite)?
    /// What was not taken yet.
    var waiting: [UInt8] = []
    var isConnecting = false
  }

  /// How long a device is left alone after so many lines in a row that came to nothing, at least one: 0.5 s, 1 s, 2 s … 30 s.
  package static func pause(after failures: Int) -> Milliseconds {
    Milliseconds(min(500 << min(failures - 1, 10), 30_000))
  }

  /// How many bytes are read at once.
  private static let chunk = 512
  /// How long a device is left alone that had nothing to be read although it said so.
  private static let rest = Milliseconds(100)

  private let place: DevicePlace
  private let access: Access
  private let prepare: @Sendable (Int32) throws(Refusal) -> Void
  private let queue: DispatchQueue
  private let scheduler: any Scheduler
  private let tell: @Sendable (DeviceLine, News) -> Void
  private let state = Mutex(State())

  /// A line to a place, which tells its news on a queue. What a device file needs before it is used is done to its descriptor, and may show
  /// that it is another device.
  package init(
    _ place: DevicePlace, access: Access = .both, queue: DispatchQueue, scheduler: any Scheduler,
    prepare: @escaping @Sendable (Int32) throws(Refusal) -> Void = { _ in },
    tell: @escaping @Sendable (DeviceLine, News) -> Void
  ) {
    self.place = place
    self.access = access
    self.prepare = prepare
    self.queue = queue
    self.scheduler = scheduler
    self.tell = tell
  }

  /// Begins; the news come afterwards.
  package func open() {
    do throws(Refusal) {
      let (descriptor, isConnecting) = try descriptor()
      state.withLock { state in
        state.descriptor = descriptor
        state.isConnecting = isConnecting
      }
      if isConnecting { watchWriting(descriptor) } else { queue.async { self.begin(descriptor) } }
    } catch {
      queue.async { self.tell(self, .refused(error)) }
    }
  }

  /// Sends bytes, now or as soon as they are taken.
  package func send(_ bytes: [UInt8]) {
    state.withLock { $0.waiting += bytes }
    flush()
  }

  /// Ends the line; what was not taken yet is never sent.
  package func close() {
    state.withLock { state in
      state.reads?.cancel()
      state.writes?.cancel()
      overwrite(&state.waiting)
      state = State()
    }
  }

  // MARK: Opening

  private static func refusal(_ number: Int32) -> Refusal {
    [ENOENT, ENODEV, ENXIO].contains(number) ? .absent : .unreachable
  }

  private func descriptor() throws(Refusal) -> (LineDescriptor, isConnecting: Bool) {
    switch place {
    case .file(let path): return (try file(path), false)
    case .network(let figures, let port):
      guard let address = NetworkAddress(figures, port: port) else { throw .unreachable }
      let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
      let number = socket(address.family, kind, 0)
      guard number >= 0 else { throw Self.refusal(errno) }
      let descriptor = LineDescriptor(number)
      // What was not sent when the line is ended shall not be sent any more.
      var leave = linger(l_onoff: 1, l_linger: 0)
      setsockopt(number, SOL_SOCKET, SO_LINGER, &leave, socklen_t(MemoryLayout<linger>.size))
      if address.connect(number) == 0 { return (descriptor, false) }
      guard errno == EINPROGRESS else { throw Self.refusal(errno) }
      return (descriptor, true)
    }
  }

  private func file(_ path: String) throws(Refusal) -> LineDescriptor {
    var status = stat()
    guard stat(path, &status) == 0 else { throw Self.refusal(errno) }
    let isPipe = access == .reading && status.st_mode & S_IFMT == S_IFIFO
    // A pipe that has a writer here never ends, however many come and go.
    let rights = access == .both || isPipe ? O_RDWR : O_RDONLY
    let number = Glibc.open(path, rights | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard number >= 0 else { throw Self.refusal(errno) }
    let descriptor = LineDescriptor(number)
    guard fstat(number, &status) == 0 else { throw Self.refusal(errno) }
    switch status.st_mode & S_IFMT {
    case S_IFCHR: try prepare(number)
    case S_IFIFO where isPipe: break
    case _: throw .unsuitable("\(path) is no device")
    }
    return descriptor
  }

  private func begin(_ descriptor: LineDescriptor) {
    guard state.withLock({ $0.descriptor === descriptor }) else { return }
    listen(to: descriptor)
    tell(self, .opened)
  }

  /// The network has an answer: there is a line, or there is none.
  private func connected(_ descriptor: LineDescriptor) {
    var (fault, size) = (Int32(0), socklen_t(MemoryLayout<Int32>.size))
    getsockopt(descriptor.number, SOL_SOCKET, SO_ERROR, &fault, &size)
    state.withLock { $0.isConnecting = false }
    stopWatchingWriting()
    if fault == 0 { begin(descriptor) } else { tell(self, .refused(.unreachable)) }
  }

  // MARK: Reading

  private func listen(to descriptor: LineDescriptor) {
    state.withLock { state in
      let source = DispatchSource.makeReadSource(fileDescriptor: descriptor.number, queue: queue)
      source.setEventHandler { [weak self] in self?.read(descriptor) }
      // The descriptor is closed when nothing listens on it any more.
      source.setCancelHandler { withExtendedLifetime(descriptor) {} }
      source.activate()
      state.reads = source
    }
  }

  private func read(_ descriptor: LineDescriptor) {
    guard state.withLock({ $0.descriptor === descriptor && $0.reads != nil }) else { return }
    var bytes = [UInt8](repeating: 0, count: Self.chunk)
    let count = Glibc.read(descriptor.number, &bytes, bytes.count)
    if count > 0 { return tell(self, .heard(Array(bytes[..<count]))) }
    if count < 0 { return [EAGAIN, EINTR].contains(errno) ? () : tell(self, .lost) }
    // A socket or a serial line has ended. Another device has nothing to tell just now: a printer on USB sends empty packets.
    if descriptor.ends { tell(self, .lost) } else { rest(descriptor) }
  }

  /// Nobody listens for a while: a source that is suspended while its descriptor hangs up has been seen to end the process.
  private func rest(_ descriptor: LineDescriptor) {
    state.withLock { $0.reads.take() }?.cancel()
    scheduler.after(Self.rest) { [weak self, queue] in queue.async { [weak self] in self?.wake(descriptor) } }
  }

  private func wake(_ descriptor: LineDescriptor) {
    guard state.withLock({ $0.descriptor === descriptor && $0.reads == nil }) else { return }
    listen(to: descriptor)
  }

  // MARK: Writing

  private func flush() {
    guard let descriptor = state.withLock({ $0.isConnecting ? nil : $0.descriptor }) else { return }
    var isOver = false
    let isLeft = state.withLock { state in
      var done = 0
      while done < state.waiting.count {
        let count = state.waiting[done...].withUnsafeBytes { Self.write($0, to: descriptor.number, place) }
        if count > 0 {
          done += count
        } else if count == 0 || errno == EAGAIN {
          break
        } else if errno != EINTR {
          isOver = true
          break
        }
      }
      var left = Array(state.waiting[done...])
      swap(&left, &state.waiting)
      overwrite(&left)
      return !state.waiting.isEmpty
    }
    if isOver {
      queue.async { self.tell(self, .lost) }
    } else if isLeft {
      watchWriting(descriptor)
    } else {
      stopWatchingWriting()
    }
  }

  private static func write(
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, _ place: DevicePlace
  ) -> Int {
    switch place {
    case .file: Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    case .network: Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    }
  }

  private func watchWriting(_ descriptor: LineDescriptor) {
    state.withLock { state in
      guard state.writes == nil else { return }
      let source = DispatchSource.makeWriteSource(fileDescriptor: descriptor.number, queue: queue)
      source.setEventHandler { [weak self] in
        guard let self else { return }
        if self.state.withLock({ $0.isConnecting }) { connected(descriptor) } else { flush() }
      }
      source.setCancelHandler { withExtendedLifetime(descriptor) {} }
      source.activate()
      state.writes = source
    }
  }

  private func stopWatchingWriting() { state.withLock { $0.writes.take() }?.cancel() }
}

/// A descriptor that is closed with the last who has it.
private final class LineDescriptor: Sendable {
  let number: Int32
  /// Whether nothing to be read means that it has ended; a serial line that has cannot be asked any more whether it was one.
  let ends: Bool

  init(_ number: Int32) {
    self.number = number
    var status = stat()
    ends = isatty(number) == 1 || fstat(number, &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK
  }

  deinit { close(number) }
}

private func overwrite(_ bytes: inout [UInt8]) {
  bytes.withUnsafeMutableBytes { bytes in
    if let start = bytes.baseAddress { explicit_bzero(start, bytes.count) }
  }
}
