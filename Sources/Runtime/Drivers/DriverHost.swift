package import Devices
package import DriverWire
import Glibc
package import Logging
import Renewal
import Synchronization

/// Serves a driver to the box on a Unix socket, as `pasboks-driver/1` has it: for drivers that are written in Swift.
package final class DriverHost: Sendable {
  /// Who drives the device.
  let driver: any Driver
  /// What is said of driver and device to who connects.
  package let greeting: DriverGreeting
  let socket: ListeningSocket
  let log: Logger
  /// What the thread takes.
  let events = ThreadEvents<DriverService.Event>()
  /// What it does wrong on purpose.
  let mischief: Mutex<DriverMischief>

  /// A host of a driver on a socket that listens; `firmware` is what runs in device and driver, in plain characters.
  package init(
    _ driver: any Driver, firmware: String, isSimulated: Bool = false, on socket: ListeningSocket, log: Logger
  ) {
    self.driver = driver
    self.socket = socket
    mischief = Mutex(DriverMischief(driver.device))
    var log = log
    log[metadataKey: "DEVICE"] = "\(driver.device.rawValue)"
    self.log = log
    greeting = DriverGreeting(
      device: driver.device, capabilities: Set(DeviceCommand.Name.all(of: driver.device)), firmware: firmware,
      isSimulated: isSimulated)
  }

  /// Serves on a thread of its own; 0, or why there is none (errno's number).
  package func start() -> Int32 { OwnThread.start(DriverHostThread(self)) }

  /// Serves on this thread until it is closed.
  package func serve() { DriverHostThread(self).serve() }

  /// Ends the line and the serving.
  package func close() { events.close() }

  /// Does something wrong with the so-manieth command from now, or at once, for a trial of the box; nothing mends what lasts.
  package func misbehave(_ misdeed: DriverMisdeed?, at number: Int = 1) {
    let wasAbsent = mischief.withLock { mischief in
      defer { mischief.plan(misdeed, at: number) }
      return !mischief.takesLines
    }
    // A line that stands ends, so that what begins with a line is seen; and the thread looks again whether it takes one.
    if misdeed?.isAtOnce ?? wasAbsent { events.post(.garbled) }
  }

  /// What it does wrong, or will.
  package var misdeed: DriverMisdeed? { mischief.withLock { $0.planned } }
}

/// The thread of a driver that is served: carries out what `DriverService` says.
final class DriverHostThread: ThreadWork {
  /// How many bytes of pictures may wait for a box that does not read.
  private static let mostWaiting = 256 << 20
  /// How many bytes wait while no live picture more is sent.
  private static let mostBeforeEvents = 1 << 20

  private let host: DriverHost
  private var service: DriverService
  private var line: DriverLine?
  /// Whether the log was told of what is no message since a box has greeted: once is enough.
  private var hasToldOfGarbage = false

  init(_ host: DriverHost) {
    self.host = host
    service = DriverService(host.greeting)
  }

  func serve() {
    host.driver.start { [events = host.events] in events.post(.told($0)) }
    while let events = host.events.take() {
      events.forEach(handle)
      if line?.isOver == true { lose() }
      ProcessMemory.scrubStack()
      sleep()
    }
    line = nil
  }

  private func sleep() {
    // One line at a time: who comes meanwhile waits.
    let awakening = DriverLine.sleep(
      host.events.bell, line, listener: line == nil && takesLines ? host.socket.descriptor : -1)
    if awakening.hasCaller { welcome() }
    guard awakening.hasNews, let line else { return }
    line.hear { news in
      hear(news)
      return self.line === line
    }
  }

  private var takesLines: Bool { host.mischief.withLock { $0.takesLines } }

  private func welcome() {
    line = host.socket.answer(longestTail: 0, mostWaiting: Self.mostWaiting)
    guard line != nil else { return }
    handle(.connected)
  }

  private func lose() {
    line = nil
    handle(.lost)
  }

  private func hear(_ news: DriverLine.News) {
    switch news {
    case .lost: lose()
    case .garbled(let fault): garbled(fault)
    case .frame(let frame):
      do throws(DriverWireFault) {
        let message = try MessageToDriver(frame)
        if message == .hello(version: DriverProtocol.version) { hasToldOfGarbage = false }
        take(message)
      } catch {
        garbled(error)
      }
    }
  }

  private func take(_ message: MessageToDriver) {
    let (passes, out) = host.mischief.withLock { $0.heard(message) }
    out.forEach(send)
    if passes { handle(.heard(message)) }
  }

  private func garbled(_ fault: DriverWireFault) {
    if !hasToldOfGarbage { host.log.error("the box sent what is no message", metadata: ["REASON": "\(fault)"]) }
    hasToldOfGarbage = true
    handle(.garbled)
  }

  private func send(_ out: DriverMischief.Out) {
    switch out {
    case .message(let message): line?.send(message.frame.bytes)
    case .bytes(let bytes): line?.send(bytes)
    case .hangUp: line?.end()
    }
  }

  private func handle(_ event: DriverService.Event) {
    for effect in service.handle(event) { carryOut(effect) }
  }

  private func carryOut(_ effect: DriverService.Effect) {
    let (driver, events) = (host.driver, host.events)
    switch effect {
    // A live picture that the box has no time for is none that it will miss.
    case .send(.event) where (line?.waiting ?? 0) >= Self.mostBeforeEvents: break
    case .send(let message): host.mischief.withLock { $0.said(message) }.forEach(send)
    case .disconnect: line = nil
    case .perform(let job): driver.perform(job) { events.post(.delivered($0, $1)) }
    case .cancel(let id): driver.cancel(id)
    case .clear(let number): driver.clear { events.post(.cleared(number, isClear: $0)) }
    case .test(let number): driver.test { events.post(.triedOut(number, $0)) }
    }
  }
}
