import FoundationEssentials
import GRDB
import Synchronization

/// Checkpoints are signed by the box that holds the store; whoever only looks at it has no key.
extension Store {
  /// After how many rows a checkpoint is signed in any case.
  package static let checkpointEvery = 500

  /// Signs checkpoints with a key from now on.
  package func signJournal(with key: AuditKey) { auditKey.withLock { $0 = key } }

  /// Whether checkpoints are signed.
  package var signsJournal: Bool { auditKey.withLock { $0 != nil } }

  /// The journal's last row; nothing while it is empty.
  package func head() throws(StoreError) -> JournalHead? { try read { try Self.journalHead($0) } }

  /// After how long a checkpoint is signed although nothing else was written, in milliseconds: a box that is on writes something each
  /// day, and so knows by its newest fact how long it was off.
  private static let checkpointPause = 12 * 3_600_000

  /// Signs the journal as it stands, unless nothing was written since the last time and that is not long ago, and tells the head.
  @discardableResult
  package func checkpoint() throws(StoreError) -> JournalHead? {
    let at = now()
    return try write { database in
      guard let key = auditKey.withLock({ $0 }), let head = try Self.journalHead(database) else {
        return try Self.journalHead(database)
      }
      let last = try lastCheckpoint(database)
      if let last, last.row == head.row, last.publicKey.bytes == key.publicKey, abs(at - last.at) < Self.checkpointPause
      {
        return head
      }
      return try sign(with: key, at: at, database)
    }
  }

  // MARK: - Parts

  static func journalHead(_ database: Database) throws -> JournalHead? {
    let head = try database.cachedStatement(sql: "SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1")
    return try JournalHead.fetchOne(head)
  }

  /// Signs a checkpoint when the last one is long ago.
  func signIfDue(_ head: JournalHead, at: Int, _ database: Database) throws {
    guard let key = auditKey.withLock({ $0 }),
      head.row - (try lastCheckpoint(database)?.row ?? 0) >= Self.checkpointEvery
    else { return }
    try sign(with: key, at: at, database)
  }

  /// Appends a checkpoint's row and signs it; `purging` is the last row that shall go, if any shall.
  @discardableResult
  func sign(with key: AuditKey, purging: JournalHead? = nil, at: Int, _ database: Database) throws -> JournalHead {
    let purged = try purging ?? lastCheckpoint(database)?.purged ?? .none
    let head = try Self.add(
      StoreFact.checkpoint(purgedTo: purged.row).entry, at: at, database)
    let checkpoint = try Checkpoint(head, at: at, purged: purged, by: key)
    try database.run(
      sql: """
        INSERT INTO checkpoints (row, hash, at, purgedTo, purgedHash, publicKey, signature) VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        head.row, Data(head.hash), at, purged.row, Data(purged.hash), Data(checkpoint.publicKey),
        Data(checkpoint.signature),
      ])
    return head
  }

  func lastCheckpoint(_ database: Database) throws -> CheckpointRow? {
    try CheckpointRow.rows(database, "ORDER BY row DESC LIMIT 1", []).first
  }
}
