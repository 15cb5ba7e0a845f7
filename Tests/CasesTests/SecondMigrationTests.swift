import Cases
import Foundation
import GRDB
import Renewal
import TestSupport
import Testing

/// A store that an older program wrote, and what a restart keeps of the queue.
@Suite struct SecondMigrationTests {
  let folder: StateFolder
  let clock = HandClock()

  init() throws { folder = try StateFolder() }

  /// A store as the first program wrote it.
  private func makeOlder() throws {
    let old = try DatabaseQueue(path: folder.database)
    try StoreTesting.migrate(old, upTo: "1 journal, cases, flags, money, dossiers, accounts")
    try old.write { database in
      try database.execute(
        sql: """
          INSERT INTO cases (number, language, openedAt) VALUES (1, 'da', 5);
          INSERT INTO flags (caseNumber, code, severity, step, holding, raisedAt)
            VALUES (NULL, 'deviceFault', 1, 'receipt', 'nothing', 7);
          INSERT INTO accounts VALUES ('44', x'00', 'officer', zeroblob(16), 2, 1, 1, zeroblob(32), 0, 0, 9);
          """)
    }
    try old.close()
  }

  @Test func `an older store keeps all it has`() throws {
    try makeOlder()
    let store = try Store.opened(in: folder)
    let queue = try store.queue()
    #expect(queue.map(\.flag) == [Flag(.deviceFault, step: .receipt)])
    #expect(queue.map(\.raisedAt) == [7])
    #expect(try store.recoverySnapshot().interrupted == [first])
    #expect(try store.count("accounts WHERE removedAt IS NULL") == 1)
    try store.examine()
  }

  /// The journal of an older program did not tell all that is compared: the comparison begins with what was there.
  @Test func `an older store is compared from the day it was brought up to date, also when that day is purged`() throws
  {
    try makeOlder()
    try folder.forge { database in
      try StoreTesting.add(Fact.opened.entry, at: 5, database)
      try database.execute(
        sql: "UPDATE accounts SET name = ?", arguments: [Data(testKey.seal(Array("Ane".utf8), for: "account 44"))])
    }
    let store = try Store.audited(in: folder, clock)
    try store.addTechnician()
    #expect(try store.journal().prefix(2).map(\.kind) == ["opened", "recordsBegin"])
    try store.releaseSample(CaseNumber(2))
    let differences = try store.differences().map(\.description)
    #expect(differences == [])
    _ = try store.recover()
    try store.acknowledge(CaseNumber(2))
    try store.record(
      .flagEnded(nil, Flag(.deviceFault, step: .receipt), .putInService, by: technician, countersignedBy: nil))
    try store.checkpoint()
    for _ in 0..<3 {
      clock.advance(seconds: 150 * PurgeTests.day)
      try store.record(.opened)
      try store.purge(PurgeTests.retention)
      #expect(try store.differences() == [])
    }
    #expect(try store.journal().allSatisfy { $0.kind != "recordsBegin" })
    try store.close()
    try folder.forge("UPDATE accounts SET role = 'supervisor' WHERE id = '44'")
    #expect(try folder.audit().differences.count == 2)
  }

  /// As the sixth migration left it: the indices of the seventh are not there.
  private static let sixth = """
    DELETE FROM grdb_migrations WHERE identifier LIKE '7 %';
    DROP INDEX flagsQueue; DROP INDEX flagsOfBoxEnded; DROP INDEX casesEnded; DROP INDEX paymentsUnresolved;
    DROP INDEX dossiersHeld; DROP INDEX dossiersOutbox; DROP INDEX dossiersSealedByStore;
    DROP INDEX journalOfBeginnings; DROP INDEX journalOfPurges;
    """

  @Test func `a store with the indices of an older program keeps every row, and gets the others`() throws {
    try Store.audited(in: folder, clock).close()
    let made = try rows("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")
    let store = try Store.opened(in: folder, clock)
    store.signJournal(with: signingKey)
    try store.releaseSample(CaseNumber(1))
    try store.holdSample(CaseNumber(2))
    try store.record([
      .flagRaised(CaseNumber(2), Flag(.stuck, step: .photo)),
      .flagRaised(nil, Flag(.deviceFault, step: nil, device: .camera)),
    ])
    _ = try store.logIn(officer, pin: "314159")
    try store.checkpoint()
    try store.close()
    try folder.tamper(Self.sixth)
    let before = try tables()

    try Store.opened(in: folder, clock).close()
    let after = try tables().filter { !$0.hasPrefix("meta [name:\"backupAt\"") }
    #expect(after.subtracting(before).allSatisfy { $0.hasPrefix("grdb_migrations ") })
    #expect(before.isSubset(of: after))
    #expect(try rows("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name") == made)
    #expect(try folder.audit().isWhole)
  }

  /// Every row of every table.
  private func tables() throws -> Set<String> {
    let names = try rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return try Set(
      names.compactMap { $0["name"] as String? }.flatMap { name in
        try rows("SELECT * FROM \(name)").map { "\(name) \($0)" }
      })
  }

  private func rows(_ sql: String) throws -> [Row] {
    let file = try DatabaseQueue(path: folder.database)
    defer { try? file.close() }
    return try file.read { try Row.fetchAll($0, sql: sql) }
  }

  @Test func `an older store is copied before it is changed, and the copy goes when its time is over`() throws {
    try makeOlder()
    let copy = folder.database + ".before-migration"
    let store = try Store.opened(in: folder, clock)
    let mode = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let old = try DatabaseQueue(path: copy)
    let kept = try old.read { database in
      try String.fetchAll(database, sql: "SELECT code FROM flags")
        + String.fetchAll(database, sql: "SELECT identifier FROM grdb_migrations")
    }
    #expect(kept == ["deviceFault", "1 journal, cases, flags, money, dossiers, accounts"])
    try old.close()

    clock.advance(seconds: 96 * 3600 - 1)
    try store.expireParked()
    #expect(FileManager.default.fileExists(atPath: copy))
    clock.advance(seconds: 1)
    try store.expireParked()
    #expect(!FileManager.default.fileExists(atPath: copy))
    #expect(try store.journal().last?.kind == "backupDeleted")
    try store.close()
    try Store.opened(in: folder, clock).close()
    #expect(!FileManager.default.fileExists(atPath: copy), "an up-to-date store is not copied")
  }

  @Test func `the queue is the same after a restart, and nobody's`() throws {
    let store = try Store.opened(in: folder, clock)
    try store.addStaff()
    try store.record([
      .visitOpened(first, Language("da")),
      .flagRaised(first, Flag(.documentLeftBehind, step: .document, holding: .documentInReader)),
      .flagRaised(nil, Flag(.deviceFault, step: nil, device: .camera)),
    ])
    clock.advance(seconds: 60)
    try store.record([
      .flagRaised(nil, Flag(.deviceFault, step: .receipt, device: .receiptPrinter)),
      .flagRaised(nil, Flag(.deviceFault, step: .photo, device: .camera)),
      .claimed(first, by: officer), .claimed(nil, by: officer), .visitEnded(first, .timedOut),
    ])
    let queue = try store.queue()
    #expect(queue.map(\.flag.device) == [nil, .camera, .receiptPrinter])
    #expect(queue.map(\.flag.step) == [.document, .photo, .receipt])
    #expect(queue.map(\.flag.holding) == [.documentInReader, .nothing, .nothing])
    #expect(queue.map(\.flag.code.severity) == [.urgent, .help, .help])
    #expect(queue.map { clock.now() - $0.raisedAt } == [60_000, 60_000, 0])
    try store.close()

    let again = try Store.opened(in: folder, clock)
    #expect(try again.recover().openFlags == queue)
    #expect(try again.queue() == queue)
    let claims = try again.testing.read { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT name FROM pragma_table_list AS t WHERE EXISTS (
            SELECT 1 FROM pragma_table_info(t.name) AS c WHERE c.name LIKE '%claim%')
          """)
    }
    #expect(claims == [], "who has a flag is in the journal alone")
  }

  @Test func `two devices' flags are two, and ending one leaves the other`() throws {
    let store = try Store.opened(in: folder, clock)
    try store.addTechnician()
    let camera = Flag(.deviceFault, step: nil, device: .camera)
    let pad = Flag(.deviceFault, step: nil, device: .signaturePad)
    try store.record([.flagRaised(nil, camera), .flagRaised(nil, pad)])
    #expect(try store.queue().count == 2)
    try store.record(.flagEnded(nil, camera, .putInService, by: technician, countersignedBy: nil))
    #expect(try store.queue().map(\.flag) == [pad])
  }
}
