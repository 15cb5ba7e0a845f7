import Cases
import GRDB
import PassportRules
import Renewal
import Synchronization
import TestSupport
import Testing

/// What the box asks in its daily work costs the same after a thousand visits and after a million: no statement reads a table that
/// grows from end to end, and none sorts what an index has in order.
@Suite struct QueryPlanTests {
  /// The tables that grow with each visit.
  private static let growing: Set = ["journal", "cases", "flags", "assists", "payments", "dossiers", "checkpoints"]
  /// Indices over what waits, or is rare, and so stay short: to read one from end to end is to read what was asked for.
  private static let short: Set = [
    "flagsOpen", "flagsQueue", "casesUnended", "paymentsUnresolved", "paymentsOpen", "dossiersHeld", "dossiersOutbox",
    "dossiersSealedByStore", "journalOfBeginnings", "journalOfPurges", "journalOfClock",
    "journalOfAccounts",
  ]
  /// A purge takes what ended before a moment in the order of its numbers, or of its beginning: no index has both. It sorts what is due.
  /// What is parked is few, and gone after four days.
  private static let sorted = [
    "FROM cases WHERE endedAt <", "FROM flags INDEXED BY flagsOfBoxEnded", "FROM parked ORDER",
  ]

  let folder: StateFolder
  let clock = HandClock()
  let store: Store

  init() throws {
    folder = try StateFolder()
    store = try Store.audited(in: folder, clock)
    try store.addTechnician()
    try fill(from: 1)
    clock.advance(seconds: 91 * PurgeTests.day)
    try store.record(.opened)
  }

  /// A visit of each end, twice.
  private func fill(from number: Int) throws {
    for place in [number, number + 5] {
      let numbers = (place..<place + 5).map { CaseNumber($0) }
      try store.releaseSample(numbers[0])
      try store.acknowledge(numbers[0])
      try store.releaseSample(numbers[1])
      try store.holdSample(numbers[2])
      let open = payment(1, numbers[2])
      try store.record([.paymentIntended(open), .moneyOpen(open), .visitEnded(numbers[2], .moneyOpen)])
      try store.freeze(numbers[3])
      try store.keepNote(numbers[3], "waits for an officer", by: librarian)
      try store.park(numbers[3], sample, evidence: evidence(), until: clock.now() + 3_600_000)
      try store.record(.visitEnded(numbers[3], .parked))
      let stuck = Flag(.stuck, step: .photo)
      try store.record([
        .visitOpened(numbers[4], Language("da")), .flagRaised(numbers[4], stuck),
        .flagEnded(numbers[4], stuck, .retry, by: librarian, countersignedBy: nil),
        .assistEnded(numbers[4], .stuck, by: librarian, learned: true), .visitEnded(numbers[4], .stopped),
      ])
    }
  }

  /// With a control: without one of the indices some statement would.
  @Test func `nothing that the box does in its daily work reads what is over`() throws {
    let statements = try statements(of: work)
    #expect(statements.count > 80, "the work was not heard")
    let found = try store.testing.read { try faults(of: statements, $0) }
    #expect(found == [])
    for index in Self.needed {
      try store.testing.file.inTransaction { database in
        try database.execute(sql: "DROP INDEX \(index)")
        #expect(try !faults(of: statements, database).isEmpty, "\(index) is of no use")
        return .rollback
      }
    }
  }

  private static let needed = [
    "flagsQueue", "flagsOfBoxEnded", "casesEnded", "paymentsUnresolved", "dossiersHeld", "dossiersOutbox",
    "dossiersSealedByStore", "journalOfBeginnings", "journalOfPurges", "journalOfLogIns", "journalOfAccounts",
    "journalByTime", "journalByCase", "journalOfClock", "casesUnended",
  ]

  /// A look at everything takes one way through each table, and keeps none of it to sort.
  @Test func `an audit reads each table once, in an order that is there`() throws {
    let audit = try statements { _ = try store.testing.examined(with: testKey) }
    let sorts = try audit.sorted().filter { sql in
      // The box's own flags are few.
      guard !sql.contains("caseNumber IS NULL"), Self.growing.contains(where: { sql.contains("FROM \($0) ") }) else {
        return false
      }
      return try store.testing.read { try plan(of: sql, $0).contains { $0.hasPrefix("USE TEMP B-TREE FOR ORDER BY") } }
    }
    #expect(sorts == [])
  }

  // MARK: - The work

  /// A day: the start, the queue, visits, log-ins, the outbox, figures, a report, the night.
  private func work() throws {
    _ = try store.recover()
    store.signJournal(with: signingKey)
    try store.testing.sealOlderDossiers()
    _ = try store.queue()
    _ = try store.accounts()
    _ = try store.revoked(among: [officer, librarian])
    _ = try store.head()
    _ = try store.logIn(officer, pin: "314159")
    _ = try store.logIn(librarian, pin: "314159")
    try store.unlock(librarian, by: nil)
    _ = try store.logIn(librarian, pin: "271828")
    try fill(from: 101)
    let camera = Flag(.deviceFault, step: nil, device: .camera)
    try store.record([
      .flagRaised(nil, camera), .flagEnded(nil, camera, .putInService, by: technician, countersignedBy: nil),
    ])
    guard case .resumed = try store.resume(CaseNumber(104), by: officer, keep: { _ in PictureID(1) }) else {
      _ = Issue.record("the parked case is gone")
      return
    }
    _ = try store.outbox()
    _ = try store.contact(CaseNumber(102))
    try store.keepAttempts([CaseNumber(102)], nextTryAt: clock.now() + 1)
    try store.keepRejection(CaseNumber(107))
    _ = try store.sealedDossier(CaseNumber(102))
    _ = try store.figures()
    let end = clock.now() + 1
    let span = try #require(ReportSpan(first: day("2024-07-01"), starts: [end - 3_600_000, end]))
    _ = try store.report(span)
    _ = try store.parked()
    clock.advance(seconds: 7200)
    try store.expireParked()
    _ = try store.recoverySnapshot()
    _ = try store.purgePlan(PurgeTests.retention)
    try store.purge(PurgeTests.retention)
    clock.advance(seconds: 7200)
    try store.record(.opened)
    // The journal goes, and a second time from a row behind its beginning.
    for number in [2, 7] {
      try store.purge(Retention(cases: .seconds(3600), journal: .seconds(3600), backups: .seconds(3600)))
      _ = try? store.acknowledge(CaseNumber(number))
    }
    try store.checkpoint()
  }

  // MARK: - Plans

  /// What SQLite is asked meanwhile, as it was compiled.
  private func statements(of work: () throws -> Void) throws -> Set<String> {
    let heard = Heard()
    store.testing.file.writeWithoutTransaction { database in
      database.trace { event in
        if case .statement(let statement) = event { heard.add(statement.sql) }
      }
    }
    defer { store.testing.file.writeWithoutTransaction { $0.trace(options: []) } }
    try work()
    return heard.statements
  }

  private final class Heard: Sendable {
    private let all = Mutex<Set<String>>([])
    var statements: Set<String> { all.withLock { $0 } }

    func add(_ sql: String) {
      guard ["SELECT", "INSERT", "UPDATE", "DELETE"].contains(where: sql.hasPrefix) else { return }
      all.withLock { _ = $0.insert(sql) }
    }
  }

  private func plan(of sql: String, _ database: Database) throws -> [String] {
    let statement = try database.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
    statement.setUncheckedArguments(StatementArguments())
    return try Row.fetchAll(statement).map { $0["detail"] }
  }

  /// The steps that should not be, with their statements; one that cannot be compiled is one.
  private func faults(of statements: Set<String>, _ database: Database) throws -> [String] {
    try statements.sorted().flatMap { sql in
      do {
        return try plan(of: sql, database).filter { isFault($0, of: sql) }.map { "\($0): \(sql)" }
      } catch let error as DatabaseError {
        return ["\(error.message ?? ""): \(sql)"]
      }
    }
  }

  private func isFault(_ step: String, of sql: String) -> Bool {
    if step.hasPrefix("USE TEMP B-TREE") { return !Self.sorted.contains { sql.contains($0) } }
    // Nothing asks for the cases behind one: this is `IS NOT NULL`, and all of them.
    if step.contains("(caseNumber>?)") { return true }
    let words = step.split(separator: " ").map(String.init)
    guard words.first == "SCAN", words.count > 1, Self.growing.contains(words[1]) else { return false }
    // The first or last row of an index, or of the table, is no walk through it.
    if sql.hasSuffix("LIMIT 1"), !sql.contains("WHERE") { return false }
    return words.firstIndex(of: "INDEX").map { !Self.short.contains(words[$0 + 1]) } ?? true
  }
}
