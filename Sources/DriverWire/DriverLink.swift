package import Devices
package import Renewal

/// The box's end of a driver's socket: what is asked of the driver, what of its words counts, and what a line that is lost means; without
/// a socket or a clock.
///
/// A command ends by exactly one completion, whatever the driver does, but for one without an effect that the box took back: that may
/// end without a word. What was under way when the line was lost has failed where it does nothing to the world; of paper and money nothing is known.
/// A driver that does not answer what is answered at once has hung, and one that sends what is no message is not understood: the line
/// is ended by the box, and is lost. Lines are tried again after pauses that grow; a driver that loses so many in a row is given up
/// until a technician tries it out. What a driver tells of an earlier line reaches nobody.
package struct DriverLink: Hashable, Sendable {
  /// What happened.
  package enum Event: Hashable, Sendable {
    /// The box begins.
    case started
    /// The line that was asked for is there.
    case connected
    /// Nobody answers on the socket.
    case refused
    /// The line has ended.
    case lost
    /// The driver said something.
    case heard(MessageFromDriver)
    /// What came is no message.
    case garbled(DriverWireFault)
    /// The box gives a command.
    case asked(Job)
    /// The box takes a command back.
    case takenBack(RequestID)
    /// The box wants the device cleared; its answer bears the number.
    case clearWanted(Int)
    /// A technician tries the device out.
    case testWanted
    /// A wait is over.
    case elapsed(Wait)
  }

  /// What to do.
  package enum Effect: Hashable, Sendable {
    /// Open a line.
    case connect
    /// End the line; nothing of it is told any more, not even that it ended.
    case disconnect
    case send(MessageToDriver)
    /// Tell when so long is over.
    case wait(Milliseconds, Wait)
    /// Tell the box what the device told.
    case tell(DeviceNotice)
    /// Hand something over to who gave the command.
    case deliver(RequestID, Delivery)
    /// Tell who wanted the device cleared whether it is.
    case cleared(Int, isClear: Bool)
    /// Something for the log.
    case note(Note)
  }

  /// What is waited for; the number is the line's, so that the end of a wait of an earlier line changes nothing.
  package enum Wait: Hashable, Sendable {
    /// To open the next line.
    case nextLine(Int)
    /// For hello and the first state.
    case greeting(Int)
    /// For a command to be acknowledged.
    case acknowledgement(RequestID)
    /// For a command that was taken back to end, while another one waits.
    case ending(RequestID)
    /// For the device to be cleared.
    case clearing(Int)
    /// For a test to be answered.
    case testing(Int)
    /// For a line to have stood so long that what was before it is forgotten.
    case standing(Int)
    /// For a second in which not too much may come.
    case second(Int)
  }

  /// What a technician reads in the log.
  package enum Note: Hashable, Sendable {
    /// The driver is there.
    case greeted(DriverGreeting)
    /// It is the driver of another device.
    case otherDevice(Device)
    /// It speaks another version.
    case otherVersion(Int)
    /// What came is no message.
    case garbled(DriverWireFault)
    /// Something came that nobody waits for: late, twice, or about another command. It is dropped.
    case unexpected
    /// A command was answered by what is no answer to it.
    case unfitting(DriverCommand.Name)
    /// The driver did not answer in time.
    case hung
    /// More came within a second than any device tells.
    case flood
    /// The line was lost so often in a row.
    case lost(inARow: Int)
    /// It was lost so often that it is not tried again.
    case gaveUp
  }

  /// How long a driver may take for what it answers at once, and how patient the box is.
  package enum Bounds {
    /// From the line to hello and the first state.
    static let greeting = Milliseconds.seconds(10)
    static let acknowledgement = Milliseconds.seconds(5)
    /// From a cancel to the completion, while another command waits.
    static let ending = Milliseconds.seconds(10)
    static let clearing = Milliseconds.seconds(30)
    static let testing = Milliseconds.seconds(30)
    /// How long a line stands before losses are no longer in a row.
    static let standing = Milliseconds.seconds(60)
    /// The most unasked messages and live pictures within a second.
    static let mostASecond = 200
    /// Losses in a row after which a driver is given up.
    package static let mostLosses = 6
    /// The first pause, and the longest.
    static let (firstPause, longestPause) = (500, 30_000)
  }

  private enum Line: Hashable {
    /// The box has not begun.
    case none
    case opening
    case greeting
    case up(DriverGreeting)
    case resting
    case givenUp
  }

  private struct UnderWay: Hashable {
    let job: Job
    var isAcknowledged = false
    var isTakenBack = false
  }

  private let device: Device
  private var line = Line.none
  /// The number of the line.
  private var number = 0
  private var current: UnderWay?
  /// A command that waits for one that was taken back.
  private var next: Job?
  /// The clearings that were not answered yet.
  private var clearings: [Int] = []
  /// Something of a visit may be in the device: it is told as out of order until it is cleared or tried out.
  private var mayHoldVisit = false
  /// A technician waits for the state.
  private var isTesting = false
  private var told: DeviceState?
  /// The state that the driver told on this line.
  private var state: DeviceState?
  private var losses = 0
  private var refusals = 0
  private var thisSecond = 0

  /// The link to the driver of a device; nothing is begun.
  package init(_ device: Device) { self.device = device }

  /// Whether a command has not ended.
  package func has(_ id: RequestID) -> Bool { current?.job.id == id || next?.id == id }

  /// Takes an event, and says what to do, in order.
  package mutating func handle(_ event: Event) -> [Effect] {
    switch event {
    case .started: return line == .none ? open() : []
    case .connected:
      guard line == .opening else { return [] }
      line = .greeting
      return [
        .send(.hello(version: DriverProtocol.version)), .wait(Bounds.greeting, .greeting(number)),
      ]
    case .refused:
      guard line == .opening else { return [] }
      refusals += 1
      return rest()
    case .lost: return isConnected ? end(.disconnected) : []
    case .heard(let message): return isConnected ? hear(message) : []
    case .garbled(let fault): return isConnected ? [.note(.garbled(fault))] + hangUp(.garbage) : []
    case .asked(let job): return ask(job)
    case .takenBack(let id): return takeBack(id)
    case .clearWanted(let number): return clear(number)
    case .testWanted: return test()
    case .elapsed(let wait): return elapse(wait)
    }
  }
}

// MARK: The line

extension DriverLink {
  private var isConnected: Bool {
    switch line {
    case .greeting, .up: true
    case .none, .opening, .resting, .givenUp: false
    }
  }

  private var greeting: DriverGreeting? { if case .up(let greeting) = line { greeting } else { nil } }

  private mutating func open() -> [Effect] {
    line = .opening
    number += 1
    thisSecond = 0
    return [.connect]
  }

  /// The line is ended by the box.
  private mutating func hangUp(_ reason: DeviceFault.Reason) -> [Effect] { [.disconnect] + end(reason) }

  /// The line has ended: what was under way ends with it.
  private mutating func end(_ reason: DeviceFault.Reason) -> [Effect] {
    losses += 1
    var effects: [Effect] = [.note(.lost(inARow: losses))]
    if let current { effects += finish(current.job, Self.lost(current.job, reason)) }
    if let next { effects.append(.deliver(next.id, Self.failed(.disconnected))) }
    (current, next, state) = (nil, nil, nil)
    return effects + rest()
  }

  /// No line now: another one after a pause, or none before a technician wants it.
  private mutating func rest() -> [Effect] {
    isTesting = false
    guard losses < Bounds.mostLosses else {
      line = .givenUp
      return [.note(.gaveUp)] + tell(.hardwareError) + refuseClearings()
    }
    line = .resting
    let doublings = min(max(losses + refusals - 1, 0), 10)
    let pause = min(Bounds.firstPause << doublings, Bounds.longestPause)
    return tell(.offline) + [.wait(Milliseconds(pause), .nextLine(number))]
  }

  private mutating func elapse(_ wait: Wait) -> [Effect] {
    switch wait {
    case .nextLine(number) where line == .resting: return open()
    case .greeting(number) where isConnected && (greeting == nil || state == nil): return hang()
    case .acknowledgement(let id):
      return current?.job.id == id && current?.isAcknowledged == false ? hang() : []
    case .ending(let id): return current?.job.id == id && next != nil ? hang() : []
    case .testing(number) where isTesting && isConnected: return hang()
    case .clearing(let wanted):
      guard clearings.contains(wanted) else { return [] }
      let effects = refuseClearings()
      return isConnected ? effects + hang() : effects
    case .standing(number) where isConnected:
      (losses, refusals) = (0, 0)
      return []
    case .second(number):
      thisSecond = 0
      return []
    case .nextLine, .greeting, .testing, .standing, .second: return []
    }
  }

  private mutating func hang() -> [Effect] { [.note(.hung)] + hangUp(.overdue) }
}

// MARK: What the driver says

extension DriverLink {
  private mutating func hear(_ message: MessageFromDriver) -> [Effect] {
    guard greeting != nil else { return greet(message) }
    switch message {
    case .hello, .otherVersion:
      let fault = DriverWireFault.notMessage("hello came twice on one line")
      return [.note(.garbled(fault))] + hangUp(.garbage)
    case .acknowledge(let id):
      guard current?.job.id == id, current?.isAcknowledged == false else { return drop() }
      current?.isAcknowledged = true
      return []
    case .event(let id, let delivery):
      guard let current, current.job.id == id, DriverCommand(current.job).isAnswered(by: delivery) else {
        return drop()
      }
      return counted { _ in current.isTakenBack ? [] : [.deliver(id, delivery)] }
    case .completion(let id, let delivery):
      guard let current, current.job.id == id else { return drop() }
      let command = DriverCommand(current.job)
      if command.isAnswered(by: delivery) { return complete(current, delivery) }
      return [.note(.unfitting(command.name))] + complete(current, Self.lost(current.job, .garbage))
    case .cancelled(let id):
      guard let current, current.job.id == id else { return drop() }
      return complete(current, Self.lost(current.job, .inoperable), isSilent: current.isTakenBack)
    case .unsolicited(let notice): return counted { $0.take(notice) }
    case .cleared(let answered, let isClear):
      guard clearings.contains(answered) else { return drop() }
      return clearingsEnded(upTo: answered, isClear: isClear)
    case .tested(number, let state) where isTesting:
      (isTesting, mayHoldVisit) = (false, false)
      return take(.state(device, state))
    case .tested: return drop()
    }
  }

  private mutating func greet(_ message: MessageFromDriver) -> [Effect] {
    switch message {
    case .hello(let greeting) where greeting.device == device:
      line = .up(greeting)
      refusals = 0
      return [.note(.greeted(greeting)), .wait(Bounds.standing, .standing(number))]
        + clearings.suffix(1).map { .send(.clear($0)) } + (isTesting ? startTest() : [])
    case .hello(let greeting): return [.note(.otherDevice(greeting.device))] + hangUp(.garbage)
    case .otherVersion(let version): return [.note(.otherVersion(version))] + hangUp(.garbage)
    case _:
      let fault = DriverWireFault.notMessage("something came before hello")
      return [.note(.garbled(fault))] + hangUp(.garbage)
    }
  }

  private mutating func take(_ notice: DeviceNotice) -> [Effect] {
    guard case .state(_, let state) = notice else { return [.tell(notice)] }
    self.state = state
    return isTesting ? [] : tell(mayHoldVisit ? .hardwareError : state)
  }

  private mutating func tell(_ state: DeviceState) -> [Effect] {
    guard told != state else { return [] }
    told = state
    return [.tell(.state(device, state))]
  }

  private mutating func drop() -> [Effect] { counted { _ in [.note(.unexpected)] } }

  /// Takes what came unasked, unless it is too much.
  private mutating func counted(_ take: (inout Self) -> [Effect]) -> [Effect] {
    thisSecond += 1
    guard thisSecond <= Bounds.mostASecond else { return [.note(.flood)] + hangUp(.garbage) }
    return (thisSecond == 1 ? [.wait(.seconds(1), .second(number))] : []) + take(&self)
  }
}

// MARK: Commands

extension DriverLink {
  private mutating func ask(_ job: Job) -> [Effect] {
    guard job.command.device == device else { return [.deliver(job.id, Self.failed(.garbage))] }
    guard let greeting else { return [.deliver(job.id, Self.failed(.disconnected))] }
    guard greeting.capabilities.contains(DriverCommand(job).name) else {
      return [.deliver(job.id, .answer(.failed(DeviceFault(.inoperable, .configuration))))]
    }
    guard let current else { return begin(job) }
    guard current.isTakenBack, next == nil else { return [.deliver(job.id, Self.failed(.busy))] }
    next = job
    return [.wait(Bounds.ending, .ending(current.job.id))]
  }

  private mutating func begin(_ job: Job) -> [Effect] {
    current = UnderWay(job: job)
    return [.send(.command(job.id, DriverCommand(job))), .wait(Bounds.acknowledgement, .acknowledgement(job.id))]
  }

  private mutating func takeBack(_ id: RequestID) -> [Effect] {
    if let next, next.id == id {
      self.next = nil
      // It was never sent, so that nothing happened.
      return finish(next, Self.failed(.inoperable), isSilent: true)
    }
    guard current?.job.id == id, current?.isTakenBack == false else { return [] }
    current?.isTakenBack = true
    return [.send(.cancel(id))]
  }

  private mutating func complete(_ ended: UnderWay, _ delivery: Delivery, isSilent: Bool = false) -> [Effect] {
    let effects = finish(ended.job, delivery, isSilent: isSilent)
    current = nil
    guard let job = next else { return effects }
    next = nil
    return effects + begin(job)
  }

  /// The end of a command; nobody waits for one without an effect that was taken back.
  private func finish(_ job: Job, _ delivery: Delivery, isSilent: Bool = false) -> [Effect] {
    isSilent && job.command.effectClass == .none ? [] : [.deliver(job.id, delivery)]
  }

  /// What a command came to whose end is not known: it did nothing to the world, or nobody knows.
  private static func lost(_ job: Job, _ reason: DeviceFault.Reason) -> Delivery {
    switch job.command.effectClass {
    case .none: failed(reason)
    case .physical, .financial: .answer(.indeterminate)
    }
  }

  private static func failed(_ reason: DeviceFault.Reason) -> Delivery {
    .answer(.failed(DeviceFault(reason, .reset)))
  }
}

// MARK: Clearing and trying out

extension DriverLink {
  private mutating func clear(_ wanted: Int) -> [Effect] {
    clearings.append(wanted)
    if line == .givenUp { return refuseClearings() }
    let wait = Effect.wait(Bounds.clearing, .clearing(wanted))
    return greeting == nil ? [wait] : [.send(.clear(wanted)), wait]
  }

  /// What is cleared now is cleared for all who wanted it before.
  private mutating func clearingsEnded(upTo answered: Int, isClear: Bool) -> [Effect] {
    let effects = clearings.filter { $0 <= answered }.map { Effect.cleared($0, isClear: isClear) }
    clearings.removeAll { $0 <= answered }
    mayHoldVisit = !isClear
    guard let state, !isTesting else { return effects }
    return effects + tell(isClear ? state : .hardwareError)
  }

  private mutating func refuseClearings() -> [Effect] {
    clearings.isEmpty ? [] : clearingsEnded(upTo: .max, isClear: false)
  }

  private mutating func test() -> [Effect] {
    told = nil
    isTesting = true
    switch line {
    case .up: return startTest()
    case .opening, .greeting: return []
    case .none, .resting, .givenUp:
      (losses, refusals) = (0, 0)
      return open()
    }
  }

  private func startTest() -> [Effect] { [.send(.test(number)), .wait(Bounds.testing, .testing(number))] }
}
