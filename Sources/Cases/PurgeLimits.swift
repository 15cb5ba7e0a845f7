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

  /// The numbers of the cases that somebody must still act on, each reason by an index over what waits. The sign keeps SQLite from
  /// taking the index over all flags of cases.
  private static let waiting = """
    SELECT number FROM cases WHERE endedAt IS NULL
    UNION ALL SELECT caseNumber FROM payments WHERE \(PaymentRow.isUnresolved)
    UNION ALL SELECT caseNumber FROM flags WHERE closedAt IS NULL AND +caseNumber IS NOT NULL
    UNION ALL SELECT caseNumber FROM dossiers WHERE state = 'held'
    UNION ALL SELECT caseNumber FROM dossiers WHERE state = 'outbox'
    UNION ALL SELECT caseNumber FROM parked
    """

  /// The cases that ended before a moment and that nobody must act on.
  static let ripe = "cases WHERE endedAt < ? AND number NOT IN (\(waiting))"

  /// The last row of the prefix that one transaction takes; nothing when all rows stay.
  func lastRow(_ database: Database) throws -> JournalHead? {
    guard let first = try firstRow(database) else { return nil }
    let end = try firstKept(database, before: first + Self.batchOfRows).row
    guard end > first else { return nil }
    return try JournalHead.filter(JournalRow.Columns.id == end - 1).fetchOne(database)
  }

  /// What would go now, of a store and the backups beside it.
  func plan(_ database: Database, besideStore path: String) throws -> Purge {
    func count(_ rows: String) throws -> Int {
      try Int.fetchOne(database, sql: "SELECT count(*) FROM \(rows)", arguments: [cases]) ?? 0
    }
    func countOfRipe(_ table: String) throws -> Int {
      try count("(SELECT number FROM \(Self.ripe)) CROSS JOIN \(table) ON \(table).caseNumber = number")
    }
    var plan = Purge()
    plan.backups = PurgeBackups.old(besideStore: path, before: backups).count
    plan.cases = try count(Self.ripe)
    plan.flags = try countOfRipe("flags") + count("flags WHERE caseNumber IS NULL AND closedAt < ?")
    plan.assists = try countOfRipe("assists")
    plan.payments = try countOfRipe("payments")
    plan.logIns =
      try Int.fetchOne(database, sql: "SELECT count(*) FROM tries WHERE lastAt < ?", arguments: [logIns]) ?? 0
    plan.waiting = try Int.fetchAll(
      database, sql: "SELECT number FROM cases WHERE openedAt < ? AND number IN (\(Self.waiting)) ORDER BY number",
      arguments: [cases]
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
  /// Looks no further than a row before which the caller stops anyway.
  private func firstKept(_ database: Database, before bound: Int? = nil) throws -> (row: Int, young: Int) {
    let end = (try Int.fetchOne(database, sql: "SELECT max(id) FROM journal") ?? 0) + 1
    let bound = min(bound ?? end, end)
    let young =
      try Int.fetchOne(
        database, sql: "SELECT id FROM journal NOT INDEXED WHERE id < ? AND at >= ? ORDER BY id LIMIT 1",
        arguments: [bound, journal])
      ?? bound
    let waiting = try Int.fetchOne(
      database, sql: "SELECT min(id) FROM journal WHERE caseNumber IN (\(Self.waiting))")
    // A flag of the box alone is about no case; the row that raised it stays with it.
    let flag = try Int.fetchOne(
      database,
      sql: """
        SELECT min(journal.id) FROM flags CROSS JOIN journal ON journal.at = flags.raisedAt
        WHERE flags.caseNumber IS NULL AND flags.closedAt IS NULL
        """)
    return (min(young, waiting ?? young, flag ?? young), young)
  }
}
