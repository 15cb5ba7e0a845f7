import Configuration
import PassportRules
import Quality
import Renewal
import Screens
import StrictYAML
import TestSupport
import Testing

@Suite struct ShippedConfigurationTests {
  @Test func `The shipped folder has no fault`() throws {
    do {
      let configuration = try KioskConfiguration.read(folder: Shipped.folder)
      #expect(configuration.folder == Shipped.folder)
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test func `The shipped rules are those of the published tables`() throws {
    #expect(try KioskConfiguration.read(Shipped.files()).policy.rules.withoutSources == Rules.sample.withoutSources)
  }

  @Test func `The shipped limits are those that the measures start from`() throws {
    let policy = try KioskConfiguration.read(Shipped.files()).policy
    #expect(policy.photoLimits == .standard)
    #expect(policy.printLimits == .standard)
    #expect(policy.signatureLimits == .standard)
  }

  @Test func `A demonstration is open at every minute and Danish comes first`() throws {
    let configuration = try KioskConfiguration.read(Shipped.files())
    #expect(configuration.isDemonstration)
    #expect(configuration.openingHours == .always)
    #expect(configuration.policy.languages.first == Language("da"))
    #expect(Set(configuration.policy.languages) == Set(configuration.catalogue.languages.keys))
  }

  @Test func `Spans, lists and words arrive as they are written`() throws {
    let configuration = try KioskConfiguration.read(Shipped.files())
    #expect(configuration.phone == "12 34 56 78")
    #expect(configuration.policy.waits[.warning] == .seconds(60))
    #expect(configuration.policy.waits[.steady] == Milliseconds(1000))
    #expect(configuration.policy.waits[.staff] == .seconds(600))
    #expect(
      configuration.policy.secondPersonFor == [.documentMismatch, .chipAltered, .chipCloned, .presentationAttack])
    #expect(configuration.policy.heights == 50...230)
    let english = configuration.policy.pickUpPlaces.map { $0.name(in: Language("en")) }
    #expect(english == ["Ørestad Bibliotek, the desk", "Ørestad Bibliotek, pick-up locker", "Borgerservice Byporten"])
    #expect(configuration.policy.placeName(0, in: Language("da")) == "Ørestad Bibliotek, skranken")
    #expect(configuration.policy.placeName(3, in: Language("da")).isEmpty)
    #expect(configuration.readers.cardPrefixes == ["%", ";", ":"])
    #expect(configuration.notifyCommand.isEmpty)
  }

  @Test(
    "A file from before there were such keys goes on with what is usual",
    arguments: [
      ("  quiet: 500 ms ", "  #", Policy.Keys.usual), ("  doubleStrike: 60 ms ", "  #", .usual),
      ("  quiet: 500 ms ", "  quiet: 2 s ", Policy.Keys(quiet: .seconds(2), doubleStrike: Milliseconds(60))),
      (
        "  doubleStrike: 60 ms ", "  doubleStrike: 0 ms ",
        Policy.Keys(quiet: Milliseconds(500), doubleStrike: Milliseconds(0))
      ),
    ])
  func olderFile(old: String, new: String, keys: Policy.Keys) throws {
    var files = Shipped.danish()
    let text = try #require(files.texts["kiosk.yaml"])
    try #require(text.contains(old))
    files.texts["kiosk.yaml"] = text.replacingFirst(old, with: new)
    #expect(try KioskConfiguration.read(files).policy.keys == keys)
    #expect(try KioskConfiguration.read(Shipped.files()).policy.keys == .usual)
  }

  @Test func `A file without keys is whole`() throws {
    var files = Shipped.danish()
    let text = try #require(files.texts["kiosk.yaml"])
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let at = try #require(lines.firstIndex(of: "keys:"))
    files.texts["kiosk.yaml"] = (lines[..<at] + lines[(at + 3)...]).joined(separator: "\n")
    #expect(try KioskConfiguration.read(files).policy.keys == .usual)
  }

  @Test func `A screen that is pressed is read with its cells, and low rows are worth a look`() throws {
    func read(_ height: String) throws -> KioskConfiguration {
      var files = Shipped.danish()
      let text = try #require(files.texts["kiosk.yaml"])
      files.texts["kiosk.yaml"] = text + "\ntouch:\n  keypad: true\n  cellWidth: 4\n  cellHeight: \(height)\n"
      return try KioskConfiguration.read(files)
    }
    #expect(try KioskConfiguration.read(Shipped.files()).touch == nil)
    let high = try read("9")
    #expect(high.touch == TouchScreen(hasKeypad: true, cellWidth: 4, cellHeight: 9))
    func told(_ kiosk: KioskConfiguration) -> [ConfigurationWarning] {
      kiosk.warnings(on: day("2024-06-01")).filter { $0.path.hasPrefix("touch") }
    }
    #expect(told(high).isEmpty)
    let low = try told(read("8.1"))
    #expect(low.map(\.path) == ["touch.cellHeight"] && low.allSatisfy { $0.text.contains("8.1 mm") })
  }

  @Test func `Two keys are wired as keys of their own`() throws {
    func read(_ group: String) throws -> TwoKeys.Wiring {
      var files = Shipped.danish()
      let text = try #require(files.texts["kiosk.yaml"])
      files.texts["kiosk.yaml"] = "\(text)\n\(group)\n"
      return try KioskConfiguration.read(files).policy.twoKeys
    }
    #expect(try read("") == .keypad)
    #expect(try read("twoKeys: {next: tab, choose: space}") == TwoKeys.Wiring(next: .tab, choose: .letter(" ")))
    #expect(try read("twoKeys: {next: right, choose: k}") == TwoKeys.Wiring(next: .right, choose: .letter("k")))
    for wrong in ["{next: tab, choose: tab}", "{next: tab}", "{next: 1, choose: tab}", "{next: enter, choose: tab}"] {
      #expect(throws: ConfigurationFaults.self) { try read("twoKeys: \(wrong)") }
    }
  }

  @Test func `Every rule tells since when it holds and where it is published`() throws {
    let provenance = try KioskConfiguration.read(Shipped.files()).provenance
    #expect(provenance.contains { $0.path == "ages.prints" && $0.validFrom == day("2022-01-01") })
    #expect(provenance.contains { $0.path == "fees[3]" && $0.validFrom == day("2024-01-01") })
    #expect(provenance.allSatisfy { !$0.source.isEmpty })
  }

  @Test(
    "The newest fees are worth a look once they are over a year old",
    arguments: [("2024-06-01", false), ("2025-01-01", false), ("2025-01-02", true), ("2026-06-01", true)])
  func staleFees(date: String, isStale: Bool) throws {
    let warnings = try KioskConfiguration.read(Shipped.files()).warnings(on: day(date))
    #expect(warnings.contains { $0.path == "fees[3]" } == isStale)
    #expect(Self.others(warnings).allSatisfy { $0.file == "Config/rules.yaml" && $0.line != nil })
  }

  @Test func `Hours that contradict each other are worth a look`() throws {
    var files = Shipped.files()
    files.texts["kiosk.yaml"] = files.texts["kiosk.yaml"]?.replacingFirst(
      "openingHours:\n  monday: 00:00-24:00", with: "openingHours:\n  monday: [08:00-12:00, 12:30-17:00]"
    )
    let warnings = try KioskConfiguration.read(files).warnings(on: day("2024-06-01"))
    #expect(Self.others(warnings).map(\.path) == ["officerHours.monday"])
  }

  /// What does not tell of languages that nobody has read.
  private static func others(_ warnings: [ConfigurationWarning]) -> [ConfigurationWarning] {
    warnings.filter { $0.path != "unreadLanguages" }
  }

  @Test func `Languages that nobody has read, and one that is another's word for word, are worth a look`() throws {
    var files = Shipped.files()
    func warnings() throws -> [String] {
      try KioskConfiguration.read(files).warnings(on: day("2024-06-01")).map(\.description)
    }
    #expect(try warnings().count == 1 && warnings()[0].contains("the texts of de, fo, kl, pl, tr, uk"))
    files.texts["texts/sv.yaml"] = files.texts["texts/en.yaml"]?.replacingFirst("name: English", with: "name: Svenska")
    let told = try warnings()
    #expect(
      told.contains { $0.contains("texts/sv.yaml: language: ") && $0.contains("word for word those of texts/en") })
  }

  @Test func `A place that lacks a name in a language, or has one in none, is worth a look`() throws {
    func warnings(_ old: String, _ new: String) throws -> [ConfigurationWarning] {
      var files = Shipped.files()
      let text = try #require(files.texts["kiosk.yaml"])
      try #require(text.contains(old))
      files.texts["kiosk.yaml"] = text.replacingFirst(old, with: new)
      return Self.others(try KioskConfiguration.read(files).warnings(on: day("2024-06-01")))
    }
    let lacking = try warnings("    en: Ørestad Bibliotek, pick-up locker", "    sv: Ørestad Bibliotek, skåp")
    #expect(lacking.map(\.path) == ["pickUpPlaces[2]", "pickUpPlaces[2]"])
    #expect(lacking.map(\.text).joined().contains("no name in “en”") && lacking.last?.text.contains("sv.yaml") == true)
    // One name for everybody is how it was before, and no slip.
    let names = try #require(Shipped.files().texts["kiosk.yaml"]?.split(separator: "pickUpPlaces:\n").last)
    let first = names.split(separator: "\n  - ", omittingEmptySubsequences: false)[0]
    #expect(first.contains("skranken"))
    #expect(try warnings(String(first), "  - Bogbus").isEmpty)
  }

  @Test func `A voice of a language without texts is worth a look, with its line`() throws {
    var files = Shipped.danish()
    let text = try #require(files.texts["kiosk.yaml"])
    files.texts["kiosk.yaml"] = "\(text)\nspeechVoices: {da: da, sv: sv}\n"
    let warnings = try KioskConfiguration.read(files).warnings(on: day("2024-06-01")).filter {
      $0.path == "speechVoices"
    }
    #expect(warnings.count == 1 && warnings[0].text.contains("texts/sv.yaml") && warnings[0].line != nil)
  }

  /// A hidden language has its file all the same.
  @Test func `A place's name in a language that is not offered is no slip`() throws {
    var files = Shipped.files()
    let text = try #require(files.texts["kiosk.yaml"])
    files.texts["kiosk.yaml"] = text.replacingFirst("demonstration: true", with: "demonstration: false")
      .replacingFirst("unreadLanguages: marked", with: "unreadLanguages: hidden")
    let configuration = try KioskConfiguration.read(files)
    #expect(configuration.policy.languages.count < configuration.catalogue.languages.count)
    #expect(!configuration.warnings(on: day("2024-06-01")).contains { $0.text.contains("there is no texts") })
  }

  @Test func `A rule that waits for its day is read with it, and one that is switched off is none`() throws {
    var files = Shipped.files()
    let text = try #require(files.texts["rules.yaml"])
    let later = text.replacing("validFrom: 2022-01-01", with: "validFrom: 2031-05-06")
    files.texts["rules.yaml"] = later
    let rules = try KioskConfiguration.read(files).policy.rules
    #expect(rules.validityFrom == day("2031-05-06"))
    #expect(rules.passportLimit == PassportLimit(validFrom: day("2031-05-06"), count: 3, years: 5))
    #expect(rules.extensionLimit == ExtensionLimit(validFrom: day("2031-05-06"), months: 3))
    files.texts["rules.yaml"] = text.replacingFirst("enabled: true", with: "enabled: false")
    #expect(try KioskConfiguration.read(files).policy.rules.passportLimit == nil)
  }

  @Test func `A rule of the future is worth a look`() throws {
    let warnings = try KioskConfiguration.read(Shipped.files()).warnings(on: day("2021-06-01"))
    #expect(warnings.contains { $0.path == "ages.prints" })
    // These wait for their day by themselves.
    for path in ["validity", "passportLimit", "limits.extensionAfterExpiry"] {
      #expect(!warnings.contains { $0.path == path }, "\(path)")
    }
    let earlier = try KioskConfiguration.read(Shipped.files()).warnings(on: day("2021-01-31"))
    #expect(earlier.contains { $0.path == "fees[1]" && $0.text.contains("staff") })
  }
}

extension Rules {
  /// The same rules with nothing said about where they are published.
  fileprivate var withoutSources: Rules {
    var rules = self
    for index in rules.fees.indices { rules.fees[index].source = "" }
    return rules
  }
}

extension String {
  /// The text with the first occurrence of a part replaced; as it is when the part is not there.
  func replacingFirst(_ part: String, with other: String) -> String {
    guard let range = firstRange(of: part) else { return self }
    return String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }
}
