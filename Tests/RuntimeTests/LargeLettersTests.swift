import Renewal
import Runtime
import Screens
import Testing

/// Letters twice as large, as a citizen chooses them, or a library for everybody.
@Suite struct LargeLettersTests {
  private static let room = Size(columns: 120, rows: 33)
  private static let half = Size(columns: 60, rows: 16)

  private static func choose(_ intent: Intent, _ box: VirtualBox) throws {
    let number = try #require(box.runner.box.offers.offering(intent)?.number, "\(intent) is not offered")
    box.type(String(number))
  }

  @Test func `who chooses large letters has them to the visit's end, and staff's pages the usual ones`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well", size: Self.room)
    let citizen = Citizen()
    try citizen.upTo(.photo, box)
    #expect(box.display.screen?.grid.size == Self.room)
    box.type("*")
    try Self.choose(.nextPage, box)
    try Self.choose(.enlargeLetters(true), box)
    #expect(box.display.screen?.grid.size == Self.half)
    box.type("-")
    #expect(box.step == .photo && box.display.screen?.grid.size == Self.half)
    box.type("*1")
    #expect(box.display.screen?.grid.size == Self.half)
    box.type("9")
    #expect(box.display.screen?.grid.size == Self.room, "a log-in is staff's")
    box.type("/")
    #expect(box.display.screen?.grid.size == Self.half)
    box.type("/1")
    #expect(box.step == .farewell || box.step == nil)
    try box.wait("the welcome") { $0.state == .welcome(nil) }
    #expect(box.display.screen?.grid.size == Self.room, "the next one has chosen nothing")
  }

  @Test func `a library has large letters for everybody, and who wants the usual ones has those`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well", size: Self.room, isEnlarged: true)
    try box.wait("the welcome") { $0.state == .welcome(nil) }
    #expect(box.display.screen?.grid.size == Self.half)
    try Citizen().upTo(.identity, box)
    box.type("*")
    try Self.choose(.nextPage, box)
    try Self.choose(.enlargeLetters(false), box)
    #expect(box.display.screen?.grid.size == Self.room)
  }

  @Test func `a screen that is too small for it offers nothing`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well", isEnlarged: true)
    try Citizen().upTo(.identity, box)
    #expect(box.display.screen?.grid.size == Size(columns: 80, rows: 24))
    box.type("*")
    try Self.choose(.nextPage, box)
    #expect(box.runner.box.offers.offering(.enlargeLetters(true)) == nil)
    #expect(box.runner.box.offers.offering(.enlargeLetters(false)) == nil)
  }
}
