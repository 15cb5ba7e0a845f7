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

  @Test func `a process that does not overwrite what it frees is found out`() throws {
    let scan = try MemoryScan(try BoxOnPseudoTerminal(environment: ["GLIBC_TUNABLES=glibc.malloc.perturb=0"]))
    try scan.box.goToReview()
    try scan.box.press("/", expect: "stop.heading")
    try scan.box.press("1", expect: "farewell.stoppedHeading")
    try scan.box.press("\r", expect: "welcome.heading")
    try scan.expectSome(of: ["CPR number", "mobile number", "surname", "portrait 1, rows", "strokes"])
  }
}

/// A box whose memory is searched for the values of Hanne's visit.
struct MemoryScan {
  let box: BoxOnPseudoTerminal
  private let visit: MemoryVisit
  /// What the simulated register has of Hanne, who is not there yet.
  private let before: MemorySearch

  /// Waits for welcome, and looks what is there without her.
  init(_ box: BoxOnPseudoTerminal, scenario: String = "everything-goes-well") throws {
    self.box = box
    visit = try MemoryVisit(scenario: scenario)
    try box.expect("welcome.heading")
    before = try MemorySearch(of: box.number, for: visit.values)
  }

  /// Expects these values in memory now: the search finds what is there.
  func expectSome(of names: [String], at place: SourceLocation = #_sourceLocation) throws {
    let found = try MemorySearch(of: box.number, for: visit.values).more(than: before, visit.values).map(\.name)
    for name in names { #expect(found.contains(name), sourceLocation: place) }
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
  /// From welcome to the page with everything, with a height and a number that are nowhere else.
  func goToReview() throws {
    try begin()
    try identify()
    try photograph()
    try giveFingers()
    try sign()
    try giveDetails(height: MemoryVisit.height, mobile: MemoryVisit.mobile)
    try expect("review.heading")
  }
}
