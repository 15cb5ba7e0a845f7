import Configuration
import PassportRules
import Quality
import Renewal
import StrictYAML
import Testing

/// Each number of the file arrives at its own place and at no other; all are different here, so that a swap is seen.
@Suite struct PlaceTests {
  private func read(_ group: String, _ keys: [(String, String)]) throws -> KioskConfiguration {
    var files = Shipped.danish()
    let text = try #require(files.texts["kiosk.yaml"])
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0 == "\(group):" })
    let end = lines[(start + 1)...].firstIndex { !$0.hasPrefix("  ") } ?? lines.endIndex
    let own = keys.map { Substring("  \($0.0): \($0.1)") }
    files.texts["kiosk.yaml"] = (lines[...start] + own + lines[end...]).joined(separator: "\n")
    return try KioskConfiguration.read(files)
  }

  @Test func `Tries`() throws {
    let tries = try read(
      "tries",
      [
        ("document", "1"), ("mismatch", "2"), ("photo", "3"), ("print", "4"), ("signature", "5"), ("payment", "6"),
        ("paymentStatus", "7"), ("reversal", "8"),
      ]
    ).policy.tries
    #expect(
      tries
        == Policy.Tries(
          document: 1, mismatch: 2, photo: 3, print: 4, signature: 5, payment: 6, paymentStatus: 7, reversal: 8))
  }

  @Test func `Retention`() throws {
    let retention = try read("retention", [("cases", "31 d"), ("journal", "62 d"), ("backups", "240 h")]).retention
    let days = [retention.cases, retention.journal, retention.backups].map { $0.count / 86_400_000 }
    #expect(days == [31, 62, 10])
  }

  @Test func `Waits`() throws {
    let waits = try read(
      "waits",
      [
        ("idle", "31 s"), ("warning", "62 s"), ("steady", "3003 ms"), ("mismatchPause", "4 s"), ("removal", "45 s"),
        ("staff", "6 min"), ("paymentStatus", "7 s"), ("farewell", "38 s"), ("session", "1 h"),
        ("acknowledgement", "2 d"),
      ]
    ).policy.waits
    #expect(
      waits
        == Policy.Waits(
          idle: .seconds(31), warning: .seconds(62), steady: Milliseconds(3003), mismatchPause: .seconds(4),
          removal: .seconds(45), staff: .seconds(360), paymentStatus: .seconds(7), farewell: .seconds(38),
          session: .seconds(3600), acknowledgement: .seconds(172_800)))
  }

  @Test func `Deadlines`() throws {
    let keys = ["document", "photos", "print", "signature", "payment", "paymentStatus", "receipt", "authority"]
    let deadlines = try read("deadlines", keys.enumerated().map { ($1, "\($0 + 11) s") }).policy.deadlines
    #expect(
      deadlines
        == Policy.Deadlines(
          document: .seconds(11), photos: .seconds(12), print: .seconds(13), signature: .seconds(14),
          payment: .seconds(15), paymentStatus: .seconds(16), receipt: .seconds(17), authority: .seconds(18)))
  }

  @Test func `Limits of signatures and fingerprints`() throws {
    let signature = try read(
      "signature", [("mostDot", "1"), ("leastInk", "2"), ("leastWidth", "3.5"), ("mostOutside", "0.4")]
    ).policy.signatureLimits
    #expect(signature == SignatureLimits(mostDot: 1, leastInk: 2, leastWidth: 3.5, mostOutside: 0.4))
  }

  @Test func `Opening hours and officers' hours`() throws {
    let days = Weekday.allCases.enumerated().map { ("\($1)", "0\($0):00-1\($0):30") }
    let opening = try read("openingHours", days)
    let officers = try read("officerHours", days)
    for (offset, day) in Weekday.allCases.enumerated() {
      let span = try #require(WeekHours.Span(from: offset * 60, to: (10 + offset) * 60 + 30))
      #expect(opening.openingHours.spans[day] == [span])
      #expect(officers.officerHours.spans[day] == [span])
    }
    #expect(opening.officerHours == .always)
    #expect(officers.openingHours == .always)
  }

  @Test func `A scenario that is none is told with its line and the nearest one`() throws {
    let kiosk = try KioskConfiguration.read(Shipped.danish())
    #expect(kiosk.scenarioFault(among: ["card-refused", kiosk.scenario]) == nil)
    let text = try #require(Shipped.files().texts["kiosk.yaml"])
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let fault = try #require(kiosk.scenarioFault(among: ["card-refused", "\(kiosk.scenario)s"]))
    #expect(fault.line == lines.firstIndex { $0.hasPrefix("scenario:") }.map { $0 + 1 })
    #expect(fault.path == "scenario" && fault.mend.contains("did you mean “\(kiosk.scenario)s”?"))
  }
}
