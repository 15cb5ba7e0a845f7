package import Renewal

/// What staff at a desk read of the box's day while nobody needs them; nothing of it is personal.
package struct DayFacts: Hashable, Sendable {
  /// Visits that began today.
  package var visits: Int
  /// Visits of today that ended with a passport on its way.
  package var completed: Int
  /// Cases that are kept for later.
  package var parked: Int
  /// When the first of them is erased; nothing when none is kept, or nobody knows the date.
  package var parkedUntil: WeekHours.Moment?
  /// Applications that the authority does not have yet.
  package var outbox: Int

  /// The day so far.
  package init(visits: Int, completed: Int, parked: Int, parkedUntil: WeekHours.Moment?, outbox: Int) {
    self.visits = visits
    self.completed = completed
    self.parked = parked
    self.parkedUntil = parkedUntil
    self.outbox = outbox
  }
}
