import PassportRules
import Renewal
import Screens
import TestSupport
import Testing

/// A box without a voice: no screen speaks of one.
@Suite struct SilentBoxTests {
  @Test(arguments: SampleScreens.languages)
  func `Where nothing is read aloud no screen offers it`(language: Language) {
    let again = ScreenDrawing.catalogue[language][CommonText.keyAgain]
    for sample in ScreenDrawing.boxes[language] ?? [] where sample.desk == nil {
      var policy = sample.box.policy
      policy.spokenLanguages = []
      let box = Box(policy: policy, state: sample.box.state, date: sample.box.date, hours: sample.box.hours)
      let drawing = Screens.drawing(of: box, in: ScreenDrawing.context(Size(columns: 80, rows: 24)))
      #expect(!drawing.screen.grid.text.contains("+ \(again)"), "\(sample.name)")
    }
  }
}
