import GRDB

/// A row of `checkpoints`, as the program that wrote it reads it again; an auditor reads a `Checkpoint`.
struct CheckpointRow: StoredRow {
  static let databaseTableName = "checkpoints"
  typealias CodingKeys = Columns

  let row: Int
  let hash: Blob
  let at: Int
  let purgedTo: Int
  let purgedHash: Blob
  let publicKey: Blob
  let signature: Blob

  enum Columns: String, CodingKey, ColumnExpression, CaseIterable {
    case row, hash, at, purgedTo, purgedHash, publicKey, signature
  }

  /// Up to where the journal had been purged.
  var purged: JournalHead { JournalHead(row: purgedTo, hash: purgedHash.bytes) }
}
