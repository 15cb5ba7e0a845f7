import Cases
import Renewal
import Runtime
import Screens
import Testing

/// Desks at the loop that ships, in virtual time.
@Suite struct DeskHostTests {
  /// A box at which a citizen has asked for a person, at the question of a reason.
  private func calling() throws -> VirtualBox {
    let box = try VirtualBox(scenario: "everything-goes-well")
    try box.wait("welcome") { $0.state == .welcome(nil) }
    box.type("\n121\n")
    try box.wait(for: .grounds)
    call(box)
    return box
  }

  private func call(_ box: VirtualBox) {
    box.type("*")
    for key in 1...9 where box.runner.box.queue.isEmpty {
      guard box.runner.box.state.visit?.overlay == .help else { break }
      box.type(String(key))
    }
  }

  private func facts(_ box: VirtualBox) throws -> [String] {
    try box.store.journal().map(\.kind)
  }

  @Test func `help that is asked for is at the desk at once, with a bell, and is claimed, guided and handed back`()
    throws
  {
    let box = try VirtualBox(scenario: "everything-goes-well")
    try box.wait("welcome") { $0.state == .welcome(nil) }
    let desk = VirtualDesk(box)
    desk.logIn("10")
    #expect(desk.seen.rings == 0)
    box.type("\n121\n")
    try box.wait(for: .grounds)
    call(box)
    #expect(box.runner.box.queue.map(\.flag.code) == [.helpRequested])
    #expect(desk.seen.rings == 1)
    #expect(desk.seen.count == 1)
    desk.press("1")
    #expect(desk.holder == desk.id)
    desk.press("81")
    #expect(box.runner.box.state.visit?.guidance == Guidance.allCases.first)
    desk.press("-")
    let place = FlagCode.helpRequested.deskActions.firstIndex(of: .handBack)
    desk.press("\((place ?? 0) + 1)1")
    #expect(box.runner.box.queue.isEmpty)
    #expect(box.runner.box.state.visit?.overlay == nil)
    #expect(try box.store.queue().isEmpty)
  }

  @Test func `a wrong PIN, a log-in and a log-out are in the journal`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well")
    try box.wait("welcome") { $0.state == .welcome(nil) }
    let desk = VirtualDesk(box)
    desk.press("10\n999999\n")
    #expect(try facts(box).suffix(1) == ["logInRefused"])
    desk.logIn("10")
    #expect(try facts(box).suffix(2) == ["loggedIn", "staffArrived"])
    desk.press("/")
    #expect(try facts(box).suffix(1) == ["staffLeft"])
    desk.press("/")
    #expect(desk.seen.isOver)
  }

  @Test func `a seat at which nobody logs in lasts a minute, and as long as somebody types there, five at most`() throws
  {
    let box = try VirtualBox(scenario: "everything-goes-well")
    try box.wait("welcome") { $0.state == .welcome(nil) }
    let idle = VirtualDesk(box)
    let busy = VirtualDesk(box)
    let used = VirtualDesk(box)
    used.logIn("10")
    let start = box.time.now()
    for second in 1...59 {
      box.time.advance(to: start + second * 1_000)
      busy.press("1-")
    }
    #expect(!idle.seen.isOver && !busy.seen.isOver)
    box.time.advance(to: start + 60_000)
    box.settle()
    #expect(idle.seen.isOver && !busy.seen.isOver, "nobody is cut off in the midst of a PIN")
    #expect(!used.seen.isOver)
    used.press("/")
    box.time.advance(to: start + 79_500)
    box.settle()
    #expect(busy.seen.isOver)
    box.time.advance(to: start + 119_000)
    box.settle()
    #expect(!used.seen.isOver, "whoever logged out has a minute too")
    box.time.advance(to: start + 121_000)
    box.settle()
    #expect(used.seen.isOver)
  }

  @Test func `wrong PINs at a desk keep neither the visit nor the officer at the box waiting`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well")
    try Citizen().upTo(StepName.grounds, box)
    let start = box.time.now()
    var tried = 0
    var desks = (1...4).map { _ in VirtualDesk(box) }
    while box.time.now() < start + 60_000 {
      for number in desks.indices where desks[number].seen.isOver { desks[number] = VirtualDesk(box) }
      // As fast as a desk takes them: Enter counts again after it was quiet.
      for (desk, number) in zip(desks, ["10", "20", "30", "99"]) { desk.dash(number) }
      box.pass(milliseconds: 500)
      for desk in desks {
        desk.dash("\n")
        desk.dash("100001")
      }
      box.pass(milliseconds: 500)
      for desk in desks { desk.dash("\n") }
      tried += desks.count
      if box.runner.box.state.visit?.overlay != nil { box.type("\n") }
    }
    #expect(tried > 200)
    #expect(try Citizen().goOn(box).ending == .completed, "officer 20 logs in at the box to attest")
    #expect((1...4).contains(try box.store.journal().count { $0.kind == "logInRefused" }))
  }

  @Test func `a technician is not let in at a desk`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well")
    try box.wait("welcome") { $0.state == .welcome(nil) }
    let desk = VirtualDesk(box)
    desk.logIn("40")
    #expect(try facts(box).suffix(1) == ["loggedIn"], "the PIN was right, and yet nobody arrived")
  }

  @Test func `a key pressed at a drawing on which it meant something else does nothing`() throws {
    let box = try calling()
    let desk = VirtualDesk(box)
    desk.logIn("10")
    let queue = desk.seen.picture?.number ?? 0
    desk.press("1")
    #expect(desk.holder == desk.id)
    for key in "123456789" { desk.press(key, seen: queue) }
    #expect(box.runner.box.queue.map(\.flag.code) == [.helpRequested])
    #expect(box.runner.box.state.visit?.guidance == nil)
  }

  @Test func `nobody reads a name or a number on the queue, and pictures stay away from who has not claimed`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well")
    let desk = VirtualDesk(box)
    desk.logIn("20")
    try Citizen().upTo(StepName.attestation, box)
    #expect(box.runner.box.queue.map(\.flag.code) == [.attestationWanted])
    #expect(!desk.text.contains("Hanne"))
    #expect(!desk.text.contains(box.cpr.prefix(6)))
    #expect(desk.seen.picture?.screen.grid.cells.contains { $0.ink.isPicture } == false)
    desk.press("1")
    #expect(desk.text.contains("Hanne"))
    #expect(desk.seen.picture?.screen.grid.cells.contains { $0.ink.isPicture } == true)
  }

  @Test func `pictures themselves go to the desk that has claimed and can show them, and to no other`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well")
    let desk = VirtualDesk(box, hasPixels: true)
    let other = VirtualDesk(box, hasPixels: true)
    let plain = VirtualDesk(box)
    desk.logIn("20")
    other.logIn("30")
    plain.logIn("10")
    var (composer, sent) = (ScreenComposer(), 0)
    func send() throws -> Int {
      let picture = try #require(desk.seen.picture)
      let pictures = composer.messages(to: picture).count { if case .picture = $0 { true } else { false } }
      sent += pictures
      return pictures
    }
    try Citizen().upTo(StepName.attestation, box)
    #expect(try send() == 0)
    desk.press("1")
    #expect(desk.seen.picture?.screen.grid.pictures.count == 2)
    #expect(desk.seen.picture?.screen.grid.cells.contains { $0.ink.isPicture } == false)
    #expect(try send() == 2)
    for stranger in [other, plain] {
      stranger.press("1")
      let grid = stranger.seen.picture?.screen.grid
      #expect(grid?.pictures.isEmpty == true && grid?.cells.contains { $0.ink.isPicture || $0.ink.isPixels } == false)
    }
    desk.press("7")
    try box.wait("the fresh frame") { $0.state.visit?.freshFrame != nil }
    #expect(desk.seen.picture?.screen.grid.pictures.count == 3)
    #expect(try send() <= 3)
    desk.press("1")
    try box.wait(for: .payment)
    #expect(try send() == 0)
    #expect(desk.seen.picture?.screen.grid.pictures.isEmpty == true)
  }

  @Test func `an officer attests from the desk only with a picture taken now`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well")
    let desk = VirtualDesk(box)
    desk.logIn("20")
    try Citizen().upTo(StepName.attestation, box)
    desk.press("1")
    desk.press("1")
    #expect(box.step == .attestation, "without a fresh frame nothing is attested")
    desk.press("7")
    try box.wait("the fresh frame") { $0.state.visit?.freshFrame != nil }
    desk.press("1")
    try box.wait(for: .payment)
    let told = try Citizen().goOn(box)
    #expect(told.ending == .completed)
    #expect(box.runner.vault.isEmpty)
    #expect(desk.seen.picture?.screen.grid.cells.contains { $0.ink.isPicture } == false)
  }

  @Test func `of two desks that want one case, one has it, a thousand times`() throws {
    let box = try calling()
    let one = VirtualDesk(box)
    let other = VirtualDesk(box)
    one.logIn("10")
    other.logIn("20")
    var numbers = SystemRandomNumberGenerator()
    for _ in 0..<1_000 {
      let order = Bool.random(using: &numbers) ? [one, other] : [other, one]
      // Both saw the queue with nobody at it, and press in the same moment.
      box.pass(milliseconds: 2_300)
      for desk in order {
        let seen = desk.seen.picture?.number ?? 0
        box.desks.leave(.said(desk.id, .keys(keys: [WireKey(.digit(1))], seen: seen)))
      }
      box.settle()
      let winner = try #require(one.holder)
      #expect(winner == order[0].id)
      let loser = order[1]
      #expect(box.runner.desk(loser.id)?.notice == .refused(.claimedByAnother))
      order[0].press("-")
      #expect(one.holder == nil)
    }
    let journal = try box.store.journal()
    #expect(try box.store.verify() == .whole(rows: journal.count, head: journal.last?.hash ?? []))
  }

  @Test func `what a lost desk had claimed goes back to the queue after its lease, and nothing else is lost`() throws {
    let box = try calling()
    let desk = VirtualDesk(box)
    desk.logIn("10")
    desk.press("1")
    desk.breakOff()
    #expect(desk.holder == desk.id)
    try box.wait("the lease", seconds: 40) { $0.state.visit?.claim == nil }
    #expect(box.runner.box.queue.map(\.flag.code) == [.helpRequested])
    #expect(try facts(box).contains("released"))
    let again = VirtualDesk(box)
    again.logIn("20")
    again.press("1")
    #expect(again.holder == again.id)
  }

  @Test func `who comes back at another desk has the claim at once, and a colleague has not`() throws {
    let box = try calling()
    let desk = VirtualDesk(box)
    desk.logIn("10")
    desk.press("1")
    desk.breakOff()
    let colleague = VirtualDesk(box)
    colleague.logIn("20")
    colleague.press("1")
    #expect(desk.holder == desk.id)
    let again = VirtualDesk(box)
    again.logIn("10")
    #expect(again.holder == again.id)
  }

  @Test func `without a key the session ends, and the claim goes back`() throws {
    let box = try calling()
    let desk = VirtualDesk(box)
    desk.logIn("10")
    desk.press("1")
    let session = box.runner.box.policy.waits[.session].count / 1000
    try box.wait("the session's end", seconds: session + 1) { $0.state.visit?.claim == nil }
    #expect(try facts(box).contains("staffLeft"))
    #expect(desk.seen.isOver == false)
  }

  @Test func `what a reader sends at a desk keeps the session, and is nothing else`() throws {
    let box = try calling()
    let desk = VirtualDesk(box)
    desk.read()
    #expect(box.runner.desk(desk.id)?.session == nil)
    desk.logIn("10")
    desk.press("1")
    let page = box.runner.desk(desk.id)?.state
    let session = box.runner.box.policy.waits[.session].count
    for _ in 1...3 {
      box.time.advance(to: box.time.now() + session * 2 / 3)
      box.settle()
      desk.read()
      #expect(box.runner.desk(desk.id)?.state == page && desk.holder == desk.id)
    }
    box.time.advance(to: box.time.now() + session)
    box.settle()
    #expect(box.runner.desk(desk.id)?.session == nil)
  }

  @Test func `an officer at a desk is told on the welcome screen, until they leave`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well")
    box.time.setHours(Box.Hours(isOpen: true, hasOfficer: false))
    try box.wait("welcome") { $0.state == .welcome(nil) }
    let desk = VirtualDesk(box)
    desk.logIn("10")
    #expect(!box.runner.box.hours.hasOfficer)
    let officer = VirtualDesk(box)
    officer.logIn("20")
    #expect(box.runner.box.hours.hasOfficer)
    officer.press("/")
    #expect(!box.runner.box.hours.hasOfficer)
  }

  @Test func `ages advance by the minute while somebody sees them, and without a desk they wake nobody`() throws {
    let box = try calling()
    let desk = VirtualDesk(box)
    desk.logIn("10")
    let started = box.time.now()
    #expect(box.runner.deadline.map { $0 - started <= 60_000 } == true)
    let before = desk.text
    // The session is kept alive by a key that changes nothing.
    for _ in 1...2 {
      box.time.advance(to: box.time.now() + 60_000)
      box.settle()
      desk.press("9")
    }
    #expect(desk.text != before)
    desk.breakOff()
    let next = try #require(box.runner.deadline)
    #expect(next - box.time.now() > 55_000, "only the minutes that the citizen reads are left")
  }

  @Test func `a desk at which nobody waits shows the day, read away from the loop`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well")
    try box.wait("welcome") { $0.state == .welcome(nil) }
    let desk = VirtualDesk(box)
    desk.logIn("10")
    box.settle()
    #expect(desk.text.contains("Besøg: 0. Færdige: 0"), "\(desk.text)")
  }

  @Test func `a flag that was open before the box was started is as old as the store says`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well", openFor: 7)
    try box.wait("the start") { !$0.queue.isEmpty }
    box.desks.leave(.asked(DeskID(900)))
    box.settle()
    let lines = try #require(box.desks.seen(by: DeskID(900)).queue)
    #expect(lines.map(\.code) == ["cabinetOpened"])
    #expect(lines.map(\.minutes) == [7])
    #expect(lines.map(\.number) == [nil])
  }

  @Test func `a script reads the queue without a PIN, and nothing personal`() throws {
    let box = try calling()
    let script = DeskID(900)
    box.desks.leave(.asked(script))
    box.settle()
    let lines = try #require(box.desks.seen(by: script).queue)
    #expect(lines.map(\.code) == ["helpRequested"])
    #expect(lines.first?.step == "grounds")
    #expect(lines.first?.isClaimed == false)
    #expect(lines.first?.minutes == 0)
    #expect(box.desks.seen(by: script).isOver)
  }

  @Test func `a watching desk sees the citizen's screen as it changes`() throws {
    let box = try calling()
    let desk = VirtualDesk(box)
    desk.logIn("10")
    desk.press("19")
    let seen = desk.seen.picture
    box.type("-")
    #expect(desk.seen.picture != seen)
  }

  @Test func `a late answer of the accounts lets nobody in who has gone on`() throws {
    let box = try VirtualBox(scenario: "everything-goes-well")
    try box.wait("welcome") { $0.state == .welcome(nil) }
    let desk = VirtualDesk(box)
    desk.press("20\n")
    box.runner.mailbox.post(
      .deskAccounts(desk.id, question: 0, .welcome(StaffSession(id: StaffID("20"), firstName: "Karim", role: .officer)))
    )
    box.settle()
    #expect(box.runner.desk(desk.id)?.session == nil)
  }
}
