import PassportRules
import Renewal
import Runtime
import Testing

/// The small parts of the desks that decide something by themselves.
@Suite struct DeskPartsTests {
  private static let (one, other) = (DeskID(1), DeskID(2))
  private static let librarian = StaffSession(id: StaffID("1001"), firstName: "Anne", role: .librarian)

  private static func keys(_ keys: [Key], seen: Int = 1) -> DeskInput {
    .said(one, .keys(keys: keys.map(WireKey.init), seen: seen))
  }

  @Test func `of several keys in a message each is taken by itself, and what was put back goes first`() {
    var inputs = DeskInputQueue()
    inputs.append([Self.keys([.digit(1), .enter, .stop], seen: 7), .left(Self.other), Self.keys([])])
    #expect(inputs.next() == Self.keys([.digit(1)], seen: 7))
    #expect(inputs.next() == Self.keys([.enter], seen: 7))
    inputs.putBack(Self.keys([.enter], seen: 7))
    #expect(inputs.next() == Self.keys([.enter], seen: 7))
    inputs.append([.asked(Self.other)])
    #expect(inputs.next() == Self.keys([.stop], seen: 7))
    #expect(inputs.next() == .left(Self.other))
    #expect(inputs.next() == Self.keys([]), "that somebody is there")
    #expect(inputs.next() == .asked(Self.other))
    #expect(inputs.next() == nil)
  }

  @Test func `a seat without a log-in is given up after a minute, and a session after its last key`() {
    var timers = TimerQueue()
    var sessions = DeskSessions(longestWithoutKey: 300_000)
    sessions.changed(at: Self.one, isLoggedIn: false, now: 0, &timers)
    sessions.changed(at: Self.one, isLoggedIn: false, now: 40_000, &timers)
    #expect(timers.moment(of: .seat(Self.one)) == 60_000, "keys without a log-in do not keep it")
    sessions.changed(at: Self.one, isLoggedIn: true, now: 50_000, &timers)
    sessions.keyPressed(at: Self.one, isLoggedIn: true, now: 50_000, &timers)
    sessions.keyPressed(at: Self.one, isLoggedIn: true, now: 90_000, &timers)
    sessions.changed(at: Self.one, isLoggedIn: true, now: 90_000, &timers)
    #expect(timers.popDue(by: 389_999) == [])
    #expect(timers.popDue(by: 390_000) == [.session(Self.one)])
    sessions.keyPressed(at: Self.one, isLoggedIn: true, now: 390_000, &timers)
    sessions.changed(at: Self.one, isLoggedIn: false, now: 400_000, &timers)
    #expect(timers.popDue(by: 1_000_000) == [.seat(Self.one)], "and no session")
  }

  @Test func `who types a log-in is not cut off in the midst of it, and nobody holds a seat by typing for ever`() {
    var timers = TimerQueue()
    var sessions = DeskSessions(longestWithoutKey: 300_000)
    sessions.changed(at: Self.one, isLoggedIn: false, now: 0, &timers)
    sessions.keyPressed(at: Self.one, isLoggedIn: false, now: 10_000, &timers)
    #expect(timers.moment(of: .seat(Self.one)) == 60_000)
    sessions.keyPressed(at: Self.one, isLoggedIn: false, now: 59_000, &timers)
    #expect(timers.moment(of: .seat(Self.one)) == 79_000)
    for second in stride(from: 60, to: 400, by: 10) {
      sessions.keyPressed(at: Self.one, isLoggedIn: false, now: second * 1000, &timers)
    }
    #expect(timers.moment(of: .seat(Self.one)) == 300_000)
    sessions.changed(at: Self.one, isLoggedIn: true, now: 299_000, &timers)
    sessions.changed(at: Self.one, isLoggedIn: false, now: 500_000, &timers)
    #expect(timers.moment(of: .seat(Self.one)) == 560_000, "who logs out has a seat's time anew")
  }

  @Test func `a desk that was lost with a claim has its lease, and any other has nothing`() {
    var timers = TimerQueue()
    var sessions = DeskSessions(longestWithoutKey: 300_000)
    sessions.keyPressed(at: Self.one, isLoggedIn: true, now: 0, &timers)
    sessions.left(Self.one, with: Self.librarian, now: 1_000, &timers)
    sessions.changed(at: Self.other, isLoggedIn: false, now: 1_000, &timers)
    sessions.left(Self.other, with: nil, now: 2_000, &timers)
    #expect(timers.moment(of: .lease(Self.one)) == 31_000)
    #expect(sessions.away == [Self.librarian])
    #expect(sessions.desks(lostBy: Self.librarian.id) == [Self.one])
    #expect(sessions.desks(lostBy: StaffID("2002")) == [])
    #expect(timers.popDue(by: 31_000) == [.lease(Self.one)], "neither seat nor session is left")
    let ended = (sessions.leaseEnded(Self.one, &timers), sessions.leaseEnded(Self.other, &timers))
    #expect(ended == (Self.librarian, nil))
    #expect(sessions.away == [])
  }

  @Test func `accounts are looked at once a minute, as long as somebody is logged in`() {
    var timers = TimerQueue()
    let sessions = DeskSessions(longestWithoutKey: 300_000)
    sessions.planLook(isAnybodyLoggedIn: true, now: 0, &timers)
    sessions.planLook(isAnybodyLoggedIn: true, now: 30_000, &timers)
    #expect(timers.moment(of: .sessions) == 60_000)
    sessions.planLook(isAnybodyLoggedIn: false, now: 40_000, &timers)
    #expect(timers.next == nil)
  }
}
