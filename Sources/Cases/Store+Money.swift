import GRDB
import PassportRules
package import Renewal

extension Store {
  /// How far an attempt is; nothing when its intent was never written.
  package func state(of payment: Payment) throws(StoreError) -> PaymentState? {
    try read { try standing(of: payment, $0)?.state }
  }

  /// What a fact about money means for the table.
  func applyMoney(_ fact: Fact, at: Int, _ database: Database) throws {
    switch fact {
    case .paymentIntended(let payment):
      try require(payment.sale, database)
      try database.run(
        sql: """
          INSERT INTO payments (caseNumber, attempt, amount, state, intendedAt, changedAt)
          VALUES (?, ?, ?, 'intended', ?, ?)
          """,
        arguments: [payment.sale.number, payment.attempt, payment.amount.ore, at, at])
    case .paymentAnswered(let payment, _):
      let other = try anotherIsUnderWay(than: payment, database)
      try move(payment, at: at, database) { $0.after(fact, anotherIsUnderWay: other) }
      if try standing(of: payment, database)?.state.isUnresolved == false {
        try lapseFlag(about: payment, at: at, database)
      }
    case .paymentUncertain(let payment), .reversalIntended(let payment):
      try move(payment, at: at, database) { $0.after(fact) }
    case .moneyOpen(let payment):
      try move(payment, at: at, database) { $0.after(fact) }
      // Open money is on the staff screen until it is settled, whoever raises a flag for it or not.
      try raise(
        Flag(.moneyOpen, step: .payment, holding: .moneyOpen(payment)), of: payment.sale, at: at, database)
    case .moneySettled(let payment, let by):
      try requireAccount(by, database)
      try move(payment, at: at, settledBy: by, database) { $0.after(fact) }
    case .visitOpened, .consentGiven, .stepDone, .flagRaised, .flagEnded, .flagWithdrawn, .assistEnded, .staffArrived,
      .staffLeft, .claimed, .released, .guided, .frameTaken, .deviceTested, .serviceChanged, .frozen, .thawed,
      .attested, .contactShown, .flagShown, .refunded, .dossierWithdrawn, .dossierErased, .receiptPrinted, .visitEnded,
      .closed, .opened, .clockDoubted, .clockConfirmed, .deviceFailed:
      break
    }
  }

  /// Moves an attempt whose intent is on disk, by its present standing.
  func move(
    _ payment: Payment, at: Int, settledBy: StaffID? = nil, _ database: Database,
    _ next: (PaymentStanding) -> PaymentStanding
  ) throws {
    guard let before = try standing(of: payment, database) else { throw Refusal.noIntent }
    let after = next(before)
    guard after != before else { return }
    try database.run(
      sql: """
        UPDATE payments SET state = ?, approved = ?, settledBy = ?, changedAt = ? WHERE caseNumber = ? AND attempt = ?
        """,
      arguments: [
        after.state.rawValue, after.approved?.ore, after.state == .settled ? settledBy?.digits : nil, at,
        payment.sale.number, payment.attempt,
      ])
  }

  /// An attempt as it stands; refuses another amount than the one that was intended.
  func standing(of payment: Payment, _ database: Database) throws -> PaymentStanding? {
    guard
      let row = try Row.fetchOne(
        database, sql: "SELECT amount, approved, state FROM payments WHERE caseNumber = ? AND attempt = ?",
        arguments: [payment.sale.number, payment.attempt])
    else { return nil }
    guard try row.decode(Int.self, forColumn: "amount") == payment.amount.ore else { throw Refusal.wrongAmount }
    return PaymentStanding(
      try row.decodeNamed("state"), approved: try row.decode(Int?.self, forColumn: "approved").map(Amount.init(ore:)))
  }

  private func anotherIsUnderWay(than payment: Payment, _ database: Database) throws -> Bool {
    let states = try String.fetchAll(
      database, sql: "SELECT state FROM payments WHERE caseNumber = ? AND attempt <> ?",
      arguments: [payment.sale.number, payment.attempt])
    return states.compactMap(PaymentState.init(rawValue:)).contains { $0.isUnresolved || $0 == .captured }
  }
}

extension Row {
  /// A value of an enumeration by its stable name; another name means that the file is damaged.
  func decodeNamed<Value: RawRepresentable<String>>(_ column: String) throws -> Value {
    let name = try decode(String.self, forColumn: column)
    guard let value = Value(rawValue: name) else { throw UnknownName(column: column, name: name) }
    return value
  }
}

/// A stable name in the file that this program does not know.
struct UnknownName: Error {
  let column: String
  let name: String
}
