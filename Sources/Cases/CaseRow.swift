import GRDB
import PassportRules
import Renewal

/// A row of `cases`, as far as a dossier is bound to it.
struct CaseRow: StoredRow {
  static let databaseTableName = "cases"
  typealias CodingKeys = Columns

  let number: Int
  /// The fee that the case is frozen with, in øre; nothing while it is not.
  let fee: Int?
  let feeDate: String?
  let endedAt: Int?

  enum Columns: String, CodingKey, ColumnExpression, CaseIterable { case number, fee, feeDate, endedAt }

  /// Refuses unless the case is frozen with this application's fee and its visit goes on.
  func requireFrozen(with application: CompleteApplication) throws {
    guard endedAt == nil else { throw Refusal.visitEnded }
    guard let fee else { throw Refusal.notFrozen }
    guard fee == application.fee.total.ore, feeDate == application.feeDate.description else {
      throw Refusal.wrongAmount
    }
  }
}
