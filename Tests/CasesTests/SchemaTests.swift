import Cases
import GRDB
import PassportRules
import Renewal
import TestSupport
import Testing

/// What the schema refuses even when the operations above it are wrong.
@Suite struct SchemaTests {
  let store: Store

  init() throws { store = try Store.staffed() }

  @Test func `two captures of a case cannot be written`() throws {
    try store.holdSample()
    try store.approve(attempt: 1)
    try store.record([.reversalIntended(payment(1)), .paymentAnswered(payment(1), .reversed)])
    try store.approve(attempt: 2)
    try store.capture(first, payment(2))
    #expect(throws: StoreError.refused(.notApproved)) {
      try store.force("UPDATE payments SET state = 'captured' WHERE attempt = 1")
    }
    try store.force("DROP TRIGGER captureIsAttestedAndHeld")
    #expect(throws: StoreError.refused(.contradiction)) {
      try store.force("UPDATE payments SET state = 'captured', approved = amount WHERE attempt = 1")
    }
  }

  @Test(
    arguments: [
      ("UPDATE journal SET at = at + 1 WHERE id = 1", Refusal.appendOnly),
      ("DELETE FROM journal WHERE id = 1", .appendOnly),
      (
        """
        INSERT INTO journal SELECT 1000, at, caseNumber, kind, detail, hash, hash FROM journal ORDER BY id DESC LIMIT 1
        """, .appendOnly
      ),
      (
        "INSERT INTO journal SELECT max(id) + 1, at, caseNumber, kind, detail, zeroblob(32), hash FROM journal",
        .appendOnly
      ),
      ("INSERT INTO payments VALUES (1, 9, 89300, 89300, 'captured', NULL, 1, 1)", .noIntent),
      ("INSERT INTO payments VALUES (1, 9, 0, NULL, 'intended', NULL, 1, 1)", .wrongAmount),
      ("UPDATE payments SET amount = 1", .wrongAmount),
      ("UPDATE payments SET state = 'captured'", .notApproved),
      ("UPDATE payments SET state = 'approved'", .notApproved),
      ("UPDATE payments SET state = 'settled'", .contradiction),
      ("DELETE FROM payments", .paymentUnresolved),
      ("UPDATE dossiers SET state = 'outbox', releasedAt = 1", .feeOwed),
      ("UPDATE dossiers SET state = 'outbox'", .feeOwed),
      ("UPDATE cases SET attestedBy = '1001' WHERE number = 1", .paymentUnresolved),
      ("UPDATE cases SET attestedBy = '1001', attestedAt = 1 WHERE number = 2", .notAuthorised),
      ("UPDATE cases SET attestedBy = '2002', attestedAt = 1 WHERE number = 2", .notFrozen),
      ("UPDATE cases SET fee = 1, feeDate = '2024-01-01' WHERE number = 2", .noConsent),
      ("UPDATE cases SET fee = -1 WHERE number = 1", .paymentUnresolved),
      ("UPDATE cases SET endedAt = 1 WHERE number = 2", .contradiction),
      ("INSERT INTO flags (code, severity, holding, raisedAt) VALUES ('stuck', 9, 'nothing', 1)", .contradiction),
      ("UPDATE flags SET closedAt = 1, closing = 'ended'", .contradiction),
      ("UPDATE flags SET closedAt = 1, closing = 'ended', action = 'retry'", .contradiction),
      ("UPDATE flags SET closedAt = 1, closing = 'ended', action = 'retry', endedBy = '7777'", .contradiction),
      (
        "UPDATE flags SET closedAt = 1, closing = 'ended', action = 'retry', endedBy = '2002', countersignedBy = '2002'",
        .samePerson
      ),
      ("UPDATE cases SET language = NULL", .contradiction),
      ("UPDATE cases SET openedAt = 'yesterday'", .contradiction),
      (
        "INSERT INTO assists (caseNumber, code, by, learned, endedAt) VALUES (1, 'stuck', '1001', 2, 1)", .contradiction
      ),
      ("DELETE FROM accounts WHERE id = '2002'", .contradiction),
      ("UPDATE accounts SET id = '20 2' WHERE id = '1001'", .wrongStaffNumber),
    ])
  func `the schema refuses`(sql: String, refusal: Refusal) throws {
    try store.holdSample()
    try store.record([
      .paymentIntended(payment()), .visitOpened(CaseNumber(2), Language("da")),
      .flagRaised(CaseNumber(2), Flag(.stuck, step: .photo)),
    ])
    #expect(throws: StoreError.refused(refusal)) { try store.force(sql) }
  }

  @Test func `the connection keeps what the design promises`() throws {
    let folder = try StateFolder()
    let store = try Store.opened(in: folder)
    let found = try store.testing.read { database in
      try ["journal_mode", "synchronous", "foreign_keys", "secure_delete", "trusted_schema"].map { name in
        try String.fetchOne(database, sql: "PRAGMA \(name)") ?? "none"
      }
    }
    #expect(found == ["wal", "2", "1", "1", "0"])
    let loose = try store.testing.read {
      try String.fetchAll(
        $0,
        sql: "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict ORDER BY name")
    }
    #expect(loose == ["grdb_migrations", "sqlite_schema"])
  }
}
