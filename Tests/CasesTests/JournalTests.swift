import Cases
import GRDB
import Renewal
import TestSupport
import Testing

@Suite struct JournalTests {
  @Test func `an empty journal is whole`() throws {
    let store = try Store(inMemory: testKey, now: HandClock().now)
    #expect(try store.verify() == .whole(rows: 0, head: [UInt8](repeating: 0, count: 32)))
  }

  /// What somebody with the file and a database tool does, and the row that gives it away.
  @Test(
    arguments: [
      ("UPDATE journal SET detail = '{\"step\":\"photo\"}' WHERE id = 6", JournalVerdict.broken(row: 6, .changed)),
      ("UPDATE journal SET at = at + 1 WHERE id = 4", .broken(row: 4, .changed)),
      ("UPDATE journal SET caseNumber = 2 WHERE id = 4", .broken(row: 4, .changed)),
      ("UPDATE journal SET caseNumber = NULL WHERE id = 4", .broken(row: 4, .changed)),
      ("UPDATE journal SET kind = 'stepDone' WHERE id = 4", .broken(row: 4, .changed)),
      ("UPDATE journal SET hash = zeroblob(32) WHERE id = 1", .broken(row: 1, .changed)),
      ("UPDATE journal SET previous = zeroblob(32) WHERE id = 5", .broken(row: 5, .changed)),
      ("DELETE FROM journal WHERE id = 5", .broken(row: 5, .missing)),
      ("DELETE FROM journal WHERE id = 1", .broken(row: 1, .missing)),
      (
        "DELETE FROM journal WHERE id = 5; UPDATE journal SET id = id - 1 WHERE id > 5",
        .broken(row: 5, .changed)
      ),
      (
        """
        UPDATE journal SET id = 1000 WHERE id = 4; UPDATE journal SET id = 4 WHERE id = 5;
        UPDATE journal SET id = 5 WHERE id = 1000
        """, .broken(row: 4, .changed)
      ),
      (
        "INSERT INTO journal SELECT max(id) + 1, at, caseNumber, kind, detail, previous, hash FROM journal",
        .broken(row: 8, .changed)
      ),
    ])
  func `a row that was changed, removed, moved or added is named`(sql: String, verdict: JournalVerdict) throws {
    let folder = try StateFolder()
    try Self.writeSeven(in: folder)
    try folder.tamper("DROP TRIGGER journalKeepsItsRows; DROP TRIGGER journalLosesNoRow; DROP TRIGGER journalIsAChain")
    try folder.tamper(sql)
    #expect(try Store.opened(in: folder).verify() == verdict)
  }

  @Test func `a row rewritten with a fitting hash is given away by the next one`() throws {
    let folder = try StateFolder()
    try Self.writeSeven(in: folder)
    let store = try Store.opened(in: folder)
    let row = try #require(try store.journal(from: 4).first)
    let forged = JournalRow.hash(
      id: row.id, at: row.at, caseNumber: row.caseNumber, kind: row.kind, detail: "{}", previous: row.previous)
    try store.close()
    try folder.tamper("DROP TRIGGER journalKeepsItsRows")
    try folder.tamper("UPDATE journal SET detail = '{}', hash = x'\(forged.hexadecimal)' WHERE id = 4")
    #expect(try Store.opened(in: folder).verify() == .broken(row: 5, .unlinked))
  }

  @Test(arguments: [
    (#"{"step":"photo"}"#, #"{"step":"photo"}"#), (#"{ "step": "photo" }"#, #""{ \"step\": \"photo\" }""#),
    ("{\u{1B}[2J}", #""{\u001b[2J}""#), ("{}}", #""{}}""#),
  ])
  func `what is handed out of a row's details is what was hashed, or a text`(detail: String, written: String) throws {
    let folder = try StateFolder()
    try Self.writeSeven(in: folder)
    try folder.tamper("DROP TRIGGER journalKeepsItsRows")
    try folder.tamper("UPDATE journal SET detail = '\(detail)' WHERE id = 4")
    let row = try #require(try Store.opened(in: folder).journal(from: 4).first)
    #expect(row.exportedDetail.written == written)
  }

  /// Fixed for ever: a program of tomorrow must find the same hashes in the rows of today.
  @Test func `the hash of a row is the one it always was`() {
    let hash = JournalRow.hash(
      id: 1, at: 1_714_640_400_000, caseNumber: 1, kind: "visitOpened", detail: #"{"language":"da"}"#,
      previous: [UInt8](repeating: 0, count: 32))
    #expect(hash.hexadecimal == "941c8993499f38d904eb595c8f6a84b839ae1bde46e5a2200bb0fe86c69f6546")
  }

  private static func writeSeven(in folder: StateFolder) throws {
    let store = try Store.opened(in: folder)
    try store.addStaff()
    try store.record([
      .visitOpened(first, Language("da")), .consentGiven(first), .stepDone(first, .privacy),
      .visitEnded(first, .stopped),
    ])
    #expect(try store.count("journal") == 7)
    try store.close()
  }
}
