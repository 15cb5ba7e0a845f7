package import Renewal

/// How long somebody may sit at a desk: without a log-in, without a key, and away from a desk that was lost with a claim.
///
/// It says only what falls due when; `Desks` does what has fallen due.
package struct DeskSessions: Hashable, Sendable {
  /// How long a desk that was lost with a claim may be away before it goes back to the queue, in milliseconds: a network that
  /// stumbles is back by then, and a citizen does not wait much longer for another librarian.
  package static let lease = 30_000
  /// How long a seat is kept without a log-in, in milliseconds.
  package static let longestWithoutLogIn = 60_000
  /// How often whoever is logged in is looked at, in milliseconds: who changes accounts mostly tells the box, but cannot always.
  package static let pause = 60_000

  /// How long a session lasts without a key, in milliseconds.
  private let longestWithoutKey: Int
  /// Desks that were lost with a claim, and who sat there.
  private var lost: [DeskID: StaffSession] = [:]

  /// Nobody sits anywhere.
  package init(longestWithoutKey: Int) { self.longestWithoutKey = longestWithoutKey }

  /// Those who hold something from a desk that was lost.
  package var away: [StaffSession] { lost.keys.sorted().compactMap { lost[$0] } }

  /// The desks at which somebody was lost with a claim.
  package func desks(lostBy staff: StaffID) -> [DeskID] { lost.keys.sorted().filter { lost[$0]?.id == staff } }

  /// Somebody who is logged in is there.
  package func keyPressed(at id: DeskID, now: Int, _ timers: inout TimerQueue) {
    timers.set(.session(id), at: now + longestWithoutKey)
  }

  /// Something changed at a desk. One at which nobody is logged in is given up after a while, however many keys are pressed there.
  package func changed(at id: DeskID, isLoggedIn: Bool, now: Int, _ timers: inout TimerQueue) {
    guard !isLoggedIn else { return timers.remove(.seat(id)) }
    timers.remove(.session(id))
    if !timers.has(.seat(id)) { timers.set(.seat(id), at: now + Self.longestWithoutLogIn) }
  }

  /// A connection is gone; who sat there with a claim has it a little longer.
  package mutating func left(_ id: DeskID, with claimant: StaffSession?, now: Int, _ timers: inout TimerQueue) {
    timers.remove(.session(id))
    timers.remove(.seat(id))
    guard let claimant else { return }
    lost[id] = claimant
    timers.set(.lease(id), at: now + Self.lease)
  }

  /// A desk that was lost has not come back, or its claim moves; who sat there.
  package mutating func leaseEnded(_ id: DeskID, _ timers: inout TimerQueue) -> StaffSession? {
    timers.remove(.lease(id))
    return lost.removeValue(forKey: id)
  }

  /// Accounts are looked at from time to time as long as somebody is logged in.
  package func planLook(isAnybodyLoggedIn: Bool, now: Int, _ timers: inout TimerQueue) {
    guard isAnybodyLoggedIn else { return timers.remove(.sessions) }
    if !timers.has(.sessions) { timers.set(.sessions, at: now + Self.pause) }
  }
}
