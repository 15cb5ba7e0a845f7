import GRDB

/// A place of the journal with its hash, which stands for all rows up to there.
package struct JournalHead: Hashable, Sendable {
  /// The row.
  package let row: Int
  /// Its hash, 32 bytes.
  package let hash: [UInt8]

  /// A row with its hash.
  package init(row: Int, hash: [UInt8]) {
    self.row = row
    self.hash = hash
  }

  /// Before the first row.
  package static let none = JournalHead(row: 0, hash: [UInt8](repeating: 0, count: 32))

  /// The hash in small hexadecimal digits.
  package var hexadecimal: String { hash.hexadecimal }
}

/// A signed statement about the journal: its last row when it was made, and up to where it had been purged.
package struct Checkpoint: Hashable, Sendable {
  /// The row that was the last one: the row of the checkpoint itself, of the kind `checkpoint`.
  package let head: JournalHead
  /// When it was made, Unix time in milliseconds.
  package let at: Int
  /// The last row that was purged, with the hash that the first row kept follows; row 0 when nothing was.
  package let purged: JournalHead
  /// Whose signature it is, 32 bytes.
  package let publicKey: [UInt8]
  /// Ed25519 over `form`, 64 bytes.
  package let signature: [UInt8]

  init(head: JournalHead, at: Int, purged: JournalHead, publicKey: [UInt8], signature: [UInt8]) {
    self.head = head
    self.at = at
    self.purged = purged
    self.publicKey = publicKey
    self.signature = signature
  }

  /// A signed checkpoint.
  package init(_ head: JournalHead, at: Int, purged: JournalHead, by key: AuditKey) throws {
    self.head = head
    self.at = at
    self.purged = purged
    publicKey = key.publicKey
    signature = try key.signature(of: Self.form(head, at: at, purged: purged))
  }

  /// Whether the signature is that of its public key.
  var isSigned: Bool {
    AuditKey.isValid(signature, of: Self.form(head, at: at, purged: purged), by: publicKey)
  }

  /// What is signed: `pasboks checkpoint 1`, row, time and last purged row, each in eight bytes with the highest first, then
  /// the row's hash and the purged row's hash, 32 bytes each.
  package static func form(_ head: JournalHead, at: Int, purged: JournalHead) -> [UInt8] {
    var bytes = Array("pasboks checkpoint 1".utf8)
    for number in [head.row, at, purged.row] { bytes.append(bigEndian: number) }
    return bytes + head.hash + purged.hash
  }
}

extension JournalHead: FetchableRecord, TableRecord {
  static let databaseTableName = JournalRow.databaseTableName
  static var databaseSelection: [any SQLSelectable] { [JournalRow.Columns.id, JournalRow.Columns.hash] }

  init(row: Row) throws {
    self.init(
      row: try row.decode(forColumn: JournalRow.Columns.id),
      hash: try row.decode(Blob.self, forColumn: JournalRow.Columns.hash).bytes)
  }
}
