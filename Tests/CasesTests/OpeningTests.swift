import Cases
import Foundation
import GRDB
import Glibc
import Renewal
import TestSupport
import Testing

@Suite struct OpeningTests {
  let folder: StateFolder
  let clock = HandClock()

  init() throws { folder = try StateFolder() }

  @Test func `what was written is there after closing and opening again`() throws {
    let store = try Store.opened(in: folder)
    try store.addStaff()
    try store.holdSample()
    try store.close()
    #expect(throws: StoreError.closed) { try store.record(.opened) }
    try store.close()

    let again = try Store.opened(in: folder)
    #expect(try again.recoverySnapshot().nextCase == CaseNumber(2))
    #expect(try again.recoverySnapshot().held == [first])
    #expect(try again.accounts().map(\.firstName) == ["Ingeborg", "Thorvald", "Gudrun"])
    #expect(try again.verify() == .whole(rows: 9, head: try #require(try again.journal().last).hash))
    try again.examine()
  }

  @Test func `a store that this program opened last is opened without a word written to it`() throws {
    try Store.opened(in: folder).close()
    let before = try folder.bytes()["pasboks.sqlite"]
    let again = try Store.opened(in: folder)
    #expect(try folder.bytes()["pasboks.sqlite-wal"]?.count ?? 0 == 0)
    try again.close()
    #expect(try folder.bytes()["pasboks.sqlite"] == before)
    let other = try Store(path: folder.path, key: testKey, cost: .cheap, program: "pasboks 0.2", now: clock.now)
    #expect(
      try other.testing.read { try String.fetchOne($0, sql: "SELECT value FROM meta WHERE name = 'program'") }
        == "pasboks 0.2")
    try other.close()
  }

  @Test func `the folder is made, and everything in it is for its owner alone`() throws {
    let nested = folder.path + "/state/pasboks"
    let store = try Store(path: nested, key: testKey, now: clock.now)
    try store.record(.opened)
    #expect(try mode(nested) == 0o700)
    for name in ["lock", "pasboks.sqlite", "pasboks.sqlite-wal", "pasboks.sqlite-shm"] {
      #expect(try mode(nested + "/" + name) == 0o600, "\(name)")
    }
  }

  // MARK: The lock

  @Test func `a second box on the same folder is told who has it and since when`() throws {
    let store = try Store.opened(in: folder, clock)
    let since = clock.now()
    clock.advance(seconds: 90)
    #expect(throws: StoreError.heldBy(pid: Int(getpid()), since: since, path: folder.path)) {
      try Store.opened(in: folder, clock)
    }
    try store.close()
    let next = try Store.opened(in: folder, clock)
    try next.close()
  }

  @Test func `a copy of the lock's descriptor, as a program has that is being started, keeps nobody out`() throws {
    var store: Store? = try Store.opened(in: folder)
    let descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter { descriptor in
      let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(descriptor)")
      return target == folder.path + "/lock"
    }
    let copies = descriptors.compactMap { Int32($0).map(dup) }
    defer { copies.forEach { close($0) } }
    #expect(copies.count == 1)
    withExtendedLifetime(store) {}
    store = nil
    #expect(try Store.opened(in: folder).recoverySnapshot().nextCase == CaseNumber(1))
  }

  @Test func `the lock is another process's until that ends, however it ends`() throws {
    let other = Process()
    other.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
    other.arguments = ["--no-fork", folder.path + "/lock", "sh", "-c", "echo held; exec sleep 600"]
    let output = Pipe()
    other.standardOutput = output
    try other.run()
    #expect(output.fileHandleForReading.availableData == Data("held\n".utf8))
    #expect(throws: StoreError.heldBy(pid: nil, since: nil, path: folder.path)) { try Store.opened(in: folder) }
    kill(other.processIdentifier, SIGKILL)
    other.waitUntilExit()
    _ = try Store.opened(in: folder)
  }

  @Test func `a store that is given up lets the lock go`() throws {
    do { _ = try Store.opened(in: folder) }
    _ = try Store.opened(in: folder)
  }

  // MARK: Beside a box

  @Test func `accounts are managed beside the box that holds the store, and one chain of rows remains`() throws {
    let box = try Store.opened(in: folder)
    let holder = StoreError.heldBy(pid: 1, since: nil, path: folder.path)
    let beside = try Store(beside: holder, path: folder.path, key: testKey, cost: .cheap, now: { 5 })
    for number in 10..<40 {
      try beside.addAccount(id: StaffID("\(number)"), firstName: "Asta", role: .librarian, pin: "271828")
      try box.record(.visitOpened(CaseNumber(number), Language("da")))
    }
    #expect(try box.accounts().count == 30)
    guard case .welcome = try box.logIn(StaffID("12"), pin: "271828") else { return _ = Issue.record("not known") }
    guard case .whole = try beside.verify() else { return _ = Issue.record("the chain broke") }
  }

  @Test func `beside a box of another version nothing is done`() throws {
    let box = try Store.opened(in: folder)
    try folder.tamper("DELETE FROM grdb_migrations WHERE identifier LIKE '2%'")
    let holder = StoreError.heldBy(pid: 1, since: nil, path: folder.path)
    #expect(throws: holder) { try Store(beside: holder, path: folder.path, key: testKey, cost: .cheap, now: { 5 }) }
    #expect(throws: StoreError.self) {
      try Store(beside: holder, path: folder.path, key: key(8), cost: .cheap, now: { 5 })
    }
    try box.close()
  }

  // MARK: Refusals

  @Test func `a store of a newer program is refused, named, and left as it was`() throws {
    try Store.opened(in: folder).close()
    try folder.tamper(
      """
      INSERT INTO grdb_migrations VALUES ('9 something of tomorrow');
      UPDATE meta SET value = 'pasboks 7.5' WHERE name = 'program'
      """)
    let before = try Data(contentsOf: URL(fileURLWithPath: folder.database))
    #expect(throws: StoreError.newerVersion(writtenBy: "pasboks 7.5", path: folder.database)) {
      try Store.opened(in: folder)
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.database)) == before)
  }

  @Test func `another store key is refused before anything is written`() throws {
    try Store.opened(in: folder).close()
    #expect(throws: StoreError.wrongKey(path: folder.database)) { try Store.opened(in: folder, key: key(8)) }
    try Store.opened(in: folder).close()
  }

  @Test func `a file that is no store is called damaged`() throws {
    try Data("this is a shopping list, not a database".utf8).write(to: URL(fileURLWithPath: folder.database))
    let error = #expect(throws: StoreError.self) { try Store.opened(in: folder) }
    guard case .damaged(let path, _) = error else { Issue.record("\(String(describing: error))"); return }
    #expect(path == folder.database)
  }

  @Test func `a file that was cut or scribbled over is called damaged`() throws {
    let whole = try Store.opened(in: folder)
    try whole.addStaff()
    for number in 1...60 { try whole.record(.visitOpened(CaseNumber(number), Language("da"))) }
    try whole.close()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.database))
    var scribbled = bytes
    for place in stride(from: 5000, to: bytes.count, by: 1000) { scribbled[place] ^= 0xff }
    for damaged in [bytes.prefix(bytes.count / 2), scribbled] {
      try damaged.write(to: URL(fileURLWithPath: folder.database))
      let error = #expect(throws: StoreError.self) {
        let store = try Store.opened(in: folder)
        try store.examine()
      }
      guard case .damaged = error else { Issue.record("\(String(describing: error))"); return }
    }
  }

  /// What is not looked through is read by the audit.
  @Test func `of a large file what every visit needs is looked through`() throws {
    func page(of table: String, in store: Store) throws -> Int {
      try store.testing.read {
        try Int.fetchOne($0, sql: "SELECT rootpage FROM sqlite_schema WHERE name = ?", arguments: [table]) ?? 0
      }
    }
    let store = try Store.opened(in: folder)
    try store.addStaff()
    try store.record(.visitOpened(first, Language("da")))
    let pages = (accounts: try page(of: "accounts", in: store), cases: try page(of: "cases", in: store))
    try store.close()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.database))
    func damage(_ page: Int) throws {
      var damaged = bytes
      for place in (page - 1) * 4096 + 4000..<page * 4096 { damaged[place] ^= 0xff }
      try damaged.write(to: URL(fileURLWithPath: folder.database))
    }
    try damage(pages.cases)
    let large = try Store.opened(in: folder)
    try large.examine(most: 0)
    #expect(throws: StoreError.self) { try large.examine() }
    try large.close()
    try damage(pages.accounts)
    let other = try Store.opened(in: folder)
    #expect(throws: StoreError.self) { try other.examine(most: 0) }
  }

  @Test func `a folder that cannot be made says so`() {
    #expect(throws: StoreError.misplaced(.missing, path: "/proc/pasboks")) {
      try Store(path: "/proc/pasboks", key: testKey, now: clock.now)
    }
  }

  // MARK: Disks that fail

  @Test func `a full disk throws, keeps what was there, and goes on when there is room again`() throws {
    let store = try Store.opened(in: folder)
    try store.record(.visitOpened(first, Language("da")))
    try limitPages(of: store, more: 2)
    var written = 1
    let error = #expect(throws: StoreError.self) {
      while written < 10_000 {
        try store.record(.stepDone(first, .photo))
        written += 1
      }
    }
    #expect(error == .full(path: folder.database))
    #expect(try store.count("journal") == written)
    #expect(throws: StoreError.full(path: folder.database)) {
      for _ in 0..<100 { try store.record(.flagRaised(nil, Flag(.deviceFault, step: nil))) }
    }
    #expect(try store.verify() == .whole(rows: written, head: try #require(try store.journal().last).hash))

    try limitPages(of: store, more: 100_000)
    try store.record(.visitEnded(first, .interrupted))
    #expect(try store.verify() == .whole(rows: written + 1, head: try #require(try store.journal().last).hash))
  }

  @Test func `a full disk leaves a dossier held and its money approved`() throws {
    let store = try Store.opened(in: folder)
    try store.addStaff()
    try store.holdSample()
    try store.approve()
    try limitPages(of: store, more: 0)
    // The last pages may have a little room left: fill it, as a busy day would.
    let full = #expect(throws: StoreError.self) { for _ in 0..<10_000 { try store.record(.opened) } }
    #expect(full == .full(path: folder.database))
    #expect(throws: StoreError.full(path: folder.database)) { try store.capture(first, payment()) }
    #expect(try store.state(of: payment()) == .approved)
    #expect(try store.outbox().isEmpty)
    #expect(try store.recoverySnapshot().openPayments == [payment()])

    try limitPages(of: store, more: 100)
    try store.capture(first, payment())
    #expect(try store.outbox().map(\.number) == [first])
  }

  @Test func `a disk turned read-only throws`() throws {
    let store = try Store.opened(in: folder)
    try store.testing.file.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = ON") }
    #expect(throws: StoreError.readOnly(path: folder.database)) { try store.record(.opened) }
  }

  @Test func `a database tool that holds the file is told as such`() throws {
    let store = try Store.opened(in: folder)
    try store.force("PRAGMA user_version = 0")
    let tool = try DatabaseQueue(path: folder.database)
    try store.testing.file.writeWithoutTransaction { try $0.execute(sql: "PRAGMA busy_timeout = 1") }
    try tool.inTransaction(.immediate) { _ in
      #expect(throws: StoreError.busy(path: folder.database)) { try store.record(.opened) }
      return .rollback
    }
    try store.record(.opened)
  }

  @Test(
    arguments: [
      StoreError.heldBy(pid: 41, since: 1_714_640_400_000, path: "/s"),
      .newerVersion(writtenBy: "pasboks 2", path: "/s"),
      .damaged(path: "/s", detail: "torn"), .readOnly(path: "/s"), .full(path: "/s"), .permissions(path: "/s"),
      .busy(path: "/s"), .inputOutput(path: "/s", detail: "x"), .wrongKey(path: "/s"), .key(.mode(0o644), path: "/s"),
      .system(path: "/s", detail: "x"), .exposed(.mode(0o755), path: "/s"), .exposed(.owner(12), path: "/s"),
      .misplaced(.missing, path: "/s"), .misplaced(.folder, path: "/s"), .misplaced(.file, path: "/s"),
      .misplaced(.noFile, path: "/s"), .misplaced(.notInFolder, path: "/s"), .misplaced(.link, path: "/s"),
      .misplaced(.nameTooLong, path: "/s"), .exhausted(.openFiles, path: "/s"), .exhausted(.memory, path: "/s"),
      .exhausted(.openFilesOfMachine, path: "/s"), .exhausted(.interruption, path: "/s"),
    ])
  func `every error says where it is`(error: StoreError) {
    #expect(error.description.hasPrefix("/s"))
    #expect(error.description.hasSuffix("."))
  }

  @Test func `who holds the folder is told with a time`() {
    let error = StoreError.heldBy(pid: 41, since: 1_714_640_400_000, path: "/s")
    #expect(error.description.hasPrefix("/s is in use by process 41 since 2024-05-02 09:00:00 UTC."))
  }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
  }

  private func limitPages(of store: Store, more: Int) throws {
    try store.testing.file.writeWithoutTransaction { database in
      let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      _ = try Int.fetchOne(database, sql: "PRAGMA max_page_count = \(pages + more)")
    }
  }
}
