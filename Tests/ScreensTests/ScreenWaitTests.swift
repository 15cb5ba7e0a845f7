import Quality
import Renewal
import Screens
import TestSupport
import Testing

/// What lives on the screen while the box works, what staff say to the citizen, and that practice is practice.
@Suite struct ScreenWaitTests {
  private static func boxes(_ language: Language) -> [SampleBox] { ScreenDrawing.boxes[language] ?? [] }

  private static func draw(_ name: String, _ language: String = "da", seconds: Int? = nil) throws -> Screen {
    try drawing(name, language, seconds: seconds).screen
  }

  private static func drawing(_ name: String, _ language: String = "da", seconds: Int? = nil) throws -> Drawing {
    var sample = try #require(boxes(Language(language)).first { $0.name == name })
    sample.secondsWaited = seconds
    return ScreenDrawing.layOut(sample, in: ScreenDrawing.context(Size(columns: 80, rows: 24)))
  }

  @Test func `Whoever does not answer is told what is lost, and whoever has a number that the case stays`() throws {
    #expect(try Self.draw("idle").grid.text.contains("Ellers stopper vi og sletter alt."))
    let done = try Self.draw("idle-receipt")
    #expect(done.grid.text.contains("Din sag er gemt."))
    #expect(!done.grid.text.contains("sletter"))
    #expect(try Self.drawing("idle-receipt").sentences.contains { $0.contains("Din sag er gemt.") })
  }

  // MARK: Waits

  @Test(arguments: SampleScreens.languages)
  func `The seconds of a wait are drawn where they are said to be, and nowhere else`(language: Language) {
    for sample in Self.boxes(language) where sample.desk == nil {
      var still = sample
      still.secondsWaited = nil
      var living = sample
      living.secondsWaited = 5
      let context = ScreenDrawing.context(Size(columns: 80, rows: 24))
      let isDrawn =
        ScreenDrawing.layOut(still, in: context).screen.grid != ScreenDrawing.layOut(living, in: context).screen.grid
      #expect(isDrawn == Screens.showsPassing(sample.box), "\(sample.name)")
    }
  }

  @Test(arguments: SampleScreens.languages)
  func `A wait that goes on is not spoken anew each second`(language: Language) {
    for sample in Self.boxes(language) {
      var later = sample
      later.secondsWaited = 25
      let context = ScreenDrawing.context(Size(columns: 80, rows: 24))
      #expect(
        ScreenDrawing.layOut(sample, in: context).sentences
          == ScreenDrawing.layOut(later, in: context).sentences, "\(sample.name)")
    }
  }

  @Test func `From ten seconds on a wait tells how long it takes at most, as long as that is true`() throws {
    #expect(try Self.draw("wait-looking-up", seconds: 9).grid.text.contains("  Vi arbejder … 9 s\n"))
    #expect(
      try Self.draw("wait-looking-up", seconds: 10).grid.text
        .contains("Vi arbejder … 10 s. Det tager højst 20 sekunder."))
    #expect(try Self.draw("wait-looking-up", seconds: 20).grid.text.contains("  Vi arbejder … 20 s\n"))
    #expect(try Self.draw("wait-reading", seconds: 30).grid.text.contains("højst et minut."))
    #expect(try Self.draw("wait-sealing", seconds: 30).grid.text.contains("  Vi arbejder … 30 s\n"))
    #expect(try Self.draw("wait-paying", seconds: 30).grid.text.contains("Du har 2 minutter i alt."))
    #expect(try !Self.draw("wait-paying", seconds: 0).grid.text.contains("I gang"))
  }

  @Test func `While the reader waits for the citizen no seconds pass`() throws {
    let waiting = try #require(Self.boxes(Language("da")).first { $0.name == "document-reading" })
    #expect(!Screens.showsPassing(waiting.box))
    #expect(try Self.draw("document-reading", seconds: 7).grid.text.contains("► Paslæseren venter på dit pas"))
    #expect(try Self.draw("wait-reading", seconds: 7).grid.text.contains("► Vi læser passet. Lad det ligge"))
  }

  @Test func `While the receipt is printed Enter is not offered, and the way out is`() throws {
    let printing = try Self.draw("receipt-printing")
    #expect(!printing.hotspots.contains { $0.key == .enter })
    #expect(printing.hotspots.contains { $0.key == .stop })
    #expect(printing.grid.text.contains("Vil du ikke vente? Tryk /"))
    #expect(try Self.draw("receipt").hotspots.contains { $0.key == .enter })
  }

  // MARK: Who helps

  @Test(arguments: Guidance.allCases)
  func `What staff say stands first, by name, and is spoken first in the citizen's language`(guidance: Guidance) throws
  {
    for language in ["da", "en"] {
      let texts = ScreenDrawing.catalogue[Language(language)]
      let message = texts[.guidance(guidance)]
      let drawing = try Self.drawing("guidance-\(guidance.rawValue)", language)
      let says = language == "da" ? "Mette siger: \(message)" : "Mette says: \(message)"
      #expect(drawing.sentences.first == says)
      #expect(drawing.screen.grid.text(row: 4).contains("● Mette"))
    }
  }

  @Test func `Who has taken a call is told by first name`() throws {
    #expect(try Self.draw("helped-calling").grid.text.contains("  Mette hjælper dig nu\n"))
    #expect(try Self.draw("helped-coming").grid.text.contains("  Mette kommer nu\n"))
    #expect(try Self.draw("helped-attestation").grid.text.contains("Mette ser på din sag nu"))
    #expect(try Self.draw("calling-helpRequested").grid.text.contains("Vi har kaldt på en medarbejder"))
  }

  @Test(arguments: ["attestation-waiting", "attestation-nobody", "helped-attestation"])
  func `Who waits for an officer may keep the case and come again`(name: String) throws {
    let screen = try Self.draw(name)
    #expect(screen.hotspots.contains { $0.key == .digit(1) } && screen.hotspots.contains { $0.key == .digit(9) })
    #expect(screen.grid.text.contains("1  Gem min sag – jeg kommer igen"))
  }

  @Test(arguments: SampleScreens.languages, ScreenDrawing.usual)
  func `A key that means nothing is answered at every size, and nothing else goes for it`(
    language: Language, size: Size
  ) throws {
    let texts = ScreenDrawing.catalogue[language]
    for name in ["grounds", "review", "privacy", "photo-last-try", "identity", "payment"] {
      var sample = try #require(Self.boxes(language).first { $0.name == name })
      let before = ScreenDrawing.layOut(sample, in: ScreenDrawing.context(size))
      _ = sample.box.handle(.key(.letter("q")))
      let after = ScreenDrawing.layOut(sample, in: ScreenDrawing.context(size))
      #expect(after.screen.grid.text.contains(texts[CommonText.strayKey]), "\(name)")
      if size.columns < 80 {
        let rows = { (drawing: Drawing) in (2..<size.rows).map { drawing.screen.grid.text(row: $0) } }
        #expect(rows(before) == rows(after), "\(name)")
      }
    }
  }

  // MARK: Practice, and what stays private

  @Test(arguments: SampleScreens.languages, ScreenDrawing.usual + [Size(columns: 200, rows: 60)])
  func `Every screen of a practice says so`(language: Language, size: Size) {
    func isMarked(_ sample: SampleBox) -> Bool {
      let header = ScreenDrawing.layOut(sample, in: ScreenDrawing.context(size)).screen.grid.text(row: 0)
      return header.contains("ØVELSE") || header.contains("TRAINING")
    }
    for var sample in Self.boxes(language) {
      if sample.desk != nil, size.columns < Screens.smallestDesk.columns { continue }
      sample.isTraining = true
      #expect(isMarked(sample), "\(sample.name)")
      sample.isTraining = false
      #expect(!isMarked(sample), "\(sample.name)")
    }
  }

  @Test(arguments: SampleScreens.languages)
  func `A technician reads no personal value, and what each device needs`(language: Language) throws {
    let personal = ["Rosa", "Mønstergaard", "X1234567", "061085", "000417", "20304050"]
    for sample in Self.boxes(language) where sample.name.hasPrefix("staff-maintenance") {
      let text = ScreenDrawing.layOut(sample, Size(columns: 80, rows: 22)).screen.grid.text
      for value in personal { #expect(!text.contains(value), "\(sample.name)") }
    }
    let overview = try Self.draw("staff-maintenance", language.code)
    let texts = ScreenDrawing.catalogue[language]
    #expect(overview.grid.text.contains(texts[.remedy(.clear)]) && overview.grid.text.contains("1.4.0"))
    for number in 1...9 { #expect(overview.hotspots.contains { $0.key == .digit(number) }) }
    #expect(try Self.draw("staff-maintenance-device", language.code).grid.text.contains(texts[.remedy(.reset)]))
  }

  @Test func `Staff in a visit see that the box itself needs help too`() throws {
    #expect(try Self.draw("staff-visit-and-box").grid.text.contains("! Boksen selv har også brug for hjælp: 2"))
    #expect(try !Self.draw("staff-not-now").grid.text.contains("Boksen selv har"))
  }
}
