import PassportRules
import Renewal
import TestSupport
import Testing
import Walk

/// A parked case goes on at the box, by its number, with an officer.
@Suite struct ResumeTests {
  @Test func `a parked case is resumed, attested, and paid`() {
    var driver = BoxDriver.resumed()
    #expect(driver.attendance?.page == .work(.flag(0)) && driver.flags == [.attestationWanted])
    #expect(driver.visit?.number == CaseNumber(7))
    #expect(driver.visit?.notes == ["Ring først"])
    #expect(driver.visit?.presentation.language == Language("en"))
    driver.choose(.attest)
    driver.store()
    #expect(driver.step?.name == .payment)
    guard case .visit = driver.box.state else { return _ = Issue.record("staff are still here") }
  }

  @Test func `all that was parked is taken up again`() throws {
    let driver = BoxDriver.resumed()
    let parked = try #require(driver.fixtures.parked)
    let application = try #require(driver.visit?.application)
    #expect(application.complete(by: driver.box.policy.rules, on: driver.fixtures.today) == .complete(parked))
  }

  @Test func `who pays after all does so with a reference that no earlier attempt had`() {
    var driver = BoxDriver.resumed(attempts: 3)
    driver.choose(.attest)
    driver.store()
    driver.press(.enter)
    let references = driver.effects.compactMap {
      if case .command(_, .pay(let payment)) = $0 { payment.reference } else { nil }
    }
    #expect(references == ["000007-4"])
  }

  @Test func `the number is scanned from the receipt`() {
    var driver = BoxDriver()
    driver.openResumePage()
    driver.send(.scan(Scan(kind: .code, text: "000007")))
    #expect(driver.effects.contains { if case .store(_, .resume(CaseNumber(7), _)) = $0 { true } else { false } })
  }

  @Test(arguments: ParkedGone.allCases)
  func `a case that is gone is told, and another number can be typed`(why: ParkedGone) {
    var driver = BoxDriver()
    driver.openResumePage()
    driver.enter("7")
    driver.store(.gone(why))
    #expect(driver.attendance?.page == .resume(Entry(limit: 6), .gone(why)))
    driver.enter("8")
    #expect(driver.box.pending.requests[.store] != nil)
  }

  @Test func `a librarian does not resume`() {
    var driver = BoxDriver()
    driver.send(.device(.staffSwitch))
    driver.logIn(as: .librarian)
    driver.press(.digit(2))
    #expect(driver.attendance?.notice == .roleNotEnough && driver.attendance?.page == .box)
  }

  @Test func `nobody leaves while the store looks`() {
    var driver = BoxDriver()
    driver.openResumePage()
    driver.enter("7")
    driver.press(.stop, .back)
    driver.fire(.session)
    #expect(driver.attendance?.page == .resume(Entry(limit: 6, digits: "7"), .looking) || driver.attendance != nil)
    #expect(driver.box.pending.requests[.store] != nil)
  }

  @Test func `with a fee that holds no longer the citizen looks at it anew`() throws {
    var parked = try #require(BoxDriver().fixtures.parked)
    parked.fee = Fee(
      row: CivilDate(dayNumber: 0), group: parked.fee.group, base: parked.fee.base, printsPart: parked.fee.printsPart,
      doubled: false, ordinary: parked.fee.ordinary)
    var driver = BoxDriver.resumed(parked)
    #expect(driver.step?.name == .review && driver.flags == [.helpRequested])
    driver.press(.digit(1), .digit(1))
    driver.press(.enter)
    #expect(driver.flags == [.attestationWanted])
  }

  @Test func `when the officer leaves, the citizen waits, and the case is parked again`() {
    var driver = BoxDriver.resumed()
    driver.fire(.session)
    driver.fire(.staff)
    #expect(driver.effects.contains { if case .store(_, .park(CaseNumber(7), _)) = $0 { true } else { false } })
  }
}

extension BoxDriver {
  /// An officer at the box, asked for the number of a parked case.
  mutating func openResumePage() {
    send(.device(.staffSwitch))
    logIn(as: .officer)
    press(.digit(2))
  }

  /// A parked case, open again before an officer.
  static func resumed(_ application: CompleteApplication? = nil, attempts: Int = 0) -> BoxDriver {
    var driver = BoxDriver()
    driver.openResumePage()
    driver.enter("7")
    guard let parked = application ?? driver.fixtures.parked else { preconditionFailure("no fee") }
    driver.store(
      .resumed(ResumedCase(application: parked, language: Language("en"), notes: ["Ring først"], attempts: attempts)))
    return driver
  }
}
