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

  /// Whether a row waits for its end, in the words of the index over those that do.
  static let isUnresolved = "state IN (\(PaymentState.allCases.filter(\.isUnresolved).literals))"

  /// The attempt.
  var payment: Payment {
    Payment(sale: CaseNumber(caseNumber), attempt: attempt, amount: Amount(ore: amount))
  }

  /// What the terminal took.
  var taken: Amount? { approved.map(Amount.init(ore:)) }
}
