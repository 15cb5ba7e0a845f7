import GRDB
import PassportRules
import Renewal

/// A row of `payments`: one attempt to take a case's fee.
struct PaymentRow: StoredRow {
  static let databaseTableName = "payments"
  typealias CodingKeys = Columns

  let caseNumber: Int
  let attempt: Int
  /// In øre.
  let amount: Int
  /// What the terminal took, in øre; nothing when it said nothing.
  let approved: Int?
  let state: String

  enum Columns: String, CodingKey, ColumnExpression, CaseIterable { case caseNumber, attempt, amount, approved, state }

  /// The attempts that have no end yet, in their order.
  static var unresolved: QueryInterfaceRequest<PaymentRow> {
    let states = PaymentState.allCases.filter(\.isUnresolved).map(\.rawValue)
    return filter(states.contains(Columns.state)).order(Columns.caseNumber, Columns.attempt)
  }

  /// The attempt.
  var payment: Payment {
    Payment(sale: CaseNumber(caseNumber), attempt: attempt, amount: Amount(ore: amount))
  }

  /// What the terminal took.
  var taken: Amount? { approved.map(Amount.init(ore:)) }
}
