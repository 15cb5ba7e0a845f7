import Foundation
import Reports
import Testing

/// Each form of a report of three made-up months, as it stands in `Goldens`.
///
/// `RECORD_GOLDENS=1` writes them anew, and fails, so that nobody records by mistake.
@Suite struct ReportGoldenTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens")
  private static let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil

  private func compare(_ text: String, _ name: String) throws {
    let file = Self.folder.appending(path: name)
    let golden = try? String(contentsOf: file, encoding: .utf8)
    guard golden != text else { return }
    if Self.isRecording {
      try text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded Goldens/\(name): read what changed, then run again")
    } else {
      let (old, new) = ((golden ?? "").split(separator: "\n"), text.split(separator: "\n"))
      Issue.record(
        "\(name)\n- was\n\(old.filter { !new.contains($0) }.joined(separator: "\n"))\n- is\n\(new.filter { !old.contains($0) }.joined(separator: "\n"))"
      )
    }
  }

  @Test(arguments: ReportLanguage.allCases)
  func `the text is its golden, and no line is longer than eighty`(language: ReportLanguage) throws {
    let text = ReportText(try SampleReports.told(), language, begins: SampleReports.begins)
    #expect(text.lines.filter { $0.count > 80 } == [])
    try compare(text.lines.joined(separator: "\n") + "\n", "report.\(language).txt")
  }

  @Test(arguments: ReportLanguage.allCases)
  func `the page is its golden`(language: ReportLanguage) throws {
    let page = ReportPage(try SampleReports.told(), language, begins: SampleReports.begins)
    try compare(page.html + "\n", "report.\(language).html")
  }

  @Test func `the figures are their golden, as rows and as objects`() throws {
    let figures = try SampleReports.told().figures(begins: SampleReports.begins)
    try compare(([ReportFigure.header] + figures.map(\.csv)).map { $0 + "\n" }.joined(), "report.csv")
    try compare(figures.map { $0.json.shown + "\n" }.joined(), "report.json")
  }
}
