import Devices
import PassportRules
import Renewal
import SimulatedDevices
import Synchronization
import Testing

/// Money and the register: what is lost on the line, and what is true all the same.
@Suite struct TerminalAndAuthorityTests {
  private let payment = Payment(sale: CaseNumber(7), attempt: 1, amount: Amount(kroner: 893))

  @Test func `the card is refused once and taken then`() throws {
    let terminal = SimulatedTerminal(try ShippedSimulation.world("card-refused"))
    #expect(terminal.outcome(.pay(payment)) == .answer(.payment(.declined(.refused))))
    let again = Payment(sale: CaseNumber(7), attempt: 2, amount: payment.amount)
    var answer = terminal.outcome(.pay(again))
    if answer != .answer(.payment(.approved(payment.amount))) {
      answer = terminal.outcome(.pay(Payment(sale: CaseNumber(7), attempt: 3, amount: payment.amount)))
    }
    #expect(answer == .answer(.payment(.approved(payment.amount))))
  }

  @Test func `an answer that is lost leaves the money taken, once, until it is given back`() throws {
    let terminal = SimulatedTerminal(try ShippedSimulation.world("payment-answer-lost"))
    #expect(terminal.outcome(.pay(payment)) == .answer(.indeterminate))
    #expect(terminal.outcome(.paymentStatus(payment)) == .answer(.indeterminate))
    #expect(terminal.outcome(.paymentStatus(payment)) == .answer(.payment(.inProgress)))
    #expect(terminal.outcome(.paymentStatus(payment)) == .answer(.payment(.approved(payment.amount))))
    #expect(terminal.outcome(.reverse(payment)) == .answer(.payment(.reversed)))
    #expect(terminal.outcome(.reverse(payment)) == .answer(.payment(.reversed)))
    #expect(terminal.outcome(.paymentStatus(payment)) == .answer(.payment(.reversed)))
  }

  @Test func `a payment that never arrived is not found`() throws {
    let terminal = SimulatedTerminal(try ShippedSimulation.world("payment-never-arrived"))
    #expect(terminal.outcome(.pay(payment)) == .answer(.indeterminate))
    #expect(terminal.outcome(.paymentStatus(payment)) == .answer(.payment(.notFound)))
  }

  @Test func `the same reference twice is charged once`() throws {
    let terminal = SimulatedTerminal(try ShippedSimulation.world("everything-goes-well"))
    #expect(terminal.outcome(.pay(payment)) == .answer(.payment(.approved(payment.amount))))
    #expect(terminal.outcome(.pay(payment)) == .answer(.payment(.approved(payment.amount))))
  }

  private func answer(_ authority: SimulatedAuthority, _ cpr: CPRNumber, _ document: String?) -> AuthorityAnswer? {
    let said = Mutex<AuthorityAnswer?>(nil)
    authority.ask(.lookUp(cpr: cpr, documentNumber: document, booking: nil)) { answer in
      said.withLock { $0 = answer }
    }
    return said.withLock { $0 }
  }

  @Test func `the register knows a person, whose document it is, and what to look at`() throws {
    let world = try ShippedSimulation.world("person-restricted")
    let people = world.register.people
    let authority = SimulatedAuthority(world)
    let knud = try #require(people["knud"])
    guard case .person(let record) = answer(authority, knud.cpr, knud.documentNumber) else {
      Issue.record("not known")
      return
    }
    #expect(record.documentMatches)
    #expect(record.remarks == [.passportRestriction])
    guard case .person(let other) = answer(authority, knud.cpr, "000000000") else {
      Issue.record("not known")
      return
    }
    #expect(!other.documentMatches)
    let tage = try #require(people["tage"])
    #expect(answer(authority, tage.cpr, tage.documentNumber) == .unknown)
  }

  @Test func `passports are counted back from the day of the world`() throws {
    let world = try ShippedSimulation.world("third-passport")
    let yrsa = world.citizen
    guard case .person(let record) = answer(SimulatedAuthority(world), yrsa.cpr, yrsa.documentNumber) else {
      Issue.record("not known")
      return
    }
    #expect(record.issued == [world.date.adding(months: -7), world.date.adding(months: -31)])
    let expired = try ShippedSimulation.world("passport-just-expired")
    let ib = expired.citizen
    guard case .person(let record) = answer(SimulatedAuthority(expired), ib.cpr, ib.documentNumber) else {
      Issue.record("not known")
      return
    }
    #expect(record.documentMatches && record.documentExpiry == expired.date.adding(months: -2) && record.issued.isEmpty)
  }

  @Test func `an authority out of reach answers nothing, and the same dossier twice is one`() throws {
    let offline = SimulatedAuthority(try ShippedSimulation.world("authority-offline"))
    let hanne = try #require(try ShippedSimulation.register().people["hanne"])
    #expect(answer(offline, hanne.cpr, nil) == .unavailable)
    let authority = SimulatedAuthority(try ShippedSimulation.world("everything-goes-well"))
    let answers = Mutex<[SubmissionAnswer]>([])
    for _ in 0..<2 { authority.submit([1, 2, 3], key: "a") { answer in answers.withLock { $0.append(answer) } } }
    #expect(answers.withLock { $0 } == [.acknowledged, .duplicate])
  }
}
