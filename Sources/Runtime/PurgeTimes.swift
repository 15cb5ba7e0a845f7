import Renewal

/// When what is old enough is purged: once a day, never beside somebody, and at best outside the opening hours.
package struct PurgeTimes: Hashable, Sendable {
  /// What became of the box, as far as a purge cares.
  package struct Situation: Hashable, Sendable {
    /// Whether the library is open.
    package var isOpen: Bool
    /// Whether nobody is at the box, its date is known, and its disk takes what is written.
    package var isAtRest: Bool

    /// A box that is like that.
    package init(isOpen: Bool, isAtRest: Bool) {
      self.isOpen = isOpen
      self.isAtRest = isAtRest
    }
  }

  /// What to do.
  package enum Effect: Hashable, Sendable {
    /// Purge, now.
    case purge
    /// Look again at a moment, in the clock's milliseconds.
    case look(at: Int)
  }

  /// How often the purge runs; outside the opening hours half of it is enough, so that it comes to lie there.
  private static let pause = Milliseconds.seconds(24 * 3600)
  /// How long after the start, or after somebody was in its way, the purge is tried.
  private static let delay = Milliseconds.seconds(60)

  private var lastPurge: Int?

  /// Nothing was purged yet.
  package init() {}

  /// The box starts.
  package func start(at now: Int) -> [Effect] { [.look(at: now + Self.delay.count)] }

  /// A moment to look has come, or the hours have changed.
  package mutating func look(at now: Int, _ situation: Situation) -> [Effect] {
    let pause = situation.isOpen ? Self.pause.count : Self.pause.count / 2
    if let lastPurge, now - lastPurge < pause { return [] }
    guard situation.isAtRest else { return [.look(at: now + Self.delay.count)] }
    lastPurge = now
    return [.purge, .look(at: now + Self.pause.count)]
  }

  /// The hours or the date may have changed: of no matter before the first purge, which has its moment.
  package mutating func hoursChanged(at now: Int, _ situation: Situation) -> [Effect] {
    lastPurge == nil ? [] : look(at: now, situation)
  }
}
