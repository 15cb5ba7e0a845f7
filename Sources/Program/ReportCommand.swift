import ArgumentParser
import Cases
import Glibc
import PassportRules
import Reports

/// `pasboks report`: what the library learns from its box.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Month by month: visits, how each step was done, what was learned; nothing personal.",
    discussion: """
      Reads the store of a running box, or of one that is stopped; changes nothing and needs no key. It tells calendar \
      months at the box's place, each when it is over, as it stood at its end: a case that was parked then counts as not \
      over, also when it was finished later. For each step: how many citizens did it alone, with a word of staff, or had \
      it done by an act of staff, and whether what was helped with was learned.

      No group is told that is so small that somebody could be known by it, nor what it could be worked out from. Months \
      are the same in every report, so one report tells nothing of another. Only what the box itself did, closed or \
      failed, is told of all days.

      text has tables of eighty columns. html is a page for printing, to give away. json is one object a line, csv one \
      row a line, with the same columns: from, to (a month's days, or the report's), figure, reason (a flag's code, an \
      ending, an act of staff with its reason, a part of the visit, why the box was closed, or a device), step, value, unit, told. told says \
      how a value is to be read: exactly, atLeast, or why there is none: few (1 to smallestGroup less one), withheld (it \
      would tell how many few are), none (there is no such figure). daysWithJournal tells from when on there are \
      figures, and rowsUnread how many rows could not be read: what they told is in no figure. A month that was purged, \
      in whole or in part, is in no report any more: print or keep it before.

      Examples:
        pasboks report                                 the last year, in text
        pasboks report --from 2026-10-01 --to 2026-10-31
        pasboks report --format csv > year.csv
        pasboks report --format html > year.html       in Danish; --language en

      Ends with 0; 66 when there is no store yet, 64 when the days are none.
      """)

  /// How a report is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv, html
  }

  @OptionGroup var store: StoreFolder
  @Option(
    help: .init("The first day; otherwise the first of the last one's month a year before.", valueName: "yyyy-mm-dd"))
  var from: CivilDate?
  @Option(help: .init("The last day; otherwise today.", valueName: "yyyy-mm-dd")) var to: CivilDate?
  @Option(help: "How it is written.") var format: Format = .text
  @Option(help: "The language of text and html; otherwise en for text, da for html.") var language: ReportLanguage?
  @Option(help: .init("How many a group must have to be told, 5 to 100.", valueName: "count"))
  var smallestGroup = SmallestGroup.usual.size

  func run() throws {
    guard let smallest = SmallestGroup(smallestGroup) else {
      throw ValidationError("A smallest group of \(smallestGroup) is not possible; 5 to 100 are.")
    }
    let span = try span()
    let reader = try StoreAccess.reader(state: store.path)
    let report = try StoreAccess.telling { () throws(StoreError) in
      try reader.report(span, now: Today.milliseconds())
    }
    let begins = report.beginning.map { Today.date(of: time_t($0.at / 1000)) }
    let told = ToldReport(report, smallest)
    switch format {
    case .text: Output.line(ReportText(told, language ?? .en, begins: begins).lines.joined(separator: "\n"))
    case .html: Output.line(ReportPage(told, language ?? .da, begins: begins).html)
    case .json: Output.line(told.figures(begins: begins).map(\.json.shown).joined(separator: "\n"))
    case .csv:
      // A row ends with two characters (RFC 4180), which a line for people has no use for.
      let rows = [ReportFigure.header] + told.figures(begins: begins).map(\.csv)
      Output.evidence(rows.map { $0 + "\r" }.joined(separator: "\n"))
    }
  }

  private func span() throws -> ReportSpan {
    let last = to ?? Today.date
    let first = from ?? last.firstOfMonth.adding(months: -12)
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

extension ReportLanguage: ExpressibleByArgument {}

extension CivilDate {
  fileprivate var firstOfMonth: CivilDate { adding(days: 1 - day) }
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
