import Cases
import PassportRules
import Renewal
import Reports
import TestSupport

/// Reports of made-up months.
enum SampleReports {
  /// The first months of 2026 in universal time, with so many visits begun in each; the box began on 3 January.
  static func report(visits: [Int]) throws -> Report {
    let january = day("2026-01-01")
    let last = january.adding(months: visits.count)
    let starts = (january.dayNumber...last.dayNumber).map { $0 * 86_400_000 }
    let span = try Required.value(ReportSpan(first: january, starts: starts))
    let began = starts[2]
    var tally = ReportTally(
      span, beginning: JournalBeginning(at: began, isPurged: false), before: nil, now: starts[starts.count - 1])
    tally.count(.machine(.opened), at: began)
    var first = 1
    for (place, count) in visits.enumerated() {
      let start = january.adding(months: place).dayNumber * 86_400_000 + 4 * 86_400_000
      let month = BusyMonth(seed: UInt64(place + 1), visits: count, from: start, first: first)
      for row in month.rows { tally.count(.machine(row.fact), at: row.at) }
      first += count
      let evening = start + 20 * 86_400_000
      tally.count(.machine(.closed(.device(.camera))), at: evening)
      tally.count(.machine(.deviceFailed(nil, .camera, DeviceFault(.disconnected, .maintenance))), at: evening)
      tally.count(.machine(.opened), at: evening + 5_400_000)
      if place == 0 { tally.count(.machine(.rehearsalBegan(by: StaffID("10"))), at: evening + 5_500_000) }
    }
    return tally.report()
  }

  /// The report of the goldens: a busy month, a quiet one and one between.
  static func told() throws -> ToldReport { ToldReport(try report(visits: [160, 9, 45])) }

  /// The day of its first row.
  static let begins = day("2026-01-03")

  /// A month in which each step was done so often alone, with a word and by staff.
  static func month(_ counts: [(alone: Int, withWord: Int, byStaff: Int)]) -> Report.Month {
    Report.Month(
      first: day("2026-01-01"), last: day("2026-01-31"),
      steps: zip(StepName.allCases, counts).map { name, count in
        var step = Report.Step(name)
        (step.alone, step.withWord, step.byStaff) = (count.alone, count.withWord, count.byStaff)
        return step
      })
  }
}

/// What a test cannot go on without.
enum Required: Error {
  case missing

  static func value<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Required.missing }
    return value
  }
}
