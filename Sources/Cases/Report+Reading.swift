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
    let service = [FactKind.closed, .opened].literals
    let before = try JournalRow.fetchOne(
      database, sql: "SELECT * FROM journal WHERE kind IN (\(service)) AND at < ? ORDER BY at DESC, id DESC LIMIT 1",
      arguments: [span.start])
    var tally = ReportTally(span, before: before?.entry.flatMap { try? Fact($0) })
    let rows = try JournalRow.fetchCursor(
      database, sql: "SELECT * FROM journal WHERE at >= ? AND at < ? ORDER BY at, id",
      arguments: [span.start, span.end])
    while let row = try rows.next() { tally.count(row) }
    var report = tally.report(now: now)
    let first = try Row.fetchOne(database, sql: "SELECT id, at FROM journal ORDER BY id LIMIT 1")
    if let first, try first.decode(Int.self, atIndex: 0) > 1, try first.decode(Int.self, atIndex: 1) > span.start {
      report.purgedBefore = try first.decode(atIndex: 1)
    }
    return report
  }
}
