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
  /// Rows go through the tally one by one, as they come from the file; none of them is kept.
  fileprivate static func read(_ span: ReportSpan, now: Int, _ database: Database) throws -> Report {
    let service = [FactKind.closed, .opened].literals
    let before = try JournalRow.fetchOne(
      database, sql: "SELECT * FROM journal WHERE kind IN (\(service)) AND at < ? ORDER BY at DESC, id DESC LIMIT 1",
      arguments: [span.start])
    let first = try JournalRow.order(JournalRow.Columns.id).fetchOne(database)
    var tally = ReportTally(
      span, beginning: first.map { JournalBeginning(at: $0.at, isPurged: $0.id > 1) },
      before: before?.entry.flatMap { try? Fact($0) }, now: now)
    let rows = try Row.fetchCursor(
      database, sql: "SELECT at, kind, caseNumber, detail FROM journal WHERE at >= ? AND at < ? ORDER BY at, id",
      arguments: [span.start, span.end])
    while let row = try rows.next() {
      let kind: String = row[1]
      guard !ReportTally.isOfNoFigure(kind) else { continue }
      let number: Int? = row[2]
      let entry = JSON(written: row[3]).map { JournalEntry(number.map(CaseNumber.init), kind, $0) }
      if let fact = entry.flatMap({ try? JournalFact($0) }) {
        tally.count(fact, at: row[0])
      } else {
        tally.countUnread(kind)
      }
    }
    return tally.report()
  }
}
