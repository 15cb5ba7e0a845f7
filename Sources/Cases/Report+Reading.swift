import GRDB
import PassportRules
import Renewal

extension Store {
  /// The report of a span of days.
  package func report(_ span: ReportSpan) throws(StoreError) -> Report {
    let at = now()
    return try read { try Report.read(span, now: at, $0) }
  }
}

extension StoreReader {
  /// The report of a span of days; `now` is Unix time in milliseconds.
  package func report(_ span: ReportSpan, now: Int) throws(StoreError) -> Report {
    try read { try Report.read(span, now: now, $0) }
  }
}

extension Report {
  fileprivate static func read(_ span: ReportSpan, now: Int, _ database: Database) throws -> Report {
    let before = try Row.fetchOne(
      database,
      sql: """
        SELECT at, kind, detail ->> '$.reason' FROM journal
        WHERE kind IN ('closed', 'opened') AND at < ? ORDER BY at DESC, id DESC LIMIT 1
        """,
      arguments: [span.start]
    ).map { row in ReportRow(at: row[0], number: nil, kind: row[1], reason: row[2]) }
    var tally = ReportTally(span, before: before)
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT at, caseNumber, kind, detail ->> '$.flag', detail ->> '$.step', detail ->> '$.by', detail ->> '$.ending',
          detail ->> '$.reason', detail ->> '$.device', detail ->> '$.learned'
        FROM journal WHERE at >= ? AND at < ? ORDER BY at, id
        """,
      arguments: [span.start, span.end])
    while let row = try rows.next() {
      tally.take(
        ReportRow(
          at: row[0], number: row[1], kind: row[2], flag: row[3], step: row[4], by: row[5], ending: row[6],
          reason: row[7], device: row[8], learned: row[9]))
    }
    var report = tally.report(now: now)
    let first = try Row.fetchOne(database, sql: "SELECT id, at FROM journal ORDER BY id LIMIT 1")
    if let first, try first.decode(Int.self, atIndex: 0) > 1, try first.decode(Int.self, atIndex: 1) > span.start {
      report.purgedBefore = try first.decode(atIndex: 1)
    }
    return report
  }
}
