import Devices
import Renewal

// What a driver says, and what of it counts.

extension DriverLink {
  mutating func hear(_ message: MessageFromDriver) -> [Effect] {
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
      guard let current, current.job.id == id, current.job.command.isAnswered(by: delivery) else {
        return drop()
      }
      return counted { _ in current.isTakenBack ? [] : [.deliver(id, delivery)] }
    case .completion(let id, let delivery):
      guard let current, current.job.id == id else { return drop() }
      let command = current.job.command
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

  mutating func greet(_ message: MessageFromDriver) -> [Effect] {
    switch message {
    case .hello(let greeting) where greeting.isSimulated && !takesSimulated:
      return [.note(.simulated)] + hangUp(.garbage)
    case .hello(let greeting) where greeting.device == device:
      line = .up(greeting)
      refusals = 0
      return [.note(.greeted(greeting))] + (greeting.lacking.isEmpty ? [] : [.note(.lacking(greeting.lacking))])
        + [.wait(Bounds.standing, .standing(number))] + clearings.suffix(1).map { .send(.clear($0)) }
        + (isTesting ? startTest() : [])
    case .hello(let greeting): return [.note(.otherDevice(greeting.device))] + hangUp(.garbage)
    case .otherVersion(let version): return [.note(.otherVersion(version))] + hangUp(.garbage)
    case _:
      let fault = DriverWireFault.notMessage("something came before hello")
      return [.note(.garbled(fault))] + hangUp(.garbage)
    }
  }

  mutating func take(_ notice: DeviceNotice) -> [Effect] {
    thisMinute += 1
    guard thisMinute <= Bounds.mostAMinute else { return [.note(.flood)] + hangUp(.garbage) }
    return (thisMinute == 1 ? [.wait(.seconds(60), .minute(number))] : []) + takeOne(notice)
  }

  private mutating func takeOne(_ notice: DeviceNotice) -> [Effect] {
    guard case .state(_, let state) = notice else { return [.tell(notice)] }
    self.state = state
    return tellState()
  }

  /// Tells how the device is: out of order whatever it says, where it may have something of a visit, or its driver lacks a command.
  mutating func tellState() -> [Effect] {
    guard let state, !isTesting else { return [] }
    let isSound = !mayHoldVisit && greeting?.lacking.isEmpty != false
    return tell(isSound ? state : .hardwareError)
  }

  mutating func tell(_ state: DeviceState) -> [Effect] {
    guard told != state else { return [] }
    told = state
    return [.tell(.state(device, state))]
  }

  mutating func drop() -> [Effect] { counted { _ in [.note(.unexpected)] } }

  /// Takes what came unasked, unless it is too much.
  mutating func counted(_ take: (inout Self) -> [Effect]) -> [Effect] {
    thisSecond += 1
    guard thisSecond <= Bounds.mostASecond else { return [.note(.flood)] + hangUp(.garbage) }
    return (thisSecond == 1 ? [.wait(.seconds(1), .second(number))] : []) + take(&self)
  }
}
