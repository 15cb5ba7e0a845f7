import ArgumentParser
import Cases
import Glibc
import PassportRules
import Reports

/// `pasboks report`: what the library learns from its box.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Visits, times, assists, what was learned, waiting and downtime; nothing personal.",
    discussion: """
      Reads the store of a running box, or of one that is stopped; changes nothing and needs no key. A report tells how \
      things stood at the end of its last day: a case that was parked then counts as parked, also when it was finished later.

      text draws bars. json is one object a line, csv one row a line, with the same columns: from, to, figure, reason \
      (a flag's code, an ending, why the box was closed, or a device), step, week (its Monday), value, unit. A figure \
      that does not exist, such as the median of no waits, has no value. daysPurged counts the days whose journal was \
      purged, in whole or in part, and rowsUnread the rows that could not be read: what they told is in no figure.

      Examples:
        pasboks report                                 the last thirty days
        pasboks report --from 2026-10-01 --to 2026-10-31
        pasboks report --format csv > october.csv

      Ends with 0; 66 when there is no store yet, 64 when the days are none.
      """)

  /// How a report is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv
  }

  @OptionGroup var store: StoreFolder
  @Option(help: .init("The first day; otherwise the thirtieth up to the last one.", valueName: "yyyy-mm-dd"))
  var from: CivilDate?
  @Option(help: .init("The last day; otherwise today.", valueName: "yyyy-mm-dd")) var to: CivilDate?
  @Option(help: "How it is written.") var format: Format = .text

  func run() throws {
    let span = try span()
    let reader = try StoreAccess.reader(state: store.path)
    let report = try StoreAccess.telling { () throws(StoreError) in
      try reader.report(span, now: Today.milliseconds())
    }
    let figures = report.figures(purgedTo: report.purgedBefore.map { Today.date(of: time_t($0 / 1000)) })
    switch format {
    case .text: Output.line(ReportText(report).lines.joined(separator: "\n"))
    case .json: Output.line(figures.map(\.json.shown).joined(separator: "\n"))
    case .csv: Output.line(([ReportFigure.header] + figures.map(\.csv)).joined(separator: "\n"))
    }
  }

  private func span() throws -> ReportSpan {
    let last = to ?? Today.date
    let first = from ?? last.adding(days: -29)
    let days = last.dayNumber - first.dayNumber + 1
    guard days >= 1 else { throw ValidationError("The first day, \(first), comes after the last one, \(last).") }
    guard days <= Self.most else { throw ValidationError("\(days) days are too many for one report; ten years go.") }
    let starts = (0...days).map { Today.start(of: first.adding(days: $0)) }
    guard let span = ReportSpan(first: first, starts: starts) else {
      throw ValidationError("This machine's time zone does not tell when \(first) to \(last) begin.")
    }
    return span
  }

  private static let most = 3660
}

extension Today {
  /// When a day begins at this machine's place, in milliseconds since 1970 in universal time.
  static func start(of day: CivilDate) -> Int {
    var parts = tm()
    parts.tm_year = Int32(day.year - 1900)
    parts.tm_mon = Int32(day.month - 1)
    parts.tm_mday = Int32(day.day)
    parts.tm_isdst = -1
    return Int(mktime(&parts)) * 1000
  }
}
