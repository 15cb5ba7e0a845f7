import GRDB

/// A row of `dossiers` without what is sealed in it, which may be large.
struct DossierRow: StoredRow {
  static let databaseTableName = "dossiers"
  typealias CodingKeys = Columns

  let caseNumber: Int
  /// The idempotency key.
  let key: String
  let seal: String
  /// The digest over the sealed bytes.
  let content: Blob
  let attempts: Int
  let nextTryAt: Int?
  let rejectedAt: Int?
  /// What only the program can make of the rest.
  let tag: Blob

  enum Columns: String, CodingKey, ColumnExpression, CaseIterable {
    case caseNumber, key, seal, content, attempts, nextTryAt, rejectedAt, tag
  }
}

/// What is sealed in a row of `dossiers`: to the authority, and whom to call.
struct DossierBytes: StoredRow {
  static let databaseTableName = DossierRow.databaseTableName
  typealias CodingKeys = Columns

  let sealed: Blob
  let contact: Blob

  enum Columns: String, CodingKey, ColumnExpression, CaseIterable { case sealed, contact }
}
