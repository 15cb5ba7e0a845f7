import GRDB
import Renewal

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

/// A box's day, for staff who look at it.
package struct StoreDay: Hashable, Sendable {
  /// Visits that began; staff who logged in where nobody was are none.
  package let visits: Int
  /// Those that ended with a passport on its way.
  package let completed: Int
  /// Cases that are kept for later.
  package let parked: Int
  /// When the first of them is erased, Unix time in milliseconds.
  package let parkedUntil: Int?
  /// Dossiers that wait for the authority's acknowledgement.
  package let outbox: Int
}

extension Store {
  /// More visits than a box has in a day: numbers are counted up, and there is no index by time.
  private static let lately = "number > (SELECT max(number) FROM cases) - 500"

  /// The day that began at a moment, Unix time in milliseconds.
  package func day(since start: Int) throws(StoreError) -> StoreDay {
    try read { database in
      func count(_ sql: String, _ arguments: StatementArguments = []) throws -> Int? {
        try Int.fetchOne(database, sql: sql, arguments: arguments)
      }
      return StoreDay(
        visits: try count(
          """
          SELECT count(*) FROM cases
          WHERE \(Self.lately) AND openedAt >= ? AND NOT (ending IS ? AND consentAt IS NULL)
          """, [start, Ending.endedByStaff.name]) ?? 0,
        completed: try count(
          "SELECT count(*) FROM cases WHERE \(Self.lately) AND openedAt >= ? AND ending = ?",
          [start, Ending.completed.name]) ?? 0,
        parked: try count("SELECT count(*) FROM parked") ?? 0,
        parkedUntil: try count("SELECT min(until) FROM parked"),
        outbox: try count("SELECT count(*) FROM dossiers WHERE state = 'outbox'") ?? 0)
    }
  }

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
