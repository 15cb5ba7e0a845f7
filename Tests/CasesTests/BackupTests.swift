import Cases
import Foundation
import GRDB
import Glibc
import Renewal
import TestSupport
import Testing

@Suite struct BackupTests {
  let folder: StateFolder
  let other: StateFolder
  let clock = HandClock()

  init() throws {
    folder = try StateFolder()
    other = try StateFolder()
  }

  private var file: String { other.path + "/the.backup" }
  private var target: String { other.path + "/state" }

  private func filled() throws -> Store {
    let store = try Store.opened(in: folder, clock)
    try store.addStaff()
    try store.releaseSample()
    try store.freeze(CaseNumber(2))
    try store.park(CaseNumber(2), sample, evidence: evidence(), until: clock.now() + 1000)
    return store
  }

  private func backUp() throws -> BackupContents {
    try Store.backUp(folder: folder.path, to: file, key: testKey, program: "pasboks test", now: clock.now())
  }

  private func restore(key: StoreKey = testKey) throws -> BackupContents {
    try Store.restore(file, to: target, key: key, now: clock.now())
  }

  private func bytes() throws -> [UInt8] { try Array(Data(contentsOf: URL(fileURLWithPath: file))) }

  private func write(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(fileURLWithPath: file)) }

  @Test func `a backup made beside the box that runs is restored as it was`() throws {
    let store = try filled()
    let contents = try backUp()
    #expect(contents.cases == 2 && contents.outbox == 1)
    #expect(contents.rows == (try store.journal().count))
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: other.path) == ["the.backup"])
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/backup.part"))
    try store.record(.opened)

    #expect(try restore() == contents)
    #expect(Set(try FileManager.default.contentsOfDirectory(atPath: target)) == ["lock", "pasboks.sqlite"])
    let again = try Store(
      path: target, key: testKey, authority: theAuthority.publicKey, cost: .cheap, now: clock.now)
    let rows = try store.journal().dropLast()
    #expect(try again.journal().dropLast() == rows)
    #expect(try again.journal().last?.kind == "restored")
    #expect(try again.recoverySnapshot().nextCase == CaseNumber(3 + Store.numbersLeftOut))
    #expect(try again.differences() == [])
    #expect(try again.sealedDossier(first) == store.sealedDossier(first))
    #expect(try again.contact(first) == sample.contact)
    #expect(try again.openParked(CaseNumber(2)) == store.openParked(CaseNumber(2)))
    guard case .welcome = try again.logIn(officer, pin: "314159") else { return _ = Issue.record("not known") }
  }

  @Test func `a backup holds nothing in clear, and never takes another file's place`() throws {
    let store = try filled()
    _ = try backUp()
    let text = String(decoding: try bytes(), as: UTF8.self)
    for word in ["SQLite", "visitOpened", "000001", "CREATE TABLE"] { #expect(!text.contains(word)) }
    let before = try bytes()
    #expect(throws: StoreError.exists(path: file)) { try backUp() }
    #expect(try bytes() == before)
    try store.close()
  }

  @Test func `every cut and every changed byte is told, and leaves nothing behind`() throws {
    try filled().close()
    _ = try backUp()
    let whole = try bytes()
    let first = BackupFile.headLength + 8
    for count in [0, 5, 14, 20, 39, 43, 60, first + 200, whole.count - 1] {
      try write(Array(whole.prefix(count)))
      let error = #expect(throws: StoreError.self, "\(count)") { try restore() }
      guard case .backup(let fault, _) = error else { return _ = Issue.record("\(String(describing: error))") }
      #expect(count < 14 ? fault == .notABackup : fault == .cut || fault == .changed)
    }
    for place in [16, 30, 39, 45, 60, 300, 5000, whole.count - 1] {
      var changed = whole
      changed[place] ^= 1
      try write(changed)
      #expect(throws: StoreError.self, "\(place)") { try restore() }
    }
    try write(whole + [0])
    #expect(throws: StoreError.backup(.changed, path: file)) { try restore() }
    var newer = whole
    newer[14] = 2
    try write(newer)
    #expect(throws: StoreError.backup(.otherVersion(2), path: file)) { try restore() }
    #expect(try FileManager.default.contentsOfDirectory(atPath: target) == ["lock"])
    try write(whole)
    _ = try restore()
  }

  @Test func `pieces that were exchanged or left out are told`() throws {
    try filled().close()
    _ = try backUp()
    let whole = try bytes()
    var pieces: [[UInt8]] = []
    var rest = whole[BackupFile.headLength...]
    while let piece = rest.takeCounted() {
      var counted: [UInt8] = []
      counted.append(counted: piece)
      pieces.append(counted)
      if rest.isEmpty { break }
    }
    #expect(pieces.count > 1)
    let head = Array(whole.prefix(BackupFile.headLength))
    try write(head + pieces[0])
    #expect(throws: StoreError.backup(.cut, path: file)) { try restore() }
    try write(head + Array(pieces.reversed().joined()))
    #expect(throws: StoreError.self) { try restore() }
  }

  @Test func `another key is refused, on the way out and on the way in`() throws {
    try filled().close()
    #expect(throws: StoreError.self) {
      try Store.backUp(folder: folder.path, to: file, key: key(8), program: "x", now: 1)
    }
    #expect(!FileManager.default.fileExists(atPath: file))
    _ = try backUp()
    #expect(throws: StoreError.wrongKey(path: file)) { try restore(key: key(8)) }
  }

  @Test func `a store that is there, or one that runs, is left alone`() throws {
    let store = try filled()
    _ = try backUp()
    #expect(throws: StoreError.self) {
      try Store.restore(file, to: folder.path, key: testKey, now: clock.now())
    }
    try store.close()
    #expect(throws: StoreError.exists(path: folder.database)) {
      try Store.restore(file, to: folder.path, key: testKey, now: clock.now())
    }
    try Store.opened(in: folder, clock).close()
  }

  @Test func `a store whose journal was changed before the backup is not restored`() throws {
    try filled().close()
    try folder.tamper("DROP TRIGGER journalKeepsItsRows; UPDATE journal SET at = at + 1 WHERE id = 3")
    _ = try backUp()
    let error = #expect(throws: StoreError.self) { try restore() }
    guard case .backup(.unsound(let what), _) = error else { return _ = Issue.record("\(String(describing: error))") }
    #expect(what.contains("row 3"))
  }

  @Test func `a store that was not signed for a while is restored`() throws {
    let store = try filled()
    for _ in 0..<Store.checkpointEvery + 60 { try store.record(.opened) }
    #expect(try folder.audit().findings.map(\.fault) == [.unsigned(through: store.journal().count)])
    let contents = try backUp()
    #expect(try restore() == contents)
  }

  @Test func `a large store goes in many pieces`() throws {
    let store = try filled()
    try store.force("CREATE TABLE ballast (x BLOB) STRICT")
    for _ in 1...3 { try store.force("INSERT INTO ballast VALUES (randomblob(1000000))") }
    let contents = try backUp()
    #expect(contents.size > 3_000_000)
    #expect(try restore() == contents)
  }
}
