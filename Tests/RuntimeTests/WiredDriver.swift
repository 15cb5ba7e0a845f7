import Devices
import DriverWire
import Renewal
import Synchronization

/// A driver on the far side of the wire, in virtual time: the box's end (`DriverLink`) and the driver's (`DriverService`) joined by frames that
/// take a millisecond each way. The driver can crash, and comes back as a new one in front of the same device.
final class WiredDriver: Driver {
  private struct Shared {
    var link: DriverLink
    var mischief: DriverMischief
    var service: DriverService?
    var behind: (any Driver)?
    /// Which driver it is, and which line; what is of an earlier one is nobody's.
    var life = 0
    var line = 0
    var isLine = false
    var tell: (@Sendable (DeviceNotice) -> Void)?
    var takers: [RequestID: @Sendable (RequestID, Delivery) -> Void] = [:]
    var clearings: [Int: @Sendable (Bool) -> Void] = [:]
    var lastClearing = 0
    var completions: [RequestID: Int] = [:]
  }

  private static let hop = Milliseconds(1)

  let device: Device
  private let make: @Sendable () -> any Driver
  private let scheduler: any Scheduler
  private let shared: Mutex<Shared>

  /// A driver that is made anew each time it begins.
  init(_ device: Device, scheduler: any Scheduler, make: @escaping @Sendable () -> any Driver) {
    self.device = device
    self.make = make
    self.scheduler = scheduler
    shared = Mutex(Shared(link: DriverLink(device), mischief: DriverMischief(device)))
    begin()
  }

  /// How often a command has ended that ended more than once; none ever should.
  var endedTwice: Int { shared.withLock { $0.completions.values.count { $0 > 1 } } }

  // MARK: The driver's life

  /// The driver begins.
  func begin() {
    let behind = make()
    let greeting = DriverGreeting(
      device: device, capabilities: Set(DeviceCommand.Name.all(of: device)), firmware: "wired")
    let life = shared.withLock { shared in
      shared.life += 1
      shared.service = DriverService(greeting)
      shared.behind = behind
      return shared.life
    }
    behind.start { self.happen(.told($0), in: life) }
  }

  /// The driver's process is no more, and the line with it.
  func crash() {
    shared.withLock { shared in
      shared.life += 1
      (shared.service, shared.behind) = (nil, nil)
    }
    hangUp()
  }

  /// It does wrong on its line, with the so-manieth command or at once; nothing mends what lasts.
  func misbehave(_ misdeed: DriverMisdeed?, at number: Int = 1) {
    shared.withLock { $0.mischief.plan(misdeed, at: number) }
    if misdeed?.isAtOnce == true { hangUp() }
  }

  /// What it does wrong, or will.
  var misdeed: DriverMisdeed? { shared.withLock { $0.mischief.planned } }

  /// The driver ends the line.
  private func hangUp() { if endLine() { scheduler.after(Self.hop) { self.happen(.lost) } } }

  /// There is no line any more, which the driver hears; whether there was one.
  private func endLine() -> Bool {
    let line = shared.withLock { shared -> Int? in
      defer { shared.isLine = false }
      return shared.isLine ? shared.line : nil
    }
    guard let line else { return false }
    happen(.lost, on: line)
    shared.withLock { $0.line += 1 }
    return true
  }

  // MARK: The box's side

  func start(tell: @escaping @Sendable (DeviceNotice) -> Void) {
    shared.withLock { $0.tell = tell }
    happen(.started)
  }

  func perform(_ job: Job, deliver: @escaping @Sendable (RequestID, Delivery) -> Void) {
    shared.withLock { $0.takers[job.id] = deliver }
    happen(.asked(job))
  }

  func cancel(_ id: RequestID) { happen(.takenBack(id)) }

  func clear(then: @escaping @Sendable (Bool) -> Void) {
    let number = shared.withLock { shared in
      shared.lastClearing += 1
      shared.clearings[shared.lastClearing] = then
      return shared.lastClearing
    }
    happen(.clearWanted(number))
  }

  func test(tell: @escaping @Sendable (DeviceNotice) -> Void) {
    shared.withLock { $0.tell = tell }
    happen(.testWanted)
  }

  private func happen(_ event: DriverLink.Event) {
    let effects = shared.withLock { $0.link.handle(event) }
    effects.forEach(carryOut)
  }

  private func carryOut(_ effect: DriverLink.Effect) {
    switch effect {
    case .connect: scheduler.after(Self.hop) { self.connect() }
    case .disconnect: _ = endLine()
    case .send(let message):
      let line = shared.withLock { $0.line }
      scheduler.after(Self.hop) {
        guard let message = try? MessageToDriver(Self.crossed(message.frame)) else {
          return self.happen(.garbled(.notJSON))
        }
        let (passes, out) = self.shared.withLock { $0.mischief.heard(message) }
        for one in out { self.send(one, on: line) }
        if passes { self.happen(.heard(message), on: line) }
      }
    case .wait(let span, let wait): scheduler.after(span) { self.happen(.elapsed(wait)) }
    case .tell(let notice): shared.withLock { $0.tell }?(notice)
    case .deliver(let id, let delivery):
      let taker = shared.withLock { shared in
        if delivery.isCompletion { shared.completions[id, default: 0] += 1 }
        return shared.takers[id]
      }
      taker?(id, delivery)
    case .cleared(let number, let isClear): shared.withLock { $0.clearings.removeValue(forKey: number) }?(isClear)
    case .note: break
    }
  }

  private func connect() {
    let isThere = shared.withLock { shared in
      guard shared.service != nil, shared.mischief.takesLines else { return false }
      shared.line += 1
      shared.isLine = true
      return true
    }
    guard isThere else { return happen(.refused) }
    happen(.connected as DriverService.Event, on: shared.withLock { $0.line })
    happen(.connected as DriverLink.Event)
  }

  // MARK: The driver's side

  private func happen(_ event: DriverService.Event, on line: Int) {
    let life = shared.withLock { $0.line == line ? $0.life : nil }
    if let life { happen(event, in: life) }
  }

  private func happen(_ event: DriverService.Event, in life: Int) {
    let effects = shared.withLock { shared in shared.life == life ? shared.service?.handle(event) ?? [] : [] }
    for effect in effects { carryOut(effect, in: life) }
  }

  private func carryOut(_ effect: DriverService.Effect, in life: Int) {
    let (behind, line) = shared.withLock { ($0.life == life ? $0.behind : nil, $0.isLine ? $0.line : nil) }
    guard let behind else { return }
    switch effect {
    case .send(let message):
      guard let line else { return }
      for one in shared.withLock({ $0.mischief.said(message) }) { send(one, on: line) }
    case .disconnect: scheduler.after(Self.hop) { self.happen(.lost) }
    case .perform(let job): behind.perform(job) { self.happen(.delivered($0, $1), in: life) }
    case .cancel(let id): behind.cancel(id)
    case .clear(let number): behind.clear { self.happen(.cleared(number, isClear: $0), in: life) }
    case .test(let number): behind.test { self.happen(.triedOut(number, $0), in: life) }
    }
  }

  private func send(_ out: DriverMischief.Out, on line: Int) {
    scheduler.after(Self.hop) {
      guard self.shared.withLock({ $0.isLine && $0.line == line }) else { return }
      switch out {
      case .message(let message): self.hear(message.frame)
      case .bytes: self.happen(.garbled(.notJSON))
      case .hangUp: self.hangUp()
      }
    }
  }

  private func hear(_ frame: DriverFrame) {
    do throws(DriverWireFault) {
      happen(.heard(try MessageFromDriver(Self.crossed(frame), from: device)))
    } catch {
      happen(.garbled(error))
    }
  }

  /// A frame as it comes out of the wire.
  private static func crossed(_ frame: DriverFrame) throws(DriverWireFault) -> DriverFrame {
    var reader = DriverFrameReader(longestTail: 64 << 20)
    var bytes = frame.bytes[...]
    guard let crossed = try reader.take(&bytes) else { throw .notJSON }
    return crossed
  }
}
