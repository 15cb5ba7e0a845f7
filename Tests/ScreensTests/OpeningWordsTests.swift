import PassportRules
import Renewal
import Screens
import TestSupport
import Testing

/// A closed box says when it opens, as people say it.
@Suite struct OpeningWordsTests {
  private static let size = Size(columns: 80, rows: 24)

  private static func words(_ language: String, opensAt: WeekHours.Moment?, date: CivilDate? = SampleScreens.date)
    -> String
  {
    let box = Box(
      policy: SampleScreens.policy(Language(language)), state: .closed(.hours), date: date,
      hours: Box.Hours(isOpen: false, hasOfficer: false, opensAt: opensAt))
    return Screens.drawing(of: box, in: ScreenDrawing.context(size)).screen.grid.text
  }

  // The samples' day is a Thursday, the thirteenth of May 2027.
  @Test(arguments: [
    (0, "Den åbner igen i dag kl. 9.05.", "It opens today at 9:05."),
    (1, "Den åbner igen i morgen kl. 9.05.", "It opens tomorrow at 9:05."),
    (2, "Den åbner igen lørdag kl. 9.05.", "It opens Saturday at 9:05."),
    (6, "Den åbner igen onsdag kl. 9.05.", "It opens Wednesday at 9:05."),
    (7, "Den åbner igen 20. maj 2027 kl. 9.05.", "It opens 20 May 2027 at 9:05."),
  ])
  func `it says the day and the time, in its language and in others`(days: Int, danish: String, english: String) {
    let opening = WeekHours.Moment(date: SampleScreens.date.adding(days: days), minute: 545)
    for language in ["da", "en"] {
      let text = Self.words(language, opensAt: opening).replacing("\u{A0}", with: " ")
      #expect(text.contains(danish) && text.contains(english))
    }
  }

  @Test func `it names whom to ring, where somebody answers`() {
    let box = Box(
      policy: SampleScreens.policy(Language("da")), state: .closed(.staff), date: SampleScreens.date,
      hours: Box.Hours(isOpen: true, hasOfficer: false))
    var context = ScreenDrawing.context(Self.size)
    #expect(Screens.drawing(of: box, in: context).screen.grid.text.contains("Vi vil gerne hjælpe dig."))
    context.phone = "12 34 56 78"
    let text = Screens.drawing(of: box, in: context).screen.grid.text.replacing("\u{A0}", with: " ")
    #expect(text.contains("eller ring på 12 34 56 78.") && text.contains("or call 12 34 56 78."))
  }

  @Test func `who has no mobile reads whom to ring for the passport`() throws {
    let sample = try #require(SampleScreens.boxes(Language("da")).first { $0.name == "receipt-no-mobile" })
    var context = ScreenDrawing.context(Self.size)
    #expect(ScreenDrawing.layOut(sample, in: context).screen.grid.text.contains("Spørg ved skranken, om det er klar."))
    context.phone = "12 34 56 78"
    let text = ScreenDrawing.layOut(sample, in: context).screen.grid.text.replacing("\u{A0}", with: " ")
    #expect(text.contains("Ring på 12 34 56 78, og spørg, om det er klar."))
  }

  @Test func `where nobody knows when, or what day it is, it says only to come again`() {
    let opening = WeekHours.Moment(date: SampleScreens.date, minute: 545)
    #expect(Self.words("da", opensAt: nil).contains("Kom igen, når der er åbent."))
    #expect(Self.words("da", opensAt: opening, date: nil).contains("Kom igen, når der er åbent."))
  }
}
