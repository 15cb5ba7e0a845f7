import Devices
import Renewal

// The line to a driver: how it is opened, tried again and given up, and what is waited for on it.

extension DriverLink {
  var isConnected: Bool {
    switch line {
    case .greeting, .up: true
    case .none, .opening, .resting, .givenUp: false
    }
  }

  var greeting: DriverGreeting? { if case .up(let greeting) = line { greeting } else { nil } }

  mutating func open() -> [Effect] {
    line = .opening
    number += 1
    (thisSecond, thisMinute, frames) = (0, 0, Frames())
    return [.connect]
  }

  /// There is no driver to speak with.
  mutating func refuse() -> [Effect] {
    guard line == .opening else { return [] }
    refusals += 1
    return rest()
  }

  /// The line is ended by the box.
  mutating func hangUp(_ reason: DeviceFault.Reason) -> [Effect] { [.disconnect] + end(reason) }

  /// The line has ended: what was under way ends with it.
  mutating func end(_ reason: DeviceFault.Reason) -> [Effect] {
    losses += 1
    var effects: [Effect] = [.note(.lost(inARow: losses))]
    if let current { effects += finish(current.job, Self.lost(current.job, reason)) }
    if let next { effects.append(.deliver(next.id, Self.failed(.disconnected))) }
    (current, next, state) = (nil, nil, nil)
    return effects + rest()
  }

  /// No line now: another one after a pause, or none before a technician wants it.
  mutating func rest() -> [Effect] {
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

  mutating func elapse(_ wait: Wait) -> [Effect] {
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
    case .frame(number, let whole) where isConnected && frames.waited == whole:
      frames.waited = nil
      guard frames.isOpen else { return [] }
      return frames.whole == whole ? hang() : waitForFrame()
    case .standing(number) where isConnected:
      (losses, refusals) = (0, 0)
      return []
    case .second(number):
      thisSecond = 0
      return []
    case .minute(number):
      thisMinute = 0
      return []
    case .nextLine, .greeting, .frame, .testing, .standing, .second, .minute: return []
    }
  }

  /// Waits for the rest of the frame that has begun, unless one is waited for already.
  mutating func waitForFrame() -> [Effect] {
    guard frames.waited == nil else { return [] }
    frames.waited = frames.whole
    return [.wait(Bounds.frame, .frame(number, frames.whole))]
  }

  mutating func hang() -> [Effect] { [.note(.hung)] + hangUp(.overdue) }
}
