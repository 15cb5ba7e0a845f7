import Cases
import Foundation
import PassportRules
import Reports
import Testing

/// The report of a store in which nothing happened yet, and the parts that figures are drawn with.
@Suite struct ReportTextTests {
  /// A report of two days, from a store made for it.
  private static func report() throws -> Report {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("reports-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try StateFolder.make(folder)
    let store = try Store(
      path: folder, key: try StoreKey.makeDemonstration(at: "\(folder)/store.key"), authority: nil, program: "test",
      now: { 1_714_608_000_000 })
    defer { try? store.close() }
    let first = try #require(CivilDate(iso: "2024-05-02"))
    let span = try #require(ReportSpan(first: first, starts: (0...2).map { 1_714_608_000_000 + $0 * 86_400_000 }))
    let reader = try #require(try StoreReader(folder: folder))
    return try reader.report(span, now: 1_714_608_000_000)
  }

  @Test func `nothing is told of nothing`() throws {
    let text = ReportText(try Self.report())
    #expect(text.lines.first == "Report of 2024-05-02 to 2024-05-03")
    #expect(text.lines.contains("  none in these days"))
  }

  @Test func `every row of figures has the header's columns, and its object the same names`() throws {
    let report = try Self.report()
    let columns = ReportFigure.header.split(separator: ",").map(String.init)
    for figure in report.figures(purgedTo: nil) {
      #expect(
        figure.csv.split(separator: ",", omittingEmptySubsequences: false).count == columns.count, "\(figure.csv)")
      let object = try JSONSerialization.jsonObject(with: Data(figure.json.shown.utf8)) as? [String: Any]
      #expect(object.map { Set($0.keys) } == Set(columns))
    }
    #expect(report.figures(purgedTo: nil).first?.value == 0)
    #expect(report.figures(purgedTo: nil).contains { $0.figure == "rowsUnread" && $0.value == 0 })
    #expect(report.figures(purgedTo: report.from).first?.value == 1, "the day that was purged in part counts")
    #expect(report.figures(purgedTo: report.to).first?.value == 2)
  }

  @Test func `a share is rounded, and what is not nothing is seen`() {
    #expect(Share(1, of: 3).percent == 33)
    #expect(Share(2, of: 3).percent == 67)
    #expect(Share(0, of: 0).percent == nil)
    #expect(Share(1, of: 1000).bar.hasPrefix("■□"))
    #expect(Share(0, of: 1000).bar.hasPrefix("□"))
    #expect(Share(9, of: 9).bar == String(repeating: "■", count: 20))
  }

  @Test func `a time is minutes and seconds, and from an hour on hours too`() {
    #expect(ReportText.time(59_499) == "0:59")
    #expect(ReportText.time(3_599_500) == "1:00:00")
    #expect(ReportText.time(3_661_000) == "1:01:01")
  }
}
