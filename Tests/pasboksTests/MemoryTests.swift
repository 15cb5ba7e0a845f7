import Glibc
import TestSupport
import Testing

/// After a visit nothing of it is in the process any more, wherever one looks in its memory.
///
/// The box closes its memory to everybody but root, so only root can run these.
@Suite(.serialized, .enabled(if: geteuid() == 0, "the box's memory is closed to everybody but root"))
struct MemoryTests {
  @Test func `after a whole visit no value of it is in the box's memory`() throws {
    let scan = try MemoryScan(try BoxOnPseudoTerminal())
    try scan.box.goToReview()
    try scan.expectSome(of: MemoryVisit.seenAtTheReview)
    try scan.box.press("\r", expect: "attestation.why")
    try scan.box.attest()
    try scan.box.press("\r", expect: "receipt.heading")
    try scan.box.takeReceipt()
    try scan.expectNone("a whole visit")
  }

  @Test(arguments: MemoryVisit.Stop.allCases)
  func `who stops on the way leaves nothing`(stop: MemoryVisit.Stop) throws {
    let scan = try MemoryScan(try BoxOnPseudoTerminal())
    try scan.box.go(to: stop)
    try scan.expectSome(of: ["CPR number"])
    try scan.box.press("/", expect: "stop.heading")
    try scan.box.press("1", expect: "farewell.stoppedHeading")
    try scan.box.press("\r", expect: "welcome.heading")
    try scan.expectNone("a stop at \(stop)")
  }

  @Test func `a case that is kept and resumed leaves nothing, neither then nor at its end`() throws {
    let scan = try MemoryScan(try BoxOnPseudoTerminal())
    try scan.box.goToReview()
    try scan.box.press("\r", expect: "attestation.why")
    try scan.box.press("1", expect: "keep.heading")
    try scan.box.press("2", expect: "receipt.parkedHeading", "receipt.finish")
    try scan.box.press("\r", expect: "farewell.parkedHeading")
    try scan.box.press("\r", expect: "welcome.heading")
    try scan.expectNone("a case was kept")
    try scan.box.visits(.officer, sees: "attendance.boxHeading")
    try scan.box.press("2", expect: "attendance.resumeHint")
    try scan.box.press("1\r", expect: "attendance.attestHeading", "Hanne Kirstine")
    try scan.expectSome(of: ["CPR number", "mobile number", "given names", "portrait 1, rows", "print of leftIndex"])
    try scan.box.press("1", expect: "payment.heading")
    try scan.box.press("\r", expect: "receipt.heading")
    try scan.box.takeReceipt()
    try scan.expectNone("a resumed case")
  }

  @Test func `a visit that is attested from a desk leaves nothing, neither in the box nor in the desk`() throws {
    let folder = try BoxFolder()
    let box = try BoxOnPseudoTerminal(in: folder)
    let scan = try MemoryScan(box)
    let desk = try BoxOnPseudoTerminal(in: folder, command: "desk", arguments: [])
    try desk.expect("desk.logInHeading")
    let atDesk = try MemoryScan(desk, from: "desk.logInHeading")
    try desk.officerLogsIn()
    try box.goToReview()
    try box.press("\r", expect: "attestation.why")
    try desk.expect("flags.attestationWanted")
    try desk.press("1", expect: "desk.noFreshFrame", "Hanne")
    try desk.press("7", expect: "desk.newFrame")
    try atDesk.expectSome(of: ["given names", "surname"])
    try desk.press("1", expect: "desk.nobody")
    try box.expect("payment.heading")
    try box.press("\r", expect: "receipt.heading")
    try box.takeReceipt()
    try scan.expectNone("a visit with a desk")
    try atDesk.expectNone("a visit, at the desk")
  }

  @Test func `a process that does not overwrite what it frees is found out`() throws {
    let scan = try MemoryScan(try BoxOnPseudoTerminal(environment: ["GLIBC_TUNABLES=glibc.malloc.perturb=0"]))
    try scan.box.goToReview()
    try scan.box.press("/", expect: "stop.heading")
    try scan.box.press("1", expect: "farewell.stoppedHeading")
    try scan.box.press("\r", expect: "welcome.heading")
    try scan.expectMany()
  }
}

/// Nobody presses a key: this waits for the shortest times a box may be given, and the others do not wait for it.
@Suite(.enabled(if: geteuid() == 0, "the box's memory is closed to everybody but root"))
struct MemoryIdleTests {
  @Test func `who goes away without a word leaves nothing`() async throws {
    try await besideOthers {
      let places = try PrivacyPlaces(configured: ["idle: 90 s": "idle: 20 s", "farewell: 30 s": "farewell: 5 s"])
      let scan = try MemoryScan(try places.box())
      try scan.box.goToReview()
      try scan.box.expect("idle.heading")
      try scan.box.expect("welcome.heading")
      try scan.expectNone("a visit that ran out")
      try places.expectNothing(of: PrivacyValues().all, in: scan.box)
    }
  }
}

/// A box whose memory is searched for the values of Hanne's visit.
struct MemoryScan {
  let box: BoxOnPseudoTerminal
  private let visit: MemoryVisit
  /// What the simulated register has of Hanne, who is not there yet.
  private let before: MemorySearch

  /// Waits for welcome, or a desk's log-in, and looks what is there without her.
  init(_ box: BoxOnPseudoTerminal, from heading: String = "welcome.heading") throws {
    self.box = box
    visit = try MemoryVisit()
    try box.expect(heading)
    // Devices that begin draw what they will show: what they leave for a moment would be missed later.
    var (seen, isSettled) = (try MemorySearch(of: box.number, for: visit.values), false)
    for _ in 0..<20 where !isSettled {
      let again = try MemorySearch(of: box.number, for: visit.values)
      isSettled = again.more(than: seen, visit.values).isEmpty && seen.more(than: again, visit.values).isEmpty
      seen = again
    }
    before = seen
  }

  /// Expects these values in memory now: the search finds what is there.
  ///
  /// Memory is read while the process goes on: what moves meanwhile is looked for again.
  func expectSome(of names: [String], at place: SourceLocation = #_sourceLocation) throws {
    var found: Set<String> = []
    for _ in 0..<20 where !found.isSuperset(of: names) {
      found.formUnion(try MemorySearch(of: box.number, for: visit.values).more(than: before, visit.values).map(\.name))
    }
    for name in names { #expect(found.contains(name), sourceLocation: place) }
  }

  /// Expects many of the values, whichever: what freed memory keeps hangs on what was put there next.
  func expectMany(at place: SourceLocation = #_sourceLocation) throws {
    let found = try MemorySearch(of: box.number, for: visit.values).more(than: before, visit.values).map(\.name)
    #expect(found.count >= 5, "\(found) of \(visit.values.count)", sourceLocation: place)
  }

  /// Expects no value in memory; work that is still under way may end first.
  func expectNone(_ what: String, at place: SourceLocation = #_sourceLocation) throws {
    var search = try MemorySearch(of: box.number, for: visit.values)
    for _ in 0..<20 where !search.more(than: before, visit.values).isEmpty {
      search = try MemorySearch(of: box.number, for: visit.values)
    }
    let searched = "\(visit.values.count) values in \(visit.forms) forms, \(search.size / 1_000_000) MB searched"
    print("memory after \(what): \(searched)")
    for (name, places) in search.more(than: before, visit.values) {
      let some = places.prefix(8).joined(separator: "\n")
      Issue.record("\(name): \(places.count) in memory\n\(some)", sourceLocation: place)
    }
  }
}

extension BoxOnPseudoTerminal {
  /// From welcome to a step.
  fileprivate func go(to stop: MemoryVisit.Stop) throws {
    try goToIdentity()
    try press(Self.hanne, expect: "● ● ● ● ]")
    guard stop > .identity else { return }
    press("\r")
    try expect("photo.choosingHeading")
    guard stop > .photo else { return }
    press("\r")
    try giveFingers()
    try expect("signature.shownHeading")
    guard stop > .signature else { return }
    press("\r")
    try giveDetails(height: MemoryVisit.height, mobile: MemoryVisit.mobile)
    try expect("review.heading")
    guard stop > .review else { return }
    try press("\r", expect: "attestation.why")
  }

  /// From welcome to the page with everything, with a height and a number that are nowhere else.
  fileprivate func goToReview() throws { try go(to: .review) }
}
