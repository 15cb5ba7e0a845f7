import Renewal
import Screens
import TestSupport
import Testing

@Suite struct ScreenSpeechTests {
  private func speech(_ name: String, _ language: String = "da") throws -> [String] {
    let sample = try #require(ScreenDrawing.boxes[Language(language)]?.first { $0.name == name })
    return ScreenDrawing.layOut(sample, Size(columns: 80, rows: 22)).screen.speech
  }

  @Test func `A screen is spoken in reading order: where, what to do, the choices, the keys`() throws {
    let said = try speech("document-reading")
    #expect(
      said == [
        "4 af 10.", "Dit gamle pas.", "Bagefter: Dit billede.", "Læg dit gamle pas på læseren.",
        "Slå op på siden med dit billede.", "Læg siden nedad på glasset, og lad passet ligge.",
        "Læseren venter på dit pas.",
        "Tryk 1: Jeg har ikke mit gamle pas.", "Tryk 2: Passet er gået i stykker.", "Minus: Tilbage.",
        "Stjerne: Hjælp.", "Skråstreg: Stop.", "Plus: Læs op.",
      ])
  }

  @Test func `A field tells how many digits there are and never which`() throws {
    let said = try speech("identity-length")
    #expect(said.contains("Du har skrevet 7 cifre."))
    #expect(!said.joined().contains("061085"))
  }

  @Test func `An error is spoken`() throws {
    #expect(try speech("details-height-wrong").contains("Skriv et tal fra 80 til 230."))
  }

  @Test func `The case number on the receipt is spoken digit by digit`() throws {
    #expect(try speech("receipt").contains("Nummeret er 0 0 0 4 1 7."))
  }

  @Test(arguments: SampleScreens.languages)
  func `Every screen says something, each sentence with its end`(language: Language) {
    for sample in ScreenDrawing.boxes[language] ?? [] {
      let said = ScreenDrawing.layOut(sample, Size(columns: 80, rows: 22)).screen.speech
      #expect(!said.isEmpty, "\(sample.name)")
      for sentence in said {
        #expect(sentence.last.map { ".!?:".contains($0) } == true, "\(sample.name): \(sentence)")
      }
    }
  }

  @Test(arguments: SampleScreens.languages)
  func `What is said does not depend on the size of the screen`(language: Language) {
    for sample in ScreenDrawing.boxes[language] ?? [] where sample.desk == nil {
      let large = ScreenDrawing.layOut(sample, Size(columns: 120, rows: 33)).screen.speech
      let small = ScreenDrawing.layOut(sample, Size(columns: 40, rows: 15)).screen.speech
      #expect(large == small, "\(sample.name)")
    }
  }
}
