import Cases
package import PassportRules
import Renewal

/// A report for people at a terminal: a section each, in tables of at most eighty columns.
package struct ReportText {
  /// The lines, without their ends.
  package private(set) var lines: [String] = []
  private let words: ReportWords

  /// The text of a report whose journal begins on a day.
  package init(_ told: ToldReport, _ language: ReportLanguage, begins: CivilDate?) {
    words = ReportWords(language: language, smallest: told.smallest)
    let report = told.report
    lines.append(words.heading(report.from, report.to))
    lines.append(words.beginning(begins, isPurged: report.beginning?.isPurged == true))
    if !report.unread.isEmpty { lines.append(words.unread(report.unread)) }
    if told.months.isEmpty {
      lines.append(words.noMonth)
    } else {
      lines.append(words.wholeMonths)
      lines.append(words.rule)
      lines.append(
        words.say("“≥” er mindst så mange, “·” fortælles ikke.", "“≥” is at least so many, “·” is not told."))
    }
    writeVisits(told.months)
    writeLearned(told.months)
    writeSteps(told.months)
    writeHelp(told.months)
    writeActs(told.months)
    writeWaiting(told.months)
    writeRehearsals(told.months)
    writeBox(report)
  }

  // MARK: Months

  private mutating func writeVisits(_ months: [ToldMonth]) {
    table(
      words.say("Besøg: bliver den brugt, og alene?", "Visits: is it used, and alone?"),
      [
        (words.monthTitle, .left), (words.visitsTitle, .right), (words.aloneTitle, .right),
        (words.withHelpTitle, .right), (words.notOverTitle, .right), (words.endedEarlyTitle, .right),
      ],
      months.map { month in
        let visits = month.visits
        return [Self.name(month), count(visits.all)]
          + [visits.completedAlone, visits.completedWithHelp, visits.notOver, visits.endedEarly].map {
            count($0, of: visits.all)
          }
      })
    let endings = months.flatMap { month in month.visits.endings.map { [Self.name(month), $0.kind, count($0.count)] } }
    table(
      words.say("Sluttet før, i femmere", "Ended early, in fives"),
      [(words.monthTitle, .left), (words.say("hvordan", "how"), .left), (words.say("antal", "count"), .right)], endings)
  }

  private mutating func writeLearned(_ months: [ToldMonth]) {
    table(
      words.say("Lært: hvad personalet svarede, når de havde hjulpet", "Learned: what staff answered after helping"),
      [
        (words.monthTitle, .left), ("", .left), (words.learnedTitle, .right), (words.notLearnedTitle, .right),
        (words.shareTitle, .right), ("", .left),
      ],
      months.flatMap { month in
        [row(Self.name(month), words.allSteps, month.answers)]
          + month.parts.map { row("", words.part($0.part), $0.answers) }
      })
  }

  private func row(_ month: String, _ part: String, _ answers: ToldMonth.Answers) -> [String] {
    [month, part, count(answers.learned), count(answers.notLearned), percent(answers.share), bar(answers.share)]
  }

  private mutating func writeSteps(_ months: [ToldMonth]) {
    var rows: [[String]] = []
    var names: [Int: String] = [:]
    for name in StepName.allCases {
      let told = months.compactMap { month in month.steps.first { $0.name == name }.map { (month, $0) } }
      if !told.isEmpty { names[rows.count] = words.step(name) }
      for (month, step) in told {
        rows.append(
          [Self.name(month), count(step.done)]
            + [step.alone, step.withWord, step.byStaff].map(percent) + [learned(step.answers)])
      }
    }
    table(
      words.say("Trin: hvordan blev de gjort, og hvad blev lært?", "Steps: how were they done, and what was learned?"),
      [
        (words.monthTitle, .left), (words.doneTitle, .right), (words.aloneTitle, .right),
        (words.withWordTitle, .right), (words.byStaffTitle, .right), (words.learnedTitle, .right),
      ], rows, over: names)
    table(
      words.say("Alle borgernes egne trin", "All of the citizens' own steps"),
      [
        (words.monthTitle, .left), (words.doneTitle, .right), (words.aloneTitle, .right), ("", .left),
      ],
      months.map { month in
        [Self.name(month), count(month.done), percent(month.alone), bar(month.alone)]
      })
    guard let last = months.last else { return }
    table(
      words.say(
        "Tid i \(words.month(last.first)): halvdelen højst", "Time in \(words.month(last.first)): half at most"),
      [(words.stepTitle, .left), (words.say("tid", "time"), .right)],
      last.steps.compactMap { step in step.median.map { [words.step(step.name), Self.time($0)] } })
  }

  // MARK: Staff

  private mutating func writeHelp(_ months: [ToldMonth]) {
    table(
      words.say("Hvorfor personalet hjalp, i femmere", "Why staff helped, in fives"),
      [(words.monthTitle, .left), (words.say("grund", "reason"), .left), (words.say("antal", "count"), .right)],
      months.flatMap { month in month.help.map { [Self.name(month), $0.reason.rawValue, count($0.count)] } })
  }

  private mutating func writeActs(_ months: [ToldMonth]) {
    table(
      words.say("Hvad personalet gjorde og hvorfor, i femmere", "What staff did and why, in fives"),
      [(words.monthTitle, .left), (words.say("handling", "act"), .left), (words.say("antal", "count"), .right)],
      months.flatMap { month in month.acts.map { [Self.name(month), $0.act.nameWithReason, count($0.count)] } })
  }

  private mutating func writeWaiting(_ months: [ToldMonth]) {
    table(
      words.say("Ventetid på personale", "Waiting for staff"),
      [
        (words.monthTitle, .left), (words.say("halvdelen højst", "half at most"), .right),
        (words.say("ni af ti højst", "nine of ten at most"), .right), (words.say("besvaret", "answered"), .right),
      ],
      months.compactMap { month in
        guard let half = month.waiting.median, let most = month.waiting.ninetieth,
          let answered = month.waiting.answered
        else { return nil }
        return [Self.name(month), Self.time(half), Self.time(most), count(answered)]
      })
  }

  private mutating func writeRehearsals(_ months: [ToldMonth]) {
    table(
      words.rehearsals, [(words.monthTitle, .left), (words.say("antal", "count"), .right)],
      months.filter { $0.rehearsals > 0 }.map { [Self.name($0), "\($0.rehearsals)"] })
  }

  // MARK: The box

  private mutating func writeBox(_ report: Report) {
    table(
      words.say("Lukket ud over åbningstiden, alle dage", "Closed besides the hours, all days"),
      [(words.say("grund", "reason"), .left), (words.say("tid", "time"), .right), ("", .left)],
      report.downtime.map { time in
        [time.reason, Self.time(time.length), Share(time.length, of: report.downtime[0].length).bar()]
      })
    table(
      words.say("Fejl i udstyr, alle dage", "Device failures, all days"),
      [(words.say("udstyr", "device"), .left), (words.say("antal", "count"), .right)],
      report.failures.map { [$0.device.rawValue, "\($0.count)"] })
  }

  // MARK: Parts

  /// A table with its title; over some rows stands what they and those after them are about.
  private mutating func table(
    _ title: String, _ columns: [(title: String, side: TextTable.Side)], _ rows: [[String]], over: [Int: String] = [:]
  ) {
    guard !rows.isEmpty else { return }
    let table = TextTable(columns, rows).lines
    lines += ["", title, table[0]]
    for place in rows.indices { lines += (over[place].map { ["  \($0)"] } ?? []) + [table[place + 1]] }
  }

  /// A month, as `2026-10`.
  private static func name(_ month: ToldMonth) -> String { String(month.first.description.prefix(7)) }

  private func count(_ told: Told) -> String {
    switch told {
    case .exactly(let count): "\(count)"
    case .atLeast(let count): "≥ \(count)"
    case .few: words.few
    case .withheld: "·"
    }
  }

  /// A count, with its share of a whole.
  private func count(_ told: Told, of whole: Told) -> String {
    guard told.least > 0, let share = told.percent(of: whole), share != .withheld else { return count(told) }
    return "\(count(told)) (\(share.least) %)"
  }

  private func percent(_ told: Told?) -> String {
    switch told {
    case .exactly(let percent)?: "\(percent) %"
    case .atLeast(let percent)?: "≥ \(percent) %"
    case .few?: words.few
    case .withheld?: "·"
    case nil: "–"
    }
  }

  /// How many learned it, of how many of whom it was said.
  private func learned(_ answers: ToldMonth.Answers?) -> String {
    guard let answers else { return "·" }
    guard let asked = answers.asked.exact, asked > 0 else { return "–" }
    return "\(count(answers.learned)) \(words.say("af", "of")) \(asked)"
  }

  /// A bar as long as what is known of a share from below.
  private func bar(_ share: Told?) -> String {
    guard let share, share != .withheld, share != .few else { return "" }
    return Share(share.least, of: 100).bar(16)
  }

  /// A time as `m:ss`, or from an hour on as `h:mm:ss`.
  package static func time(_ milliseconds: Int) -> String {
    let seconds = Report.seconds(milliseconds)
    let parts = seconds < 3600 ? [seconds / 60, seconds % 60] : [seconds / 3600, seconds / 60 % 60, seconds % 60]
    return parts.enumerated().map { $0 > 0 && $1 < 10 ? "0\($1)" : "\($1)" }.joined(separator: ":")
  }
}
