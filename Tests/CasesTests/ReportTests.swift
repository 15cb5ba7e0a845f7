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

  /// May of 2024, in which the hand clock stands.
  private func span(days: Int = 31) throws -> ReportSpan {
    let starts = (0...days).map { Self.firstOfMay + $0 * 86_400_000 }
    return try #require(ReportSpan(first: day("2024-05-01"), starts: starts))
  }

  /// Midnight of 1 May 2024 in universal time, a day and a half before the hand clock's first moment.
  private static let firstOfMay = 1_714_521_600_000

  /// May, after it is over.
  private func may() throws -> Report.Month {
    clock.advance(seconds: 31 * 86_400)
    let report = try store.report(span())
    try #require(report.months.count == 1)
    return report.months[0]
  }

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
    let report = try may()
    let truth = month.truth
    #expect(truth.freeBox > 0)
    #expect(report.visits.all == truth.visits)
    #expect(report.visits.completedAlone == truth.alone)
    #expect(report.visits.completedWithHelp == truth.helped)
    #expect(report.visits.endedEarly == truth.early)
    #expect(Dictionary(uniqueKeysWithValues: report.acts.map { ($0.key.name, $0.value) }) == truth.acts)
    #expect(report.waiting.answered == truth.waits.count)
    let waits = truth.waits.sorted()
    #expect(report.waiting.median == (waits[(waits.count - 1) / 2] + waits[waits.count / 2]) / 2)
    #expect(waits.count { $0 <= report.waiting.ninetieth ?? 0 } * 10 >= waits.count * 9)
    #expect(report.steps.map(\.name) == StepName.allCases.filter { truth.steps[$0] != nil })
    for step in report.steps where step.name != .photo {
      let made = try #require(truth.steps[step.name])
      #expect((step.alone, step.byStaff) == (made.alone, made.byStaff), "\(step.name)")
      #expect(step.withWord == made.withWord, "\(step.name)")
      #expect(
        step.answers
          == Report.Answers(learned: made.learned, doneForThem: made.notLearned, none: made.notSaid), "\(step.name)")
    }
    let photo = try #require(report.steps.first { $0.name == .photo })
    let times = truth.photoTimes.sorted()
    #expect(photo.byStaff == truth.steps[.photo]?.byStaff)
    #expect(photo.alone + photo.withWord + photo.byStaff == times.count)
    #expect(photo.times == times.count)
    #expect(photo.median == (times[(times.count - 1) / 2] + times[times.count / 2]) / 2)
  }

  @Test func `no visit is no figure`() throws {
    let month = try may()
    #expect(month == Report.Month(first: day("2024-05-01"), last: day("2024-05-31")))
    let report = try store.report(span())
    #expect(report.downtime.isEmpty && report.failures.isEmpty && report.unread.isEmpty)
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
    let report = try may()
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
      let number = CaseNumber(place + 1)
      try store.record(.visitOpened(number, Language("da")))
      try store.record(.stepDone(number, .language))
      if let ending { try store.record(.visitEnded(number, ending)) }
    }
    let visits = try may().visits
    #expect(visits.all == endings.count)
    #expect(visits.completedAlone == 1 && visits.parked == 1 && visits.goingOn == 1)
    #expect(
      visits.endedEarly == [
        "stopped": 1, "timedOut": 1, "consentRefused": 1, "referred": 2, "nobodyCame": 1, "moneyOpen": 1,
        "endedByStaff": 1, "interrupted": 1,
      ])
  }

  @Test func `staff who log in from the welcome, without a citizen, are no visit`() throws {
    try tell([
      (0, .visitOpened(first, Language("da"))), (9, .staffArrived(first, librarian, .librarian)),
      (0, .visitEnded(first, .endedByStaff)), (60, .staffLeft(nil, librarian)),
      // Somebody was there, and staff ended it.
      (0, .visitOpened(second, Language("da"))), (9, .flagRaised(second, Flag(.helpRequested, step: .language))),
      (
        1,
        .flagEnded(
          second, Flag(.helpRequested, step: nil), .endVisit(.citizenStops), by: librarian, countersignedBy: nil)
      ),
      (0, .visitEnded(second, .endedByStaff)),
    ])
    let visits = try may().visits
    #expect(visits.all == 1)
    #expect(visits.endedEarly == ["endedByStaff": 1])
  }

  @Test func `a case that was resumed is finished, and the days between are no step's time`() throws {
    try store.freeze()
    clock.advance(seconds: 30)
    try store.park(first, sample, evidence: evidence(), until: clock.now() + 48 * 3_600_000)
    try tell([(0, .visitEnded(first, .parked)), (86_400, .opened)])
    _ = try store.resume(first, by: officer) { piece in PictureID(piece.name.count) }
    try tell([(40, .stepDone(first, .attestation)), (5, .visitEnded(first, .completed))])
    let report = try may()
    #expect(report.visits.parked == 0 && report.visits.completedAlone == 1 && report.visits.resumed == 1)
    #expect(report.steps.first { $0.name == .attestation }?.median == 40_000)
  }

  // MARK: Steps

  @Test func `a step is alone, with a word, or by staff, and a visit counts it once`() throws {
    let photo = Flag(.photoRejected, step: .photo)
    try tell([
      (0, .visitOpened(first, Language("da"))), (1, .stepDone(first, .language)),
      // Helped, done, come back to and done again.
      (1, .flagRaised(first, photo)), (1, .assistEnded(first, .photoRejected, by: librarian, learned: false)),
      (0, .flagEnded(first, Flag(.photoRejected, step: nil), .retry, by: officer, countersignedBy: nil)),
      (1, .stepDone(first, .photo)), (1, .stepDone(first, .photo)),
      // A call that was taken back is no help, and one that ends the visit is no word.
      (1, .flagRaised(first, Flag(.helpRequested, step: .details))),
      (1, .flagWithdrawn(first, Flag(.helpRequested, step: nil))), (1, .stepDone(first, .details)),
      (1, .visitEnded(first, .stopped)),
      // A word, and then an exception.
      (0, .visitOpened(second, Language("da"))), (1, .guided(second, .sitStill, by: officer)),
      (1, .stepDone(second, .language)), (1, .flagRaised(second, photo)),
      (0, .flagEnded(second, Flag(.photoRejected, step: nil), .retry, by: officer, countersignedBy: nil)),
      (1, .flagRaised(second, photo)),
      (0, .flagEnded(second, photo, .except(.photoByEye), by: officer, countersignedBy: nil)),
      (1, .stepDone(second, .photo)), (1, .visitEnded(second, .stopped)),
    ])
    let steps = try may().steps
    #expect(steps.map(\.name) == [.language, .photo, .details])
    #expect(steps.map(\.alone) == [1, 0, 1])
    #expect(steps.map(\.withWord) == [1, 1, 0])
    #expect(steps.map(\.byStaff) == [0, 1, 0])
    #expect(steps.map(\.times) == [2, 3, 1])
    #expect(steps[1].answers == Report.Answers(doneForThem: 1, none: 1))
  }

  @Test func `help and acts are counted by reason, and an act of an older program has none`() throws {
    try store.record(.visitOpened(first, Language("da")))
    let wanted = Flag(.attestationWanted, step: .attestation)
    for action in [StaffAction.declineAttestation(nil), .declineAttestation(.unsure), .declineAttestation(.unsure)] {
      try store.record(.flagRaised(first, wanted))
      try store.record(.flagEnded(first, wanted, action, by: officer, countersignedBy: nil))
    }
    try store.record(.flagRaised(first, Flag(.stuck, step: .photo)))
    try store.record(.flagEnded(first, Flag(.stuck, step: nil), .handBack, by: officer, countersignedBy: nil))
    let month = try may()
    #expect(month.acts == [.declineAttestation(nil): 1, .declineAttestation(.unsure): 2, .handBack: 1])
    #expect(month.help == [.stuck: 1])
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
    let waiting = try may().waiting
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
    let waiting = try may().waiting
    #expect(waiting.answered == 2)
    #expect(waiting.median == 45_000)
    #expect(waiting.open == 1)
  }

  // MARK: Devices

  @Test func `downtime runs from closed to opened, within the span, and hours are none`() throws {
    clock.advance(seconds: -2 * 86_400)
    try store.record(.closed(.device(.camera)))
    clock.advance(seconds: 2 * 86_400)
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
        Report.Downtime(reason: "device:camera", length: 1_714_640_400_000 - Self.firstOfMay),
        Report.Downtime(reason: "staff", length: 40_000),
        Report.Downtime(reason: "device:signaturePad", length: 37_000),
      ])
    #expect(
      report.failures == [Report.Failures(device: .camera, count: 2), Report.Failures(device: .signaturePad, count: 1)])
  }

  // MARK: Months

  @Test func `a month is told when it is over, and only from its own rows`() throws {
    clock.advance(seconds: 29 * 86_400)
    try tell([
      (0, .visitOpened(first, Language("da"))), (9, .stepDone(first, .language)),
      // The day after is in June.
      (86_400, .stepDone(first, .privacy)), (9, .visitEnded(first, .stopped)),
      (0, .visitOpened(second, Language("da"))), (9, .stepDone(second, .language)), (9, .visitEnded(second, .stopped)),
    ])
    #expect(try store.report(span(days: 61)).months.map(\.first) == [day("2024-05-01")], "June is not over")
    #expect(try store.report(span(days: 30)).months.isEmpty, "May is not whole in it")
    clock.advance(seconds: 31 * 86_400)
    let both = try store.report(span(days: 61)).months
    #expect(both.map(\.first) == ["2024-05-01", "2024-06-01"].map(day))
    #expect(both.map(\.last) == ["2024-05-31", "2024-06-30"].map(day))
    #expect(both.map(\.visits.all) == [1, 1])
    #expect(both.map(\.visits.goingOn) == [1, 0])
    #expect(both.map { $0.steps.map(\.name) } == [[.language], [.language, .privacy]])
    #expect(try store.report(span()).months == [both[0]])
    let starts = (31...61).map { Self.firstOfMay + $0 * 86_400_000 }
    let june = try #require(ReportSpan(first: day("2024-06-01"), starts: starts))
    #expect(try store.report(june).months == [both[1]])
  }

  @Test func `a month before the first row is not told`() throws {
    let starts = (-30...31).map { Self.firstOfMay + $0 * 86_400_000 }
    clock.advance(seconds: 31 * 86_400)
    let report = try store.report(#require(ReportSpan(first: day("2024-04-01"), starts: starts)))
    #expect(report.months.map(\.first) == [day("2024-05-01")])
    #expect(report.beginning == JournalBeginning(at: 1_714_640_400_000, isPurged: false))
  }

  @Test func `a span has days that grow, and its months are whole`() {
    let last = day("2024-02-29")
    #expect(ReportSpan(first: last, starts: [5]) == nil)
    #expect(ReportSpan(first: last, starts: [5, 5]) == nil)
    #expect(ReportSpan(first: last, starts: [0, 24])?.months == [])
    let year = ReportSpan(first: last, starts: (0...367).map { $0 * 24 })
    #expect(year?.last == day("2025-03-01"))
    #expect(year?.months.map(\.first).first == day("2024-03-01"))
    #expect(year?.months.map(\.last).last == day("2025-02-28"))
    #expect(year?.months.count == 12)
    #expect(year?.months.first?.start == 24)
    #expect(year?.months.first?.end == 32 * 24)
  }

  // MARK: Beside a box

  @Test func `a report is read while a box holds the store, and while none does, without a key`() throws {
    let folder = try StateFolder()
    #expect(try read(folder) == nil)
    let box = try Store.opened(in: folder, clock)
    try box.record(.visitOpened(first, Language("da")))
    let beside = try #require(try read(folder))
    #expect(beside.months.first?.visits.goingOn == 1)
    clock.advance(seconds: 31 * 86_400)
    #expect(beside == (try box.report(span())))
    clock.advance(seconds: -31 * 86_400)
    try box.record(.visitEnded(first, .stopped))
    #expect(try read(folder)?.months.first?.visits.endedEarly == ["stopped": 1])
    try box.close()
    #expect(try read(folder)?.months.first?.visits.all == 1)
    let rows = try folder.bytes().keys
    let known = ["lock", "pasboks.sqlite", "pasboks.sqlite-wal", "pasboks.sqlite-shm", "pasboks.sqlite-made"]
    #expect(Set(rows).isSubset(of: known))
    try Store.opened(in: folder, clock).close()
  }

  private func read(_ folder: StateFolder) throws -> Report? {
    try StoreReader(folder: folder.path)?.report(span(), now: Self.firstOfMay + 31 * 86_400_000)
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
        database,
        sql: """
          EXPLAIN QUERY PLAN SELECT at, kind, caseNumber, detail FROM journal WHERE at >= 1 AND at < 2 ORDER BY at, id
          """
      )
      .map { row in String(row["detail"]) }
    }
    #expect(plan.count == 1)
    #expect(plan.first?.contains("journalByTime") == true, "\(plan)")
  }
}
