import FoundationEssentials
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

extension Checkpoint {
  /// Reads a row of the table; a value of another type or length is none.
  init?(_ row: Row) {
    guard let place = row.integer("row"), let hash = row.bytes("hash", 32), let at = row.integer("at"),
      let purgedTo = row.integer("purgedTo"), let purgedHash = row.bytes("purgedHash", 32),
      let publicKey = row.bytes("publicKey", 32), let signature = row.bytes("signature", 64)
    else { return nil }
    head = JournalHead(row: place, hash: hash)
    self.at = at
    purged = JournalHead(row: purgedTo, hash: purgedHash)
    self.publicKey = publicKey
    self.signature = signature
  }
}

/// Values as they are stored: SQLite would turn one type into another, and an auditor must not.
extension Row {
  /// A whole number that is stored as one.
  func integer(_ column: String) -> Int? {
    guard case .int64(let number)? = (self[column] as DatabaseValue?)?.storage else { return nil }
    return Int(number)
  }

  /// A text that is stored as one.
  func text(_ column: String) -> String? {
    guard case .string(let text)? = (self[column] as DatabaseValue?)?.storage else { return nil }
    return text
  }

  /// So many bytes that are stored as such.
  func bytes(_ column: String, _ count: Int) -> [UInt8]? {
    guard case .blob(let data)? = (self[column] as DatabaseValue?)?.storage, data.count == count else { return nil }
    return Array(data)
  }

  /// Whether nothing is stored.
  func isNull(_ column: String) -> Bool { (self[column] as DatabaseValue?)?.isNull == true }
}
