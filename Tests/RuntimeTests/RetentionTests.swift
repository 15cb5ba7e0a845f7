import Cases
import Logging
import Renewal
import Runtime
import Synchronization
import Testing

/// The journal signed and told to the system, and the purge that a box runs by itself.
@Suite struct RetentionTests {
  private static let day = 86_400
  private static let retention = Retention(
    cases: .seconds(7 * day), journal: .seconds(30 * day), backups: .seconds(day))
  private let log = KeptLog()

  private func makeBox() throws -> VirtualBox {
    try VirtualBox(
      scenario: "everything-goes-well", log: SystemJournal(log, box: "box-1"), retention: Self.retention,
      auditKey: AuditKey(bytes: Array(repeating: 5, count: 32)))
  }

  @Test func `the journal is signed at the start and at the end, and its head told after each visit`() throws {
    let box = try makeBox()
    box.settle()
    #expect(try box.store.journal().contains { $0.kind == "checkpoint" })
    #expect(log.heads.count == 1)
    _ = try Citizen().visit(box)
    box.settle()
    let ended = try #require(try box.store.journal().last { $0.kind == "visitEnded" })
    #expect(log.heads.count == 2)
    #expect(log.heads.last.map { $0.row >= ended.id } == true)
    box.runner.finish()
    let head = try #require(try box.store.head())
    #expect(log.heads.last == head)
    #expect(try box.store.journal().last?.kind == "checkpoint")
    let rows = try box.store.journal()
    #expect(log.heads.allSatisfy { head in rows.contains { $0.id == head.row && $0.hash == head.hash } })
  }

  @Test func `a box at rest purges once a day, and goes on`() throws {
    let box = try makeBox()
    _ = try Citizen().visit(box)
    box.type("\n")
    try box.wait("sent") { _ in (try? box.store.outbox().isEmpty) == true }
    #expect(try box.store.purgePlan(Self.retention).cases == 0)
    try box.wait("six days", seconds: 10 * Self.day) { _ in box.time.now() > 6 * Self.day * 1000 }
    #expect(try box.store.journal().allSatisfy { $0.kind != "purged" })
    try box.wait("nine days", seconds: 10 * Self.day) { _ in box.time.now() > 9 * Self.day * 1000 }
    #expect(try box.store.journal().filter { $0.kind == "purged" }.count == 1)
    #expect(try box.store.journal().first?.id == 1, "the journal is kept longer")
    try box.wait("forty days", seconds: 40 * Self.day) { _ in box.time.now() > 40 * Self.day * 1000 }
    #expect(try #require(try box.store.journal().first).id > 1)
    guard case .whole = try box.store.verify() else { return _ = Issue.record("the chain broke") }
    #expect(box.runner.box.state == .welcome(nil))
    _ = try Citizen().visit(box)
  }

  @Test func `nothing is purged in a visit`() throws {
    let box = try makeBox()
    _ = try Citizen().visit(box)
    box.type("\n")
    try box.wait("sent") { _ in (try? box.store.outbox().isEmpty) == true }
    box.type("\n")
    #expect(box.runner.box.state.visit != nil)
    box.time.advance(to: box.time.now() + 60 * Self.day * 1000)
    #expect(try box.store.purgePlan(Self.retention).cases == 1)
    // All that was due falls due at once, the question whether anybody is there among it: the visit goes on.
    box.runner.turn()
    #expect(box.runner.box.state.visit != nil)
    #expect(try box.store.purgePlan(Self.retention).cases == 1)
    try box.wait("the end of the visit", seconds: 2 * Self.day) { $0.state.visit == nil }
    try box.wait("the purge", seconds: 2 * Self.day) { _ in
      (try? box.store.purgePlan(Self.retention).cases) == 0
    }
  }
}

/// What the log was told, with the heads among it.
private final class KeptLog: LogSink {
  private let entries = Mutex<[LogEntry]>([])

  func write(_ entry: LogEntry) { entries.withLock { $0.append(entry) } }

  var heads: [JournalHead] {
    entries.withLock { $0 }.compactMap { entry in
      let fields = Dictionary(entry.fields.map { ($0.name, $0.value) }) { $1 }
      guard let row = fields["JOURNAL_ROW"].flatMap({ Int($0) }), let hash = fields["JOURNAL_HASH"] else { return nil }
      let digits = Array(hash)
      let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
        UInt8(String(digits[$0...($0 + 1)]), radix: 16)
      }
      return JournalHead(row: row, hash: bytes)
    }
  }
}
