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

  /// Each of a kind gets a value of its own, and arrives with it.
  private func expectPlaces<Key: Setting>(
    _ group: String, _ arrived: KeyPath<Policy, Settings<Key>>, _ value: (Int, Key) -> (written: String, Key.Value)
  ) throws {
    let chosen = Key.allCases.enumerated().map { (key: $1, value: value($0, $1)) }
    try #require(Set(chosen.map(\.value.1)).count == chosen.count, "two have the same")
    let settings = try read(group, chosen.map { ($0.key.rawValue, $0.value.written) }).policy[keyPath: arrived]
    for (key, value) in chosen { #expect(settings[key] == value.1, "\(key)") }
  }

  /// As many seconds over the least of a span's range as its place is, from 1.
  private func span<Key: Setting>(_ place: Int, _ key: Key) -> (written: String, Milliseconds)
  where Key.Value == Milliseconds {
    let count = key.range.lowerBound.count + 1000 * (place + 1)
    return (count.isMultiple(of: 1000) ? "\(count / 1000) s" : "\(count) ms", Milliseconds(count))
  }

  @Test func `Tries`() throws { try expectPlaces("tries", \.tries) { place, _ in ("\(place + 1)", place + 1) } }
  @Test func `Waits`() throws { try expectPlaces("waits", \.waits, span) }
  @Test func `Deadlines`() throws { try expectPlaces("deadlines", \.deadlines, span) }

  @Test func `Retention`() throws {
    let retention = try read("retention", [("cases", "31 d"), ("journal", "62 d"), ("backups", "240 h")]).retention
    let days = [retention.cases, retention.journal, retention.backups].map { $0.count / 86_400_000 }
    #expect(days == [31, 62, 10])
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
