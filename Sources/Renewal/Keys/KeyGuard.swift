/// Stands in front of a machine and tells a key that was pressed from one that is only held down, or bounced.
///
/// A terminal tells of no key going up: a key that is held is the same key again, after a first delay of 250 ms to 2 s and then 5 to
/// 40 times a second, until it goes up or another key goes down. A worn or trembling key comes twice within tens of milliseconds.
/// So each key is looked at by itself, and by what the machine would do about it (`KeyWeight`):
///
/// - **Quiet for less than `quiet`**: a repeat. It may go on typing in the field in which it began, or in the next one when another key
///   came between, and nothing else; what comes within `doubleStrike` is the same strike and does not even that.
/// - **Quiet for longer, yet perhaps the first repeat after a long first delay** (no other key since): it goes on typing in its field.
///   Everything else, and typing in a field that came later, *waits* until a second repeat would have come, and longer for what cannot
///   be taken back. A second one may be a trembling hand's, a third is a held key's. Where it cannot be taken back a second one is
///   doubt enough, and the key counts when it comes again after a pause: of two that are `quiet` apart one was pressed. Only a key
///   that is let go between its first repeat and its second is as if pressed twice: nobody can tell these apart.
/// - **Anything else** was pressed, and counts at once; so does every key that was not down before.
///
/// Time is given in, in milliseconds of a clock that never goes back. `Question` is the question that a key answers; it is remembered after
/// a visit, so it holds nothing personal.
package struct KeyGuard<Question: Hashable & Sendable>: Sendable {
  /// What becomes of a key.
  package enum Verdict: Hashable, Sendable {
    /// The machine gets it.
    case counts
    /// The machine gets it when its time has come, or another key does, unless it turns out to be held.
    case waits
    /// Nobody pressed it, or it was meant for another screen.
    case dropped
  }

  /// A key that waits to be the machine's.
  package struct Waiting: Hashable, Sendable {
    /// The key.
    package let key: Key
    /// The question that it answers, if that is still there.
    package let place: Question
    /// How often it was struck: equal figures of a number wait together.
    package fileprivate(set) var count = 1
    /// What it would do.
    package let weight: KeyWeight
    fileprivate var last: Int
    /// How often it came again.
    fileprivate var followers = 0

    /// When it has waited long enough.
    fileprivate var end: Int { last + (weight == .binding ? Typematic.slowestInterval : Typematic.longestInterval) }
  }

  /// What a key did last.
  private struct Trail: Hashable {
    var last: Int
    /// When it was last something else than a second strike.
    var counted: Int
    /// The question at which it went down; nothing when that was over.
    var place: Question?
    /// Whether it came twice in short time for what cannot be taken back.
    var isDoubted = false
  }

  private var trails: [Key: Trail] = [:]
  private var latest: Key?
  private var waiting: Waiting?

  /// A guard that has seen no key.
  package init() {}

  /// When a key that waits has waited long enough; nothing when none does.
  package var deadline: Int? { waiting?.end }

  /// Takes a key and the question where it was pressed; nothing where that is over. What the machine would do about it there is asked
  /// only where it counts for something: of a key that was not down before it does not.
  package mutating func judge(
    _ key: Key, at now: Int, on place: Question?, _ weight: @autoclosure () -> KeyWeight, _ times: Policy.Keys
  ) -> Verdict {
    let isAlone = latest == key
    latest = key
    let quiet = max(times.quiet.count, times.doubleStrike.count)
    trails = trails.filter { now - $0.value.last < max(quiet, times.longestFirstDelay.count) }
    guard let before = trails[key] else {
      trails[key] = Trail(last: now, counted: now, place: place)
      return place == nil ? .dropped : .counts
    }
    if now - before.last < quiet { return again(key, before, isAlone, at: now, on: place, weight(), times) }
    trails[key] = Trail(last: now, counted: now, place: place)
    guard let place else { return .dropped }
    guard isAlone else { return .counts }
    let weight = weight()
    switch weight {
    case .nothing: return .counts
    case .typing where before.place == place: return .counts
    case .binding where before.isDoubted && before.place == place: return .counts
    case .typing, .moving, .binding:
      waiting = Waiting(key: key, place: place, weight: weight, last: now)
      return .waits
    }
  }

  /// The same key before it was quiet.
  private mutating func again(
    _ key: Key, _ before: Trail, _ isAlone: Bool, at now: Int, on place: Question?,
    _ weight: @autoclosure () -> KeyWeight, _ times: Policy.Keys
  ) -> Verdict {
    trails[key]?.last = now
    if let waits = waiting, waits.key == key {
      follow(waits, at: now, times)
      return .dropped
    }
    let sinceCounted = now - before.counted
    let isSameStrike = sinceCounted < times.doubleStrike.count && sinceCounted >= Typematic.shortestStrike
    let isItsField = before.place == place || !isAlone
    guard let place, isItsField, !isSameStrike, weight() == .typing else { return .dropped }
    trails[key]?.counted = now
    trails[key]?.place = place
    return .counts
  }

  /// The key that waits comes again: it is held, unless it is struck twice, or a figure that is typed no faster than people do and not
  /// too often. A held key does nothing more until it was quiet.
  private mutating func follow(_ waits: Waiting, at now: Int, _ times: Policy.Keys) {
    var next = waits
    next.followers += 1
    next.last = now
    let isDouble = waits.weight < .binding && next.followers == 1
    let isTyped =
      waits.weight == .typing && now - waits.last >= max(Typematic.quickestDouble, times.doubleStrike.count)
      && waits.count < Typematic.mostAlike
    if isTyped { next.count += 1 }
    waiting = isDouble || isTyped ? next : nil
    guard waiting == nil else { return }
    if waits.weight == .binding, next.followers == 1 {
      trails[waits.key]?.isDoubted = true
    } else {
      trails[waits.key]?.place = nil
    }
  }

  /// The key that waited, when another one comes: a keyboard repeats the last key alone, so it was pressed.
  package mutating func proven(by key: Key) -> Waiting? {
    guard let waits = waiting, waits.key != key else { return nil }
    waiting = nil
    return waits
  }

  /// The key that waited long enough to be no repeat; asked when nothing more is there to be read.
  package mutating func due(at now: Int) -> Waiting? {
    guard let waits = waiting, now >= waits.end else { return nil }
    waiting = nil
    return waits
  }
}

/// What keyboards do with a key that is held down, in milliseconds.
package enum Typematic {
  /// The longest first delay that anybody sets: EN 301 549, 5.7, asks for two seconds; what a busy terminal adds comes on top.
  package static let longestFirstDelay = 2_200
  /// The longest time between two repeats: five in a second, and what a busy terminal or a network adds.
  package static let longestInterval = 300
  /// The longest time between two repeats that any keyboard can be set to, two in a second, and what a busy terminal adds.
  package static let slowestInterval = 550
  /// The shortest time in which people strike one key twice on purpose; keyboards mostly repeat in 30 to 90.
  package static let quickestDouble = 110
  /// The most equal figures that begin a number: one of the eleventh of November has four.
  package static let mostAlike = 4
  /// The shortest time between two strikes of one key: a keypad is asked every 8 to 10 ms, and a strike is down, up and down again.
  /// What comes closer has waited on the way, as a paste or a network's does, and is no bounce.
  package static let shortestStrike = 10
}
