package import Renewal

/// How long somebody may sit at a desk: without a log-in, without a key, and away from a desk that was lost with a claim.
///
/// It says only what falls due when; `Desks` does what has fallen due.
package struct DeskSessions: Hashable, Sendable {
  /// How long a desk that was lost with a claim may be away before it goes back to the queue, in milliseconds: a network that
  /// stumbles is back by then, and a citizen does not wait much longer for another librarian.
  package static let lease = 30_000
  /// How long a seat is kept without a log-in, in milliseconds, and how much longer at most while somebody types there.
  package static let longestWithoutLogIn = 60_000
  package static let longestLogIn = 240_000
  /// How long a seat is kept after a key of a log-in, in milliseconds: nobody is cut off in the midst of a PIN.
  package static let longestPause = 20_000
  /// How often whoever is logged in is looked at, in milliseconds: who changes accounts mostly tells the box, but cannot always.
  package static let pause = 60_000

  /// How long a session lasts without a key, in milliseconds.
  private let longestWithoutKey: Int
  /// Desks that were lost with a claim, and who sat there.
  private var lost: [DeskID: StaffSession] = [:]
  /// Until when those may sit at the latest who have not logged in, in the clock's milliseconds.
  private var latest: [DeskID: Int] = [:]

  /// Nobody sits anywhere.
  package init(longestWithoutKey: Int) { self.longestWithoutKey = longestWithoutKey }

  /// Those who hold something from a desk that was lost.
  package var away: [StaffSession] { lost.keys.sorted().compactMap { lost[$0] } }

  /// The desks at which somebody was lost with a claim.
  package func desks(lostBy staff: StaffID) -> [DeskID] { lost.keys.sorted().filter { lost[$0]?.id == staff } }

  /// Somebody is there: who is logged in may stay, and who types a log-in has time to end it.
  package func keyPressed(at id: DeskID, isLoggedIn: Bool, now: Int, _ timers: inout TimerQueue) {
    if isLoggedIn { return timers.set(.session(id), at: now + longestWithoutKey) }
    guard let given = timers.moment(of: .seat(id)), let latest = latest[id] else { return }
    timers.set(.seat(id), at: max(given, min(latest, now + Self.longestPause)))
  }

  /// Something changed at a desk. One at which nobody is logged in is given up after a while, however many keys are pressed there.
  package mutating func changed(at id: DeskID, isLoggedIn: Bool, now: Int, _ timers: inout TimerQueue) {
    guard !isLoggedIn else {
      latest[id] = nil
      return timers.remove(.seat(id))
    }
    timers.remove(.session(id))
    guard !timers.has(.seat(id)) else { return }
    timers.set(.seat(id), at: now + Self.longestWithoutLogIn)
    latest[id] = now + Self.longestWithoutLogIn + Self.longestLogIn
  }

  /// A connection is gone; who sat there with a claim has it a little longer.
  package mutating func left(_ id: DeskID, with claimant: StaffSession?, now: Int, _ timers: inout TimerQueue) {
    timers.remove(.session(id))
    timers.remove(.seat(id))
    latest[id] = nil
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
