import Cases
import Foundation
import GRDB
import Renewal
import TestSupport
import Testing

/// Single bytes of the file itself, as a failing disk or a clumsy hand changes them.
@Suite struct AuditBytesTests {
  /// A store of a few visits, closed.
  private static let file = Result {
    let folder = try StateFolder()
    let store = try Store.audited(in: folder)
    for number in 1...6 {
      let case_ = CaseNumber(number)
      try store.record([.visitOpened(case_, Language("da")), .consentGiven(case_), .visitEnded(case_, .stopped)])
    }
    try store.checkpoint()
    try store.record(.closed(.hours))
    try store.checkpoint()
    try store.close()
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.database)))
  }

  /// What an audit says of a file; nothing when SQLite refuses to open it.
  private func audit(_ bytes: [UInt8], in folder: StateFolder) throws -> AuditReport? {
    for name in ["", "-wal", "-shm"] { unlink(folder.database + name) }
    try Data(bytes).write(to: URL(fileURLWithPath: folder.database))
    do {
      return try folder.audit()
    } catch is StoreError {
      return nil
    }
  }

  /// The journal and its checkpoints as values.
  private func content(_ folder: StateFolder) throws -> [String] {
    var readOnly = Configuration()
    readOnly.readonly = true
    let queue = try DatabaseQueue(path: folder.database, configuration: readOnly)
    return try queue.read { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT quote(id) || quote(at) || quote(caseNumber) || quote(kind) || quote(detail) || quote(previous)
            || quote(hash) FROM journal NOT INDEXED ORDER BY id
          """)
        + String.fetchAll(
          database,
          sql: """
            SELECT quote(row) || quote(hash) || quote(at) || quote(purgedTo) || quote(purgedHash) || quote(publicKey)
              || quote(signature) FROM checkpoints ORDER BY row
            """)
    }
  }

  /// A byte in each text and each hash of a row is that row's.
  @Test(arguments: [7, 15, 22]) func `a byte of a row's content is named by its row`(row: Int) throws {
    let bytes = try Self.file.get()
    let folder = try StateFolder()
    #expect(try audit(bytes, in: folder)?.isWhole == true)
    let reader = try #require(try StoreReader(folder: folder.path))
    var found: JournalRow?
    try reader.rows(from: 0, to: .max) { if $0.id == row { found = $0 } }
    let told = try #require(found)
    // A row's record ends with its hash and has the one before in front of it.
    let end = try #require(Data(bytes).range(of: Data(told.previous + told.hash))).upperBound
    let parts = [
      (told.detail.utf8.count + 64, "detail"), (64 + told.detail.utf8.count + told.kind.utf8.count, "kind"),
      (64, "previous"), (1, "hash"),
    ]
    for (before, part) in parts {
      var changed = bytes
      changed[end - before] ^= 1
      let report = try #require(try audit(changed, in: folder), "\(part)")
      #expect(report.findings.first?.row == row, "\(part): \(report.findings)")
      #expect(report.findings.first.map { [.changed, .unreadable].contains($0.fault) } == true, "\(part)")
    }
  }

  /// Wherever a bit flips: the audit notices, or every value of journal and checkpoints is what it was.
  @Test(arguments: 0..<8) func `no flipped bit changes the journal unnoticed`(part: Int) throws {
    let bytes = try Self.file.get()
    let folder = try StateFolder()
    #expect(try audit(bytes, in: folder)?.isWhole == true)
    let original = try content(folder)
    var unnoticed = 0
    for place in stride(from: part * 101, to: bytes.count, by: 8 * 101) {
      var changed = bytes
      changed[place] ^= 1 << (place % 8)
      guard let report = try audit(changed, in: folder), report.isWhole else { continue }
      let isSame = try content(folder) == original
      #expect(isSame, "byte \(place)")
      unnoticed += 1
    }
    #expect(unnoticed > 0, "unused bytes may change")
  }
}
