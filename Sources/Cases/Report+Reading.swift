import GRDB
import Glibc
import PassportRules
import Renewal

extension Store {
  /// The report of a span of days.
  package func report(_ span: ReportSpan) throws(StoreError) -> Report {
    let at = now()
    return try read { try Report.read(span, now: at, $0) }
  }
}

extension Report {
  /// The report of a state folder's store, which is opened for reading alone, while a box runs on it or not; nothing when
  /// there is no store.
  ///
  /// It needs neither the folder's lock nor the store's key: a report has nothing that is sealed. `now` is Unix time in
  /// milliseconds.
  package static func read(folder: String, _ span: ReportSpan, now: Int) throws(StoreError) -> Report? {
    let path = folder + "/pasboks.sqlite"
    guard access(path, F_OK) == 0 else {
      guard errno == ENOENT else { throw StoreError(errno: errno, path: path) }
      return nil
    }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(2)
    configuration.label = "pasboks report"
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      let report = try queue.read { database in
        guard try Schema.migrator.hasBeenSuperseded(database) == false else {
          let writer = try String.fetchOne(database, sql: "SELECT value FROM meta WHERE name = 'program'")
          throw StoreError.newerVersion(writtenBy: writer ?? "a newer program", path: path)
        }
        return try read(span, now: now, database)
      }
      try queue.close()
      return report
    } catch {
      throw StoreError(error, path: path)
    }
  }

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
