import GRDB
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
}
