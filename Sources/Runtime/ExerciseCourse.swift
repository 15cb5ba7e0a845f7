package import Renewal
import Synchronization

/// One exercise after the other at the same box: the next one begins when a visit has come to its end and the box takes citizens again.
///
/// One that did not come to its own end, because somebody stopped, left or waited in vain, is played again from its beginning. After the
/// last exercise the first one comes again; any may be chosen, or skipped, between visits.
package final class ExerciseCourse: Sendable {
  private struct Contents {
    /// Which exercise is played or offered.
    var place = 0
    /// How the visit that is over ended.
    var ending: Ending?
  }

  private let count: Int
  private let play: @Sendable (Int) -> Void
  private let contents = Mutex(Contents())

  /// So many exercises, of which the first is being played; `play` has another one begin, or the same once more.
  package init(count: Int, play: @escaping @Sendable (Int) -> Void) {
    self.count = max(1, count)
    self.play = play
  }

  /// The place of the exercise that is played or offered.
  package var place: Int { contents.withLock { $0.place } }

  /// Offers the exercise at this place in their order; nothing for the one after that which is offered.
  package func begin(_ place: Int?) {
    begin { old in place.map { min(max(0, $0), count - 1) } ?? (old + 1) % count }
  }

  /// Follows what the box does.
  package func follow(_ state: Box.State) {
    switch state {
    case .visit(let visit):
      if case .farewell(let ending) = visit.step { contents.withLock { $0.ending = ending } }
    case .welcome:
      guard let ending = contents.withLock({ $0.ending }) else { return }
      begin { old in ending.isOwn ? (old + 1) % count : old }
    case .closed, .logIn, .attended, .maintenance: break
    }
  }

  private func begin(_ place: (Int) -> Int) {
    let place = contents.withLock { contents in
      contents.ending = nil
      contents.place = place(contents.place)
      return contents.place
    }
    play(place)
  }
}

extension Ending {
  /// Whether an exercise came to an end of its own; one at which something of the box fails has no other than that.
  fileprivate var isOwn: Bool {
    switch self {
    case .completed, .referred, .parked, .moneyOpen, .endedByStaff, .interrupted: true
    case .stopped, .timedOut, .consentRefused, .nobodyCame: false
    }
  }
}
