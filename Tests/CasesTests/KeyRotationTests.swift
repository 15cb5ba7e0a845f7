import Cases
import Foundation
import GRDB
import Glibc
import Renewal
import TestSupport
import Testing

@Suite struct KeyRotationTests {
  let folder: StateFolder
  let clock = HandClock()

  init() throws { folder = try StateFolder() }

  private var keyFile: String { StoreKeyFile.path(folder.path) }

  private func filled(_ key: StoreKey) throws -> Store {
    let store = try Store.opened(in: folder, key: key, clock)
    try store.addStaff()
    try store.releaseSample()
    try store.freeze(CaseNumber(2))
    try store.park(CaseNumber(2), sample, evidence: evidence(), until: clock.now() + 1000)
    try store.record(.visitEnded(CaseNumber(2), .parked))
    try store.record(.visitOpened(CaseNumber(3), Language("da")))
    try store.keepNote(CaseNumber(3), "bring the certificate", by: officer)
    return store
  }

  /// That everything that was sealed opens, and every PIN holds.
  private func expectAll(in store: Store) throws {
    #expect(try store.accounts().map(\.firstName) == ["Ingeborg", "Thorvald", "Gudrun"])
    #expect(try store.contact(first) == sample.contact)
    #expect(
      try SealedDossier(bytes: try #require(try store.sealedDossier(first))).open(with: theAuthority).evidence.count
        == 4)
    #expect(try store.testing.notes(of: CaseNumber(3)) == ["bring the certificate"])
    guard case .welcome = try store.logIn(officer, pin: "314159") else { return _ = Issue.record("the PIN is lost") }
    #expect(try store.openParked(CaseNumber(2))?.evidence.count == 4)
  }

  @Test func `everything that was sealed opens with the new key, and with no other`() throws {
    let store = try filled(testKey)
    try store.remove(librarian, by: Managers(supervisor))
    try store.addAccount(
      id: StaffID("1002"), firstName: "Ingeborg", role: .librarian, pin: "271828", by: Managers(supervisor))
    _ = try store.logIn(StaffID("77"), pin: "000000")
    let done = try store.rotateKey(to: key(9))
    #expect(done == KeyRotation(resealed: 6, unopened: 0))
    try store.close()
    #expect(throws: StoreError.wrongKey(path: folder.database)) { try Store.opened(in: folder) }
    let again = try Store.opened(in: folder, key: key(9), clock)
    #expect(try again.journal().filter { $0.kind == "keyRotated" }.map(\.detail) == [#"{"resealed":6,"unopened":0}"#])
    #expect(try again.accounts().map(\.firstName) == ["Ingeborg", "Thorvald", "Gudrun"])
    guard case .welcome = try again.logIn(officer, pin: "314159") else { return _ = Issue.record("the PIN is lost") }
    let row = try again.resume(CaseNumber(2), by: officer) { PictureID($0.bytes.count) }
    #expect(throws: Never.self) { try again.examine() }
    if case .gone = row { Issue.record("the parked case is lost") }
    #expect(try again.differences(key: key(9)) == [])
    try again.close()
  }

  @Test func `nothing that the old key opens is left in the files`() throws {
    let store = try filled(testKey)
    let old = try store.testing.read { database in
      try Data.fetchAll(
        database,
        sql: """
          SELECT name FROM accounts UNION ALL SELECT contact FROM dossiers UNION ALL SELECT sealed FROM notes
          UNION ALL SELECT sealed FROM parked UNION ALL SELECT value FROM meta WHERE name = 'marks'
          """)
    }
    #expect(old.count == 7)
    _ = try store.rotateKey(to: key(9))
    try store.close()
    for (name, bytes) in try folder.bytes() {
      for sealed in old { #expect(bytes.range(of: sealed.prefix(40)) == nil, "\(name)") }
    }
  }

  @Test func `every sealed column is known, or known not to be sealed with the store's key`() throws {
    let store = try Store.staffed()
    let blobs = try store.testing.read { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT t.name || '.' || c.name FROM pragma_table_list AS t, pragma_table_info(t.name) AS c
          WHERE t.schema = 'main' AND c.type IN ('BLOB', 'ANY') ORDER BY 1
          """)
    }
    let plain = [
      "accounts.salt", "accounts.tag", "accounts.verifier", "checkpoints.hash", "checkpoints.publicKey",
      "checkpoints.purgedHash",
      "checkpoints.signature", "dossiers.content", "dossiers.digest", "dossiers.tag", "journal.hash",
      "journal.previous", "meta.value", "tries.mark",
    ]
    #expect(Set(blobs).subtracting(plain) == Set(SealedColumn.all.map { "\($0.table).\($0.column)" }))
  }

  @Test func `what did not open before stays, and is counted`() throws {
    let store = try filled(testKey)
    try store.force("UPDATE notes SET sealed = zeroblob(60)")
    #expect(try store.rotateKey(to: key(9)).unopened == 1)
    #expect(try store.count("notes") == 1)
  }

  @Test func `the same key is refused`() throws {
    let store = try filled(testKey)
    #expect(throws: StoreError.refused(.sameKey)) { try store.rotateKey(to: key(7)) }
    try expectAll(in: store)
  }

  // MARK: The key's file

  @Test func `the file in the state folder is changed in one go, and the old key kept for old backups`() throws {
    let old = try StoreKey.makeDemonstration(at: keyFile)
    try filled(old).close()
    let backup = folder.path + "/b"
    _ = try Store.backUp(folder: folder.path, to: backup, key: old, program: "x", now: 1)
    let (_, kept) = try StoreKeyFile.rotate(folder.path, now: clock.now, program: "x")
    let fresh = try StoreKeyFile.load(folder.path, now: 1)
    #expect(fresh.isDemonstration && fresh.proof != old.proof)
    #expect(try StoreKey.load(from: kept).proof == old.proof)
    try expectAll(in: try Store.opened(in: folder, key: fresh, clock))
    let other = try StateFolder()
    _ = try Store.restore(backup, to: other.path, key: try StoreKey.load(from: kept), now: 2)
  }

  @Test func `a key of production stays one`() throws {
    try StoreKey.make(at: keyFile, isDemonstration: false)
    try filled(try StoreKey.load(from: keyFile)).close()
    _ = try StoreKeyFile.rotate(folder.path, now: clock.now, program: "x")
    #expect(try !StoreKeyFile.load(folder.path, now: 1).isDemonstration)
  }

  /// What a stop leaves: how far the rotation came.
  enum Stop: CaseIterable {
    case halfAFile, newFile, sealed, oldKept, swapped
  }

  @Test(arguments: Stop.allCases)
  func `stopped anywhere, the next start takes the key that fits and finishes`(stop: Stop) throws {
    let old = try StoreKey.makeDemonstration(at: keyFile)
    let store = try filled(old)
    let fresh = keyFile + ".new"
    switch stop {
    case .halfAFile: try DurableFile.make(fresh, [1, 2, 3])
    case .newFile: try StoreKey.make(at: fresh, isDemonstration: true)
    case .sealed, .oldKept, .swapped:
      _ = try store.rotateKey(to: try StoreKey.make(at: fresh, isDemonstration: true))
    }
    if stop == .oldKept || stop == .swapped {
      #expect(link(keyFile, keyFile + ".old-" + Array(old.proof.prefix(4)).hexadecimal) == 0)
    }
    if stop == .swapped { try DurableFile.rename(fresh, to: keyFile) }
    try store.close()

    let key = try StoreKeyFile.load(folder.path, now: 1)
    #expect((key.proof == old.proof) == (stop == .halfAFile || stop == .newFile))
    #expect(!FileManager.default.fileExists(atPath: fresh))
    let again = try Store.opened(in: folder, key: key, clock)
    try expectAll(in: again)
    try again.close()
    _ = try StoreKeyFile.rotate(folder.path, now: clock.now, program: "x")
    try expectAll(in: try Store.opened(in: folder, key: try StoreKeyFile.load(folder.path, now: 1), clock))
  }

  @Test func `nothing is finished while another process holds the store`() throws {
    let old = try StoreKey.makeDemonstration(at: keyFile)
    let store = try filled(old)
    try StoreKey.make(at: keyFile + ".new", isDemonstration: true)
    let error = #expect(throws: StoreError.self) { try StoreKeyFile.load(folder.path, now: 1) }
    guard case .heldBy = error else { return _ = Issue.record("\(String(describing: error))") }
    #expect(FileManager.default.fileExists(atPath: keyFile + ".new"), "a rotation that runs keeps its file")
    try store.close()
    _ = try StoreKeyFile.load(folder.path, now: 1)
  }
}
