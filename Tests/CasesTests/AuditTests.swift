import Cases
import Foundation
import GRDB
import PassportRules
import Renewal
import TestSupport
import Testing

let signingKey: AuditKey = {
  guard let key = AuditKey(bytes: [UInt8](repeating: 9, count: 32)) else { preconditionFailure("32 bytes") }
  return key
}()

extension Store {
  /// A store in a folder that signs its journal, with staff.
  static func audited(in folder: StateFolder, _ clock: HandClock = HandClock()) throws -> Store {
    let store = try Store.opened(in: folder, clock)
    store.signJournal(with: signingKey)
    try store.addStaff()
    return store
  }
}

extension StateFolder {
  /// What an audit of the folder finds.
  func audit(heads: [JournalHead] = [], keys: [[UInt8]] = []) throws -> AuditReport {
    guard let reader = try StoreReader(folder: path) else { throw StoreError.closed }
    return try reader.verify(heads: heads, keys: keys, storeKey: testKey)
  }

  /// Opens the file behind the store's back, past its triggers, which are there again afterwards.
  func forge(_ sql: String) throws { try forge { try $0.execute(sql: sql) } }

  func forge(_ change: (Database) throws -> Void) throws {
    let queue = try DatabaseQueue(path: database)
    try queue.writeWithoutTransaction { database in
      let triggers = try Row.fetchAll(database, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
      try database.execute(sql: "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF")
      for trigger in triggers { try database.execute(sql: "DROP TRIGGER \(trigger["name"] as String)") }
      try change(database)
      for trigger in triggers { try database.execute(sql: trigger["sql"]) }
    }
    try queue.close()
  }
}

extension AuditReport {
  /// What is wrong with the chain itself, whatever its rows say.
  var broken: [AuditFinding] {
    findings.filter { if case .impossible = $0.fault { false } else { true } }
  }
}

@Suite struct AuditTests {
  let folder: StateFolder

  init() throws { folder = try StateFolder() }

  /// Eighteen rows, of which the eighth, the sixteenth and the last are checkpoints; made once, for the disk is slow.
  private static let written = Result {
    let folder = try StateFolder()
    let store = try Store.audited(in: folder)
    for number in [1, 2] {
      let case_ = CaseNumber(number)
      try store.record([
        .visitOpened(case_, Language("da")), .consentGiven(case_), .stepDone(case_, .privacy),
        .visitEnded(case_, .stopped),
      ])
      try store.checkpoint()
      if number == 1 { try store.record([.closed(.hours), .opened, .closed(.hours)]) }
    }
    try store.record(.opened)
    try store.checkpoint()
    try store.close()
    return try Data(contentsOf: URL(fileURLWithPath: folder.database))
  }

  private func write() throws { try Self.written.get().write(to: URL(fileURLWithPath: folder.database)) }

  private func findings(_ sql: String) throws -> [AuditFinding] {
    try write()
    try folder.forge(sql)
    return try folder.audit().broken
  }

  @Test func `a journal with its checkpoints is whole, and the audit tells up to where it is signed`() throws {
    try write()
    let report = try folder.audit(keys: [signingKey.publicKey])
    #expect(report.findings == [])
    #expect(report.damage == [])
    #expect(report.rows == 18)
    #expect(report.checkpoints == 3)
    #expect(report.signedTo == 18)
    #expect(report.publicKeys == [signingKey.publicKey])
  }

  /// Every column of a row in the middle, of the first and of the last, and of a checkpoint's row.
  @Test(
    arguments: [1, 5, 8, 18],
    [
      "at = at + 1", "at = -at", "caseNumber = coalesce(caseNumber, 0) + 1", "kind = kind || 'x'", "kind = upper(kind)",
      "detail = '{\"x\":1}'", "detail = replace(detail, '{', '{ ')", "previous = randomblob(32)",
      "hash = randomblob(32)", "caseNumber = iif(caseNumber IS NULL, 3, NULL)",
    ])
  func `a changed column is named by its row`(row: Int, change: String) throws {
    let findings = try findings("UPDATE journal SET \(change) WHERE id = \(row)")
    #expect(findings.first == AuditFinding(row: row, fault: .changed))
  }

  @Test func `number 0, which is hashed as none, is no case`() throws {
    let findings = try findings(
      "PRAGMA ignore_check_constraints = ON; UPDATE journal SET caseNumber = 0 WHERE id = 2")
    #expect(findings == [AuditFinding(row: 2, fault: .unreadable)])
  }

  /// What SQLite compares, and a program does not see.
  @Test(arguments: ["kind = kind || char(0) || 'x'", "detail = detail || char(0) || '}'"])
  func `what is hidden behind a text's end is no row of a box`(change: String) throws {
    let findings = try findings("UPDATE journal SET \(change) WHERE id = 5")
    #expect(findings == [AuditFinding(row: 5, fault: .unreadable)])
  }

  @Test(arguments: [
    "at = 9223372036854775807", "at = -9223372036854775808", "caseNumber = 9223372036854775807",
    "caseNumber = 9007199254740992",
  ])
  func `what no box counts up to is no row of a box`(change: String) throws {
    let findings = try findings("UPDATE journal SET \(change) WHERE id = 5")
    #expect(findings == [AuditFinding(row: 5, fault: .unreadable)])
  }

  @Test func `the greatest number is the last row's, and what is missing before it is named`() throws {
    let findings = try findings("UPDATE journal SET id = 9223372036854775807 WHERE id = (SELECT max(id) FROM journal)")
    #expect(findings.contains { $0.fault == .missing(through: .max - 1) })
  }

  @Test(
    arguments: [
      ("DELETE FROM journal WHERE id = 5", [AuditFinding(row: 5, fault: .missing(through: 5))]),
      ("DELETE FROM journal WHERE id BETWEEN 4 AND 6", [AuditFinding(row: 4, fault: .missing(through: 6))]),
      ("DELETE FROM journal WHERE id = 1", [AuditFinding(row: 1, fault: .missing(through: 1))]),
      (
        "DELETE FROM journal WHERE id = 8",
        [AuditFinding(row: 8, fault: .missing(through: 8)), AuditFinding(row: 8, fault: .checkpointAdded)]
      ),
      (
        """
        UPDATE journal SET id = 1000 WHERE id = 4; UPDATE journal SET id = 4 WHERE id = 5;
        UPDATE journal SET id = 5 WHERE id = 1000
        """,
        [
          AuditFinding(row: 4, fault: .changed), AuditFinding(row: 5, fault: .changed),
          AuditFinding(row: 6, fault: .unlinked),
        ]
      ),
      (
        "INSERT INTO journal SELECT 19, at, caseNumber, kind, detail, hash, randomblob(32) FROM journal WHERE id = 17",
        [AuditFinding(row: 19, fault: .changed)]
      ),
      ("DELETE FROM journal WHERE id > 16", [AuditFinding(row: 17, fault: .cut(through: 18))]),
      ("DELETE FROM checkpoints WHERE row = 8", [AuditFinding(row: 8, fault: .checkpointMissing)]),
      ("DELETE FROM checkpoints", [8, 16, 18].map { AuditFinding(row: $0, fault: .checkpointMissing) }),
      (
        "UPDATE checkpoints SET signature = randomblob(64) WHERE row = 8",
        [AuditFinding(row: 8, fault: .signatureWrong)]
      ),
      ("UPDATE checkpoints SET at = at + 1 WHERE row = 16", [AuditFinding(row: 16, fault: .signatureWrong)]),
      ("UPDATE checkpoints SET purgedTo = 3 WHERE row = 18", [AuditFinding(row: 18, fault: .signatureWrong)]),
      (
        "UPDATE checkpoints SET publicKey = randomblob(32) WHERE row = 8",
        [AuditFinding(row: 8, fault: .signatureWrong)]
      ),
      ("UPDATE checkpoints SET hash = randomblob(32) WHERE row = 8", [AuditFinding(row: 8, fault: .signatureWrong)]),
    ])
  func `what is removed, moved or added is named by its row`(sql: String, expected: [AuditFinding]) throws {
    #expect(try Set(findings(sql)) == Set(expected))
  }

  /// Whoever has the file, and no key, can compute every hash anew.
  @Test func `a chain that was written anew is not the one that was signed`() throws {
    try write()
    try folder.forge("UPDATE journal SET detail = '{\"step\":\"photo\"}' WHERE id = 10")
    try rehash(from: 10)
    let report = try folder.audit()
    #expect(report.broken == [16, 18].map { AuditFinding(row: $0, fault: .rewritten(since: 9)) })
    #expect(report.findings.first?.row == 10, "and the row says what the program never wrote")
    #expect(report.signedTo == 8)
  }

  @Test func `another key's signatures are noticed by whoever knows the right one`() throws {
    try write()
    let other = try #require(AuditKey(bytes: [UInt8](repeating: 4, count: 32)))
    let reader = try #require(try StoreReader(folder: folder.path))
    let forged = try reader.checkpoints().map { try Checkpoint($0.head, at: $0.at, purged: $0.purged, by: other) }
    let sql = forged.map {
      """
      UPDATE checkpoints SET publicKey = x'\($0.publicKey.hexadecimal)', signature = x'\($0.signature.hexadecimal)'
      WHERE row = \($0.head.row)
      """
    }
    try folder.forge(sql.joined(separator: ";"))
    #expect(try folder.audit().isWhole)
    let report = try folder.audit(keys: [signingKey.publicKey])
    #expect(report.findings == [8, 16, 18].map { AuditFinding(row: $0, fault: .keyUnknown) })
  }

  @Test func `a cut tail is noticed by the head kept elsewhere, and a row that was written anew too`() throws {
    try write()
    let store = try Store.opened(in: folder)
    let head = try #require(try store.head())
    let before = try #require(try store.journal(from: 17).first)
    try store.close()
    #expect(try folder.audit(heads: [head, JournalHead(row: 17, hash: before.hash)]).isWhole)
    let other = JournalHead(row: 17, hash: head.hash)
    #expect(try folder.audit(heads: [other]).findings == [AuditFinding(row: 17, fault: .headDiffers)])
    try folder.forge("DELETE FROM checkpoints WHERE row > 16; DELETE FROM journal WHERE id > 16")
    #expect(try folder.audit().isWhole, "nothing in the file tells it")
    #expect(try folder.audit(heads: [head]).findings == [AuditFinding(row: 17, fault: .cut(through: 18))])
  }

  @Test func `a checkpoint is signed in any case after so many rows`() throws {
    let store = try Store.audited(in: folder)
    for _ in 0..<300 { try store.record([.opened, .closed(.hours)]) }
    try store.close()
    let report = try folder.audit()
    #expect(report.isWhole)
    #expect(report.checkpoints == 1)
    #expect(report.signedTo == Store.checkpointEvery + 1)
  }

  @Test func `a journal that nobody signs is told`() throws {
    let store = try Store.opened(in: folder)
    for _ in 0..<300 { try store.record([.opened, .closed(.hours)]) }
    try store.close()
    #expect(try folder.audit().findings == [AuditFinding(row: 1, fault: .unsigned(through: 600))])
  }

  @Test func `nothing new is nothing to sign`() throws {
    let store = try Store.audited(in: folder)
    let head = try store.checkpoint()
    #expect(try store.checkpoint() == head)
    #expect(try store.count("checkpoints") == 1)
    #expect(try store.journal().last?.kind == "checkpoint")
  }

  @Test(
    arguments: [
      "UPDATE checkpoints SET at = 1", "DELETE FROM checkpoints",
      "DELETE FROM journal WHERE id = 1", "DELETE FROM journal",
      "INSERT INTO checkpoints SELECT row + 1, hash, at, purgedTo, purgedHash, publicKey, signature FROM checkpoints",
      "INSERT OR REPLACE INTO checkpoints SELECT row, hash, at, 2, hash, publicKey, signature FROM checkpoints",
      "INSERT OR REPLACE INTO checkpoints SELECT row, zeroblob(32), at, 0, purgedHash, publicKey, signature FROM checkpoints",
    ])
  func `the schema refuses`(sql: String) throws {
    let store = try Store.audited(in: folder)
    try store.checkpoint()
    #expect(throws: StoreError.refused(.appendOnly)) { try store.force(sql) }
  }

  /// Fixed for ever: a program of tomorrow must be able to check the signatures of today.
  @Test func `what is signed is what it always was`() throws {
    let head = JournalHead(row: 2, hash: [UInt8](repeating: 1, count: 32))
    let form = Checkpoint.form(head, at: 3, purged: JournalHead(row: 1, hash: [UInt8](repeating: 2, count: 32)))
    let numbers = ["0000000000000002", "0000000000000003", "0000000000000001"].joined()
    let hashes = String(repeating: "01", count: 32) + String(repeating: "02", count: 32)
    #expect(form.hexadecimal == Array("pasboks checkpoint 1".utf8).hexadecimal + numbers + hashes)
  }

  @Test func `a demonstration key is for its owner alone, and known as one`() throws {
    let path = folder.path + "/audit.key"
    let made = try AuditKey.makeDemonstration(at: path)
    #expect(made.isDemonstration)
    #expect(try AuditKey.load(from: path).publicKey == made.publicKey)
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    #expect(throws: StoreError.key(.mode(0o644), path: path)) { try AuditKey.load(from: path) }
    let store = try Store.opened(in: folder)
    #expect(!store.hasDemonstrationKey)
    store.signJournal(with: made)
    #expect(store.hasDemonstrationKey)
  }

  /// Computes the hashes of all rows from one on, as a forger without a key would.
  private func rehash(from first: Int) throws {
    try folder.forge { database in
      var previous = try Data.fetchOne(database, sql: "SELECT hash FROM journal WHERE id = ?", arguments: [first - 1])
      for row in try Row.fetchAll(database, sql: "SELECT * FROM journal WHERE id >= ? ORDER BY id", arguments: [first])
      {
        let found = try JournalRow(row: row)
        let hash = JournalRow.hash(
          id: found.id, at: found.at, caseNumber: found.caseNumber, kind: found.kind, detail: found.detail,
          previous: Array(previous ?? Data()))
        try database.execute(
          sql: "UPDATE journal SET previous = ?, hash = ? WHERE id = ?", arguments: [previous, Data(hash), found.id])
        previous = Data(hash)
      }
    }
  }
}
