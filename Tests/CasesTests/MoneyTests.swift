import Cases
import PassportRules
import Renewal
import TestSupport
import Testing

@Suite struct MoneyTests {
  let store: Store

  init() throws { store = try Store.staffed() }

  @Test func `an intent needs a case, an attestation, the frozen fee and a held dossier`() throws {
    #expect(throws: StoreError.refused(.unknownCase)) { try store.record(.paymentIntended(payment())) }
    try store.freeze()
    #expect(throws: StoreError.refused(.notAttested)) { try store.record(.paymentIntended(payment())) }
    try store.record(.attested(first, by: officer))
    #expect(throws: StoreError.refused(.notHeld)) { try store.record(.paymentIntended(payment())) }
    try store.hold(first, Attestation(by: officer, application: sample), evidence: evidence())
    #expect(throws: StoreError.refused(.wrongAmount)) {
      try store.record(.paymentIntended(payment(amount: Amount(kroner: 1))))
    }
    #expect(try store.state(of: payment()) == nil)
    try store.record(.paymentIntended(payment()))
    #expect(try store.state(of: payment()) == .intended)
  }

  @Test func `a visit that ends with money under way leaves open money and its flag`() throws {
    try store.holdSample()
    try store.record([.paymentIntended(payment()), .visitEnded(first, .timedOut)])
    #expect(try store.state(of: payment()) == .open)
    #expect(try store.queue().map(\.flag.holding) == [.moneyOpen(payment())])
    #expect(try store.count("dossiers") == 1)
  }

  @Test func `a visit that ends without paying leaves no dossier`() throws {
    try store.holdSample()
    try store.record(.visitEnded(first, .stopped))
    #expect(try store.count("dossiers") == 0)
    #expect(try store.journal().last?.kind == "dossierErased")
  }

  @Test func `a new attempt waits for the end of the one before`() throws {
    try store.holdSample()
    try store.record(.paymentIntended(payment(1)))
    #expect(throws: StoreError.refused(.paymentUnresolved)) { try store.record(.paymentIntended(payment(2))) }
    try store.record(.paymentUncertain(payment(1)))
    #expect(throws: StoreError.refused(.paymentUnresolved)) { try store.record(.paymentIntended(payment(2))) }
    try store.record(.paymentAnswered(payment(1), .notFound))
    try store.record(.paymentIntended(payment(2)))
    #expect(try store.state(of: payment(1)) == .notTaken)
    #expect(try store.recoverySnapshot().openPayments == [payment(2)])
  }

  @Test func `open money forbids another attempt of the case`() throws {
    try store.holdSample()
    try store.record([.paymentIntended(payment(1)), .reversalIntended(payment(1)), .moneyOpen(payment(1))])
    #expect(try store.state(of: payment(1)) == .open)
    #expect(try store.queue().map(\.flag) == [Flag(.moneyOpen, step: .payment, holding: .moneyOpen(payment(1)))])
    #expect(throws: StoreError.refused(.paymentUnresolved)) { try store.record(.paymentIntended(payment(2))) }
    try store.record(.moneySettled(payment(1), .notTaken, by: supervisor))
    #expect(try store.state(of: payment(1)) == .settled)
    #expect(try store.recoverySnapshot().openPayments.isEmpty)
  }

  @Test(arguments: BankAnswer.allCases, [true, false])
  func `what the bank says decides what becomes of the application`(bank: BankAnswer, isOver: Bool) throws {
    try store.holdSample()
    try store.record([.paymentIntended(payment(1)), .reversalIntended(payment(1)), .moneyOpen(payment(1))])
    if isOver { try store.record(.visitEnded(first, .moneyOpen)) }
    try store.record(.moneySettled(payment(1), bank, by: supervisor))
    if !isOver { try store.record(.visitEnded(first, .moneyOpen)) }
    #expect(try store.state(of: payment(1)) == (bank == .taken ? .captured : .settled))
    #expect(try store.outbox().map(\.number) == (bank == .taken ? [first] : []))
    #expect(try store.outbox().map(\.paid) == (bank == .taken ? [fee] : []))
    #expect(try store.count("dossiers") == (bank == .taken ? 1 : 0), "nothing that nobody pays for is kept")
    #expect(try store.recoverySnapshot().openPayments.isEmpty)
    let examined = try store.testing.examined(with: testKey)
    #expect(examined.differences.isEmpty && examined.rows.isEmpty, "the tables follow from the journal")
  }

  @Test func `what was taken besides what was paid releases nothing more`() throws {
    try store.holdSample()
    try store.record([.paymentIntended(payment(1)), .paymentAnswered(payment(1), .notFound)])
    try store.record([.paymentIntended(payment(2)), .paymentAnswered(payment(2), .approved(fee))])
    try store.record(.paymentAnswered(payment(1), .approved(fee)))
    try store.capture(first, payment(2))
    try store.record(.moneySettled(payment(1), .taken, by: supervisor))
    #expect(try store.state(of: payment(1)) == .settled && store.outbox().count == 1)
  }

  @Test func `capture is refused without attestation, without intent, before approval and for another amount`() throws {
    #expect(throws: StoreError.refused(.unknownCase)) { try store.capture(first, payment()) }
    try store.holdSample()
    #expect(throws: StoreError.refused(.noIntent)) { try store.capture(first, payment()) }
    #expect(throws: StoreError.refused(.feeOwed)) { try store.capture(first, nil) }
    try store.record(.paymentIntended(payment()))
    #expect(throws: StoreError.refused(.notApproved)) { try store.capture(first, payment()) }
    #expect(throws: StoreError.refused(.wrongAmount)) { try store.capture(first, payment(amount: Amount(kroner: 1))) }
    #expect(throws: StoreError.refused(.noIntent)) { try store.capture(first, payment(1, CaseNumber(2))) }
    try store.record(.paymentAnswered(payment(), .approved(Amount(ore: fee.ore - 1))))
    #expect(throws: StoreError.refused(.wrongAmount)) { try store.capture(first, payment()) }
    #expect(try store.outbox().isEmpty)
    #expect(try store.count("journal WHERE kind = 'captured'") == 0)
  }

  @Test func `a case is captured once`() throws {
    try store.holdSample()
    try store.approve()
    try store.capture(first, payment())
    #expect(throws: StoreError.refused(.alreadyCaptured)) { try store.capture(first, payment()) }
    #expect(throws: StoreError.refused(.alreadyCaptured)) { try store.record(.paymentIntended(payment(2))) }
    #expect(throws: StoreError.refused(.alreadyCaptured)) { try store.record(.reversalIntended(payment())) }
    #expect(throws: StoreError.refused(.alreadyCaptured)) { try store.record(.moneyOpen(payment())) }
    try store.record(.paymentAnswered(payment(), .approved(fee)))
    #expect(try store.state(of: payment()) == .captured)
    #expect(try store.outbox().count == 1)
  }

  @Test func `a capture that fails changes neither money nor dossier`() throws {
    try store.holdSample()
    try store.approve()
    try store.eraseHeld(first)
    #expect(throws: StoreError.refused(.notHeld)) { try store.capture(first, payment()) }
    #expect(try store.state(of: payment()) == .approved)
  }

  @Test func `a fact about money whose intent was never written is refused`() throws {
    try store.holdSample()
    let facts: [Fact] = [
      .paymentAnswered(payment(), .approved(fee)), .paymentUncertain(payment()), .reversalIntended(payment()),
      .moneyOpen(payment()), .moneySettled(payment(), .taken, by: supervisor),
    ]
    let rows = try store.count("journal")
    for fact in facts { #expect(throws: StoreError.refused(.noIntent)) { try store.record(fact) } }
    #expect(try store.count("journal") == rows)
  }

  @Test func `a late approval of an attempt that was given up is money again`() throws {
    try store.holdSample()
    try store.record([.paymentIntended(payment(1)), .paymentAnswered(payment(1), .notFound)])
    try store.record(.paymentIntended(payment(2)))
    try store.record(.paymentAnswered(payment(1), .approved(fee)))
    #expect(try store.state(of: payment(1)) == .open)
    #expect(try store.recoverySnapshot().openPayments == [payment(1), payment(2)])
  }

  @Test func `a flag about open money goes with the money, not with another case's`() throws {
    func flag(_ number: Int) -> Flag {
      Flag(.moneyOpen, step: .payment, holding: .moneyOpen(payment(1, CaseNumber(number))))
    }
    for number in [CaseNumber(1), CaseNumber(2)] {
      try store.holdSample(number)
      try store.record([
        .paymentIntended(payment(1, number)), .moneyOpen(payment(1, number)),
        .flagRaised(nil, flag(number.number)), .flagRaised(number, flag(number.number)),
        .visitEnded(number, .moneyOpen),
      ])
    }
    #expect(try store.queue().count == 2)
    #expect(try store.recoverySnapshot().held.isEmpty)
    try store.record([
      .moneySettled(payment(1, CaseNumber(2)), .givenBack, by: supervisor),
      .flagEnded(nil, flag(2), .settleMoney(.givenBack), by: supervisor, countersignedBy: nil),
    ])
    #expect(try store.queue().map(\.flag.holding) == [.moneyOpen(payment(1, CaseNumber(1)))])
    #expect(try store.count("dossiers") == 1)
    #expect(try store.journal().last?.kind == "flagEnded")
    #expect(try store.journal().suffix(2).first?.kind == "dossierErased")
  }

  /// Every state of an attempt, every answer, and what the attempt is then: the rows of `Documentation/Faults.md` on money.
  @Test(arguments: PaymentState.allCases)
  func `an answer moves an attempt only to where money can have gone`(state: PaymentState) {
    let answers: [(String, PaymentAnswer)] = [
      ("approved", .approved(fee)), ("declined", .declined(.refused)), ("inProgress", .inProgress),
      ("notFound", .notFound), ("reversed", .reversed), ("reversalRefused", .reversalRefused),
    ]
    let expected: [PaymentState: String] = [
      .intended: "approved notTaken uncertain notTaken reversed intended",
      .uncertain: "approved notTaken uncertain notTaken reversed uncertain",
      .approved: "approved approved approved approved reversed approved",
      .notTaken: "approved notTaken notTaken notTaken reversed notTaken",
      .reversing: "reversing notTaken reversing notTaken reversed reversing",
      .reversed: "reversed reversed reversed reversed reversed reversed",
      .open: "open notTaken open notTaken reversed open",
      .settled: "settled settled settled settled settled settled",
      .captured: "captured captured captured captured captured captured",
    ]
    let found = answers.map { PaymentStanding(state).after($0.1, anotherIsUnderWay: false).state.rawValue }
    #expect(found.joined(separator: " ") == expected[state])
    // What was taken once is not believed to be gone because the terminal does not know it any more.
    for state in [PaymentState.approved, .reversing, .open] {
      let kept = PaymentStanding(state, approved: fee)
      #expect(kept.after(.notFound, anotherIsUnderWay: false) == kept)
    }
    let lost: PaymentState = state == .intended ? .uncertain : state
    #expect(PaymentStanding(state).afterLoss().state == lost)
  }
}
