import Cases
import Foundation
import PassportRules
import Renewal
import Reports
import TestSupport
import Testing

/// What every form of a report says, and the parts that figures are drawn with.
@Suite struct ReportTextTests {
  @Test func `nothing is told of nothing, and why is said`() throws {
    let two = try #require(ReportSpan(first: day("2026-05-02"), starts: [0, 1, 2]))
    let told = ToldReport(ReportTally(two, beginning: nil, before: nil, now: 3).report())
    #expect(
      ReportText(told, .en, begins: nil).lines == [
        "Report of 2026-05-02 to 2026-05-03", "There is no journal yet.",
        "No whole month of these days is over. A month is told when it is over.",
      ])
    #expect(ReportPage(told, .da, begins: nil).html.contains("Ingen hel måned er forbi i disse dage."))
    #expect(told.figures(begins: nil).map(\.figure) == ["daysWithJournal", "smallestGroup", "rowsUnread"])
    #expect(told.figures(begins: day("2026-05-03")).first?.value == 1)
    #expect(told.figures(begins: day("2026-04-03")).first?.value == 2)
    #expect(told.figures(begins: day("2026-06-03")).first?.value == 0)
  }

  @Test func `every row of figures has the header's columns, and its object the same names`() throws {
    let columns = ReportFigure.header.split(separator: ",").map(String.init)
    for figure in try SampleReports.told().figures(begins: SampleReports.begins) {
      let fields = figure.csv.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      #expect(fields.count == columns.count, "\(figure.csv)")
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(figure.json.shown.utf8)) as? [String: Any])
      #expect(Set(object.keys) == Set(columns))
      let same = columns.map { (object[$0] as? String) ?? (object[$0] as? Int).map(String.init) ?? "" }
      #expect(same == fields)
      #expect((figure.value == nil) == [.few, .withheld, .none].contains(figure.reading), "\(figure.csv)")
    }
  }

  @Test func `a month of a quiet library tells its few in no form`() throws {
    let told = ToldReport(try SampleReports.report(visits: [9]))
    let month = try #require(told.months.first)
    #expect(month.steps.contains { $0.withWord == .withheld })
    let figures = told.figures(begins: SampleReports.begins)
    let small = figures.filter {
      $0.unit == .count && (1..<5).contains($0.value ?? 0) && $0.reading == .exactly
        && !["rowsUnread", "deviceFailures", "rehearsals"].contains($0.figure)
    }
    #expect(small.map(\.csv) == [])
    for language in ReportLanguage.allCases {
      let text = ReportText(told, language, begins: SampleReports.begins).lines
      #expect(text.contains { $0.contains("·") })
      let page = ReportPage(told, language, begins: SampleReports.begins).html
      #expect(page.contains(language == .da ? "fortælles ikke" : "not told"))
    }
  }

  @Test(arguments: ReportLanguage.allCases)
  func `the page stands alone, and is read without its bars`(language: ReportLanguage) throws {
    let html = ReportPage(try SampleReports.told(), language, begins: SampleReports.begins).html
    for elsewhere in ["<script", "http://", "https://", "url(", "@import", "<img", "<link", "onload"] {
      #expect(!html.contains(elsewhere), "\(elsewhere)")
    }
    #expect(html.contains("<html lang=\"\(language)\">"))
    #expect(html.components(separatedBy: "<h1>").count == 2)
    let tables = html.components(separatedBy: "<table>").count - 1
    #expect(tables == 4)
    #expect(html.components(separatedBy: "<caption>").count - 1 == tables)
    #expect(!html.replacing("<thead", with: "").contains("<th>"), "each says what it is the title of")
    #expect(html.components(separatedBy: "<svg").count == html.components(separatedBy: "aria-hidden=\"true\"").count)
    #expect(PageElements.areClosed(html))
  }

  @Test func `reasons are counted as they are named, and one that was never asked for is said to be missing`() throws {
    let month = Report.Month(
      first: day("2026-01-01"), last: day("2026-01-31"),
      acts: [
        .declineAttestation(nil): 7, .declineAttestation(.anotherPerson): 12, .except(.photoByEye): 5,
        .refer(.borgerservice, nil): 20,
      ])
    let names = ToldMonth(month, .usual).acts.map { "\($0.act.nameWithReason)" }
    #expect(
      names == [
        "refer:borgerservice:notKept", "declineAttestation:anotherPerson", "declineAttestation:notKept",
        "except:photoByEye",
      ])
  }

  @Test func `a part that is not nothing is seen`() {
    #expect(Share(1, of: 1000).bar().hasPrefix("■□"))
    #expect(Share(0, of: 1000).bar().hasPrefix("□"))
    #expect(Share(9, of: 9).bar() == String(repeating: "■", count: 20))
    #expect(Share(1, of: 2).bar(4) == "■■□□")
  }

  @Test func `a time is minutes and seconds, and from an hour on hours too`() {
    #expect(ReportText.time(59_499) == "0:59")
    #expect(ReportText.time(3_599_500) == "1:00:00")
    #expect(ReportText.time(3_661_000) == "1:01:01")
  }
}

/// Whether a page's elements are closed in their order, by a reader that knows nothing of this one; void elements apart.
enum PageElements {
  static func areClosed(_ html: String) -> Bool {
    var open: [Substring] = []
    let void: Set<Substring> = ["meta", "rect", "!DOCTYPE"]
    for piece in html.split(separator: "<").dropFirst(html.hasPrefix("<") ? 0 : 1) {
      guard let end = piece.firstIndex(of: ">") else { return false }
      let tag = piece[..<end]
      let name = tag.prefix { $0 != " " }
      if tag.hasPrefix("/") {
        guard open.popLast() == tag.dropFirst() else { return false }
      } else if !void.contains(name), !tag.hasSuffix("/") {
        open.append(name)
      }
    }
    return open.isEmpty
  }
}
