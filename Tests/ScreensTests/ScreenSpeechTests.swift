import Renewal
import Screens
import TestSupport
import Testing

@Suite struct ScreenSpeechTests {
  private func speech(_ name: String, _ language: String = "da") throws -> [String] {
    let sample = try #require(ScreenDrawing.boxes[Language(language)]?.first { $0.name == name })
    return ScreenDrawing.layOut(sample, Size(columns: 80, rows: 22)).sentences
  }

  @Test func `A screen is spoken in the order of need: what to do, the choices, where one is, what follows, the keys`()
    throws
  {
    let said = try speech("document-reading")
    #expect(
      said == [
        "Læg dit gamle pas på paslæseren.", "Slå op på siden med dit billede.",
        "Læg siden nedad på paslæseren, og lad passet ligge.",
        "Paslæseren venter på dit pas.",
        "Tryk 1: Jeg har ikke mit gamle pas.", "Tryk 2: Passet er gået i stykker.", "Tryk 3: Mit CPR-nummer er nyt.",
        "4 af 10.", "Dit gamle pas.", "Bagefter: Dit billede.",
        "Minus: Tilbage.", "Stjerne: Hjælp.", "Skråstreg: Stop.", "Plus: Læs op.",
      ])
  }

  @Test func `Of pictures that can be chosen, the one that Enter takes is said, and no arrow`() throws {
    let said = try speech("photo-choosing")
    #expect(
      said.prefix(5) == [
        "Hvilket billede kan du bedst lide?", "Tryk 1: Første.", "Tryk 2: Andet.", "Tryk 3: Tredje.",
        "Enter vælger: Andet.",
      ])
  }

  @Test func `A field tells how many digits there are and never which`() throws {
    let said = try speech("identity-length")
    #expect(said.contains("Du har skrevet 7 tal."))
    #expect(!said.joined().contains("061085"))
  }

  @Test(arguments: [("payment", "893 kroner"), ("review", "din højde")])
  func `What is agreed to is said before how`(screen: String, subject: String) throws {
    let said = try speech(screen)
    let how = try #require(said.firstIndex { $0.hasPrefix("Tryk Enter") })
    let what = try #require(said.firstIndex { $0.contains(subject) })
    #expect(what < how, "\(said)")
  }

  @Test(
    arguments: [
      ("details-height-wrong", Earcon.error), ("document-done", .done), ("farewell-completed", .warning),
      ("document-reading", nil),
    ] as [(String, Earcon?)])
  func `A notice has the sound of its mark`(name: String, sound: Earcon?) throws {
    let sample = try #require(ScreenDrawing.boxes[Language("da")]?.first { $0.name == name })
    #expect(ScreenDrawing.layOut(sample, Size(columns: 80, rows: 22)).narration(to: .everybody).signal == sound)
  }

  @Test func `An error is spoken`() throws {
    #expect(try speech("details-height-wrong").contains("Skriv et tal fra 80 til 230."))
  }

  @Test func `The case number on the receipt is spoken digit by digit, before the end is offered`() throws {
    let said = try speech("receipt")
    let number = try #require(said.firstIndex(of: "Nummeret er 0 0 0 4 1 7."))
    let end = try #require(said.firstIndex { $0.hasPrefix("Tryk Enter") })
    #expect(number < end, "\(said)")
  }

  @Test func `Where figures are typed it is said what ends them, and a dash is a pause`() throws {
    let said = try speech("identity-length")
    #expect(said.contains("Enter: Videre."), "\(said)")
    let waiting = try speech("attestation-waiting")
    #expect(waiting.contains("Tryk 1: Gem min sag, jeg kommer igen."), "\(waiting)")
  }

  @Test(arguments: SampleScreens.languages)
  func `Every citizen's screen says something, each sentence with its end`(language: Language) {
    for sample in ScreenDrawing.boxes[language] ?? [] {
      let sentences = ScreenDrawing.layOut(sample, Size(columns: 80, rows: 22)).sentences
      switch sample.box.state {
      case .closed, .welcome, .visit: #expect(sentences.isEmpty == (sample.desk != nil), "\(sample.name)")
      case .logIn, .attended, .maintenance: #expect(sentences.count <= 1, "\(sample.name)")
      }
      for sentence in sentences {
        #expect(sentence.last.map { ".!?:".contains($0) } == true, "\(sample.name): \(sentence)")
      }
    }
  }

  /// Who wears a headset hears what was typed, the newest digit by itself, and what is shown of them; everybody else never does.
  @Test func `Personal values are said to a headset and to nobody else`() throws {
    func narration(_ name: String, _ hearing: Hearing) throws -> Narration {
      let sample = try #require(ScreenDrawing.boxes[Language("da")]?.first { $0.name == name })
      return ScreenDrawing.layOut(sample, Size(columns: 80, rows: 22)).narration(to: hearing)
    }
    let typed = try narration("identity-length", .oneself).all
    let digits = try #require(typed.first { $0.text.hasPrefix("0 6 1 0 8 5") })
    #expect(digits.asNews.text == digits.text.filter(\.isNumber).suffix(1) + ".")
    let review = try narration("review", .oneself).all.map(\.text).joined(separator: " ")
    for value in ["0 6 1 0 8 5", "Mønstergaard"] {
      #expect(review.contains(value), "\(review)")
      #expect(try !narration("review", .everybody).all.map(\.text).joined(separator: " ").contains(value))
    }
    #expect(try !narration("identity-length", .everybody).all.contains { $0.text.contains("0 6 1") })
  }

  // MARK: What is never said

  @Test(arguments: FlagCode.allCases, SampleScreens.languages)
  func `Over a citizen who hears the screens staff's pages are silent, whatever the flag`(
    code: FlagCode, language: Language
  ) {
    let texts = ScreenDrawing.catalogue[language]
    for sample in SampleScreens.pages(over: code, heardIn: language) {
      let drawing = ScreenDrawing.layOut(sample, Size(columns: 80, rows: 24))
      let isLogIn = if case .logIn = sample.box.state { true } else { false }
      #expect(drawing.isAside && drawing.reminder == nil, "\(sample.name)")
      #expect(drawing.sentences == [texts[isLogIn ? AsideText.logIn : .attended]], "\(sample.name)")
    }
  }

  @Test(arguments: SampleScreens.languages)
  func `Nothing that is written for staff is said on any page`(language: Language) {
    let texts = ScreenDrawing.catalogue[language]
    let citizens = TextKey.allCases.filter { $0.audience != .staff }.map { texts[$0] }
    // What stands in a citizen's text too, or is a word or two, may be said.
    let staffs = TextKey.allCases.filter { $0.audience == .staff }.map { texts[$0] }.filter { text in
      text.split(separator: " ").count > 2 && !text.contains("{") && !citizens.contains { $0.contains(text) }
    }
    for sample in ScreenDrawing.boxes[language] ?? [] {
      let said = ScreenDrawing.layOut(sample, Size(columns: 80, rows: 24)).sentences.joined(separator: " ")
      for text in staffs { #expect(!said.contains(text), "\(sample.name): \(text)") }
    }
  }

  @Test(arguments: SampleScreens.languages)
  func
    `The citizen is told when it is their turn again, and last that nothing more is said, but not on the last screen`(
      language: Language
    )
  {
    let context = ScreenDrawing.context(Size(columns: 80, rows: 24))
    for sample in ScreenDrawing.boxes[language] ?? [] where sample.desk == nil {
      let isCitizens =
        if case .visit(let visit) = sample.box.state { visit.step.name != .farewell } else { false }
      for (isHeard, words) in [(true, AsideText.handedBack), (false, .silenced)] {
        let told = Screens.turn(of: sample.box, isHeard: isHeard, in: context)?.text
        #expect(
          told == (isCitizens && sample.box.hasVoice ? context.catalogue[language][words] : nil), "\(sample.name)")
      }
    }
  }

  // MARK: What is told of time

  /// How many seconds there are in all, and at which of them the box is heard again.
  @Test(
    arguments: [
      (60, false, [60, 30, 10]), (20, false, [20, 10]), (45, false, [45, 30, 10]), (10, false, [10]), (5, false, [5]),
      (60, true, [180, 120, 60, 30, 10]), (20, true, [60, 30, 10]), (120, false, [120, 60, 30, 10]),
    ])
  func `The idle question is told at a few moments, and in the same words all the while`(
    waits: Int, hasMoreTime: Bool, moments: [Int]
  ) throws {
    for language in SampleScreens.languages {
      let sample = try #require(ScreenDrawing.boxes[language]?.first { $0.name == "idle" })
      let box = SampleScreens.idle(sample.box, seconds: waits, hasMoreTime: hasMoreTime)
      let all = hasMoreTime ? waits * 3 : waits
      var told: [Int] = []
      var before: Drawing?
      for left in (0...all).reversed() {
        var context = ScreenDrawing.context(Size(columns: 80, rows: 24))
        context.secondsLeft = left
        let drawing = Screens.drawing(of: box, in: context)
        if let before { #expect(drawing.sentences == before.sentences, "what is said does not count") }
        let reminder = try #require(drawing.reminder)
        if reminder != before?.reminder {
          told.append(left)
          // The screen itself says everything at first, and afterwards the question, the time left and what to do.
          #expect(reminder.speech.count == (before == nil ? 0 : 3))
          #expect(
            before == nil
              || reminder.speech.map(\.text).joined().contains(left == 60 || left == 120 ? "minut" : "\(left)"))
        }
        #expect(drawing.screen.grid.text.contains("\(left) "))
        before = drawing
      }
      #expect(told == moments)
    }
  }

  @Test(arguments: SampleScreens.languages)
  func `What is said does not depend on the size of the screen`(language: Language) {
    for sample in ScreenDrawing.boxes[language] ?? [] where sample.desk == nil {
      let large = ScreenDrawing.layOut(sample, Size(columns: 120, rows: 33)).sentences
      let small = ScreenDrawing.layOut(sample, Size(columns: 40, rows: 15)).sentences
      #expect(large == small, "\(sample.name)")
    }
  }
}
