import PassportRules
import Renewal
import Screens
import TestSupport
import Testing

@Suite struct ScreenTextTests {
  @Test(arguments: SampleScreens.languages)
  func `A shipped language has no fault, and Danish is easy to read`(language: Language) {
    let paths = ScreenDrawing.paths(language)
    #expect(TextCatalogue.faults(in: paths, of: language) == [])
    #expect(Set(paths.values).count > 300)
    let citizens = TextKey.allCases.filter { $0.audience == .citizen }.flatMap { $0.paths(in: language) }
      .compactMap { paths[$0] }
    #expect(Reading.lix(of: citizens) <= 30)
  }

  @Test func `Every text has a path of its own`() {
    #expect(Set(TextKey.allCases.map(\.rawValue)).count == TextKey.allCases.count)
    #expect(TextKey.allCases.allSatisfy { TextKey(rawValue: $0.rawValue) == $0 })
    #expect(TextKey(rawValue: "photo.nothing") == nil)
  }

  private func faults(_ path: String, _ text: String?) -> [TextFault.Kind] {
    var paths = ScreenDrawing.paths(Language("da"))
    paths[path] = text
    return TextCatalogue.faults(in: paths, of: Language("da")).filter { $0.path == path }.map(\.kind)
  }

  @Test func `Each kind of fault is found`() {
    #expect(faults("photo.heading", nil) == [.missing])
    #expect(faults("photo.heading", "  ") == [.empty])
    #expect(faults("photo.headline", "Smil") == [.unknown])
    #expect(faults("common.progress", "{step} af ti") == [.missingPlaceholder("count")])
    #expect(
      faults("common.progress", "{step} af {count} {name}")
        == [.unknownPlaceholder("name", known: ["step", "count"])])
    #expect(faults("photo.heading", "Smil ☺") == [.foreignCharacter("☺")])
    #expect(
      faults("photo.itself", "en to tre fire fem seks syv otte ni ti elleve tolv tretten")
        == [.longSentence(words: 13, limit: 12)])
    #expect(faults("photo.itself", "en to tre fire fem seks. Syv otte ni ti elleve tolv tretten") == [])
    #expect(faults("common.keyHelp", "Hjælp mig nu") == [.doesNotFit(cells: 12, limit: 10)])
    #expect(
      faults("photo.itself", "Rindfleischetikettierungsüberwachung") == [.doesNotFit(cells: 36, limit: 28)])
    #expect(faults("language.readingLimit", "let") == [.notANumber])
    #expect(faults("language.readingLimit", "5").first.map { if case .hardToRead = $0 { true } else { false } } == true)
  }

  // MARK: Numbers

  @Test func `A text about a number has each form of its language, and no other`() {
    let forms: [PluralForm] = [.one, .other]
    #expect(faults("idle.seconds.one", nil) == [.missingForm(.one, forms: forms)])
    #expect(faults("idle.seconds.few", "{seconds} sekunder") == [.unknownForm(forms: forms)])
    #expect(faults("idle.seconds.some", "{seconds} sekunder") == [.unknownForm(forms: forms)])
    #expect(faults("idle.seconds", "{seconds} sekunder") == [.noForms(forms)])
    #expect(faults("idle.heading.one", "Er du her stadig?") == [.unknown])
    #expect(faults("idle.seconds.one", "et sekund tilbage") == [], "one number alone needs no figure")
    #expect(faults("idle.seconds.other", "mange sekunder") == [.missingPlaceholder("seconds")])
    #expect(faults("idle.seconds.one", "{minutes} sekund").contains(.unknownPlaceholder("minutes", known: ["seconds"])))
    var paths = ScreenDrawing.paths(Language("da"))
    paths["idle.seconds.one"] = nil
    paths["idle.seconds.other"] = nil
    #expect(
      TextCatalogue.faults(in: paths, of: Language("da")) == [TextFault(path: "idle.seconds", .missing)])
  }

  /// Samples of Unicode's CLDR for whole numbers.
  static let samples: [(language: String, numbers: [PluralForm: [Int]])] = [
    ("da", [.one: [1], .other: [0, 2, 11, 21, 101]]), ("en", [.one: [1], .other: [0, 2, 21]]),
    ("de", [.one: [1], .other: [0, 2, 21]]), ("fr", [.one: [0, 1], .other: [2, 17]]),
    ("is", [.one: [1, 21, 101], .other: [0, 2, 11, 111]]), ("id", [.other: [0, 1, 2]]),
    ("cs", [.one: [1], .few: [2, 3, 4], .other: [0, 5, 22]]),
    ("pl", [.one: [1], .few: [2, 4, 22, 104], .many: [0, 5, 12, 14, 21, 112]]),
    ("uk", [.one: [1, 21, 101], .few: [2, 4, 22], .many: [0, 5, 11, 14, 111]]),
    ("hr", [.one: [1, 21], .few: [2, 22], .other: [0, 5, 11, 12]]),
    ("lt", [.one: [1, 21], .few: [2, 9, 22], .other: [0, 10, 11, 19, 111]]),
    ("lv", [.zero: [0, 10, 11, 19, 111], .one: [1, 21], .other: [2, 9, 22]]),
    ("ro", [.one: [1], .few: [0, 2, 16, 101], .other: [20, 35, 100]]),
    ("sl", [.one: [1, 101], .two: [2, 102], .few: [3, 4, 103], .other: [0, 5, 11]]),
  ]

  @Test(arguments: samples)
  func `A number takes the form of its language`(language: String, numbers: [PluralForm: [Int]]) {
    let rule = PluralRule(Language(language))
    #expect(Set(rule.forms) == Set(numbers.keys))
    for (form, numbers) in numbers {
      for number in numbers { #expect(rule.form(of: number) == form, "\(language) \(number)") }
      #expect(rule.isOfOneNumber(form) == (numbers == [1]), "\(language) \(form)")
    }
  }

  /// What stands behind 1 in a text, and behind 2, where the text says something else.
  @Test(arguments: SampleScreens.languages)
  func `No text says 1 and many, or 2 and one`(language: Language) throws {
    let texts = ScreenDrawing.catalogue[language]
    let many = ["sekunder", "minutter", "seconds", "minutes", "digits", "years", "are", "cifre"]
    let one = ["sekund", "minut", "second", "minute", "digit", "year"]
    for key in TextKey.allCases where !key.placeholders.isEmpty {
      // Elsewhere it is a name that stands before “is”.
      for (number, wrong) in [(1, many), (2, key.counted == nil ? one : one + ["is"])] {
        let values = Dictionary(uniqueKeysWithValues: key.placeholders.map { ($0, number) })
        let words = texts.counted(key, values).split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }
        for (word, next) in zip(words, words.dropFirst()) where word == String(number) {
          #expect(!wrong.contains(next), "\(key.rawValue): \(words)")
        }
        // A verb before its number, as in “there are 1”.
        for (word, next) in zip(words, words.dropFirst()) where next == String(number) {
          #expect(!wrong.contains(word), "\(key.rawValue): \(words)")
        }
      }
    }
    let seconds = [1, 2].map { texts.counted(IdleText.seconds.key, ["seconds": $0]) }
    #expect(seconds[0] != seconds[1].replacing("2", with: "1"), "the forms are told apart")
  }

  @Test func `LIX counts words a sentence and long words in a hundred`() {
    // Ten words in two sentences, two of them longer than six letters: 5 + 20.
    #expect(Reading.lix(of: ["Vi har et stort bibliotek. Det ligger ved vandet derhenne."]) == 25)
    #expect(Reading.lix(of: ["Fingeraftryk"]) == 0)
  }

  @Test(arguments: [
    ("da", 89_300, "893 kr."), ("da", 178_600, "1.786 kr."), ("da", 5, "0,05 kr."), ("en", 89_300, "DKK 893"),
    ("en", 178_600, "DKK 1,786"), ("en", 123_456_700, "DKK 1,234,567"),
  ])
  func `Money is written by the language's custom`(language: String, ore: Int, shown: String) {
    let text = ScreenDrawing.catalogue[Language(language)].money(Amount(ore: ore))
    #expect(String(text.map { $0 == "\u{A0}" ? " " : $0 }) == shown)
  }

  @Test(arguments: [("da", "13. maj 2027"), ("en", "13 May 2027")])
  func `A date is written by the language's custom`(language: String, shown: String) {
    let text = ScreenDrawing.catalogue[Language(language)].date(SampleScreens.date)
    #expect(String(text.map { $0 == "\u{A0}" ? " " : $0 }) == shown)
  }

  @Test func `Placeholders are filled, and an odd brace is plain text`() {
    let texts = Texts(language: Language("da"), [CommonText.progress.key: "{step} af {count} } {x {"])
    #expect(texts.fill(CommonText.progress, ["step": "4", "count": "{step}"]) == "4 af {step} } {x {")
  }

  @Test(arguments: SampleScreens.languages, Receipt.Kind.allCases)
  func `A paper receipt is at most 32 columns wide and tells the number, and what, when, where and whom to ring`(
    language: Language, kind: Receipt.Kind
  ) {
    let payment = Payment(sale: CaseNumber(417), attempt: 2, amount: Amount(kroner: 893))
    let receipt = Receipt(
      number: CaseNumber(417), language: language, kind: kind, payment: kind == .parked ? nil : payment,
      pickUpPlace: 0, deeds: Deeds(steps: 10, helped: [.photo]), isCopy: true)
    var context = ScreenContext(
      size: Size(columns: 80, rows: 24), catalogue: ScreenDrawing.catalogue,
      library: "Et bibliotek med et meget langt navn i en by",
      boxName: "Boksen ved indgangen", phone: "33 66 30 00")
    let moment = WeekHours.Moment(date: SampleScreens.date, minute: 485)
    func paper() -> [ReceiptElement] {
      Screens.paper(of: receipt, at: moment, place: "Borgerservice, Nyropsgade", in: context)
    }
    func lines() -> [String] { paper().compactMap { if case .line(let line) = $0 { line } else { nil } } }
    // A code with the number of the case, and nothing else, right below the number.
    let codes = paper().indices.filter { if case .code = paper()[$0] { true } else { false } }
    #expect(codes.map { paper()[$0] } == [.code("000417")] && codes.map { paper()[$0 - 1] } == [.line("000417")])
    let printed = lines()
    #expect(printed.allSatisfy { $0.unicodeScalars.count <= 32 && !$0.isEmpty })
    #expect(printed.contains("000417"))
    #expect(printed.contains(language == Language("da") ? "KOPI" : "COPY"))
    let text = printed.joined(separator: " ")
    #expect(text.contains("893") == (kind != .parked) && text.contains(payment.reference) == (kind != .parked))
    #expect(text.contains("Nyropsgade") == (kind == .completed))
    for wanted in ["2027", "8.05", "Boksen ved indgangen", "33 66 30 00", "9", "10"] {
      #expect(text.replacing("8:05", with: "8.05").contains(wanted), "\(wanted)")
    }
    let mark = language == Language("da") ? "ØVELSE" : "TRAINING"
    #expect(!printed.contains(mark))
    context.isTraining = true
    #expect(lines().first == mark)
  }
}
