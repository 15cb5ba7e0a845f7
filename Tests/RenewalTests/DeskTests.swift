import PassportRules
import Renewal
import TestSupport
import Testing
import Walk

/// A desk's wishes, decided by the box: every flag, with every action by every role.
@Suite struct DeskTests {
  static let desk = DeskID(1)
  static let other = DeskID(2)

  static let cases: [FlagTests.Case] = BoxDriver.raisable.flatMap { code in
    code.deskActions.map { $0.forAReason(about: code) }.flatMap { action in
      [StaffRole.librarian, .officer, .supervisor].map { FlagTests.Case(code: code, action: action, role: $0) }
    }
  }

  @Test(arguments: cases)
  func `an action from a desk takes its role, and ends the flag`(given: FlagTests.Case) {
    var driver = BoxDriver.raising(given.code)
    let session = Fixtures.staff(given.role)
    driver.wish(.claim(.visit(CaseNumber(1))), by: session)
    #expect(driver.recorded == [.claimed(CaseNumber(1), by: session.id)])
    #expect(driver.box.pending.timers[.staff] == nil, "nobody waits for somebody who is here")
    let isSecond = driver.box.policy.secondPersonFor.contains(given.code)
    if given.action == .attest {
      driver.wish(.takeFrame, by: session)
      if driver.commands == [.takePictures(count: 1)] { driver.answer(driver.fixtures.photos([true])) }
    }
    let second = isSecond ? Fixtures.staff(.officer, second: true) : nil
    let flag = driver.visit?.flags.first ?? Flag(.stuck, step: nil)
    driver.act(given.code, given.action, countersignedBy: second, learned: true, by: session)
    guard given.role.covers(given.action.role(for: given.code)) else {
      #expect(driver.effects == [.refuse(Self.desk, .roleNotEnough)])
      #expect(driver.flags == [given.code])
      return
    }
    #expect(driver.flags.isEmpty && driver.visit?.claim == nil)
    let isHelp =
      [.retry, .handBack].contains(given.action) && given.code != .attestationWanted && !given.code.isOfStepsDevice
    let told = Fact.assistEnded(CaseNumber(1), given.code, by: session.id, learned: true)
    #expect(driver.recorded.contains(told) == isHelp)
    #expect(
      driver.recorded.contains(
        .flagEnded(CaseNumber(1), flag, given.action, by: session.id, countersignedBy: second?.id)))
    #expect(driver.recorded.contains(.released(CaseNumber(1), by: session.id)))
    guard case .visit = driver.box.state else { return _ = Issue.record("the visit is paused by nobody") }
  }

  @Test func `nobody declines for no reason, whatever asks for it`() {
    var driver = BoxDriver.raising(.attestationWanted)
    driver.wish(.claim(.visit(CaseNumber(1))), by: Fixtures.staff(.officer))
    driver.act(
      .attestationWanted, .declineAttestation(nil), countersignedBy: nil, learned: nil, by: Fixtures.staff(.officer))
    #expect(driver.effects == [.refuse(Self.desk, .isOver)] && driver.flags == [.attestationWanted])
  }

  @Test func `of two desks that want a case the first has it, until it lets go`() {
    var driver = BoxDriver.raising(.cannotSign)
    let workItem = WorkItem.visit(CaseNumber(1))
    driver.wish(.claim(workItem), by: Fixtures.staff(.officer))
    driver.wish(.claim(workItem), by: Fixtures.staff(.supervisor), at: Self.other)
    #expect(driver.effects == [.refuse(Self.other, .claimedByAnother)])
    driver.wish(.claim(workItem), by: Fixtures.staff(.officer), at: Self.other)
    #expect(
      driver.effects == [.refuse(Self.other, .claimedAtAnotherDesk)], "nobody is told of oneself as of a colleague")
    driver.wish(.guide(.signAgain), by: Fixtures.staff(.supervisor), at: Self.other)
    #expect(driver.effects == [.refuse(Self.other, .isOver)])
    driver.wish(.release, by: Fixtures.staff(.officer))
    #expect(driver.box.pending.timers[.staff] != nil, "the citizen waits for somebody again")
    driver.wish(.claim(workItem), by: Fixtures.staff(.supervisor), at: Self.other)
    #expect(driver.box.claim(of: workItem)?.desk == Self.other)
  }

  @Test func `a message is shown at the step it was meant for`() {
    var driver = BoxDriver.raising(.helpRequested)
    let session = Fixtures.staff(.librarian)
    driver.wish(.claim(.visit(CaseNumber(1))), by: session)
    driver.wish(.guide(.takeYourTime), by: session)
    #expect(driver.visit?.guidance == .takeYourTime)
    driver.act(.helpRequested, .handBack, countersignedBy: nil, learned: true, by: session)
    #expect(driver.visit?.guidance == .takeYourTime && driver.visit?.overlay == nil)
    driver.press(.digit(1))
    #expect(driver.step?.name == .identity && driver.visit?.guidance == nil)
  }

  @Test func `a message ends with its step, however the next one is reached`() {
    var driver = BoxDriver.raising(.attestationWanted)
    let session = Fixtures.staff(.officer)
    driver.wish(.claim(.visit(CaseNumber(1))), by: session)
    driver.wish(.guide(.lookIntoCamera), by: session)
    driver.wish(.takeFrame, by: session)
    driver.answer(driver.fixtures.photos([true]))
    driver.attestFromDesk()
    #expect(driver.visit?.guidance == .lookIntoCamera)
    driver.store()
    #expect(driver.step?.name == .payment && driver.visit?.guidance == nil)
  }

  @Test func `nobody attests from afar without a fresh picture`() {
    var driver = BoxDriver.raising(.attestationWanted)
    let session = Fixtures.staff(.officer)
    driver.wish(.claim(.visit(CaseNumber(1))), by: session)
    driver.attestFromDesk()
    #expect(driver.effects == [.refuse(Self.desk, .freshFrameNeeded)])
    driver.wish(.takeFrame, by: session)
    driver.answer(driver.fixtures.photos([true]))
    #expect(driver.visit?.freshFrame == Fixtures.goodPhoto(0))
    driver.attestFromDesk()
    #expect(driver.effects.contains(.discard([Fixtures.goodPhoto(0)])))
    driver.store()
    #expect(driver.step?.name == .payment)
  }

  @Test func `nobody attests from afar without an old picture`() {
    var driver = BoxDriver.resumed()
    let session = Fixtures.staff(.officer)
    driver.press(.back)
    driver.wish(.claim(.visit(CaseNumber(7))), by: session)
    driver.wish(.takeFrame, by: session)
    driver.answer(driver.fixtures.photos([true]))
    driver.attestFromDesk()
    #expect(driver.effects == [.refuse(Self.desk, .onlyAtTheBox)])
  }

  @Test func `whoever stands at the box goes before a desk`() {
    var driver = BoxDriver.raising(.cannotSign)
    driver.wish(.claim(.visit(CaseNumber(1))), by: Fixtures.staff(.officer))
    driver.press(.digit(9))
    driver.logIn(as: .supervisor)
    driver.act(.cannotSign, .retry, countersignedBy: nil, learned: true, by: Fixtures.staff(.officer))
    #expect(driver.effects == [.refuse(Self.desk, .staffAtTheBox)])
  }

  @Test func `an exception that needs two people needs them at a desk too`() {
    var driver = BoxDriver.raising(.documentMismatch)
    let session = Fixtures.staff(.officer)
    driver.wish(.claim(.visit(CaseNumber(1))), by: session)
    for second in [nil, session, Fixtures.staff(.librarian, second: true)] {
      driver.act(.documentMismatch, .except(.otherPhotoID), countersignedBy: second, learned: false, by: session)
      #expect(driver.effects == [.refuse(Self.desk, .secondPersonNeeded)])
    }
  }

  @Test func `open money is settled from a desk by a supervisor`() {
    var driver = BoxDriver()
    driver.reach(.payment)
    driver.press(.enter)
    for _ in 0..<20 where driver.box.flags.isEmpty {
      if driver.box.pending.timers[.step] != nil { driver.fire(.step) } else { driver.answer(.indeterminate) }
    }
    #expect(driver.box.flags.map(\.code) == [.moneyOpen])
    driver.wish(.claim(.box), by: Fixtures.staff(.officer))
    driver.act(.moneyOpen, .settleMoney(.taken), countersignedBy: nil, learned: nil, by: Fixtures.staff(.officer))
    #expect(driver.effects == [.refuse(Self.desk, .roleNotEnough)])
    driver.wish(.release, by: Fixtures.staff(.officer))
    driver.wish(.claim(.box), by: Fixtures.staff(.supervisor))
    driver.act(.moneyOpen, .settleMoney(nil), countersignedBy: nil, learned: nil, by: Fixtures.staff(.supervisor))
    #expect(driver.effects == [.refuse(Self.desk, .isOver)], "not without what the bank said")
    driver.act(
      .moneyOpen, .settleMoney(.taken), countersignedBy: nil, learned: nil, by: Fixtures.staff(.supervisor))
    #expect(driver.effects.contains(.send(again: false)))
    #expect(driver.box.flags.isEmpty && driver.box.claim == nil)
  }

  @Test func `of two rejected dossiers the one that is looked at is settled`() {
    var driver = BoxDriver()
    for number in [4, 5] { driver.send(.dossier(CaseNumber(number), .rejected(paid: .zero))) }
    let session = Fixtures.staff(.supervisor)
    driver.wish(.claim(.box), by: session)
    driver.wish(
      .act(driver.box.flags[1], .refer(.borgerservice, .boxCannot), countersignedBy: nil, learned: nil), by: session)
    #expect(driver.box.flags.map(\.about) == [CaseNumber(4)])
  }

  @Test func `the queue has the most urgent first`() {
    var driver = BoxDriver.raising(.helpRequested)
    driver.send(.device(.cabinetOpened))
    #expect(driver.box.queue.map(\.flag.code) == [.cabinetOpened])
    #expect(driver.box.queue.map(\.workItem) == [.box])
  }
}

extension BoxDriver {
  /// What somebody at a desk wishes.
  fileprivate mutating func wish(_ wish: DeskEvent, by session: StaffSession, at desk: DeskID = DeskTests.desk) {
    send(.desk(desk, session, wish))
  }

  /// Somebody at a desk acts on an open flag with this code, of the visit or of the box.
  fileprivate mutating func act(
    _ code: FlagCode, _ action: StaffAction, countersignedBy second: StaffSession?, learned: Bool?,
    by session: StaffSession
  ) {
    let flag = box.queue.first { $0.flag.code == code }?.flag ?? Flag(code, step: nil)
    wish(.act(flag, action, countersignedBy: second, learned: learned), by: session)
  }

  fileprivate mutating func attestFromDesk() {
    act(.attestationWanted, .attest, countersignedBy: nil, learned: nil, by: Fixtures.staff(.officer))
  }
}
