import GRDB

/// How much waits in the store, for whoever watches the box from afar.
package struct StoreFigures: Hashable, Sendable {
  /// Dossiers that wait for the authority's acknowledgement.
  package let outbox: Int
  /// Since when the oldest of them does, Unix time in milliseconds.
  package let outboxSince: Int?
  /// Cases that are kept for later.
  package let parked: Int
  /// Payments that are open money.
  package let openMoney: Int
  /// The journal's last row.
  package let journalRow: Int
}

extension Store {
  /// How much waits.
  package func figures() throws(StoreError) -> StoreFigures {
    try read { database in
      func count(_ sql: String) throws -> Int { try Int.fetchOne(database, sql: sql) ?? 0 }
      return StoreFigures(
        outbox: try count("SELECT count(*) FROM dossiers WHERE state = 'outbox'"),
        outboxSince: try Int.fetchOne(database, sql: "SELECT min(releasedAt) FROM dossiers WHERE state = 'outbox'"),
        parked: try count("SELECT count(*) FROM parked"),
        openMoney: try count("SELECT count(*) FROM payments WHERE state = 'open'"),
        journalRow: try count("SELECT max(id) FROM journal"))
    }
  }
}
