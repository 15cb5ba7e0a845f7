import Cases
import Foundation
import GRDB
import PassportRules
import Renewal
import TestSupport
import Testing

/// What the journal's chain does not show: a table that was changed past the program.
@Suite struct RecordAuditTests {
  let folder: StateFolder

  init() throws { folder = try StateFolder() }

  /// A store in which every table has rows in several states; made once, for the disk is slow.
  private static let written = Result {
    let folder = try StateFolder()
    let store = try Store.audited(in: folder)
    try store.addTechnician()
    let lone = Managers(supervisor)
    try store.addAccount(id: StaffID("5005"), firstName: "Solveig", role: .librarian, pin: "707187", by: lone)
    try store.lock(StaffID("5005"), by: lone)
    try store.addAccount(id: StaffID("6006"), firstName: "Halfdan", role: .librarian, pin: "707188", by: lone)
    try store.remove(StaffID("6006"), by: lone)
    // Acknowledged, waiting to be sent, held, open money, parked with a note, ended early with a flag and an assist, and going on.
    try store.releaseSample(CaseNumber(1))
    try store.acknowledge(CaseNumber(1))
    try store.releaseSample(CaseNumber(2))
    try store.keepAttempts([CaseNumber(2)], nextTryAt: 1_714_640_500_000)
    try store.holdSample(CaseNumber(3))
    try store.holdSample(CaseNumber(4))
    let open = payment(1, CaseNumber(4))
    try store.record([.paymentIntended(open), .moneyOpen(open), .visitEnded(CaseNumber(4), .moneyOpen)])
    try store.freeze(CaseNumber(5))
    try store.keepNote(CaseNumber(5), "waits for an officer", by: librarian)
    try store.park(CaseNumber(5), sample, evidence: evidence(), until: 1_714_640_400_000 + 3_600_000)
    try store.record(.visitEnded(CaseNumber(5), .parked))
    let stuck = Flag(.stuck, step: .photo)
    try store.record([
      .visitOpened(CaseNumber(6), Language("da")), .consentGiven(CaseNumber(6)), .flagRaised(CaseNumber(6), stuck),
      .staffArrived(CaseNumber(6), librarian, .librarian),
      .flagEnded(
        CaseNumber(6), stuck, .retry, by: librarian, countersignedBy: nil),
      .assistEnded(CaseNumber(6), .stuck, by: librarian, learned: true), .staffLeft(CaseNumber(6), librarian),
      .visitEnded(CaseNumber(6), .stopped), .visitOpened(CaseNumber(7), Language("en")), .consentGiven(CaseNumber(7)),
      .flagRaised(nil, Flag(.deviceFault, step: nil, device: .camera)),
    ])
    _ = try store.logIn(officer, pin: "271829")
    try store.checkpoint()
    try store.close()
    return try Data(contentsOf: URL(fileURLWithPath: folder.database))
  }

  private func write() throws { try Self.written.get().write(to: URL(fileURLWithPath: folder.database)) }

  @Test func `a store that nobody changed is what its journal says`() throws {
    try write()
    let report = try folder.audit(keys: [signingKey.publicKey])
    #expect(report.differences == [])
    #expect(report.findings == [])
    #expect(report.sawSeals)
    #expect(report.isWhole)
  }

  /// What is changed, and how the audit names it.
  static let edits: [(sql: String, named: String)] = [
    // Who may do what.
    ("UPDATE accounts SET role = 'supervisor' WHERE id = '1001'", "accounts: id 1001: role is supervisor"),
    ("UPDATE accounts SET role = 'supervisor' WHERE id = '1001'", "accounts: id 1001: its tag is not the program's"),
    ("UPDATE accounts SET isLocked = 0 WHERE id = '5005'", "accounts: id 5005: isLocked is 0"),
    ("UPDATE accounts SET isLocked = 1 WHERE id = '2002'", "accounts: id 2002: isLocked is 1"),
    ("UPDATE accounts SET salt = randomblob(16) WHERE id = '2002'", "accounts: id 2002: its tag"),
    ("UPDATE accounts SET verifier = randomblob(32) WHERE id = '2002'", "accounts: id 2002: its tag"),
    (
      """
      UPDATE accounts SET (salt, verifier, rounds, blockSize, parallelism, tag) =
        (SELECT salt, verifier, rounds, blockSize, parallelism, tag FROM accounts WHERE id = '1001') WHERE id = '2002'
      """, "accounts: id 2002: its tag"
    ),
    ("UPDATE accounts SET rounds = rounds + 1 WHERE id = '2002'", "accounts: id 2002: its tag"),
    ("UPDATE accounts SET blockSize = blockSize + 1 WHERE id = '2002'", "accounts: id 2002: its tag"),
    ("UPDATE accounts SET parallelism = parallelism + 1 WHERE id = '2002'", "accounts: id 2002: its tag"),
    ("UPDATE accounts SET tag = randomblob(32) WHERE id = '2002'", "accounts: id 2002: its tag"),
    ("UPDATE accounts SET name = randomblob(40) WHERE id = '2002'", "accounts: id 2002: its name does not open"),
    ("UPDATE accounts SET pinSetBy = NULL WHERE id = '5005'", "accounts: id 5005: pinSetBy is nothing"),
    ("UPDATE accounts SET mustLogIn = 0, isLocked = 0 WHERE id = '5005'", "accounts: id 5005: isLocked"),
    ("UPDATE accounts SET isDemonstration = 1 WHERE id = '2002'", "accounts: id 2002: isDemonstration is 1"),
    ("UPDATE accounts SET addedAt = addedAt + 1 WHERE id = '2002'", "accounts: id 2002: addedAt"),
    ("UPDATE accounts SET removedAt = NULL WHERE id = '6006'", "accounts: id 6006: removedAt is nothing"),
    (
      "PRAGMA ignore_check_constraints = ON; UPDATE accounts SET removedAt = 5 WHERE id = '2002'",
      "accounts: id 2002: removedAt is 5"
    ),
    (
      "PRAGMA ignore_check_constraints = ON; UPDATE accounts SET role = role || char(0) || 'x' WHERE id = '2002'",
      "accounts: column role: a text goes on"
    ),
    ("UPDATE cases SET language = language || char(0) WHERE number = 6", "cases: column language: a text goes on"),
    ("PRAGMA user_version = 7", "schema: user_version"), ("PRAGMA application_id = 7", "schema: application_id"),
    ("UPDATE accounts SET changedRow = 0 WHERE id = '2002'", "accounts: id 2002: changedRow is 0"),
    ("DELETE FROM accounts WHERE id = '4004'", "accounts: id 4004 is not there"),
    (
      """
      INSERT INTO accounts SELECT '9009', name, 'officer', salt, rounds, blockSize, parallelism, verifier, 0, 0, addedAt,
        NULL, 0, NULL, 0, tag FROM accounts WHERE id = '2002'
      """, "accounts: id 9009 is there"
    ),
    // Cases.
    ("UPDATE cases SET attestedBy = '3003' WHERE number = 2", "cases: number 2: attestedBy is 3003"),
    ("UPDATE cases SET attestedAt = attestedAt - 1 WHERE number = 2", "cases: number 2: attestedAt"),
    ("UPDATE cases SET attestedBy = '2002', attestedAt = 5 WHERE number = 5", "cases: number 5: attestedBy is 2002"),
    ("UPDATE cases SET fee = 0 WHERE number = 3", "cases: number 3: fee is 0"),
    ("UPDATE cases SET feeDate = '2020-01-01' WHERE number = 3", "cases: number 3: feeDate is 2020-01-01"),
    ("UPDATE cases SET consentAt = NULL WHERE number = 6", "cases: number 6: consentAt is nothing"),
    ("UPDATE cases SET language = 'kl' WHERE number = 6", "cases: number 6: language is kl"),
    ("UPDATE cases SET openedAt = openedAt + 1 WHERE number = 6", "cases: number 6: openedAt"),
    ("UPDATE cases SET step = 'privacy' WHERE number = 2", "cases: number 2: step is privacy"),
    ("UPDATE cases SET ending = 'stopped' WHERE number = 2", "cases: number 2: ending is stopped"),
    ("UPDATE cases SET endedAt = endedAt + 1 WHERE number = 2", "cases: number 2: endedAt"),
    ("UPDATE cases SET endedAt = NULL, ending = NULL WHERE number = 6", "cases: number 6: endedAt is nothing"),
    (
      "DELETE FROM assists; DELETE FROM flags WHERE caseNumber = 6; DELETE FROM cases WHERE number = 6",
      "cases: number 6 is not"
    ),
    ("INSERT INTO cases (number, language, openedAt) VALUES (8, 'da', 5)", "cases: number 8 is there"),
    // Money.
    (
      "UPDATE payments SET state = 'notTaken' WHERE caseNumber = 4",
      "payments: caseNumber 4, attempt 1: state is notTaken"
    ),
    (
      "UPDATE payments SET state = 'settled', settledBy = '3003' WHERE caseNumber = 4",
      "payments: caseNumber 4, attempt 1: settledBy"
    ),
    (
      "UPDATE payments SET amount = 1, approved = 1 WHERE caseNumber = 2",
      "payments: caseNumber 2, attempt 1: amount is 1"
    ),
    ("UPDATE payments SET approved = 1 WHERE caseNumber = 4", "payments: caseNumber 4, attempt 1: approved is 1"),
    ("UPDATE payments SET attempt = 2 WHERE caseNumber = 2", "payments: caseNumber 2, attempt 2 is there"),
    (
      "UPDATE payments SET changedAt = changedAt + 1 WHERE caseNumber = 2",
      "payments: caseNumber 2, attempt 1: changedAt"
    ),
    ("DELETE FROM payments WHERE caseNumber = 4", "payments: caseNumber 4, attempt 1 is not there"),
    (
      "INSERT INTO payments SELECT 3, 1, amount, approved, state, NULL, 1, 1 FROM payments WHERE caseNumber = 2",
      "payments: caseNumber 3"
    ),
    // Flags and help.
    ("UPDATE flags SET closedAt = 5, closing = 'lapsed' WHERE caseNumber IS NULL", "flags: code deviceFault"),
    ("UPDATE flags SET severity = 0 WHERE caseNumber IS NULL", "severity is 0"),
    ("UPDATE flags SET action = 'attest' WHERE caseNumber = 6", "action is attest"),
    ("UPDATE flags SET endedBy = '2002' WHERE caseNumber = 6", "endedBy is 2002"),
    ("UPDATE flags SET countersignedBy = '3003' WHERE caseNumber = 6", "countersignedBy is 3003"),
    ("DELETE FROM flags WHERE caseNumber = 4", "flags: caseNumber 4"),
    ("UPDATE flags SET amount = 1 WHERE caseNumber = 4", "amount is 1"),
    ("INSERT INTO flags (code, severity, holding, raisedAt) VALUES ('stuck', 1, 'nothing', 5)", "flags: code stuck"),
    ("UPDATE assists SET learned = 0", "learned is 0"),
    ("UPDATE assists SET by = '2002'", "by is 2002"),
    ("DELETE FROM assists", "assists: caseNumber 6"),
    // What is sealed.
    (
      "UPDATE dossiers SET state = 'outbox', releasedAt = 5 WHERE caseNumber = 3",
      "dossiers: caseNumber 3: state is outbox"
    ),
    ("UPDATE dossiers SET sealed = randomblob(200) WHERE caseNumber = 2", "dossiers: caseNumber 2: its tag"),
    ("UPDATE dossiers SET contact = randomblob(200) WHERE caseNumber = 2", "dossiers: caseNumber 2: its tag"),
    ("UPDATE dossiers SET digest = randomblob(32) WHERE caseNumber = 2", "dossiers: caseNumber 2: digest"),
    ("UPDATE dossiers SET key = 'other' WHERE caseNumber = 2", "dossiers: caseNumber 2: key is other"),
    ("UPDATE dossiers SET seal = 'store' WHERE caseNumber = 2", "dossiers: caseNumber 2: its tag"),
    ("UPDATE dossiers SET attempts = 0 WHERE caseNumber = 2", "dossiers: caseNumber 2: its tag"),
    ("UPDATE dossiers SET nextTryAt = 9000000000000 WHERE caseNumber = 2", "dossiers: caseNumber 2: its tag"),
    ("UPDATE dossiers SET rejectedAt = 5 WHERE caseNumber = 2", "dossiers: caseNumber 2: its tag"),
    ("DELETE FROM dossiers WHERE caseNumber = 2", "dossiers: caseNumber 2 is not there"),
    ("UPDATE parked SET until = until + 1", "parked: caseNumber 5: until"),
    ("UPDATE parked SET sealed = randomblob(200)", "parked: caseNumber 5: it does not open"),
    ("DELETE FROM parked", "parked: caseNumber 5 is not there"),
    ("UPDATE notes SET sealed = randomblob(60)", "notes: caseNumber 5"),
    ("UPDATE notes SET by = '2002'", "by is 2002"),
    ("DELETE FROM notes", "notes: caseNumber 5"),
    // The next number, and facts about the store.
    ("UPDATE meta SET value = 2 WHERE name = 'nextCase'", "meta: nextCase: value is 2, and should be 8"),
    ("UPDATE meta SET value = 900 WHERE name = 'nextCase'", "meta: nextCase: value is 900"),
    ("DELETE FROM meta WHERE name = 'nextCase'", "meta: nextCase is not there"),
    ("UPDATE meta SET value = randomblob(60) WHERE name = 'marks'", "meta: marks: it does not open"),
    ("UPDATE meta SET value = randomblob(60) WHERE name = 'key'", "meta: key: it is another key's"),
    ("INSERT INTO meta VALUES ('skipChecks', 1)", "meta: skipChecks is there"),
    // Wrong PINs, which make a number wait.
    ("DELETE FROM tries", "tries: all"),
    ("UPDATE tries SET failures = 1, lastAt = 5", "tries: all"),
    ("INSERT INTO tries VALUES ('desk 1000', randomblob(32), 9, 9000000000000)", "tries: all"),
    // The schema.
    (
      "CREATE TRIGGER kind AFTER INSERT ON flags BEGIN DELETE FROM flags WHERE id = NEW.id; END",
      "schema: trigger kind is there"
    ),
    ("CREATE TABLE other (name TEXT)", "schema: table other is there"),
    ("CREATE VIEW other AS SELECT * FROM cases", "schema: view other is there"),
    ("CREATE INDEX other ON cases (ending)", "schema: index other is there"),
    ("DROP INDEX flagsOpen", "schema: index flagsOpen is not there"),
    ("ALTER TABLE cases ADD COLUMN other TEXT", "schema: table cases: sql"),
    ("DELETE FROM grdb_migrations WHERE identifier LIKE '4%'", "migration 4"),
  ]

  @Test(arguments: edits.indices)
  func `an edit past the program is named`(place: Int) throws {
    let edit = Self.edits[place]
    try write()
    try folder.forge(edit.sql)
    let report = try folder.audit()
    let found = report.differences.map(\.description)
    #expect(found.contains { $0.contains(edit.named) }, "\(edit.sql): \(found) \(report.damage)")
  }

  /// A trigger that is not there lets through what it refused.
  @Test func `each trigger of the program is missed`() throws {
    try write()
    let names = try DatabaseQueue(path: folder.database).read {
      try String.fetchAll($0, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY name")
    }
    #expect(names.count > 15)
    for name in names {
      try write()
      try folder.tamper("DROP TRIGGER \(name)")
      let found = try folder.audit().differences.map(\.description)
      #expect(found == ["schema: trigger \(name) is not there, and should be"])
    }
  }

  /// Whoever makes the journal say what they changed still has no key to begin it anew with.
  @Test func `a beginning that somebody else wrote is named`() throws {
    try write()
    let store = try Store.opened(in: folder)
    _ = try store.testing.write { database in
      try database.execute(sql: "UPDATE cases SET language = 'kl' WHERE number = 6")
      try StoreTesting.add(
        StoreTesting.beginning(database, with: key(9)), at: 1_714_640_400_000, database)
    }
    try store.close()
    let found = try folder.audit().differences.map(\.description)
    #expect(found.count == 1 && found[0].hasSuffix("the program did not begin here"))
  }

  @Test func `an account that was changed past the program cannot log in, and what it did not do stays possible`()
    throws
  {
    try write()
    try folder.forge("UPDATE accounts SET role = 'supervisor' WHERE id = '1001'")
    let store = try Store.opened(in: folder)
    #expect(try store.logIn(librarian, pin: "271828") == .untrusted)
    #expect(throws: StoreError.unauthorised(librarian)) {
      try store.record(.attested(CaseNumber(5), by: librarian))
    }
    guard case .welcome = try store.logIn(officer, pin: "314159") else {
      return _ = Issue.record("an officer is kept out")
    }
  }

  @Test func `without the store's key everything but seals and tags is compared`() throws {
    try write()
    try folder.forge("UPDATE accounts SET role = 'supervisor' WHERE id = '1001'; DELETE FROM tries")
    let reader = try #require(try StoreReader(folder: folder.path))
    let report = try reader.verify()
    #expect(report.differences.map(\.description) == ["accounts: id 1001: role is supervisor, and should be librarian"])
    #expect(!report.sawSeals)
  }
}
