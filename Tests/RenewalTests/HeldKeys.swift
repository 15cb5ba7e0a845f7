import Renewal

/// What stands between keys and the machine.
enum Guarding: String, CaseIterable, Sendable {
  /// The guard that ships.
  case shipped
  /// Nothing: every key is the machine's.
  case off
  /// A guard that takes whatever a key would do for typing.
  case weighingNothing
  /// A guard that looks at the quiet alone, and knows of no long first delay.
  case knowingNoFirstDelay
}

/// Keys that are held, bounce or are struck twice, in any state of a box: only the strike does anything, but in its own field.
struct HeldKeys {
  /// A key that comes again so many times, after a first delay and then at intervals, in milliseconds.
  private struct Coming {
    let delay: Int
    let interval: Int
    let times: Int
  }

  private static let ways = [
    Coming(delay: 250, interval: 25, times: 30), Coming(delay: 400, interval: 92, times: 12),
    Coming(delay: 660, interval: 40, times: 20), Coming(delay: 500, interval: 200, times: 6),
    Coming(delay: 2000, interval: 33, times: 10), Coming(delay: 30, interval: 30, times: 1),
    Coming(delay: 150, interval: 150, times: 2), Coming(delay: 660, interval: 150, times: 3),
    Coming(delay: 1500, interval: 40, times: 3),
  ]

  private static let keypad: [Key] = (0...9).map { .digit($0) } + [.enter, .back, .stop, .help, .again, .down]

  /// How many keys are held in a state.
  static var count: Int { ways.count * keypad.count }

  let guarding: Guarding
  let machine: Machine

  func violations(in box: Box) -> [Violation] {
    Self.keypad.flatMap { key in
      Self.ways.flatMap { violations(of: key, $0, in: box) }
    }
  }

  private func violations(of key: Key, _ coming: Coming, in box: Box) -> [Violation] {
    var box = box
    var keys = KeyGuard<ScreenPlace>()
    var times = box.keyTimes
    if guarding == .knowingNoFirstDelay { times.longestFirstDelay = Milliseconds(0) }
    var look: Look?
    _ = strike(key, at: 0, &box, &keys, times, &look)
    let struck = box
    var done: [Effect] = []
    var now = coming.delay
    for _ in 0..<coming.times {
      done += wait(until: now, &box, &keys, &look)
      done += strike(key, at: now, &box, &keys, times, &look)
      now += coming.interval
    }
    done += wait(until: now + 1000, &box, &keys, &look)
    let isStill = Self.differInFieldsAlone(struck, box) && done.allSatisfy(Self.isOfTime)
    guard !isStill else { return [] }
    return [Violation(.heldKeys, "\(key) every \(coming.interval) after \(coming.delay)")]
  }

  /// What the guard asks a box about the key that is held; it stays so until the machine gets an event.
  private struct Look {
    let place: ScreenPlace
    let weight: KeyWeight
  }

  private func look(at box: Box, _ key: Key) -> Look {
    Look(place: ScreenPlace(box), weight: guarding == .weighingNothing ? .typing : box.weight(of: key))
  }

  private func strike(
    _ key: Key, at now: Int, _ box: inout Box, _ keys: inout KeyGuard<ScreenPlace>, _ times: Policy.Keys,
    _ known: inout Look?
  ) -> [Effect] {
    guard guarding != .off else { return machine(&box, .key(key)) }
    let look = known ?? look(at: box, key)
    known = look
    guard keys.judge(key, at: now, on: look.place, look.weight, times) == .counts else { return [] }
    known = nil
    return machine(&box, .key(key))
  }

  private func wait(
    until moment: Int, _ box: inout Box, _ keys: inout KeyGuard<ScreenPlace>, _ known: inout Look?
  ) -> [Effect] {
    guard let deadline = keys.deadline, deadline <= moment, let waited = keys.due(at: deadline),
      waited.place == ScreenPlace(box)
    else { return [] }
    known = nil
    return machine(&box, .key(waited.key))
  }

  private static func differInFieldsAlone(_ one: Box, _ other: Box) -> Bool {
    guard ScreenPlace(one) == ScreenPlace(other), one.flags == other.flags, one.outOfService == other.outOfService,
      one.state.visit?.application == other.state.visit?.application
    else { return false }
    return bare(one.state.visit?.presentation) == bare(other.state.visit?.presentation)
  }

  /// How the citizen wants the screen, whatever the volume and the pace.
  private static func bare(_ presentation: Presentation?) -> Presentation? {
    var bare = presentation
    bare?.volume = 1
    bare?.pace = 1
    return bare
  }

  private static func isOfTime(_ effect: Effect) -> Bool {
    switch effect {
    case .startTimer, .stopTimer, .giveTime: true
    default: false
    }
  }
}
