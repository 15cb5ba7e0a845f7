import FoundationEssentials
import GRDB
package import Renewal
import Synchronization

/// What a purge took, or would take.
package struct Purge: Hashable, Sendable {
  /// Cases.
  package var cases = 0
  /// Their flags, and the box's own.
  package var flags = 0
  /// Assists.
  package var assists = 0
  /// Payments.
  package var payments = 0
  /// Numbers with wrong PINs.
  package var logIns = 0
  /// Rows of the journal.
  package var rows = 0
  /// The last row of the journal that went, 0 when none did.
  package var lastRow = 0
  /// Backups in the folder `backups` beside the store.
  package var backups = 0
  /// Cases that are old enough, and stay because somebody must still act on them.
  package var waiting: [CaseNumber] = []
  /// Rows of the journal that are old enough, and stay because of a case that waits.
  package var rowsHeld = 0

  /// Whether nothing went.
  package var isEmpty: Bool { cases + flags + assists + payments + logIns + rows + backups == 0 }
}

extension Store {
  /// Deletes what is older than it may be, and takes it out of the file, its write-ahead log and its free pages.
  ///
  /// Nothing goes that somebody must still act on: open money, visits that go on, parked cases, dossiers that are held or not
  /// acknowledged, open flags, and the journal from the first row of such a case on. Goes in bounded transactions, each
  /// whole and under a signed checkpoint of its own; a stop in between loses nothing, and the next purge goes on. Without a
  /// key to sign with the journal stays. A file of more bytes than `most` is not written anew each time.
  @discardableResult
  package func purge(_ retention: Retention, rewriting most: Int = 64 << 20) throws(StoreError) -> Purge {
    let limits = PurgeLimits(retention, now: now())
    let lastFactAt = try read { try Int.fetchOne($0, sql: "SELECT at FROM journal ORDER BY id DESC LIMIT 1") }
    guard try !read({ try isClockDoubted(lastFactAt, at: limits.now, $0) }) else { throw .refused(.clockDoubted) }
    var purge = Purge()
    var goesOn = true
    while goesOn {
      let step = try write { try purgeStep(limits, $0) }
      goesOn = !step.isEmpty
      purge.add(step)
    }
    try vacuumIfDue(most)
    if path != "memory" { Self.removeAbandonedCopy(besideStore: path) }
    for file in PurgeBackups.old(besideStore: path, before: limits.backups) {
      try DurableFile.remove(file)
      purge.backups += 1
    }
    let left = try read { try limits.plan($0, besideStore: path) }
    purge.waiting = left.waiting
    purge.rowsHeld = left.rowsHeld
    return purge
  }

  /// What a purge would take now.
  package func purgePlan(_ retention: Retention) throws(StoreError) -> Purge {
    let limits = PurgeLimits(retention, now: now())
    return try read { try limits.plan($0, besideStore: path) }
  }

  // MARK: - Steps

  /// Takes one batch of everything, in one transaction.
  private func purgeStep(_ limits: PurgeLimits, _ database: Database) throws -> Purge {
    let at = limits.now
    var step = try deleteCases(before: limits.cases, most: PurgeLimits.batch, database)
    step.flags += try Self.deleteFlagsOfBox(before: limits.cases, database)
    step.logIns = try forgetOldTries(at: at, database)
    let key = auditKey.withLock { $0 }
    let last = key == nil ? nil : try limits.lastRow(database)
    step.lastRow = last?.row ?? 0
    guard !step.isEmpty || last != nil else { return step }

    try database.run(sql: "INSERT INTO meta VALUES ('vacuumDue', ?) ON CONFLICT DO NOTHING", arguments: [at])
    // The rows that go are not there any more to tell what is left of them.
    let state = try last.map { try stateAfter($0, database) }
    let fact = StoreFact.purged(PurgedRows(counts: step, before: limits.cases, state: state))
    try Self.add(fact.entry, at: at, database)
    guard let key else { return step }
    try sign(with: key, purging: last, at: at, database)
    guard let last else { return step }
    try database.run(sql: "DELETE FROM journal WHERE id <= ?", arguments: [last.row])
    step.rows = database.changesCount
    try database.run(sql: "DELETE FROM checkpoints WHERE row <= ?", arguments: [last.row])
    return step
  }

  /// What is left of the rows of the journal up to one of them.
  private func stateAfter(_ last: JournalHead, _ database: Database) throws -> JSON {
    var replay = try JournalReplay()
    try replay.read(database, purgedTo: try lastCheckpoint(database)?.purged.row ?? 0, through: last.row)
    return try replay.look { state in
      // What no later row is about does not come again.
      let later = try Int.fetchAll(state, sql: "SELECT number FROM cases ORDER BY number").filter { number in
        try Bool.fetchOne(
          database, sql: "SELECT 1 FROM journal WHERE caseNumber = ? AND id > ? LIMIT 1",
          arguments: [number, last.row]) ?? false
      }
      return try RecordSnapshot.make(state, cases: later)
    }
  }

  /// Deletes the box's own flags that were closed before a moment, the oldest first, and tells how many.
  static func deleteFlagsOfBox(before: Int, _ database: Database) throws -> Int {
    try database.run(
      sql: """
        DELETE FROM flags WHERE id IN (
          SELECT id FROM flags INDEXED BY flagsOfBoxEnded WHERE caseNumber IS NULL AND closedAt < ?
          ORDER BY raisedAt, code LIMIT ?)
        """, arguments: [before, PurgeLimits.batch])
    return database.changesCount
  }

  /// Deletes the cases that ended before a moment and that nobody must act on, the lowest numbers first, and tells what went.
  func deleteCases(before: Int, most: Int, _ database: Database) throws -> Purge {
    // The sign lets SQLite sort the few that are due: in the order of the table it would read all that are not.
    let numbers = try Int.fetchAll(
      database, sql: "SELECT number FROM \(PurgeLimits.ripe) ORDER BY +number LIMIT ?", arguments: [before, most])
    guard !numbers.isEmpty else { return Purge() }
    let these = "(\(databaseQuestionMarks(count: numbers.count)))"
    func delete(_ table: String, _ column: String = "caseNumber") throws -> Int {
      try database.execute(
        sql: "DELETE FROM \(table) WHERE \(column) IN \(these)", arguments: StatementArguments(numbers))
      return database.changesCount
    }
    var gone = Purge()
    gone.flags = try delete("flags")
    gone.assists = try delete("assists")
    gone.payments = try delete("payments")
    _ = try delete("notes")
    gone.cases = try delete("cases", "number")
    return gone
  }

  // MARK: - The file

  /// Empties the write-ahead log, and writes the file anew without what was deleted; tried again next time when it cannot be.
  ///
  /// What is deleted is overwritten where it lies (`secure_delete`). Only where SQLite had moved rows between pages can a piece of one
  /// be left, and writing the file anew takes as long as the file is large: a large one is rid of it once a month.
  private func vacuumIfDue(_ most: Int) throws(StoreError) {
    let since = try read { try Int.fetchOne($0, sql: "SELECT value FROM meta WHERE name = 'vacuumDue'") }
    guard let since else { return }
    do {
      try file.writeWithoutTransaction { database in
        let isSmall = try Self.size(database) <= most
        guard isSmall || now() - since >= Self.rewritingPause else {
          _ = try emptyLog(database)
          return
        }
        // What SQLite puts aside meanwhile must not reach another disk; only a store of unusual size does.
        try database.execute(sql: "PRAGMA temp_store = \(isSmall ? "MEMORY" : "DEFAULT")")
        try database.execute(sql: "VACUUM")
        try database.execute(sql: "PRAGMA temp_store = DEFAULT")
        guard try emptyLog(database) else { return }
        try database.run(sql: "DELETE FROM meta WHERE name = 'vacuumDue'")
        _ = try emptyLog(database)
      }
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Brings the write-ahead log into the file and cuts it to nothing; false while somebody reads an older state.
  private func emptyLog(_ database: Database) throws -> Bool {
    // Its first column: whether somebody was in the way.
    try Int.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)") == 0
  }

  /// After how long a large file is written anew, in milliseconds.
  private static let rewritingPause = 30 * 86_400_000
}

extension Purge {
  fileprivate mutating func add(_ step: Purge) {
    cases += step.cases
    flags += step.flags
    assists += step.assists
    payments += step.payments
    logIns += step.logIns
    rows += step.rows
    lastRow = max(lastRow, step.lastRow)
  }
}
