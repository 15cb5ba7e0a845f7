import FoundationEssentials
import GRDB
import Renewal

/// Before when things go, in Unix milliseconds, and which of them must stay.
package struct PurgeLimits {
  let now: Int
  let cases: Int
  let journal: Int
  let logIns: Int
  let backups: Int

  /// How many cases, or flags, one transaction takes.
  static let batch = 500
  /// How many rows of the journal one transaction takes.
  package static let batchOfRows = 5000

  init(_ retention: Retention, now: Int) {
    self.now = now
    cases = now - retention.cases.count
    // A row goes with its case, or later.
    journal = now - max(retention.journal.count, retention.cases.count)
    logIns = now - PINPolicy.memory
    backups = now - retention.backups.count
  }

  /// Whether somebody must still act on a row of `cases`.
  static let waits = """
    (endedAt IS NULL
    OR EXISTS (SELECT 1 FROM payments WHERE caseNumber = number
      AND state IN (\(PaymentState.allCases.filter(\.isUnresolved).map { "'\($0.rawValue)'" }.joined(separator: ", "))))
    OR EXISTS (SELECT 1 FROM flags WHERE caseNumber = number AND closedAt IS NULL)
    OR EXISTS (SELECT 1 FROM dossiers WHERE caseNumber = number)
    OR EXISTS (SELECT 1 FROM parked WHERE caseNumber = number))
    """

  /// The last row of the prefix that one transaction takes; nothing when all rows stay.
  func lastRow(_ database: Database) throws -> JournalHead? {
    guard let first = try firstRow(database) else { return nil }
    let end = min(try firstKept(database).row, first + Self.batchOfRows)
    guard end > first else { return nil }
    return try JournalHead.filter(JournalRow.Columns.id == end - 1).fetchOne(database)
  }

  /// What would go now, of a store and the backups beside it.
  func plan(_ database: Database, besideStore path: String) throws -> Purge {
    func count(_ sql: String) throws -> Int { try Int.fetchOne(database, sql: sql, arguments: [cases]) ?? 0 }
    let ripe = "SELECT number FROM cases WHERE endedAt < ? AND NOT \(Self.waits)"
    var plan = Purge()
    plan.backups = PurgeBackups.old(besideStore: path, before: backups).count
    plan.cases = try count("SELECT count(*) FROM (\(ripe))")
    plan.flags =
      try count("SELECT count(*) FROM flags WHERE caseNumber IN (\(ripe))")
      + count("SELECT count(*) FROM flags WHERE caseNumber IS NULL AND closedAt < ?")
    plan.assists = try count("SELECT count(*) FROM assists WHERE caseNumber IN (\(ripe))")
    plan.payments = try count("SELECT count(*) FROM payments WHERE caseNumber IN (\(ripe))")
    plan.logIns =
      try Int.fetchOne(database, sql: "SELECT count(*) FROM tries WHERE lastAt < ?", arguments: [logIns]) ?? 0
    plan.waiting = try Int.fetchAll(
      database, sql: "SELECT number FROM cases WHERE openedAt < ? AND \(Self.waits) ORDER BY number", arguments: [cases]
    ).map(CaseNumber.init)
    guard let first = try firstRow(database) else { return plan }
    let kept = try firstKept(database)
    plan.rows = max(0, kept.row - first)
    plan.lastRow = plan.rows > 0 ? kept.row - 1 : 0
    plan.rowsHeld = kept.young - kept.row
    return plan
  }

  // MARK: - The journal

  private func firstRow(_ database: Database) throws -> Int? {
    try Int.fetchOne(database, sql: "SELECT min(id) FROM journal")
  }

  /// The first row that is young enough to stay, and the first that stays: no row of a case that waits goes, and none behind it.
  private func firstKept(_ database: Database) throws -> (row: Int, young: Int) {
    let end = (try Int.fetchOne(database, sql: "SELECT max(id) FROM journal") ?? 0) + 1
    let young =
      try Int.fetchOne(
        database, sql: "SELECT id FROM journal NOT INDEXED WHERE at >= ? ORDER BY id LIMIT 1", arguments: [journal])
      ?? end
    let waiting = try Int.fetchOne(
      database,
      sql: """
        SELECT min(journal.id) FROM cases JOIN journal ON journal.caseNumber = cases.number WHERE \(Self.waits)
        """)
    // A flag of the box alone is about no case; the row that raised it stays with it.
    let flag = try Int.fetchOne(
      database,
      sql: """
        SELECT min(id) FROM journal WHERE at >= (
          SELECT min(raisedAt) FROM flags WHERE caseNumber IS NULL AND closedAt IS NULL)
        """)
    return (min(young, waiting ?? young, flag ?? young), young)
  }
}
