import Cases
import Foundation
import GRDB
import PassportRules
import Renewal
import TestSupport
import Testing

@Suite struct ReportTests {
  let store: Store
  let clock = HandClock()
  let second = CaseNumber(2)

  init() throws { store = try Store.staffed(clock) }

  /// The thirty days from the one on which the hand clock stands.
  private func span(days: Int = 30) throws -> ReportSpan {
    let starts = (0...days).map { Self.midnight + $0 * 86_400_000 }
    return try #require(ReportSpan(first: day("2024-05-02"), starts: starts))
  }

  /// Midnight before the hand clock's first moment, 2024-05-02 in universal time.
  private static let midnight = 1_714_608_000_000

  /// Records facts, each so many seconds after the one before.
  private func tell(_ facts: [(after: Int, fact: Fact)]) throws {
    for (seconds, fact) in facts {
      clock.advance(seconds: seconds)
      try store.record(fact)
    }
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `a made-up month is reported as it was made up`(seed: UInt64) throws {
    let month = BusyMonth(seed: seed, visits: 60, from: clock.now())
    try store.testing.write { database in
      for row in month.rows { try store.testing.record(row.fact, at: row.at, database) }
    }
    clock.advance(seconds: 30 * 86_400)
    let report = try store.report(span())
    let truth = month.truth
    #expect(report.visits.all == 60)
    #expect(report.visits.completedAlone == truth.alone)
    #expect(report.visits.completedWithHelp == truth.helped)
    #expect(report.visits.endedEarly == truth.early)
    #expect(report.assists.reduce(0) { $0 + $1.count } == truth.assists)
    #expect(report.weeks.reduce(0) { $0 + $1.learned } == truth.learned)
    #expect(report.waiting.answered == truth.waits.count)
    let waits = truth.waits.sorted()
    #expect(report.waiting.median == (waits[(waits.count - 1) / 2] + waits[waits.count / 2]) / 2)
    #expect(waits.count { $0 <= report.waiting.ninetieth ?? 0 } * 10 >= waits.count * 9)
    let photo = try #require(report.steps.first { $0.step == .photo })
    let times = truth.photoTimes.sorted()
    #expect(photo.count == times.count)
    #expect(photo.median == (times[(times.count - 1) / 2] + times[times.count / 2]) / 2)
  }

  @Test func `no visit is no figure`() throws {
    let report = try store.report(span())
    #expect(report.visits == Report.Visits())
    #expect(report.waiting == Report.Waiting())
    #expect(report.steps.isEmpty && report.assists.isEmpty && report.downtime.isEmpty && report.failures.isEmpty)
    #expect(
      report.weeks.map(\.monday) == ["2024-04-29", "2024-05-06", "2024-05-13", "2024-05-20", "2024-05-27"].map(day))
  }

  @Test func `attesting is no help, guiding is`() throws {
    try tell([
      (0, .visitOpened(first, Language("da"))), (9, .flagRaised(first, Flag(.attestationWanted, step: .attestation))),
      (60, .claimed(first, by: officer)),
      (5, .flagEnded(first, Flag(.attestationWanted, step: nil), .attest, by: officer, countersignedBy: nil)),
      (0, .released(first, by: officer)), (9, .visitEnded(first, .completed)),
      (0, .visitOpened(second, Language("da"))), (9, .claimed(second, by: officer)),
      (1, .guided(second, .sitStill, by: officer)), (9, .visitEnded(second, .completed)),
    ])
    let report = try store.report(span())
    #expect(report.visits.completedAlone == 1)
    #expect(report.visits.completedWithHelp == 1)
    #expect(report.waiting.median == 60_000)
  }

  @Test func `each ending is counted, the parked and the unfinished apart`() throws {
    let endings: [Ending?] = [
      .completed, .stopped, .timedOut, .consentRefused, .referred(.police, .documentMismatch),
      .referred(.borgerservice, .child), .nobodyCame(.child), .parked, .moneyOpen, .endedByStaff, .interrupted, nil,
    ]
    for (place, ending) in endings.enumerated() {
      try store.record(.visitOpened(CaseNumber(place + 1), Language("da")))
      if let ending { try store.record(.visitEnded(CaseNumber(place + 1), ending)) }
    }
    let visits = try store.report(span()).visits
    #expect(visits.all == endings.count)
    #expect(visits.completedAlone == 1 && visits.parked == 1 && visits.goingOn == 1)
    #expect(
      visits.endedEarly == [
        "stopped": 1, "timedOut": 1, "consentRefused": 1, "referred": 2, "nobodyCame": 1, "moneyOpen": 1,
        "endedByStaff": 1, "interrupted": 1,
      ])
  }

  @Test func `a case that was resumed is finished, and the days between are no step's time`() throws {
    try store.freeze()
    clock.advance(seconds: 30)
    try store.park(first, sample, evidence: evidence(), until: clock.now() + 48 * 3_600_000)
    try tell([(0, .visitEnded(first, .parked)), (86_400, .opened)])
    _ = try store.resume(first, by: officer) { piece in PictureID(piece.name.count) }
    try tell([(40, .stepDone(first, .attestation)), (5, .visitEnded(first, .completed))])
    let report = try store.report(span())
    #expect(report.visits.parked == 0 && report.visits.completedAlone == 1 && report.visits.resumed == 1)
    #expect(report.steps.first { $0.step == .attestation }?.median == 40_000)
  }

  // MARK: Staff

  @Test func `a wait ends when somebody claims, comes or ends the flag, and only counts when somebody did`() throws {
    try tell([
      (0, .visitOpened(first, Language("da"))),
      (0, .flagRaised(first, Flag(.helpRequested, step: .photo))), (10, .claimed(first, by: officer)),
      // Who has the case already is not waited for.
      (5, .flagRaised(first, Flag(.photoRejected, step: .photo))),
      (5, .flagEnded(first, Flag(.photoRejected, step: nil), .retry, by: officer, countersignedBy: nil)),
      (0, .released(first, by: officer)),
      (1, .flagRaised(first, Flag(.stuck, step: .photo))), (20, .staffArrived(first, librarian, .librarian)),
      (0, .staffLeft(first, librarian)),
      (1, .flagRaised(first, Flag(.printsPoor, step: .fingerprints))),
      (9, .flagWithdrawn(first, Flag(.printsPoor, step: nil))),
      (1, .flagRaised(first, Flag(.cannotSign, step: .signature))),
      (1, .flagRaised(first, Flag(.documentLeftBehind, step: .document, holding: .documentInReader))),
      (9, .visitEnded(first, .timedOut)),
      (1, .flagRaised(nil, Flag(.deviceFault, step: nil, device: .camera))),
      (20, .staffArrived(nil, officer, .officer)),
      (1, .staffLeft(nil, officer)), (1, .flagRaised(nil, Flag(.cabinetOpened, step: nil))),
    ])
    let waiting = try store.report(span()).waiting
    #expect(waiting.answered == 4)
    #expect(waiting.unanswered == 2)
    #expect(waiting.open == 1)
    #expect(waiting.median == 20_000)
    #expect(waiting.ninetieth == 30_000)
  }

  @Test func `what visits left behind is the box's workItem, answered by who comes to it or ends it there`() throws {
    try tell([
      (0, .visitOpened(first, Language("da"))), (0, .visitEnded(first, .completed)),
      (0, .flagRaised(first, Flag(.dossierUnacknowledged, step: nil))), (40, .claimed(nil, by: officer)),
      (1, .released(nil, by: officer)), (0, .visitOpened(second, Language("da"))),
      (0, .flagRaised(second, Flag(.documentLeftBehind, step: .document, holding: .documentInReader))),
      (10, .visitEnded(second, .timedOut)),
      (40, .flagEnded(nil, Flag(.documentLeftBehind, step: nil), .confirmRemoved, by: officer, countersignedBy: nil)),
      // Somebody at a visit does not answer what waits beside it.
      (0, .visitOpened(CaseNumber(3), Language("da"))), (0, .flagRaised(nil, Flag(.deviceFault, step: nil))),
      (9, .staffArrived(CaseNumber(3), officer, .officer)),
    ])
    let waiting = try store.report(span()).waiting
    #expect(waiting.answered == 2)
    #expect(waiting.median == 45_000)
    #expect(waiting.open == 1)
  }

  @Test func `assists are told by reason and step, and by week`() throws {
    try store.record(.visitOpened(first, Language("da")))
    for (after, code, step, learned) in [
      (0, FlagCode.photoRejected, StepName.photo, true), (60, .photoRejected, .photo, false),
      (60, .helpRequested, .details, true), (5 * 86_400, .photoRejected, .photo, true),
    ] {
      try tell([
        (after, .flagRaised(first, Flag(code, step: step))),
        (1, .assistEnded(first, code, by: librarian, learned: learned)),
        (0, .flagEnded(first, Flag(code, step: nil), .retry, by: officer, countersignedBy: nil)),
      ])
    }
    let report = try store.report(span())
    #expect(
      report.assists == [
        Report.Assists(reason: .photoRejected, step: .photo, count: 3, learned: 2),
        Report.Assists(reason: .helpRequested, step: .details, count: 1, learned: 1),
      ])
    #expect(report.weeks.prefix(3).map(\.count) == [3, 1, 0])
    #expect(report.weeks.prefix(3).map(\.learned) == [2, 1, 0])
  }

  // MARK: Devices

  @Test func `downtime runs from closed to opened, within the span, and hours are none`() throws {
    clock.advance(seconds: -86_400)
    try store.record(.closed(.device(.camera)))
    clock.advance(seconds: 86_400)
    try tell([
      (0, .opened), (60, .closed(.hours)), (600, .closed(.device(.signaturePad))), (30, .closed(.staff)), (40, .opened),
      (50, .closed(.device(.signaturePad))), (0, .deviceFailed(nil, .camera, DeviceFault(.disconnected, .maintenance))),
      (0, .deviceFailed(nil, .signaturePad, DeviceFault(.disconnected, .maintenance))),
      (0, .deviceFailed(nil, .camera, DeviceFault(.disconnected, .maintenance))),
    ])
    clock.advance(seconds: 7)
    let report = try store.report(span())
    #expect(
      report.downtime == [
        Report.Downtime(reason: "device:camera", length: 1_714_640_400_000 - Self.midnight),
        Report.Downtime(reason: "staff", length: 40_000),
        Report.Downtime(reason: "device:signaturePad", length: 37_000),
      ])
    #expect(
      report.failures == [Report.Failures(device: .camera, count: 2), Report.Failures(device: .signaturePad, count: 1)])
  }

  // MARK: The span

  @Test func `what is before and after the span does not count`() throws {
    clock.advance(seconds: -86_400)
    try tell([(0, .visitOpened(first, Language("da"))), (9, .visitEnded(first, .stopped))])
    clock.advance(seconds: 86_400)
    try tell([(0, .visitOpened(second, Language("da"))), (86_400, .visitEnded(second, .stopped))])
    #expect(try store.report(span(days: 1)).visits.goingOn == 1)
    #expect(try store.report(span(days: 2)).visits.endedEarly == ["stopped": 1])
    #expect(try store.report(span(days: 2)).visits.all == 1)
  }

  @Test func `a span has days that grow, and its weeks begin on Mondays`() {
    let sunday = day("2024-03-31")
    #expect(ReportSpan(first: sunday, starts: [5]) == nil)
    #expect(ReportSpan(first: sunday, starts: [5, 5]) == nil)
    // Summer time takes an hour of the first day.
    let span = ReportSpan(first: sunday, starts: [0, 23, 47])
    #expect(span?.last == day("2024-04-01"))
    #expect(span?.mondays == [day("2024-03-25"), day("2024-04-01")])
    #expect([0, 22, 23, 46].map { span?.week(of: $0) } == [0, 0, 1, 1])
  }

  // MARK: Beside a box

  @Test func `a report is read while a box holds the store, and while none does, without a key`() throws {
    let folder = try StateFolder()
    #expect(try read(folder) == nil)
    let box = try Store.opened(in: folder, clock)
    try box.record(.visitOpened(first, Language("da")))
    let beside = try #require(try read(folder))
    #expect(beside.visits.goingOn == 1)
    #expect(beside == (try box.report(span())))
    try box.record(.visitEnded(first, .stopped))
    #expect(try read(folder)?.visits.endedEarly == ["stopped": 1])
    try box.close()
    #expect(try read(folder)?.visits.all == 1)
    let rows = try folder.bytes().keys
    let known = ["lock", "pasboks.sqlite", "pasboks.sqlite-wal", "pasboks.sqlite-shm", "pasboks.sqlite-made"]
    #expect(Set(rows).isSubset(of: known))
    try Store.opened(in: folder, clock).close()
  }

  private func read(_ folder: StateFolder) throws -> Report? {
    try StoreReader(folder: folder.path)?.report(span(), now: clock.now())
  }

  @Test func `a store whose making was cut short before its first row is none yet`() throws {
    let folder = try StateFolder()
    try Data().write(to: URL(fileURLWithPath: folder.database))
    #expect(try StoreReader(folder: folder.path) == nil)
    try folder.tamper("CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
    #expect(try StoreReader(folder: folder.path) == nil)
    try Data().write(to: URL(fileURLWithPath: folder.database + "-made"))
    try Data().write(to: URL(fileURLWithPath: folder.database))
    #expect(throws: StoreError.damaged(path: folder.database, detail: "the file is empty")) {
      try StoreReader(folder: folder.path)
    }
  }

  @Test func `a newer store and a file that is none are told`() throws {
    let folder = try StateFolder()
    try Store.opened(in: folder).close()
    try folder.tamper("INSERT INTO grdb_migrations VALUES ('9 something of tomorrow')")
    #expect(throws: StoreError.newerVersion(writtenBy: "pasboks 0.1 test", path: folder.database)) {
      try read(folder)
    }
    try Data("this is a shopping list, not a database".utf8).write(to: URL(fileURLWithPath: folder.database))
    let error = #expect(throws: StoreError.self) { try read(folder) }
    guard case .damaged = error else { Issue.record("\(String(describing: error))"); return }
  }

  @Test func `the month's rows are found by their time, not by reading them all`() throws {
    let plan = try store.testing.read { database in
      try Row.fetchAll(
        database, sql: "EXPLAIN QUERY PLAN SELECT * FROM journal WHERE at >= 1 AND at < 2 ORDER BY at, id"
      )
      .map { row in String(row["detail"]) }
    }
    #expect(plan.count == 1)
    #expect(plan.first?.contains("journalByTime") == true, "\(plan)")
  }
}
