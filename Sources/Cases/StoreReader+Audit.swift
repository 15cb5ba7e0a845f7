import GRDB
package import Renewal

/// The journal, for an audit.
extension StoreReader {
  /// Follows the whole chain, with heads that were kept elsewhere and with the public keys that may have signed; without keys
  /// those in the store are taken as they are. Then compares the tables with what the journal says, the schema with the program's
  /// own, and with the store's key what is sealed and tagged. SQLite looks through the whole file besides.
  package func verify(
    heads: [JournalHead] = [], keys: [[UInt8]] = [], storeKey: StoreKey? = nil
  ) throws(StoreError) -> AuditReport {
    try read { database in
      var examination = AuditExamination(heads: heads, keys: keys)
      var report = try examination.run(database)
      do {
        var records = RecordExamination()
        try records.run(database, purgedTo: report.purged.row, key: storeKey)
        report.differences = Array(records.differences.prefix(AuditReport.mostFindings))
        report.findings = Array((report.findings + records.impossible).prefix(AuditReport.mostFindings))
        report.findings.sort { $0.row < $1.row }
        report.sawSeals = storeKey != nil
      } catch let error as DatabaseError {
        report.damage.append(error.message ?? "the tables cannot be read")
      } catch is RowDecodingError {
        report.damage.append("a table does not have the columns or types it must have")
      }
      do {
        let found = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)")
        if found != ["ok"] { report.damage += found }
      } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
        report.damage.append(error.message ?? "the file is malformed")
      }
      return report
    }
  }

  /// Hands out the rows written from a moment on and before another, in their order; Unix times in milliseconds.
  package func rows(from start: Int, to end: Int, _ take: (JournalRow) throws -> Void) throws(StoreError) {
    try read { database in
      let rows = try JournalRow.fetchCursor(
        database, sql: "SELECT * FROM journal NOT INDEXED WHERE at >= ? AND at < ? ORDER BY id",
        arguments: [start, end])
      while let row = try rows.next() { try take(row) }
    }
  }

  /// The checkpoints in their order; none from before they were kept.
  package func checkpoints() throws(StoreError) -> [Checkpoint] {
    try read { database in
      guard try database.tableExists("checkpoints") else { return [] }
      return try ExaminedRow<Checkpoint>.fetchAll(database, sql: "SELECT * FROM checkpoints ORDER BY row")
        .compactMap(\.content)
    }
  }

  /// What a purge would take now, Unix time in milliseconds.
  package func purgePlan(_ retention: Retention, now: Int) throws(StoreError) -> Purge {
    let limits = PurgeLimits(retention, now: now)
    return try read { try limits.plan($0, besideStore: path) }
  }
}
