import GRDB
import PassportRules
package import Renewal

extension Store {
  /// How far an attempt is; nothing when its intent was never written.
  package func state(of payment: Payment) throws(StoreError) -> PaymentState? {
    try read { try standing(of: payment, $0)?.state }
  }

  /// An attempt is about to be sent to the terminal.
  func intend(_ payment: Payment, at: Int, _ database: Database) throws {
    try require(payment.sale, database)
    try database.run(
      sql: """
        INSERT INTO payments (caseNumber, attempt, amount, state, intendedAt, changedAt)
        VALUES (?, ?, ?, 'intended', ?, ?)
        """,
      arguments: [payment.sale.number, payment.attempt, payment.amount.ore, at, at])
  }

  /// The terminal said what became of an attempt.
  func settle(_ payment: Payment, _ answer: PaymentAnswer, at: Int, _ database: Database) throws {
    let other = try anotherIsUnderWay(than: payment, database)
    try move(payment, at: at, database) { $0.after(.paymentAnswered(payment, answer), anotherIsUnderWay: other) }
    if try standing(of: payment, database)?.state.isUnresolved == false {
      try lapseFlag(about: payment, at: at, database)
    }
  }

  /// What an attempt took is about to be given back.
  func reverse(_ payment: Payment, at: Int, _ database: Database) throws {
    try move(payment, at: at, database) { $0.after(.reversalIntended(payment)) }
  }

  /// Nobody knows what became of an attempt: it is on the staff screen until it is settled, whoever raises a flag for it or not.
  func open(_ payment: Payment, at: Int, _ database: Database) throws {
    try move(payment, at: at, database) { $0.after(.moneyOpen(payment)) }
    try raise(Flag(.moneyOpen, step: .payment, holding: .moneyOpen(payment)), of: payment.sale, at: at, database)
  }

  /// Staff settled it.
  func settle(_ payment: Payment, _ answer: BankAnswer?, by: StaffID, at: Int, _ database: Database) throws {
    try requireAccount(by, database)
    let isPaid = try answer == .taken && isStillHeld(for: payment, database)
    try move(payment, at: at, settledBy: by, database) { before in
      isPaid
        ? PaymentStanding(.approved, approved: payment.amount) : before.after(.moneySettled(payment, answer, by: by))
    }
  }

  /// Whether the application that a payment was asked for is still held, and nothing else was taken for it.
  private func isStillHeld(for payment: Payment, _ database: Database) throws -> Bool {
    let isHeld: Bool? = try database.first(
      sql: "SELECT state = 'held' FROM dossiers WHERE caseNumber = ?", arguments: [payment.sale.number])
    guard isHeld == true, let before = try standing(of: payment, database) else { return false }
    guard before.state == .open, before.approved ?? payment.amount == payment.amount else { return false }
    return try unresolved(of: payment.sale, database).allSatisfy { $0.payment == payment }
  }

  /// Staff say that the citizen paid: the application that was held for it goes to the authority. Where none is held any more nothing
  /// is released, and the money is between the library and the citizen.
  func release(_ payment: Payment, at: Int, _ database: Database) throws {
    guard try standing(of: payment, database)?.state == .approved else { return }
    try capture(payment.sale, attempt: payment.attempt, at: at, database)
    try append(.captured(payment.sale, attempt: payment.attempt, amount: payment.amount), at: at, database)
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
    let rows = try PaymentRow.rows(
      database, "WHERE caseNumber = ? AND attempt = ?", [payment.sale.number, payment.attempt])
    guard let row = rows.first else { return nil }
    guard row.amount == payment.amount.ore else { throw Refusal.wrongAmount }
    return PaymentStanding(try PaymentRow.Columns.state.named(row.state), approved: row.taken)
  }

  private func anotherIsUnderWay(than payment: Payment, _ database: Database) throws -> Bool {
    let others = try PaymentRow.rows(
      database, "WHERE caseNumber = ? AND attempt <> ?", [payment.sale.number, payment.attempt])
    return others.compactMap { PaymentState(rawValue: $0.state) }.contains { $0.isUnresolved || $0 == .captured }
  }
}
