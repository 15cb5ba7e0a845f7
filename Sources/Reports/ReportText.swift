package import Cases
import PassportRules
import Renewal

/// A report for people: a section each, with bars.
package struct ReportText {
  /// The lines, without their ends.
  package private(set) var lines: [String] = []

  /// The text of a report.
  package init(_ report: Report) {
    lines.append("Report of \(report.from) to \(report.to)")
    if let moment = report.purgedBefore {
      lines.append("The journal before \(StoreTime.text(moment)) was purged: what was before is not in these figures.")
    }
    write(report.unread)
    write(report.visits)
    write(report.steps)
    write(report.assists, report.assistSums)
    write(report.weeks)
    write(report.waiting)
    write(report.downtime, report.failures)
  }

  /// What the program could not read is not passed over in silence.
  private mutating func write(_ unread: [String: Int]) {
    guard !unread.isEmpty else { return }
    let kinds = unread.keys.sorted().joined(separator: ", ")
    lines.append(
      "Rows of the journal that could not be read: \(unread.values.reduce(0, +)), of kinds \(kinds). What they told is in no figure."
    )
  }

  private mutating func write(_ visits: Report.Visits) {
    section("Visits", "\(visits.all)")
    guard visits.all > 0 else {
      lines.append("  none in these days")
      return
    }
    let rows =
      [
        ("completed alone", visits.completedAlone), ("completed with help", visits.completedWithHelp),
        ("parked", visits.parked), ("going on", visits.goingOn),
      ] + visits.endedEarly.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ("ended: \($0.key)", $0.value) }
    for (name, count) in rows where count > 0 { row(name, Share(count, of: visits.all)) }
    if visits.resumed > 0 || visits.expired > 0 {
      lines.append(
        "  of parked cases \(visits.resumed) were resumed, \(visits.expired) erased when their time was over")
    }
  }

  private mutating func write(_ steps: [Report.StepTime]) {
    guard let longest = steps.map(\.median).max() else { return }
    section("Steps", "median time")
    for step in steps {
      lines.append(
        "  \(Self.left(step.step.rawValue, 36))\(Self.right(Self.time(step.median), 10))         "
          + "\(Share(step.median, of: longest).bar)  \(step.count) times")
    }
  }

  private mutating func write(_ assists: [Report.Assists], _ sums: (count: Int, learned: Int)) {
    let learned =
      Share(sums.learned, of: sums.count).percent.map { ", \($0) % learned; learned of all by reason and step" } ?? ""
    section("Assists", "\(sums.count)\(learned)")
    for assist in assists {
      let place = assist.step.map { " at \($0.rawValue)" } ?? ""
      row("\(assist.reason.rawValue)\(place)", Share(assist.learned, of: assist.count), whole: true)
    }
  }

  private mutating func write(_ weeks: [Report.Week]) {
    let told = weeks.filter { $0.count > 0 }
    guard let first = told.first, let last = told.last else { return }
    section("Learned", "by the citizen, of all assists, week by week")
    for week in told { row("week of \(week.monday)", Share(week.learned, of: week.count), whole: true) }
    guard told.count > 1, let before = Share(first.learned, of: first.count).percent,
      let now = Share(last.learned, of: last.count).percent
    else { return }
    lines.append("  from \(before) % to \(now) %: \(now - before >= 0 ? "+" : "−")\(abs(now - before)) points")
  }

  private mutating func write(_ waiting: Report.Waiting) {
    section("Waiting for staff", "\(waiting.answered + waiting.unanswered + waiting.open) flags")
    if let median = waiting.median, let ninetieth = waiting.ninetieth {
      lines.append("  half of them at most \(Self.time(median)), nine of ten at most \(Self.time(ninetieth))")
    }
    if waiting.unanswered > 0 { lines.append("  \(waiting.unanswered) were over before anybody came") }
    if waiting.open > 0 { lines.append("  \(waiting.open) still waited at the end") }
  }

  private mutating func write(_ downtime: [Report.Downtime], _ failures: [Report.Failures]) {
    if let longest = downtime.first?.length {
      section("Closed", "besides the hours")
      for time in downtime {
        lines.append(
          "  \(Self.left(time.reason, 36))\(Self.right(Self.time(time.length), 10))         "
            + Share(time.length, of: longest).bar)
      }
    }
    if let most = failures.first?.count {
      section("Device failures", "\(failures.reduce(0) { $0 + $1.count })")
      for failure in failures {
        lines.append(
          "  \(Self.left(failure.device.rawValue, 36))\(Self.right("\(failure.count)", 10))         "
            + Share(failure.count, of: most).bar)
      }
    }
  }

  // MARK: - Parts

  private mutating func section(_ name: String, _ told: String) {
    lines += ["", "\(name): \(told)"]
  }

  /// A line with a name, a count, its share and a bar; `whole` tells of how many.
  private mutating func row(_ name: String, _ share: Share, whole: Bool = false) {
    let count = whole ? "\(share.part) of \(share.whole)" : "\(share.part)"
    lines.append(
      "  \(Self.left(name, 36))\(Self.right(count, 10))\(Self.right("\(share.percent ?? 0) %", 7))  \(share.bar)")
  }

  /// A time as `m:ss`, or from an hour on as `h:mm:ss`.
  package static func time(_ milliseconds: Int) -> String {
    let seconds = Report.seconds(milliseconds)
    let parts = seconds < 3600 ? [seconds / 60, seconds % 60] : [seconds / 3600, seconds / 60 % 60, seconds % 60]
    return parts.enumerated().map { $0 > 0 && $1 < 10 ? "0\($1)" : "\($1)" }.joined(separator: ":")
  }

  private static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }
}
