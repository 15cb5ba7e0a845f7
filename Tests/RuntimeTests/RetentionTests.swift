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
    box.finish()
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

  // MARK: The comparison of the store with its journal

  /// How often the store was compared, and what is found.
  private final class Comparison: Sendable {
    let times = Mutex(0)
    let report = Mutex(AuditReport())

    func compare() -> AuditReport {
      times.withLock { $0 += 1 }
      return report.withLock { $0 }
    }
  }

  @Test func `a box compares its store with the journal once a day, never beside somebody, and tells staff`() throws {
    let comparison = Comparison()
    let box = try VirtualBox(
      scenario: "everything-goes-well", log: SystemJournal(log, box: "box-1"), audit: comparison.compare)
    let start = box.time.now()
    try box.wait("three comparisons", seconds: 3 * Self.day) { _ in comparison.times.withLock { $0 } == 3 }
    #expect(box.time.now() - start == (2 * Self.day + 60) * 1000, "one soon after the start, and then one a day")
    #expect(box.runner.box.queue.isEmpty)

    comparison.report.withLock {
      $0 = AuditReport(differences: [RecordDifference(table: "cases", row: "number 7", kind: .added)])
    }
    try Citizen().upTo(StepName.review, box)
    box.time.advance(to: box.time.now() + 2 * Self.day * 1000)
    box.settle()
    #expect(comparison.times.withLock { $0 } == 3, "somebody is at the box")
    try box.wait("the flag", seconds: 2 * Self.day) { $0.flags.map(\.code) == [.recordsDiffer] }
    #expect(box.runner.box.state.visit == nil, "the box goes on")
    #expect(log.reasons.contains { $0.contains("cases: number 7 is there") })
    try box.wait("another day", seconds: 2 * Self.day) { _ in comparison.times.withLock { $0 } == 5 }
    #expect(box.runner.box.flags.count == 1, "staff are told once")
    box.type("\n*920\n246820\n1")
    #expect(box.runner.box.flags.count == 1, "it takes a supervisor")
    box.type("-")
    box.type("\n*930\n246830\n1")
    #expect(box.runner.box.flags == [])
    #expect(try box.store.journal().last { $0.kind == "flagEnded" }?.detail.contains("confirmExamined") == true)
  }

  @Test func `after a run that did not end as it should the store is compared at once`() throws {
    let comparison = Comparison()
    let key = AuditKey(bytes: Array(repeating: 5, count: 32))
    let before = try VirtualBox(scenario: "everything-goes-well", auditKey: key, audit: comparison.compare)
    before.settle()
    #expect(comparison.times.withLock { $0 } == 0)
    _ = try Citizen().visit(before)
    let killed = try VirtualBox(
      scenario: "everything-goes-well", auditKey: key, after: before, audit: comparison.compare)
    try killed.wait("the comparison", seconds: 90) { _ in comparison.times.withLock { $0 } == 1 }
    killed.finish()
    let clean = try VirtualBox(
      scenario: "everything-goes-well", auditKey: key, after: killed, audit: comparison.compare)
    try clean.wait("welcome") { $0.state == .welcome(nil) }
    clean.time.advance(to: clean.time.now() + 600_000)
    clean.settle()
    #expect(comparison.times.withLock { $0 } == 1)
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
    box.settle()
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

  /// Why something was told.
  var reasons: [String] {
    entries.withLock { $0 }.flatMap(\.fields).filter { $0.name == "REASON" }.map(\.value)
  }

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
