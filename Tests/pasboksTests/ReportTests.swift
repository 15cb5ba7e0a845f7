import Foundation
import Testing

/// `pasboks report`, as it is run beside a box or without one.
@Suite struct ReportTests {
  /// A state folder with a store in which only accounts were made, removed afterwards.
  private func inState(_ body: (_ report: ([String]) throws -> InspectProgram.Result) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pasboks-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let state = ["--state", folder.appendingPathComponent("state").path]
    _ = try InspectProgram.run(
      ["staff", "first", "3001", "--name", "Gudrun", "--config", InspectProgram.configuration] + state,
      input: Data("161803\n".utf8))
    try body { try InspectProgram.run(["report"] + $0 + state) }
  }

  @Test func `Where no store is, that is said, and nothing is made`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pasboks-\(UUID().uuidString)").path
    let result = try InspectProgram.run(["report", "--state", folder])
    #expect(result.exit == 66)
    #expect(result.output.isEmpty)
    #expect(result.complaint.contains("has no store yet"))
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  @Test func `An empty store is reported with its days`() throws {
    try inState { report in
      let text = try report(["--from", "2026-10-01", "--to", "2026-10-31"])
      #expect(text.exit == 0, "\(text.complaint)")
      #expect(text.lines.first == "Report of 2026-10-01 to 2026-10-31")
      #expect(text.output.contains("No whole month of these days is over."))
      let danish = try report(["--language", "da"])
      #expect(danish.output.hasPrefix("Rapport fra "))
    }
  }

  @Test func `A page is Danish unless something else is asked for`() throws {
    try inState { report in
      let danish = try report(["--format", "html"]).output
      #expect(danish.hasPrefix("<!DOCTYPE html>\n<html lang=\"da\">"))
      let english = try report(["--format", "html", "--language", "en"]).output
      #expect(english.contains("<html lang=\"en\">"))
    }
  }

  @Test func `CSV and JSON have a row for each figure, with the same values`() throws {
    try inState { report in
      let days = ["--from", "2026-10-01", "--to", "2026-10-31"]
      let output = try report(days + ["--format", "csv"]).output
      #expect(output.unicodeScalars.count { $0 == "\n" } == output.unicodeScalars.count { $0 == "\r" })
      let csv = output.split(separator: "\r\n").map(String.init)
      #expect(csv.first == "from,to,figure,reason,step,value,unit,told")
      #expect(csv.contains("2026-10-01,2026-10-31,smallestGroup,,,5,count,exactly"))
      #expect(Set(csv.map { $0.split(separator: ",", omittingEmptySubsequences: false).count }) == [8])

      let json = try report(days + ["--format", "json"]).lines.map { line in
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      }
      #expect(json.count == csv.count - 1)
      for (object, line) in zip(json, csv.dropFirst()) {
        let fields = ["from", "to", "figure", "reason", "step", "value", "unit", "told"].map { name in
          (object[name] as? String) ?? (object[name] as? Int).map(String.init) ?? ""
        }
        #expect(fields.joined(separator: ",") == line)
      }
    }
  }

  @Test(
    "Days that are none are told, with the mend",
    arguments: [
      ["--from", "2026-10-32"], ["--to", "1.10.2026"], ["--from", "2026-10-02", "--to", "2026-10-01"],
      ["--from", "1000-01-01", "--to", "2026-10-01"], ["--format", "xml"], ["--smallest-group", "4"],
      ["--language", "de"],
    ])
  func noDays(words: [String]) throws {
    let folder = FileManager.default.temporaryDirectory.path
    let result = try InspectProgram.run(["report", "--state", folder] + words)
    #expect(result.exit == 64)
    #expect(!result.complaint.isEmpty)
  }
}
