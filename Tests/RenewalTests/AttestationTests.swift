import PassportRules
import Renewal
import TestSupport
import Testing
import Walk

/// Freeze, attestation, edits after it, and parking.
@Suite struct AttestationTests {
  private static let number = CaseNumber(1)

  private static func waiting() -> BoxDriver {
    var driver = BoxDriver()
    driver.reach(.attestation)
    return driver
  }

  @Test func `review freezes the application with its fee and the fee's date`() {
    let driver = Self.waiting()
    #expect(
      driver.recorded.first == .stepDone(Self.number, .details)
        || driver.facts.contains(
          .frozen(Self.number, Amount(kroner: 893), feeDate: driver.fixtures.today))
    )
    #expect(driver.flags == [.attestationWanted])
  }

  @Test func `the fee stays what it was at review, when the date changes`() {
    var driver = Self.waiting()
    driver.send(.date(driver.fixtures.today.adding(years: 60)))
    driver.resolve(.attest)
    driver.store()
    driver.press(.enter)
    #expect(driver.commands == [.pay(Payment(sale: Self.number, attempt: 1, amount: Amount(kroner: 893)))])
  }

  @Test func `an edit after the freeze voids it`() {
    var driver = Self.waiting()
    driver.press(.back)
    let wanted = Flag(.attestationWanted, step: .attestation)
    #expect(driver.recorded == [.thawed(Self.number), .flagWithdrawn(Self.number, wanted)])
    #expect(driver.step == .review)
    #expect(driver.box.pending.timers[.staff] == nil)
    driver.press(.digit(7))
    driver.enter("181")
    #expect(driver.step == .review)
    #expect(driver.visit?.application.details?.height == 181)
  }

  @Test(arguments: [StaffRole.officer, .supervisor])
  func `an officer or a supervisor attests, bound to what they saw`(role: StaffRole) {
    var driver = Self.waiting()
    guard case .attestation(.waiting(let application)) = driver.step else {
      Issue.record("not waiting")
      return
    }
    driver.resolve(.attest, as: role)
    let attestation = Attestation(by: Fixtures.staff(role).id, application: application)
    #expect(driver.effects.contains { if case .store(_, .hold(Self.number, attestation)) = $0 { true } else { false } })
  }

  @Test func `a librarian does not attest`() {
    var driver = Self.waiting()
    driver.press(.digit(9))
    driver.logIn(as: .librarian)
    driver.choose(.attest)
    #expect(driver.attendance?.notice == .roleNotEnough)
    #expect(driver.flags == [.attestationWanted])
  }

  @Test func `when nobody comes the case is parked, and no money was taken`() {
    var driver = Self.waiting()
    driver.fire(.staff)
    #expect(driver.flags.isEmpty)
    #expect(driver.effects.contains { if case .store(_, .park(Self.number, _)) = $0 { true } else { false } })
    driver.store()
    guard case .print(let receipt)? = driver.commands.first else {
      Issue.record("no receipt")
      return
    }
    #expect(receipt.kind == .parked && receipt.payment == nil && receipt.number == Self.number)
    driver.answer(.receipt(.printed))
    driver.press(.enter)
    #expect(driver.step == .farewell(.parked))
    #expect(!driver.facts.contains { if case .paymentIntended = $0 { true } else { false } })
  }

  @Test func `a case that cannot be parked is interrupted`() {
    var driver = Self.waiting()
    driver.fire(.staff)
    driver.store(.failed)
    #expect(driver.step == .farewell(.interrupted))
  }

  @Test func `when nobody comes for help either, the case is parked`() {
    var driver = Self.waiting()
    driver.send(.device(.callButton))
    driver.fire(.staff)
    #expect(driver.step.map { if case .attestation(.parking) = $0 { true } else { false } } == true)
  }

  @Test func `staff who hand back let the citizen wait on`() {
    var driver = Self.waiting()
    driver.press(.digit(9))
    driver.logIn(as: .librarian)
    driver.choose(.handBack)
    #expect(driver.flags == [.attestationWanted])
    #expect(driver.box.pending.timers[.staff] != nil && driver.box.pending.timers[.session] == nil)
  }

  @Test func `a session that runs out hands back`() {
    var driver = Self.waiting()
    driver.press(.digit(9))
    driver.logIn(as: .officer)
    driver.fire(.session)
    #expect(driver.flags == [.attestationWanted])
    #expect(driver.recorded == [.staffLeft(Self.number, Fixtures.staff(.officer).id)])
  }
}
