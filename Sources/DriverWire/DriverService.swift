package import Devices
package import Renewal

/// The driver's end of its socket: what the box asks is handed to a `Driver`, and what that says is told the box as `pasboks-driver/1` wants it;
/// without a socket or a clock.
///
/// One line at a time, and one command: a second one is *busy*. Each command has a number of the service's own, so that what a device says of one that was
/// given on an earlier line reaches nobody. A command that does nothing to the world ends as soon as it is cancelled; one that moves paper or money
/// ends by what the device says of it.
package struct DriverService: Hashable, Sendable {
  /// What happened.
  package enum Event: Hashable, Sendable {
    /// The box opened a line.
    case connected
    /// The line has ended.
    case lost
    /// What came is no message.
    case garbled
    case heard(MessageToDriver)
    /// The device told something unasked.
    case told(DeviceNotice)
    /// The device told something while it tried itself out.
    case triedOut(Int, DeviceNotice)
    /// The device delivered something for a job.
    case delivered(RequestID, Delivery)
    /// The device was cleared, or could not be.
    case cleared(Int, isClear: Bool)
  }

  /// What to do.
  package enum Effect: Hashable, Sendable {
    case send(MessageFromDriver)
    /// End the line.
    case disconnect
    case perform(Job)
    case cancel(RequestID)
    /// Clear the device; the number comes back.
    case clear(Int)
    /// Have the device try itself out; the number comes back.
    case test(Int)
  }

  private struct UnderWay: Hashable {
    /// The box's number, and the service's own.
    let request, job: RequestID
    let command: DriverCommand
    var isTakenBack = false
  }

  /// A test under way, by the service's number and the box's.
  private struct Test: Hashable {
    let own, asked: Int
  }

  private enum Line: Hashable {
    case none, open, greeted
  }

  /// How many clearings may wait to be answered; a box has one a visit.
  private static let mostClearings = 16

  private let greeting: DriverGreeting
  private var line = Line.none
  private var current: UnderWay?
  /// Numbers of jobs, clearings and tests, none of which comes twice.
  private var lastNumber = 0
  /// What the box waits for, by the service's numbers.
  private var clearings: [Int: Int] = [:]
  private var test: Test?
  /// The clearings that wait for the command under way to end, by the box's numbers.
  private var waiting: [Int] = []
  /// What is known of the device, which each line is told at its beginning.
  private var state: DeviceNotice?
  private var media: DeviceNotice?
  private var paper: DeviceNotice?

  /// The service of a driver that greets so.
  package init(_ greeting: DriverGreeting) { self.greeting = greeting }

  /// Takes an event, and says what to do, in order.
  package mutating func handle(_ event: Event) -> [Effect] {
    switch event {
    case .connected:
      line = .open
      return []
    case .lost: return end()
    case .garbled: return hangUp()
    case .heard(let message): return line == .none ? [] : hear(message)
    case .told(let notice): return tell(notice)
    case .triedOut(let number, let notice): return triedOut(number, notice)
    case .delivered(let job, let delivery): return deliver(job, delivery)
    case .cleared(let number, let isClear):
      guard let asked = clearings.removeValue(forKey: number) else { return [] }
      return [.send(.cleared(asked, isClear: isClear))]
    }
  }

  private mutating func nextNumber() -> Int {
    lastNumber += 1
    return lastNumber
  }

  // MARK: The line

  private mutating func hangUp() -> [Effect] { line == .none ? [] : [.disconnect] + end() }

  /// The line is no more: nothing that was asked on it is told on the next one. A light must not promise what nobody is there to keep.
  private mutating func end() -> [Effect] {
    let effects = current.map { [Effect.cancel($0.job)] } ?? []
    (line, current, clearings, test, waiting) = (.none, nil, [:], nil, [])
    guard greeting.device == .statusLight else { return effects }
    return effects + [.perform(Job(id: RequestID(nextNumber()), .setLight(.off)))]
  }

  private mutating func hear(_ message: MessageToDriver) -> [Effect] {
    switch (line, message) {
    case (.open, .hello(DriverProtocol.version)):
      line = .greeted
      return [.send(.hello(greeting))] + [state, media, paper].compactMap { $0 }.map { .send(.unsolicited($0)) }
    // Who speaks another version is told this one, and nothing else of what it says is understood.
    case (.open, .hello): return [.send(.hello(greeting))] + hangUp()
    case (.greeted, .command(let id, let command)): return begin(id, command)
    case (.greeted, .cancel(let id)): return cancel(id)
    case (.greeted, .clear(let number)):
      guard clearings.count + waiting.count < Self.mostClearings else { return hangUp() }
      guard current == nil else {
        waiting.append(number)
        return []
      }
      return [clear(number)]
    case (.greeted, .test(let number)):
      // Who asks again before it was answered is answered by the same test.
      if let test {
        self.test = Test(own: test.own, asked: number)
        return []
      }
      let own = nextNumber()
      test = Test(own: own, asked: number)
      return [.test(own)]
    case (.greeted, .hello), (.open, _), (.none, _): return hangUp()
    }
  }

  // MARK: Commands

  private mutating func begin(_ id: RequestID, _ command: DriverCommand) -> [Effect] {
    if command.device != greeting.device { return [Self.fail(id, .garbage, .reset)] }
    if current != nil { return [Self.fail(id, .busy, .reset)] }
    guard greeting.capabilities.contains(command.name) else { return [Self.fail(id, .inoperable, .configuration)] }
    let job = RequestID(nextNumber())
    current = UnderWay(request: id, job: job, command: command)
    return [.send(.acknowledge(id)), .perform(Job(id: job, command))]
  }

  private static func fail(_ id: RequestID, _ reason: DeviceFault.Reason, _ action: RecoveryAction) -> Effect {
    .send(.completion(id, .answer(.failed(DeviceFault(reason, action)))))
  }

  private mutating func cancel(_ id: RequestID) -> [Effect] {
    guard let current, current.request == id, !current.isTakenBack else { return [] }
    self.current?.isTakenBack = true
    guard current.command.effectClass == .none else { return [.cancel(current.job)] }
    return [.cancel(current.job)] + complete(.cancelled(id))
  }

  private mutating func deliver(_ job: RequestID, _ delivery: Delivery) -> [Effect] {
    guard let current, current.job == job else { return [] }
    if delivery.isCompletion { return complete(.completion(current.request, delivery)) }
    return current.isTakenBack ? [] : [.send(.event(current.request, delivery))]
  }

  private mutating func complete(_ message: MessageFromDriver) -> [Effect] {
    current = nil
    defer { waiting = [] }
    return [.send(message)] + waiting.map { clear($0) }
  }

  private mutating func clear(_ asked: Int) -> Effect {
    let number = nextNumber()
    clearings[number] = asked
    return .clear(number)
  }

  // MARK: What the device tells

  private mutating func tell(_ notice: DeviceNotice) -> [Effect] {
    switch notice {
    case .state: state = notice
    case .media: media = notice
    case .paper: paper = notice
    case .staffSwitch, .callButton, .cabinetOpened: break
    }
    return line == .greeted ? [.send(.unsolicited(notice))] : []
  }

  private mutating func triedOut(_ number: Int, _ notice: DeviceNotice) -> [Effect] {
    guard let test, test.own == number, case .state(_, let found) = notice else { return tell(notice) }
    self.test = nil
    state = notice
    return [.send(.tested(test.asked, found))]
  }
}
