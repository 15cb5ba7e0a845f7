import FoundationEssentials
import GRDB
import Renewal

/// What waits to be sent.
extension StoreReader {
  /// The dossiers that wait to be sent, the oldest first; `now` is Unix time in milliseconds.
  package func outbox(now: Int) throws(StoreError) -> [OutboxItem] {
    try read { database in
      try Self.refuseOlder(database)
      return try Store.outbox(at: now, database)
    }
  }

  /// The sealed bytes of a dossier that waits; nothing when none does for the case.
  package func sealedDossier(_ number: Int) throws(StoreError) -> [UInt8]? {
    try read { database in
      try Self.refuseOlder(database)
      return try Data.fetchOne(
        database, sql: "SELECT sealed FROM dossiers WHERE caseNumber = ? AND state = 'outbox'", arguments: [number])
    }.map(Array.init)
  }

  /// An older program sealed dossiers with the store's key.
  private static func refuseOlder(_ database: Database) throws {
    guard try Schema.migrator.hasCompletedMigrations(database) else { throw Refusal.olderStore }
  }
}
