import PassportRules
import Renewal
import TestSupport
import Testing
import Walk

/// Whole visits, from welcome to welcome.
@Suite struct WholeVisitTests {
  @Test func `an adult renews a passport from the first key to the receipt`() {
    var driver = BoxDriver()
    driver.reach(.farewell)

    #expect(driver.step == .farewell(.completed))
    #expect(driver.facts == Self.wholeVisit(of: driver))
    driver.fire(.step)
    #expect(driver.box.state == .welcome(nil))
    #expect(driver.box.pending.timers.isEmpty && driver.box.pending.requests.isEmpty)
  }

  private static func wholeVisit(of driver: BoxDriver) -> [Fact] {
    let number = CaseNumber(1)
    let officer = Fixtures.staff(.officer).id
    let payment = Payment(sale: number, attempt: 1, amount: Amount(kroner: 893))
    let steps: [StepName] = [
      .start, .grounds, .identity, .document, .photo, .fingerprints, .signature, .details,
    ]
    return [
      .opened, .visitOpened(number, Language("da")), .stepDone(number, .language), .consentGiven(number),
      .stepDone(number, .privacy),
    ] + steps.map { .stepDone(number, $0) } + [
      .frozen(number, payment.amount, feeDate: driver.fixtures.today),
      .flagRaised(number, Flag(.attestationWanted, step: .attestation)),
      .staffArrived(number, officer, .officer),
      .flagEnded(
        number, Flag(.attestationWanted, step: .attestation), .attest, by: officer, countersignedBy: nil),
      .attested(number, by: officer), .staffLeft(number, officer), .paymentIntended(payment),
      .paymentAnswered(payment, .approved(payment.amount)), .receiptPrinted(number, .printed),
      .visitEnded(number, .completed),
    ]
  }

  @Test(arguments: [
    (Fixtures.Citizen.infant, 150), (.child, 150), (.youth, 181), (.adult, 893), (.pensioner, 381),
  ])
  func `every age has its own way and its fee`(citizen: Fixtures.Citizen, kroner: Int) {
    var driver = BoxDriver(citizen)
    var seen: [StepName] = []
    driver.press(.enter)
    while let step = driver.step?.name, step != .farewell {
      seen.append(step)
      driver.pass(step)
    }

    #expect(driver.step == .farewell(.completed))
    #expect(seen.contains(.fingerprints) == (citizen.age >= 12))
    #expect(seen.contains(.signature) == (citizen.age >= 5))
    let consents = driver.facts.filter { if case .flagRaised(_, let flag) = $0 { flag.code == .child } else { false } }
    #expect(consents.count == (citizen.age < 18 ? 1 : 0))
    let payment = Payment(sale: CaseNumber(1), attempt: 1, amount: Amount(kroner: kroner))
    #expect(driver.facts.contains(.paymentIntended(payment)))
  }

  @Test(arguments: [(RenewalGrounds.damaged, 1786), (.lost, 1786), (.full, 893), (.expiring, 893)])
  func `grounds decide the fee`(grounds: RenewalGrounds, kroner: Int) {
    var driver = BoxDriver()
    driver.reach(.payment, grounds: grounds)
    driver.press(.enter)

    #expect(driver.commands == [.pay(Payment(sale: CaseNumber(1), attempt: 1, amount: Amount(kroner: kroner)))])
  }

  @Test func `an authority's error is free, and captured without a payment`() {
    var driver = BoxDriver()
    driver.reach(.grounds)
    driver.press(.digit(7), .enter)
    #expect(driver.flags == [.authorityError])
    driver.resolve(.except(.authorityErrorSeen))
    driver.reach(.attestation)
    driver.resolve(.attest)
    driver.store()

    #expect(driver.effects.contains { if case .store(_, .capture(CaseNumber(1), nil)) = $0 { true } else { false } })
    driver.store()
    #expect(driver.step?.name == .receipt)
  }

  @Test func `a first passport is seen by an officer and looked up by proof`() {
    var driver = BoxDriver()
    driver.reach(.grounds)
    driver.press(.digit(8), .enter)
    #expect(driver.flags == [.firstPassport])
    driver.resolve(.except(.certificateAndPhotoID))
    driver.reach(.document)
    #expect(driver.step == .document(DocumentStep(situation: .lookingUpByProof)))
    driver.register()
    #expect(driver.step?.name == .photo)
  }

  @Test func `a new name is proven after the document`() {
    var driver = BoxDriver()
    driver.reach(.document, grounds: .newName)
    driver.answer(.document(driver.fixtures.reading(.own)))
    driver.register()
    #expect(driver.flags == [.nameChanged])
    driver.resolve(.except(.nameProof))
    #expect(driver.step?.name == .photo)
  }

  @Test func `case numbers are counted on from the store's`() {
    var driver = BoxDriver()
    driver.reach(.farewell)
    driver.press(.enter, .enter)
    #expect(driver.visit?.number == CaseNumber(2))
    #expect(driver.recorded == [.visitOpened(CaseNumber(2), Language("da"))])
  }
}
