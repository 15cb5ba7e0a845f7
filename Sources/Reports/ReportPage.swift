import Cases
package import PassportRules
import Renewal

/// A report as one page of HTML that can be printed on A4 and given to a municipality: no script, nothing from elsewhere, and all that a bar
/// shows stands beside it.
package struct ReportPage {
  /// The page.
  package private(set) var html = ""
  private let words: ReportWords
  private let told: ToldReport

  /// The page of a report whose journal begins on a day.
  package init(_ told: ToldReport, _ language: ReportLanguage, begins: CivilDate?) {
    words = ReportWords(language: language, smallest: told.smallest)
    self.told = told
    html = HTML.beginning(language: language.rawValue, title: title, style: Self.style)
    html += """

      <main>
      <h1>\(title)</h1>
      <p class="days">\(days)</p>

      """
    writeShort()
    writeVisits()
    writeLearned()
    writeSteps()
    writeRehearsals()
    writeAbout(begins)
    html += "</main>\n</body>\n</html>"
  }

  private var title: String {
    words.say(
      "Pasboksen: bliver den brugt, og lærer borgerne det?", "The passport box: is it used, and do people learn?")
  }

  /// The months that are told, otherwise the days that were asked for.
  private var days: String {
    guard let first = told.months.first, let last = told.months.last else {
      return "\(told.report.from) – \(told.report.to)"
    }
    return first.first == last.first
      ? words.month(first.first) : "\(words.month(first.first)) – \(words.month(last.first))"
  }

  // MARK: Sections

  /// The last month in a few words, for who reads no further.
  private mutating func writeShort() {
    guard let month = told.months.last else {
      html += paragraph(words.noMonth)
      return
    }
    let visits = month.visits
    var sentences = [
      words.say(
        "I \(words.month(month.first)) var der \(count(visits.all)) besøg.",
        "In \(words.month(month.first)) there were \(count(visits.all)) visits.")
    ]
    if let share = visits.completedAlone.percent(of: visits.all), share.least > 0 {
      sentences.append(
        words.say(
          "\(capital(percent(share))) af dem blev gennemført uden hjælp.",
          "\(capital(percent(share))) of them were completed without help."))
    }
    if let share = month.alone, share.least > 0 {
      sentences.append(
        words.say(
          "Af borgernes egne trin blev \(percent(share)) gjort alene.",
          "Of the citizens' own steps \(percent(share)) were done alone."))
    }
    if let share = month.answers.share, share.least > 0 {
      sentences.append(
        words.say(
          "Når personalet hjalp og svarede, havde borgeren lært det i \(percent(share)) af tilfældene.",
          "Where staff helped and said so, the citizen had learned it in \(percent(share)) of cases."))
    }
    html += paragraph(sentences.joined(separator: " "), "short")
  }

  private mutating func writeVisits() {
    section(words.say("Besøg", "Visits"), [words.visitsMeaning, words.visitsColumns])
    table(
      words.say("Besøg, måned for måned", "Visits, month by month"),
      [
        words.monthTitle, words.visitsTitle, words.aloneTitle, words.say("alene af alle", "alone, of all"),
        words.withHelpTitle, words.notOverTitle, words.endedEarlyTitle,
      ],
      told.months.map { month in
        let visits = month.visits
        let share = visits.completedAlone.percent(of: visits.all)
        return (
          words.month(month.first),
          [
            count(visits.all), count(visits.completedAlone), bar(share), count(visits.completedWithHelp),
            count(visits.notOver), count(visits.endedEarly),
          ]
        )
      })
  }

  private mutating func writeLearned() {
    section(words.say("Lærer borgerne det?", "Do people learn?"), [words.learnedMeaning])
    table(
      words.say("Hvad personalet svarede, måned for måned", "What staff answered, month by month"),
      [
        words.monthTitle, words.stepTitle, words.learnedTitle, words.notLearnedTitle,
        words.say("lært, af dem det blev sagt om", "learned, of those it was said of"),
      ],
      told.months.flatMap { month in
        [(month, words.allSteps, month.answers)] + month.parts.map { (month, words.part($0.part), $0.answers) }
      }.map { month, part, answers in
        (
          words.month(month.first),
          [part, count(answers.learned), count(answers.notLearned), bar(answers.share)]
        )
      })
  }

  private mutating func writeSteps() {
    section(words.say("Trin for trin", "Step by step"), [words.stepsMeaning, words.stepsCount])
    guard !told.months.isEmpty else { return }
    let columns = [
      words.monthTitle, words.doneTitle, words.aloneTitle, words.withWordTitle, words.byStaffTitle, words.learnedTitle,
    ]
    html += "<table>\n<caption>\(words.say("Trin, måned for måned", "Steps, month by month"))</caption>\n"
    html += head(columns)
    for name in StepName.allCases {
      let rows = told.months.compactMap { month in month.steps.first { $0.name == name }.map { (month, $0) } }
      guard !rows.isEmpty else { continue }
      html += "<tbody>\n<tr><th scope=\"rowgroup\" colspan=\"\(columns.count)\">\(words.step(name))</th></tr>\n"
      for (month, step) in rows {
        let cells =
          [count(step.done), bar(step.alone)] + [step.withWord, step.byStaff].map(percent) + [learned(step.answers)]
        html += row(words.month(month.first), cells)
      }
      html += "</tbody>\n"
    }
    html += "</table>\n</section>\n"
  }

  private mutating func writeRehearsals() {
    let months = told.months.filter { $0.rehearsals > 0 }
    guard !months.isEmpty else { return }
    section(words.say("Øvelser", "Rehearsals"), [])
    table(
      words.rehearsals, [words.monthTitle, words.say("antal", "count")],
      months.map { (words.month($0.first), ["\($0.rehearsals)"]) })
  }

  private mutating func writeAbout(_ begins: CivilDate?) {
    section(words.say("Om tallene", "About the figures"), [])
    let report = told.report
    var lines = [words.beginning(begins, isPurged: report.beginning?.isPurged == true)]
    if !report.unread.isEmpty { lines.append(words.unread(report.unread)) }
    lines += [
      words.wholeMonths, "\(words.rule) \(words.source)",
      words.say(
        "Derfor står der nogle steder “mindst”, “\(words.few)” eller “fortælles ikke”.",
        "So in some places it says “at least”, “\(words.few)” or “not told”."),
      words.say(
        "Intet her er om en enkelt borger eller medarbejder.", "Nothing here is about a single citizen or employee."),
    ]
    html += "<ul>\n" + lines.map { "<li>\(HTML.escaped($0))</li>\n" }.joined() + "</ul>\n</section>\n"
  }

  // MARK: Parts

  private mutating func section(_ heading: String, _ sentences: [String]) {
    html += "<section>\n<h2>\(heading)</h2>\n" + sentences.map { paragraph($0) }.joined()
  }

  private func paragraph(_ text: String, _ kind: String? = nil) -> String {
    "<p\(kind.map { " class=\"\($0)\"" } ?? "")>\(HTML.escaped(text))</p>\n"
  }

  /// A table that ends its section.
  private mutating func table(_ caption: String, _ columns: [String], _ rows: [(String, [String])]) {
    if !rows.isEmpty {
      html += "<table>\n<caption>\(caption)</caption>\n\(head(columns))<tbody>\n"
      html += rows.map { row($0, $1) }.joined() + "</tbody>\n</table>\n"
    }
    html += "</section>\n"
  }

  private func head(_ columns: [String]) -> String {
    "<thead><tr>" + columns.map { "<th scope=\"col\">\($0)</th>" }.joined() + "</tr></thead>\n"
  }

  private func row(_ name: String, _ cells: [String]) -> String {
    "<tr><th scope=\"row\">\(name)</th>" + cells.map { "<td>\($0)</td>" }.joined() + "</tr>\n"
  }

  /// A share as a bar, with the same in words.
  private func bar(_ share: Told?) -> String {
    guard let share, share != .withheld, share != .few else { return percent(share) }
    return """
      <svg width="80" height="10" viewBox="0 0 80 10" aria-hidden="true"><rect x=".5" y=".5" width="79" height="9" \
      fill="#fff" stroke="#000"/><rect x="0" y="0" width="\(share.least * 80 / 100)" height="10"/></svg> \
      \(percent(share))
      """
  }

  private func count(_ told: Told) -> String {
    switch told {
    case .exactly(let count): "\(count)"
    case .atLeast(let count): words.say("mindst \(count)", "at least \(count)")
    case .few: words.few
    case .withheld: words.say("fortælles ikke", "not told")
    }
  }

  private func percent(_ told: Told?) -> String {
    switch told {
    case .exactly(let percent)?: "\(percent) %"
    case .atLeast(let percent)?: words.say("mindst \(percent) %", "at least \(percent) %")
    case .few?: words.few
    case .withheld?: words.say("fortælles ikke", "not told")
    case nil: "–"
    }
  }

  /// How many learned it, of how many of whom it was said.
  private func learned(_ answers: ToldMonth.Answers?) -> String {
    guard let answers else { return count(.withheld) }
    guard let asked = answers.asked.exact, asked > 0 else { return "–" }
    return "\(count(answers.learned)) \(words.say("af", "of")) \(asked)"
  }

  private func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  /// Black on white, for any printer; no row is cut in two, and a table's titles stand on each sheet.
  private static let style = """
    @page { size: A4; margin: 18mm 16mm; }
    body { font: 11pt/1.4 "DejaVu Sans", Verdana, sans-serif; color: #000; background: #fff; margin: 0; }
    main { max-width: 178mm; margin: 0 auto; padding: 1em; }
    @media print { main { padding: 0; } }
    h1 { font-size: 18pt; line-height: 1.2; margin: 0 0 .3em; }
    h2 { font-size: 13pt; margin: 1.6em 0 .4em; break-after: avoid; }
    p { margin: .4em 0; }
    .days { font-weight: bold; }
    .short { border-left: 4px solid #000; padding-left: .7em; font-size: 12pt; }
    table { border-collapse: collapse; width: 100%; font-size: 9.5pt; margin-top: .6em; }
    caption { text-align: left; font-weight: bold; padding: .3em 0; break-after: avoid; }
    thead { display: table-header-group; }
    tr { break-inside: avoid; }
    th, td { text-align: right; padding: .25em .4em; border-bottom: 1px solid #767676; vertical-align: top; }
    thead th { border-bottom: 2px solid #000; vertical-align: bottom; }
    th:first-child { text-align: left; font-weight: normal; }
    thead th, th[scope=rowgroup] { font-weight: bold !important; }
    th[scope=rowgroup] { padding-top: .9em; break-after: avoid; }
    svg { vertical-align: baseline; }
    """
}
