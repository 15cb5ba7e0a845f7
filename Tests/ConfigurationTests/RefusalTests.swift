import Configuration
import StrictYAML
import Testing

@Suite struct RefusalTests {
  /// The camera's socket as another device's, as it stands there and in other spellings.
  private static let cameras = [
    "/run/pasboks-devices/camera", "/run/pasboks-devices/../pasboks-devices/camera", "//run//pasboks-devices/./camera/",
    "/../run/x/../pasboks-devices/camera",
  ].map { spelling in
    Edit(
      "kiosk.yaml", "    socket: /run/pasboks-devices/signaturePad\n", "    socket: \(spelling)\n",
      at: "devices.signaturePad.socket", found: "the socket of camera", expected: "a socket of its own",
      line: "    socket: \(spelling)")
  }

  static let kiosk: [Edit] =
    [
      Edit(
        "kiosk.yaml", "box: box-1 ", "boks: box-1 ", at: "boks", found: "unknown key", expected: "one of",
        line: "boks: box-1"),
      Edit(
        "kiosk.yaml", "demonstration: true", "demonstration: yes", at: "demonstration", found: "yes",
        expected: "true or false"),
      Edit(
        "kiosk.yaml", "demonstration: true", "demonstration: \"true\"", at: "demonstration", found: "text",
        expected: "true or"),
      Edit("kiosk.yaml", "theme: light", "theme: pink", at: "theme", found: "pink", expected: "light, dark, high"),
      Edit("kiosk.yaml", "language: da ", "language: xx ", at: "language", found: "xx", expected: "da"),
      Edit(
        "kiosk.yaml", "library: Ørestad Bibliotek ", "library: \"\" ", at: "library", found: "text", expected: "a text"),
      Edit(
        "kiosk.yaml", "library: Ørestad Bibliotek ", "library: [a] ", at: "library", found: "a list of 1",
        expected: "a text"),
      Edit(
        "kiosk.yaml", "library: Ørestad Bibliotek ", "library: \"図書館\" ", at: "library", found: "図書館",
        expected: "console"
      ),
      Edit(
        "kiosk.yaml", "  warning: 60 s ", "  warning: 59 s ", at: "waits.warning", found: "59 s", expected: "from 1 min"
      ),
      Edit("kiosk.yaml", "  warning: 60 s ", "  warning: 60 ", at: "waits.warning", found: "“60”", expected: "a span"),
      Edit(
        "kiosk.yaml", "  warning: 60 s ", "  warning: -60 s ", at: "waits.warning", found: "-60 s", expected: "a span"),
      Edit(
        "kiosk.yaml", "  warning: 60 s ", "  warning: 99999999999999999999 s ", at: "waits.warning", found: "9999",
        expected: "a span"),
      Edit(
        "kiosk.yaml", "theme: light", "touch: {keypad: true, cellWidth: 6}\ntheme: light", at: "touch.cellHeight",
        found: "no such key", expected: "from 1 to 40", line: "touch: {keypad: true, cellWidth: 6}"),
      Edit(
        "kiosk.yaml", "theme: light", "touch: {keypad: true, cellWidth: 0, cellHeight: 9}\ntheme: light",
        at: "touch.cellWidth", found: "0", expected: "from 1 to 40",
        line: "touch: {keypad: true, cellWidth: 0, cellHeight: 9}"),
      Edit(
        "kiosk.yaml", "  quiet: 500 ms ", "  quiet: 99 ms ", at: "keys.quiet", found: "99 ms",
        expected: "from 100 ms to 2 s"),
      Edit(
        "kiosk.yaml", "  quiet: 500 ms ", "  quiet: 3 s ", at: "keys.quiet", found: "3 s",
        expected: "to 2 s, such as 250 ms"),
      Edit("kiosk.yaml", "  quiet: 500 ms ", "  quiet: 500 ", at: "keys.quiet", found: "500", expected: "a span"),
      Edit("kiosk.yaml", "  quiet: 500 ms ", "  quiet: ", at: "keys.quiet", found: "nothing", expected: "a span"),
      Edit(
        "kiosk.yaml", "  quiet: 500 ms ", "  quite: 500 ms ", at: "keys.quite", found: "unknown key", expected: "quiet"),
      Edit(
        "kiosk.yaml", "  doubleStrike: 60 ms ", "  doubleStrike: 501 ms ", at: "keys.doubleStrike", found: "501 ms",
        expected: "from 0 s to 500 ms"),
      Edit(
        "kiosk.yaml", "  doubleStrike: 60 ms ", "  doubleStrike: [60 ms] ", at: "keys.doubleStrike",
        found: "a list of 1",
        expected: "a span"),
      Edit("kiosk.yaml", "  photo: 3 ", "  photo: three ", at: "tries.photo", found: "three", expected: "from 1 to 9"),
      Edit("kiosk.yaml", "  photo: 3 ", "  photo: 3.0 ", at: "tries.photo", found: "3.0", expected: "whole number"),
      Edit("kiosk.yaml", "  photo: 3 ", "  photo: 0x3 ", at: "tries.photo", found: "0x3", expected: "whole number"),
      Edit("kiosk.yaml", "  photo: 3 ", "  photo: ", at: "tries.photo", found: "nothing", expected: "whole number"),
      Edit(
        "kiosk.yaml", "heights: [50, 230]", "heights: [230, 50]", at: "heights", found: "list",
        expected: "smaller first"),
      Edit(
        "kiosk.yaml", "  mostRoll: 5 ", "  mostRoll: .nan ", at: "photo.mostRoll", found: ".nan", expected: "0.5 to 45"),
      Edit(
        "kiosk.yaml", "  mostRoll: 5 ", "  mostRoll: 1e1 ", at: "photo.mostRoll", found: "1e1", expected: "0.5 to 45"),
      Edit(
        "kiosk.yaml", "headHeight: [0.70, 0.80]", "headHeight: [0.80, 0.70]", at: "photo.headHeight", found: "list",
        expected: "smaller first"),
      Edit(
        "kiosk.yaml", "secondPersonFor: [documentMismatch, ", "secondPersonFor: [documentMissmatch, ",
        at: "secondPersonFor",
        found: "documentMissmatch", expected: "documentMismatch"),
      Edit(
        "kiosk.yaml", "closedDates: []", "closedDates: [2026-02-30]", at: "closedDates[1]", found: "2026-02-30",
        expected: "date"),
      Edit(
        "kiosk.yaml", "closedDates: []", "closedDates: [2026-12-24, 2026-12-24]", at: "closedDates",
        found: "2026-12-24",
        expected: "once"),
      Edit(
        "kiosk.yaml", "  - da: Ørestad Bibliotek, skranken\n", "  - sv: Ørestad Bibliotek\n", at: "pickUpPlaces[1].da",
        found: "no such key", expected: "a text"),
      Edit(
        "kiosk.yaml", "    en: Ørestad Bibliotek, the desk\n", "    engelsk: Ørestad Bibliotek\n",
        at: "pickUpPlaces[1].engelsk", found: "unknown key", expected: "one of da"),
      Edit(
        "kiosk.yaml", "    en: Ørestad Bibliotek, the desk\n", "    en: [a]\n", at: "pickUpPlaces[1].en",
        found: "a list of 1", expected: "a text"),
      Edit(
        "kiosk.yaml", "notifyCommand: []", "notifyCommand: [ring]", at: "notifyCommand", found: "ring",
        expected: "begins with /"),
      Edit(
        "kiosk.yaml", "notifyCommand: []", "notifyCommand: ring", at: "notifyCommand", found: "ring", expected: "a list"
      ),
      Edit(
        "kiosk.yaml", "speechCommand: []", "speechCommand: [/bin/say, \"{lang}\"]", at: "speechCommand[2]",
        found: "{lang}", expected: "{language}, {volume}, {pace}", line: "speechCommand:"),
      Edit(
        "kiosk.yaml", "speechCommand: []", "speechCommand: [/bin/say, \"-v{language}\"]", at: "speechCommand[2]",
        found: "-v{language}", expected: "an argument of its own", line: "speechCommand:"),
      Edit(
        "kiosk.yaml", "speechCommand: []", "speechCommand: [/bin/cat]\nspeechVoices: {}", at: "speechVoices",
        found: "group", expected: "at least one voice", line: "speechVoices:"),
      Edit(
        "kiosk.yaml", "speechCommand: []", "speechCommand: [/bin/cat]\nspeechRecordings: /v", at: "speechRecordings",
        found: "no speechPlayer", expected: "to be named", line: "speechRecordings:"),
      Edit(
        "kiosk.yaml", "speechCommand: []", "speechCommand: [/bin/cat]\nspeechSounds: true", at: "speechSounds",
        found: "no speechPlayer", expected: "to be named", line: "speechSounds:"),
      Edit(
        "kiosk.yaml", "speechCommand: []",
        "speechCommand: []\nspeechSounds: true\nspeechPlayer: [/bin/play, \"{file}\"]", at: "speechSounds",
        found: "true", expected: "speechCommand", line: "speechSounds:"),
      Edit(
        "kiosk.yaml", "speechCommand: []", "speechCommand: []\nspeechPlayer: [/bin/play]", at: "speechPlayer",
        found: "no “{file}”", expected: "an argument of its own", line: "speechPlayer:"),
      Edit(
        "kiosk.yaml", "speechCommand: []", "speechCommand: []\nheadsetJack: /dev/input/headset", at: "headsetJack",
        found: "/dev/input/headset", expected: "speechSocket beside it", line: "headsetJack:"),
      Edit(
        "kiosk.yaml", "codePrefix: \"#\"", "codePrefix: \"7\"", at: "readers.codePrefix", found: "7",
        expected: "first one of"),
      Edit(
        "kiosk.yaml", "codePrefix: \"#\"", "codePrefix: \"%c\"", at: "readers.cardPrefixes[1]", found: "%",
        expected: "confused", line: "cardPrefixes"),
      Edit(
        "kiosk.yaml", "  cases: 90 d ", "  cases: 90 ", at: "retention.cases", found: "90",
        expected: "from 7 d to 3650 d, such as 90 d"),
      Edit(
        "kiosk.yaml", "  cases: 90 d ", "  cases: 96 h ", at: "retention.cases", found: "96 h", expected: "from 7 d"),
      Edit(
        "kiosk.yaml", "  journal: 400 d ", "  journal: 60 d ", at: "retention.journal", found: "60 d",
        expected: "at least as long as cases, 90 d"),
      Edit(
        "kiosk.yaml", "  backups: 30 d ", "  backups: 30 days ", at: "retention.backups", found: "30 days",
        expected: "from 1 d"),
      Edit(
        "kiosk.yaml", "layout: matching ", "layout: french ", at: "readers.layout", found: "french",
        expected: "matching, us"),
      Edit(
        "kiosk.yaml", "phone: 12 34 56 78 ", "phone: ring til os ", at: "phone", found: "ring til os",
        expected: "a telephone number"),
      Edit("kiosk.yaml", "phone: 12 34 56 78 ", "phone: + ", at: "phone", found: "+", expected: "a telephone number"),
      Edit(
        "kiosk.yaml", "authority: /run/pasboks-uplink/socket", "authority: /run//pasboks-devices/camera",
        at: "authority",
        found: "the socket of camera", expected: "a socket of its own", line: "authority:"),
      Edit(
        "kiosk.yaml", "authority: /run/pasboks-uplink/socket", "authority: /run/\(String(repeating: "a", count: 103))",
        at: "authority", found: "108 bytes", expected: "at most 107 bytes", line: "authority:"),
      Edit(
        "kiosk.yaml", "authority: /run/pasboks-uplink/socket", "authority: /run/\(String(repeating: "å", count: 52))",
        at: "authority", found: "109 bytes", expected: "at most 107 bytes", line: "authority:"),
      Edit(
        "kiosk.yaml", "authority: /run/pasboks-uplink/socket", "authority: run/socket", at: "authority",
        found: "run/socket", expected: "from / on", line: "authority:"),
      Edit("kiosk.yaml", "phone: 12 34 56 78 ", "phone: ", at: "phone", found: "nothing", expected: "a text"),
    ] + cameras

  static let hours: [Edit] = [
    "08:00-08:00", "22:00-08:00", "8-22", "08:00–22:00", "08:60-22:00", "25:00-26:00", "[12:00-14:00, 08:00-10:00]",
    "[08:00-12:00, 11:00-13:00]", "[]", "open",
  ].map { hours in
    Edit(
      "kiosk.yaml", "officerHours:\n  monday: 00:00-24:00", "officerHours:\n  monday: \(hours)",
      at: "officerHours.monday",
      found: hours.hasPrefix("[") ? "list" : hours, expected: "08:00-22:00")
  }

  static let rules: [Edit] = [
    Edit(
      "rules.yaml", "    adult: 893\n", "    adult: -893\n", at: "fees[3].adult", found: "-893",
      expected: "from 0 to 100000"),
    Edit(
      "rules.yaml", "    adult: 893\n", "", at: "fees[3].adult", found: "no such key", expected: "whole number",
      line: "- validFrom: 2024-01-01"),
    Edit(
      "rules.yaml", "    adult: 893\n", "    adult: \"893\"\n", at: "fees[3].adult", found: "text",
      expected: "whole number"),
    Edit("rules.yaml", "    adult: 893\n", "    adult: ~\n", at: "fees[3].adult", found: "~", expected: "whole number"),
    Edit(
      "rules.yaml", "    adult: 893\n", "    adult: 893\n    infant: 0\n", at: "fees[3].infant", found: "unknown",
      expected: "adult"),
    Edit(
      "rules.yaml", "- validFrom: 2023-01-01", "- validFrom: 2020-01-01", at: "fees[2].validFrom", found: "2020-01-01",
      expected: "later day"),
    Edit(
      "rules.yaml", "- validFrom: 2023-01-01", "- validFrom: 2021-02-01", at: "fees[2].validFrom", found: "2021-02-01",
      expected: "later day"),
    Edit(
      "rules.yaml", "- validFrom: 2023-01-01", "- validFrom: 2023-02-29", at: "fees[2].validFrom", found: "2023-02-29",
      expected: "a date"),
    Edit(
      "rules.yaml", "    youth: 181\n", "    youth: 18\n", at: "fees[3].fingerprintPart", found: "31, more than the 18",
      expected: "a part", line: "fingerprintPart: 31"),
    Edit(
      "rules.yaml", "    - {fromAge: 0, years: 2}\n", "", at: "validity.steps[1].fromAge", found: "2",
      expected: "0, so that",
      line: "- {fromAge: 2, years: 5}"),
    Edit(
      "rules.yaml", "- {fromAge: 2, years: 5}", "- {fromAge: 20, years: 5}", at: "validity.steps[3].fromAge",
      found: "18",
      expected: "more than 20", line: "- {fromAge: 18, years: 10}"),
    Edit(
      "rules.yaml", "    - {years: 65}\n", "", at: "pensionAge.steps[1].bornFrom", found: "1954-01-01",
      expected: "no such key in the first step", line: "bornFrom: 1954-01-01"),
    Edit(
      "rules.yaml", "bornFrom: 1967-01-01", "bornFrom: 1957-01-01", at: "pensionAge.steps[7].bornFrom",
      found: "1957-01-01",
      expected: "later day"),
    Edit(
      "rules.yaml", "years: 65.5", "years: 65.3", at: "pensionAge.steps[2].years", found: "65.3", expected: "half years"
    ),
    Edit(
      "rules.yaml", "  grounds: [damaged, lost, stolen]", "  grounds: [damaged, borrowed]", at: "doubleFee.grounds",
      found: "borrowed", expected: "damaged"),
    Edit(
      "rules.yaml", "  grounds: [authorityError]", "  grounds: [lost]", at: "freeOfCharge", found: "lost",
      expected: "one of them", line: "freeOfCharge:"),
    Edit(
      "rules.yaml", "  enabled: true\n  passports: 3", "  enabled: true\n  passports: 0", at: "passportLimit.passports",
      found: "0", expected: "from 1 to 20"),
    Edit("rules.yaml", "Regulation (EC) 2252/2004, article 1", "Regulation", at: "", found: "", expected: ""),
  ]

  @Test(
    "Every slip is told with its file, line and key, what was found and what was expected",
    arguments: kiosk + hours + rules)
  func slip(_ edit: Edit) throws {
    let files = try Shipped.files(edit)
    let faults = Shipped.faults(files)
    if edit.path.isEmpty {
      #expect(faults.isEmpty, "a harmless edit")
      return
    }
    // One slip gives one fault; a misspelt key is missing besides.
    #expect(faults.count == (edit.path == "boks" ? 2 : 1), "\(faults)")
    let fault = try #require(faults.first { $0.path == edit.path }, "\(faults)")
    #expect(fault.file == "Config/\(edit.file)")
    #expect(fault.found.contains(edit.found), "\(fault)")
    #expect(fault.expected.contains(edit.expected), "\(fault)")
    #expect(!fault.mend.isEmpty)
    let lines = try #require(files.texts[edit.file]).split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(fault.line)
    #expect(lines[line - 1].contains(edit.line.trimmed), "\(fault)")
  }

  @Test func `Every fault of every file is told at once, by file and line`() throws {
    var files = Shipped.danish()
    for edit in [Self.kiosk[1], Self.kiosk[3], Self.rules[0], Self.rules[13]] {
      files.texts[edit.file] = files.texts[edit.file]?.replacingFirst(edit.old, with: edit.new)
    }
    files.texts["texts/da.yaml"]? += "\nnonsense: {extra: text}\n"
    let paths = Shipped.faults(files).map(\.path)
    #expect(paths == ["theme", "demonstration", "fees[3].adult", "pensionAge.steps[2].years", "nonsense.extra"])
  }

  @Test func `An unknown key that is nearly a known one is told what it should be`() throws {
    let faults = Shipped.faults(try Shipped.files(Self.kiosk[0]))
    #expect(faults.map(\.path).sorted() == ["boks", "box"])
    let unknown = try #require(faults.first { $0.path == "boks" })
    #expect(unknown.mend.contains("box"))
    #expect(faults.contains { $0.path == "box" && $0.found == "no such key" })
  }

  @Test func `A fault reads as one line with a place an editor can jump to`() throws {
    let fault = try #require(Shipped.faults(try Shipped.files(Self.rules[0])).first)
    #expect(fault.description.hasPrefix("Config/rules.yaml:28: "))
    #expect(fault.description.contains("fees[3].adult: found “-893”, expected a whole number from 0 to 100000. Mend: "))
    #expect(!fault.description.contains("\n"))
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
