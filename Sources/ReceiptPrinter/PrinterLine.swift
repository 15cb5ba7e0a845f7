import Devices
import Dispatch
import Glibc
import Renewal
import Synchronization

/// A line to a printer: bytes there and back, on a device file or in the network. It never blocks, and is used on one queue.
final class PrinterLine: Sendable {
  /// What happens on a line.
  enum News: Hashable {
    case opened
    /// There is no line; whether there is no device either.
    case refused(isAbsent: Bool)
    case heard([UInt8])
    /// The printer is gone, or has ended the line.
    case lost
  }

  private struct State {
    var descriptor: PrinterDescriptor?
    var reads: (any DispatchSourceRead)?
    var writes: (any DispatchSourceWrite)?
    /// What was not taken yet.
    var waiting: [UInt8] = []
    var isConnecting = false
    /// It gave nothing when it was read.
    var isResting = false
  }

  /// How many bytes are read at once.
  private static let chunk = 512
  /// How long a device is left alone that had nothing to be read although it said so.
  private static let rest = Milliseconds(100)

  private let place: ReceiptPrinterSettings.Place
  private let queue: DispatchQueue
  private let scheduler: any Scheduler
  private let tell: @Sendable (PrinterLine, News) -> Void
  private let state = Mutex(State())

  /// A line to a place, which tells its news on a queue.
  init(
    _ place: ReceiptPrinterSettings.Place, queue: DispatchQueue, scheduler: any Scheduler,
    tell: @escaping @Sendable (PrinterLine, News) -> Void
  ) {
    self.place = place
    self.queue = queue
    self.scheduler = scheduler
    self.tell = tell
  }

  /// Begins; the news come afterwards.
  func open() {
    let made = Self.descriptor(of: place)
    switch made {
    case .failure(let fault): queue.async { self.tell(self, .refused(isAbsent: fault.isAbsent)) }
    case .success(let (descriptor, isConnecting)):
      state.withLock { state in
        state.descriptor = descriptor
        state.isConnecting = isConnecting
      }
      if isConnecting { watchWriting(descriptor) } else { queue.async { self.begin(descriptor) } }
    }
  }

  /// Sends bytes, now or as soon as they are taken.
  func send(_ bytes: [UInt8]) {
    state.withLock { $0.waiting += bytes }
    flush()
  }

  /// Ends the line; what was not taken yet is never sent.
  func close() {
    state.withLock { state in
      state.reads?.cancel()
      // What rests is not let go of before it is awake.
      if state.isResting { state.reads?.resume() }
      state.writes?.cancel()
      overwrite(&state.waiting)
      state = State()
    }
  }

  // MARK: Opening

  private struct Fault: Error {
    let number: Int32
    var isAbsent: Bool { [ENOENT, ENODEV, ENXIO].contains(number) }
  }

  private static func descriptor(
    of place: ReceiptPrinterSettings.Place
  ) -> Result<(PrinterDescriptor, isConnecting: Bool), Fault> {
    switch place {
    case .file(let path):
      let number = Glibc.open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
      guard number >= 0 else { return .failure(Fault(number: errno)) }
      let descriptor = PrinterDescriptor(number)
      var status = stat()
      guard fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFCHR else {
        return .failure(Fault(number: ENOTTY))
      }
      return .success((descriptor, false))
    case .network(let figures, let port):
      guard let address = PrinterAddress(figures, port: port) else { return .failure(Fault(number: EINVAL)) }
      let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
      let number = socket(address.family, kind, 0)
      guard number >= 0 else { return .failure(Fault(number: errno)) }
      let descriptor = PrinterDescriptor(number)
      // What was not sent when the line is ended shall not be sent any more.
      var leave = linger(l_onoff: 1, l_linger: 0)
      setsockopt(number, SOL_SOCKET, SO_LINGER, &leave, socklen_t(MemoryLayout<linger>.size))
      if address.connect(number) == 0 { return .success((descriptor, false)) }
      return errno == EINPROGRESS ? .success((descriptor, true)) : .failure(Fault(number: errno))
    }
  }

  private func begin(_ descriptor: PrinterDescriptor) {
    guard state.withLock({ $0.descriptor === descriptor }) else { return }
    state.withLock { state in
      let source = DispatchSource.makeReadSource(fileDescriptor: descriptor.number, queue: queue)
      source.setEventHandler { [weak self] in self?.read(descriptor) }
      // The descriptor is closed when nothing listens on it any more.
      source.setCancelHandler { withExtendedLifetime(descriptor) {} }
      source.activate()
      state.reads = source
    }
    tell(self, .opened)
  }

  /// The network has an answer: there is a line, or there is none.
  private func connected(_ descriptor: PrinterDescriptor) {
    var (fault, size) = (Int32(0), socklen_t(MemoryLayout<Int32>.size))
    getsockopt(descriptor.number, SOL_SOCKET, SO_ERROR, &fault, &size)
    state.withLock { $0.isConnecting = false }
    stopWatchingWriting()
    if fault == 0 { begin(descriptor) } else { tell(self, .refused(isAbsent: false)) }
  }

  // MARK: Reading

  private func read(_ descriptor: PrinterDescriptor) {
    guard state.withLock({ $0.descriptor === descriptor && !$0.isResting }) else { return }
    var bytes = [UInt8](repeating: 0, count: Self.chunk)
    let count = Glibc.read(descriptor.number, &bytes, bytes.count)
    if count > 0 { return tell(self, .heard(Array(bytes[..<count]))) }
    if count < 0 { return [EAGAIN, EINTR].contains(errno) ? () : tell(self, .lost) }
    // A socket has ended. A device has nothing to tell just now: a printer on USB sends empty packets.
    if case .network = place { tell(self, .lost) } else { rest(descriptor) }
  }

  private func rest(_ descriptor: PrinterDescriptor) {
    state.withLock { state in
      state.isResting = true
      state.reads?.suspend()
    }
    scheduler.after(Self.rest) { [weak self, queue] in queue.async { [weak self] in self?.wake(descriptor) } }
  }

  private func wake(_ descriptor: PrinterDescriptor) {
    state.withLock { state in
      guard state.descriptor === descriptor, state.isResting else { return }
      state.isResting = false
      state.reads?.resume()
    }
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
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, _ place: ReceiptPrinterSettings.Place
  ) -> Int {
    switch place {
    case .file: Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    case .network: Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    }
  }

  private func watchWriting(_ descriptor: PrinterDescriptor) {
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
private final class PrinterDescriptor: Sendable {
  let number: Int32

  init(_ number: Int32) { self.number = number }

  deinit { close(number) }
}

private func overwrite(_ bytes: inout [UInt8]) {
  bytes.withUnsafeMutableBytes { bytes in
    if let start = bytes.baseAddress { explicit_bzero(start, bytes.count) }
  }
}
