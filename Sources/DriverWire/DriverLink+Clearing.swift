import Devices
import Renewal

// A device that is cleared, or tried out by a technician.

extension DriverLink {
  mutating func clear(_ wanted: Int) -> [Effect] {
    clearings.append(wanted)
    if line == .givenUp { return refuseClearings() }
    let wait = Effect.wait(Bounds.clearing, .clearing(wanted))
    return greeting == nil ? [wait] : [.send(.clear(wanted)), wait]
  }

  /// What is cleared now is cleared for all who wanted it before.
  mutating func clearingsEnded(upTo answered: Int, isClear: Bool) -> [Effect] {
    let effects = clearings.filter { $0 <= answered }.map { Effect.cleared($0, isClear: isClear) }
    clearings.removeAll { $0 <= answered }
    mayHoldVisit = !isClear
    return effects + tellState()
  }

  mutating func refuseClearings() -> [Effect] {
    clearings.isEmpty ? [] : clearingsEnded(upTo: .max, isClear: false)
  }

  mutating func test() -> [Effect] {
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

  func startTest() -> [Effect] { [.send(.test(number)), .wait(Bounds.testing, .testing(number))] }
}
