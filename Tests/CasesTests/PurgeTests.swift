import Cases
import Foundation
import GRDB
import Glibc
import PassportRules
import Renewal
import TestSupport
import Testing

@Suite struct PurgeTests {
  static let day = 86_400
  static let retention = Retention(
    cases: .seconds(90 * day), journal: .seconds(400 * day), backups: .seconds(30 * day))
  let folder: StateFolder
  let clock = HandClock()

  init() throws { folder = try StateFolder() }

  /// A visit with an assist and a flag, in a language that no other has.
  private func visit(_ number: CaseNumber, in store: Store, _ language: String = "zq") throws {
    try store.record([
      .visitOpened(number, Language(language)), .consentGiven(number), .flagRaised(number, Flag(.stuck, step: .photo)),
      .staffArrived(number, librarian, .librarian), .assistEnded(number, .stuck, by: librarian, learned: true),
      .staffLeft(number, librarian), .stepDone(number, .photo), .visitEnded(number, .stopped),
    ])
  }

  /// A visit that is paid, its dossier acknowledged.
  private func paidVisit(_ number: CaseNumber, in store: Store) throws {
    try store.holdSample(number)
    try store.approve(number)
    try store.capture(number, payment(1, number))
    try store.record(.visitEnded(number, .completed))
    try store.acknowledge(number)
  }

  /// Days go by; a box that is on writes something each of them, and here the last of it is enough.
  private func pass(days: Int, in store: Store) throws {
    clock.advance(seconds: days * Self.day)
    try store.record(.opened)
  }

  @Test func `the open copy of a backup that was killed goes, and one that is being made stays`() throws {
    let store = try Store.audited(in: folder, clock)
    let copy = folder.path + "/backup.part"
    try Data("half a copy".utf8).write(to: URL(fileURLWithPath: copy))
    let descriptor = open(copy, O_RDWR)
    #expect(flock(descriptor, LOCK_EX) == 0)
    try store.purge(Self.retention)
    #expect(FileManager.default.fileExists(atPath: copy))
    close(descriptor)
    try store.purge(Self.retention)
    #expect(!FileManager.default.fileExists(atPath: copy))
  }

  @Test func `what is old enough goes, and what is younger stays`() throws {
    let store = try Store.audited(in: folder, clock)
    try store.addTechnician()
    try visit(first, in: store)
    try paidVisit(CaseNumber(2), in: store)
    try store.record([
      .flagRaised(nil, Flag(.deviceFault, step: nil, device: .camera)),
      .flagEnded(
        nil, Flag(.deviceFault, step: nil, device: .camera), .putInService, by: technician, countersignedBy: nil),
    ])
    clock.advance(seconds: 60 * Self.day)
    try visit(CaseNumber(3), in: store)
    try pass(days: 31, in: store)
    let rows = try store.count("journal")

    let plan = try store.purgePlan(Self.retention)
    #expect(plan.cases == 2 && plan.flags == 2 && plan.assists == 1 && plan.payments == 1 && plan.rows == 0)
    #expect(try store.count("cases") == 3, "a plan takes nothing")
    #expect(try store.purge(Self.retention) == plan)
    #expect(try store.testing.read { try Int.fetchAll($0, sql: "SELECT number FROM cases") } == [3])
    #expect(try store.count("flags") == 1)
    #expect(try store.count("assists") == 1)
    #expect(try store.count("payments") == 0)
    #expect(try store.count("journal") == rows + 2)
    #expect(try store.journal().suffix(2).map(\.kind) == ["purged", "checkpoint"])
    #expect(try store.purge(Self.retention).isEmpty)
    #expect(try store.count("journal") == rows + 2, "nothing to take is nothing to tell")
    try store.record(.visitOpened(CaseNumber(4), Language("da")))
    #expect(throws: StoreError.refused(.numberUsed)) { try store.record(.visitOpened(first, Language("da"))) }
    try store.examine()
  }

  @Test func `a purged journal is whole, begins after what was purged, and says so`() throws {
    let store = try Store.audited(in: folder, clock)
    try visit(first, in: store)
    let last = try #require(try store.journal().last)
    clock.advance(seconds: 300 * Self.day)
    try visit(CaseNumber(2), in: store, "da")
    try store.checkpoint()
    try pass(days: 101, in: store)
    let purge = try store.purge(Self.retention)
    #expect(purge.lastRow == last.id && purge.rows == last.id)
    #expect(try store.journal().first?.id == last.id + 1)
    #expect(
      try store.verify() == .whole(rows: try #require(try store.head()).row, head: try #require(try store.head()).hash))
    try visit(CaseNumber(3), in: store, "da")
    try store.checkpoint()
    try store.close()

    let report = try folder.audit(heads: [
      JournalHead(row: last.id, hash: last.hash), JournalHead(row: last.id - 1, hash: last.previous),
    ])
    #expect(report.isWhole)
    #expect(report.purged == JournalHead(row: last.id, hash: last.hash))
    #expect(report.headsPurged == 2)
    #expect(
      try folder.audit(heads: [JournalHead(row: last.id, hash: last.previous)]).findings
        == [AuditFinding(row: last.id, fault: .headDiffers)])
    // The rest of the prefix cannot be taken by anybody else.
    try folder.forge("DELETE FROM journal WHERE id <= \(last.id + 2)")
    #expect(
      try folder.audit().broken == [AuditFinding(row: last.id + 1, fault: .missing(through: last.id + 2))])
  }

  /// Every byte of database and write-ahead log, beside a running store and after it.
  @Test func `what was purged is in no file of the folder`() throws {
    let store = try Store.audited(in: folder, clock)
    for number in 1...80 { try visit(CaseNumber(number), in: store) }
    let gone = try store.journal()
    clock.advance(seconds: 401 * Self.day)
    for number in 81...85 { try visit(CaseNumber(number), in: store, "da") }
    let found = try search(gone, "zq")
    #expect(found == gone.count + 1, "the search must be able to find them")
    let size = try folder.bytes()["pasboks.sqlite"]?.count ?? 0
    #expect(try store.purge(Self.retention).rows == gone.count)
    #expect(try search(gone.dropLast(), "zq") == 0)
    #expect(try folder.bytes()["pasboks.sqlite-wal"]?.count == 0)
    #expect(try folder.bytes()["pasboks.sqlite"]?.count ?? 0 < size)
    try store.close()
    #expect(try search(gone.dropLast(), "zq") == 0)
  }

  @Test func `a large file is not written anew each time, and what was purged is in it no more`() throws {
    let store = try Store.audited(in: folder, clock)
    for number in 1...80 { try visit(CaseNumber(number), in: store) }
    let gone = try store.journal()
    try pass(days: 401, in: store)
    let size = try folder.bytes()["pasboks.sqlite"]?.count ?? 0
    #expect(try store.purge(Self.retention, rewriting: 0).rows == gone.count)
    #expect(try search(gone.dropLast(), "zq") == 0)
    #expect(try folder.bytes()["pasboks.sqlite-wal"]?.count == 0)
    #expect(try folder.bytes()["pasboks.sqlite"]?.count ?? 0 >= size)
    #expect(try store.count("meta WHERE name = 'vacuumDue'") == 1)

    try pass(days: 29, in: store)
    try store.purge(Self.retention, rewriting: 0)
    #expect(try store.count("meta WHERE name = 'vacuumDue'") == 1)
    try pass(days: 1, in: store)
    try store.purge(Self.retention, rewriting: 0)
    #expect(try store.count("meta WHERE name = 'vacuumDue'") == 0)
    #expect(try folder.bytes()["pasboks.sqlite"]?.count ?? 0 < size)
  }

  /// How many of the rows' hashes, and the language, are in some file; the last row's hash stays as what the next one follows.
  private func search(_ rows: some Sequence<JournalRow>, _ language: String) throws -> Int {
    let files = try folder.bytes().values
    let wanted = rows.map { Data($0.hash) } + [Data("\"language\":\"\(language)\"".utf8)]
    return wanted.count { part in files.contains { $0.range(of: part) != nil } }
  }

  @Test func `what a stop left in the free pages goes with the next purge`() throws {
    let store = try Store.audited(in: folder, clock)
    try visit(first, in: store)
    try store.force("INSERT INTO meta VALUES ('vacuumDue', 1)")
    try store.purge(Self.retention)
    #expect(try store.count("meta WHERE name = 'vacuumDue'") == 0)
    #expect(try folder.bytes()["pasboks.sqlite-wal"]?.count == 0)
  }

  @Test func `somebody who reads an older state delays the end, and loses nothing`() throws {
    let store = try Store.audited(in: folder, clock)
    try visit(first, in: store)
    try pass(days: 401, in: store)
    let beside = try DatabaseQueue(path: folder.database)
    try beside.inDatabase { database in
      try database.beginTransaction(.deferred)
      _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM journal")
      #expect(throws: Never.self) { try store.purge(Self.retention) }
      #expect(try store.count("meta WHERE name = 'vacuumDue'") == 1)
      try database.commit()
    }
    try beside.close()
    #expect(try store.purge(Self.retention).isEmpty)
    #expect(try store.count("meta WHERE name = 'vacuumDue'") == 0)
  }

  @Test func `a report says from when on its figures are`() throws {
    let store = try Store.audited(in: folder, clock)
    try visit(first, in: store)
    clock.advance(seconds: 400 * Self.day)
    let kept = clock.now()
    try visit(CaseNumber(2), in: store)
    let reader = try #require(try StoreReader(folder: folder.path))
    let firstOfMay = 1_714_521_600_000
    let span = try #require(
      ReportSpan(first: Self.firstOfMay2024, starts: (0...457).map { firstOfMay + $0 * Self.day * 1000 }))
    func report() throws -> Report { try reader.report(span, now: kept + 90 * Self.day * 1000) }
    #expect(try report().months.count == 15)
    #expect(try report().months.reduce(0) { $0 + $1.visits.all } == 2)
    #expect(try report().beginning?.isPurged == false)
    clock.advance(seconds: 1)
    try store.purge(Self.retention)
    #expect(try report().beginning == JournalBeginning(at: kept, isPurged: true))
    #expect(
      try report().months.map { $0.first.description } == ["2025-07-01"],
      "of the month in which the journal now begins not all is there")
  }

  private static let firstOfMay2024 = CivilDate(year: 2024, month: 5, day: 1) ?? .first

  @Test func `old backups beside the store go, and nothing that is none`() throws {
    let store = try Store.audited(in: folder, clock)
    try store.close()
    let backups = folder.path + "/backups"
    try FileManager.default.createDirectory(atPath: backups, withIntermediateDirectories: false)
    for name in ["old.backup", "young.backup"] {
      _ = try Store.backUp(
        folder: folder.path, to: "\(backups)/\(name)", key: testKey, program: "pasboks 0.1 test", now: clock.now())
    }
    try Data("notes about PASBOKS-BACKUP".utf8).write(to: URL(fileURLWithPath: backups + "/notes.backup"))
    for (name, days) in [("old.backup", 31), ("young.backup", 29), ("notes.backup", 900)] {
      let written = Date(timeIntervalSince1970: Double(clock.now() / 1000 - days * Self.day))
      try FileManager.default.setAttributes([.modificationDate: written], ofItemAtPath: "\(backups)/\(name)")
    }
    let again = try Store.opened(in: folder, clock)
    #expect(try again.purgePlan(Self.retention).backups == 1)
    #expect(try again.purge(Self.retention).backups == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: backups).sorted() == ["notes.backup", "young.backup"])
  }

  // MARK: What waits

  @Test func `nothing goes that somebody must still act on, nor the journal from there on`() throws {
    let store = try Store.audited(in: folder, clock)
    try visit(first, in: store)
    let before = try #require(try store.head()).row
    // Held, in the outbox, open money, parked, a flag that outlives its visit, and a visit that goes on.
    try store.holdSample(CaseNumber(2))
    try store.record(.visitEnded(CaseNumber(2), .stopped))
    try store.holdSample(CaseNumber(3))
    try store.approve(CaseNumber(3))
    try store.capture(CaseNumber(3), payment(1, CaseNumber(3)))
    try store.record(.visitEnded(CaseNumber(3), .completed))
    try store.holdSample(CaseNumber(4))
    try store.record([.paymentIntended(payment(1, CaseNumber(4))), .moneyOpen(payment(1, CaseNumber(4)))])
    try store.record(.visitEnded(CaseNumber(4), .moneyOpen))
    try store.freeze(CaseNumber(5))
    try store.park(CaseNumber(5), sample, evidence: evidence(), until: clock.now() + 1000)
    try store.record(.visitEnded(CaseNumber(5), .parked))
    try store.record([
      .visitOpened(CaseNumber(6), Language("da")),
      .flagRaised(CaseNumber(6), Flag(.documentLeftBehind, step: .document, holding: .documentInReader)),
      .visitEnded(CaseNumber(6), .timedOut), .visitOpened(CaseNumber(7), Language("da")),
    ])
    try visit(CaseNumber(8), in: store)
    try pass(days: 1000, in: store)
    let kept = try ["dossiers", "parked", "payments"].map { try store.count($0) }

    let purge = try store.purge(Self.retention)
    let held = try store.count("dossiers WHERE caseNumber = 2") == 1
    #expect(purge.waiting.map(\.number) == (held ? [2, 3, 4, 5, 6, 7] : [3, 4, 5, 6, 7]))
    #expect(purge.cases == 8 - purge.waiting.count)
    #expect(try ["dossiers", "parked", "payments"].map { try store.count($0) } == kept)
    #expect(try store.count("flags WHERE closedAt IS NULL") == 2)
    let firstKept = try #require(try store.journal().first)
    #expect(firstKept.id >= before + 1 && firstKept.caseNumber == purge.waiting.first?.number)
    #expect(purge.rowsHeld > 0)
    #expect(try folder.audit().isWhole)
  }

  @Test func `a flag of the box keeps the row that raised it`() throws {
    let store = try Store.audited(in: folder, clock)
    try visit(first, in: store)
    clock.advance(seconds: Self.day)
    try store.record(.flagRaised(nil, Flag(.deviceFault, step: nil, device: .camera)))
    let raised = try #require(try store.head()).row
    try pass(days: 500, in: store)
    #expect(try store.purge(Self.retention).lastRow == raised - 1)
    #expect(try store.queue().count == 1)
  }

  // MARK: The journal's own rule

  @Test func `without a key to sign with the journal stays`() throws {
    let store = try Store.opened(in: folder, clock)
    try store.addStaff()
    try visit(first, in: store)
    try pass(days: 500, in: store)
    let purge = try store.purge(Self.retention)
    #expect(purge.cases == 1 && purge.rows == 0)
    #expect(try store.journal().first?.id == 1)
  }

  @Test func `only the first rows can go, and only up to where a checkpoint says`() throws {
    let store = try Store.audited(in: folder, clock)
    for number in 1...3 { try visit(CaseNumber(number), in: store) }
    try store.checkpoint()
    let row = try #require(try store.journal(from: 5).first)
    let fifth = JournalHead(row: 5, hash: row.hash)
    try store.testing.write { try store.testing.sign(with: signingKey, purging: fifth, at: 5, $0) }
    for sql in [
      "DELETE FROM journal WHERE id = 6", "DELETE FROM journal WHERE id = 5", "DELETE FROM journal WHERE id IN (1, 3)",
      "DELETE FROM journal WHERE id <= 6", "DELETE FROM journal", "DELETE FROM checkpoints",
    ] {
      #expect(throws: StoreError.refused(.appendOnly), "\(sql)") { try store.force(sql) }
    }
    try store.force("DELETE FROM journal WHERE id <= 5")
    guard case .whole = try store.verify() else { return _ = Issue.record("the chain broke") }
    // Neither can the mark be moved back, nor set to a hash that no row had.
    for purged in [JournalHead.none, JournalHead(row: 6, hash: row.hash), JournalHead(row: 5, hash: row.previous)] {
      #expect(throws: StoreError.refused(.appendOnly)) {
        try store.testing.write { try store.testing.sign(with: signingKey, purging: purged, at: 5, $0) }
      }
    }
  }

  @Test func `a long journal goes in bounded transactions, each of them whole`() throws {
    let store = try Store.audited(in: folder, clock)
    try store.testing.write { database in
      for _ in 0..<(PurgeLimits.batchOfRows + 100) { try store.testing.record(.opened, at: clock.now(), database) }
    }
    try pass(days: 500, in: store)
    let purge = try store.purge(Self.retention)
    #expect(purge.rows > PurgeLimits.batchOfRows)
    #expect(try store.journal().map(\.kind) == ["opened", "purged", "checkpoint", "purged", "checkpoint"])
    try store.close()
    let report = try folder.audit()
    #expect(report.isWhole && report.purged.row == purge.lastRow)
  }

  /// Nothing goes by a clock that nobody confirmed, whichever way it is wrong, and however often the box is started.
  @Test(arguments: [-400, -1, 4, 370])
  func `a clock that contradicts the journal purges nothing`(days: Int) throws {
    let store = try Store.audited(in: folder, clock)
    try store.addTechnician()
    try visit(first, in: store)
    try pass(days: 401, in: store)
    clock.advance(seconds: days * Self.day)
    #expect(throws: StoreError.refused(.clockDoubted)) { try store.purge(Self.retention) }
    try store.record(.clockDoubted)
    #expect(throws: StoreError.refused(.clockDoubted), "a fact of its own makes no clock right") {
      try store.purge(Self.retention)
    }
    #expect(try store.count("cases") == 1)
    try store.record(.clockConfirmed(by: technician))
    _ = try store.purge(Self.retention)
    #expect(try store.count("cases") == (days < -300 ? 1 : 0))
  }

  /// A box that nobody used for a week has no reason to doubt its clock.
  @Test func `a signature of each day tells that the box was on`() throws {
    let store = try Store.audited(in: folder, clock)
    try visit(first, in: store)
    for _ in 0..<7 {
      clock.advance(seconds: Self.day)
      try store.checkpoint()
    }
    #expect(try !store.recoverySnapshot().isClockDoubted)
    let rows = try store.count("journal")
    try store.checkpoint()
    #expect(try store.count("journal") == rows, "one a day is enough")
  }

  @Test func `wrong PINs are forgotten after a day`() throws {
    let store = try Store.audited(in: folder, clock)
    _ = try store.logIn(officer, pin: "000000")
    #expect(try store.count("tries") == 1)
    #expect(try store.purge(Self.retention).logIns == 0)
    clock.advance(seconds: Self.day + 1)
    #expect(try store.purge(Self.retention).logIns == 1)
  }
}
