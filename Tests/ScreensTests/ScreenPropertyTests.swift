import PassportRules
import Renewal
import Screens
import TestSupport
import Testing

/// What must hold for every screen, in every language, at every size.
@Suite struct ScreenPropertyTests {
  private static let whole = ScreenDrawing.usual
  /// Sizes at the edges of a layout, and beyond what people use.
  private static let odd = [
    Size(columns: 200, rows: 60), Size(columns: 300, rows: 100), Size(columns: 79, rows: 40),
    Size(columns: 160, rows: 16),
  ]
  /// The samples of which something is true, by name.
  private static func names(_ language: Language, where isTrue: (SampleBox) -> Bool) -> [String] {
    (ScreenDrawing.boxes[language] ?? []).filter(isTrue).map(\.name)
  }

  private static let tiny = [
    Size(columns: 0, rows: 0), Size(columns: 1, rows: 1), Size(columns: 39, rows: 50), Size(columns: 80, rows: 14),
    Size(columns: 0, rows: 10), Size(columns: 10, rows: 0), Size(columns: -5, rows: -5),
  ]

  @Test(arguments: ["da", "de", "en", "fo", "kl", "pl", "tr", "uk"].map { Language($0) }, whole + odd)
  func `Nothing overflows and no word is cut, in any language that is shipped`(language: Language, size: Size) {
    let faulty = (ScreenDrawing.boxes[language] ?? SampleScreens.boxes(language)).flatMap { sample in
      ScreenDrawing.layOut(sample, size).faults.map { "\(sample.name): \($0)" }
    }
    #expect(faulty == [])
  }

  @Test(arguments: ["document.open", "document.lay"])
  func `Where words are too long it is told, and what can be pressed stands there all the same`(path: String) throws {
    let danish = Language("da")
    let sample = try #require(ScreenDrawing.boxes[danish]?.first { $0.name == "document-failed" })
    var context = ScreenDrawing.context(Size(columns: 40, rows: 15))
    let pressed = Set(ScreenDrawing.layOut(sample, in: context).screen.hotspots.map(\.key))
    let long = ScreenDrawing.paths(danish).merging([path: String(repeating: "Slå op på siden. ", count: 20)]) { $1 }
    let texts = [danish: Texts(language: danish, TextTable(long))]
    context.catalogue = TextCatalogue(languages: ScreenDrawing.catalogue.languages.merging(texts) { $1 })
    let drawing = ScreenDrawing.layOut(sample, in: context)
    #expect(!drawing.faults.isEmpty)
    #expect(Set(drawing.screen.hotspots.map(\.key)) == pressed && pressed.contains(.digit(3)))
  }

  @Test(arguments: SampleScreens.languages, whole)
  func `The cursor stands on the focus, which is marked in text`(language: Language, size: Size) {
    let lost = Self.names(language) { sample in
      let screen = ScreenDrawing.layOut(sample, size).screen
      let marks = screen.grid.text.count { $0 == "►" }
      guard sample.desk == nil || size.columns >= Screens.smallestDesk.columns else { return false }
      return !screen.grid.bounds.contains(screen.cursor) || marks != 1
        || !screen.grid.text(row: screen.cursor.row).contains("►")
    }
    #expect(lost == [])
  }

  /// What stands for a text that no file has, whether or not somebody knows of its section.
  private static func isPath(_ word: Substring) -> Bool {
    let names = word.split(separator: ".", omittingEmptySubsequences: false)
    return names.count == 2 && names.allSatisfy { $0.count > 2 && $0.allSatisfy { $0.isASCII && $0.isLetter } }
  }

  @Test func `Every step of a visit is among the samples`() {
    let shown = (ScreenDrawing.boxes[Language("da")] ?? []).compactMap { $0.box.state.visit?.step.name }
    #expect(Set(shown) == Set(StepName.allCases))
  }

  @Test(arguments: SampleScreens.languages, whole)
  func `Every character is in the repertoire, and no text's own path is shown`(language: Language, size: Size) {
    let odd = Self.names(language) { sample in
      let drawing = ScreenDrawing.layOut(sample, size)
      let screen = drawing.screen
      let words = (screen.grid.text + " " + drawing.sentences.joined(separator: " ")).split { $0 == " " || $0 == "\n" }
      let isPath = words.contains { $0.contains("{") || Self.isPath($0) }
      return isPath || !screen.grid.cells.allSatisfy { Repertoire.contains($0.scalar) }
    }
    #expect(odd == [])
  }

  @Test(arguments: tiny)
  func `On a screen too small one line says so, and nothing traps`(size: Size) {
    let odd = Self.names(Language("da")) { sample in
      let screen = ScreenDrawing.layOut(sample, size).screen
      let isLine = screen.grid.text(row: 0) == "Skærmen er for lille. Gør den større."
      let isWide = size.columns >= 39 && size.rows > 0
      return screen.grid.size != size.clamped || !screen.hotspots.isEmpty || isWide && !isLine
    }
    #expect(odd == [])
  }

  @Test(arguments: SampleScreens.languages, whole)
  func `The way to a person stands on every citizen's screen`(language: Language, size: Size) {
    let person = language == Language("da") ? ["* Hjælp", "medarbejder"] : ["* Help", "person", "staff"]
    let alone = Self.names(language) { sample in
      guard case .visit(let visit) = sample.box.state, visit.overlay != .idleWarning, sample.desk == nil else {
        return false
      }
      let text = ScreenDrawing.layOut(sample, size).screen.grid.text
      return !person.contains { text.contains($0) }
    }
    #expect(alone == [])
  }

  @Test(arguments: SampleScreens.languages, whole)
  func `The keys stand in the same places on every citizen's screen`(language: Language, size: Size) throws {
    let boxes = try #require(ScreenDrawing.boxes[language])
    let grounds = try #require(boxes.first { $0.name == "grounds-again" })
    let usual = ScreenDrawing.layOut(grounds, size).screen
    for sample in boxes {
      guard case .visit(let visit) = sample.box.state, visit.overlay != .idleWarning, sample.desk == nil else {
        continue
      }
      let screen = ScreenDrawing.layOut(sample, size).screen
      for key in [Key.help, .stop, .again] {
        let place = usual.hotspots.first { $0.key == key }?.rect
        let here = screen.hotspots.first { $0.key == key }?.rect
        #expect(place != nil && (here == nil || here == place), "\(sample.name)")
      }
    }
  }

  @Test(arguments: SampleScreens.languages, whole)
  func `What others must not learn is on no screen and in no sentence`(language: Language, size: Size) {
    let personal = [
      "Rosa", "Mønstergaard", "X1234567", "061085", "6. oktober", "6 October", "20 30 40 50", "172", "246810",
    ]
    let telling = Self.names(language) { sample in
      let drawing = ScreenDrawing.layOut(sample, size)
      let screen = drawing.screen
      let spoken = drawing.sentences.joined(separator: " ")
      let digits = (screen.grid.text + spoken).filter(\.isNumber)
      // The last four of the CPR number, and the PIN that was typed.
      if digits.contains("1178") || digits.contains("7294") { return true }
      return sample.name != "details-height" && !sample.name.hasPrefix("details-height")
        && personal.contains { spoken.contains($0) }
    }
    #expect(telling == [])
  }

  @Test(arguments: SampleScreens.languages)
  func `A call for staff, a covered flag and the last screen stay kind and neutral`(language: Language) {
    let kind = ["calling", "staff-covered", "farewell", "receipt"]
    let hard = [
      "stjål", "stjal", "tyv", "svind", "bedrag", "snyd", "falsk", "spær", "politi", "anmeld", "mistænk", "angreb",
      "stolen", "theft", "fraud", "fake", "police", "block", "suspect", "attack", "restrict", "unknown", "ukendt",
    ]
    for sample in ScreenDrawing.boxes[language] ?? [] where kind.contains(where: sample.name.hasPrefix) {
      let drawing = ScreenDrawing.layOut(sample, Size(columns: 80, rows: 24))
      let all = (drawing.screen.grid.text + drawing.sentences.joined(separator: " ")).lowercased()
      for word in hard { #expect(!all.contains(word), "\(sample.name): \(word)") }
    }
  }

  @Test(arguments: SampleScreens.languages, whole)
  func `A covered flag looks the same whatever it is, and its actions cannot be pressed`(language: Language, size: Size)
    throws
  {
    let covered = (ScreenDrawing.boxes[language] ?? []).filter {
      $0.name.hasPrefix("staff-covered") && $0.name != "staff-covered-of-two"
    }
    #expect(covered.count == FlagCode.allCases.count(where: \.isCovered))
    let first = ScreenDrawing.layOut(try #require(covered.first), size).screen
    for sample in covered { #expect(ScreenDrawing.layOut(sample, size).screen == first, "\(sample.name)") }
    let digits = first.hotspots.compactMap { if case .digit(let digit) = $0.key { digit } else { nil } }
    #expect(Set(digits) == [6, 8])
  }

  @Test(arguments: SampleScreens.languages, whole)
  func `A press on a numbered choice is its key`(language: Language, size: Size) throws {
    let grounds = try #require(ScreenDrawing.boxes[language]?.first { $0.name == "grounds" })
    let screen = ScreenDrawing.layOut(grounds, size).screen
    for number in 1...GroundsStep.choices.count {
      let row = try #require(
        (0..<screen.grid.size.rows).first { row in
          screen.grid.text(row: row).drop { $0 == " " }.hasPrefix("\(number)  ")
        })
      let column = size.columns >= 80 && size.rows >= 22 ? 2 + (size.columns - 80) / 8 : 2
      #expect(screen.key(at: Position(column: column, row: row)) == .digit(number))
    }
  }

  @Test(arguments: SampleScreens.languages)
  func `Without half blocks, without colours and without pictures a screen is whole too`(language: Language) {
    let capabilities = [
      TerminalCapabilities.plainConsole, TerminalCapabilities(colours: .mono, halfBlocks: false, symbols: false),
    ]
    for sample in ScreenDrawing.boxes[language] ?? [] {
      for (size, capability) in zip(Self.whole, capabilities + capabilities) {
        for pictures in [NoPictures(), GradientPictures()] as [any PictureSource] {
          let drawn = ScreenDrawing.layOut(
            sample, in: ScreenDrawing.context(size, pictures: pictures, capabilities: capability))
          let isPlain = !drawn.screen.grid.text.contains { "▀▄▌▐▘▝▖▗".contains($0) }
          #expect(drawn.faults.isEmpty && isPlain, "\(sample.name)")
        }
      }
    }
  }

  @Test func `The citizen's choice of colours goes before the box's own, and staff keep the citizen's`() {
    var visit = Visit(number: CaseNumber(1), presentation: Presentation(language: Language("da")))
    visit.presentation.contrast = .high
    let hours = Box.Hours(isOpen: true, hasOfficer: true)
    let context = ScreenDrawing.context(Size(columns: 80, rows: 24))
    func theme(_ state: Box.State) -> ThemeName {
      let box = Box(
        policy: SampleScreens.policy(Language("da")), state: state, date: SampleScreens.date, hours: hours)
      return Screens.theme(for: box, in: context).name
    }
    #expect(theme(.welcome(nil)) == .light)
    #expect(theme(.visit(visit)) == .highContrast)
    #expect(theme(.logIn(LogIn(), visit)) == .highContrast)
  }

  @Test func `What does not fit is told`() throws {
    let sample = try #require(ScreenDrawing.boxes[Language("da")]?.first { $0.name == "grounds" })
    var context = ScreenDrawing.context(Size(columns: 40, rows: 15))
    var texts = Dictionary(
      uniqueKeysWithValues: TextKey.allCases.map { ($0, context.catalogue[Language("da")][$0]) })
    texts[GroundsText.heading.key] = "Speciallægepraksisplanlægningsstabiliseringsperiode"
    texts[CommonText.keyHelp.key] = "Hent en hjælper"
    texts[.grounds(.full)] = String(repeating: "en grund og en grund til ", count: 9)
    context.catalogue = TextCatalogue(languages: [Language("da"): Texts(language: Language("da"), texts)])
    let faults = Screens.drawing(of: sample.box, in: context).faults
    #expect(faults.contains(.wideLine("* Hent en hjælper", columns: 14)))
    #expect(faults.contains(.wideWord("Speciallægepraksisplanlægningsstabiliseringsperiode", columns: 37)))
    #expect(faults.contains { if case .tallBody = $0 { true } else { false } })
  }

  @Test func `Practice is told in the header, and a name that does not fit is left out whole`() throws {
    let sample = try #require(ScreenDrawing.boxes[Language("da")]?.first { $0.name == "grounds" })
    var context = ScreenDrawing.context(Size(columns: 80, rows: 24))
    context.isTraining = true
    let header = { Screens.drawing(of: sample.box, in: context).screen.grid.text(row: 0) }
    #expect(header().hasPrefix(" ØVELSE  Ørestad Bibliotek "))
    context.library = String(repeating: "Det Kongelige Bibliotek ", count: 4)
    #expect(header().filter { $0 != " " } == "ØVELSEPasboks·Dansk")
  }

  @Test func `Only the question whether somebody is here counts down`() {
    let counting = (ScreenDrawing.boxes[Language("da")] ?? []).filter { Screens.showsCountdown($0.box) }.map(\.name)
    #expect(counting == ["idle", "idle-receipt", "idle-without-seconds"])
  }
}
