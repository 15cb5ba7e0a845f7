import GRDB
import Renewal

/// A row of `parked`: a case that waits for an officer, sealed with the store's key.
struct ParkedRow: StoredRow {
  static let databaseTableName = "parked"
  typealias CodingKeys = Columns

  let caseNumber: Int
  let sealed: Blob
  let until: Int

  enum Columns: String, CodingKey, ColumnExpression, CaseIterable { case caseNumber, sealed, until }

  /// The case.
  var number: CaseNumber { CaseNumber(caseNumber) }
}

/// A row of `notes`: what staff noted about a case, sealed with the store's key.
struct NoteRow: StoredRow {
  static let databaseTableName = "notes"
  typealias CodingKeys = Columns

  let id: Int
  let caseNumber: Int
  let at: Int
  let sealed: Blob

  enum Columns: String, CodingKey, ColumnExpression, CaseIterable { case id, caseNumber, at, sealed }

  /// The case.
  var number: CaseNumber { CaseNumber(caseNumber) }
}
