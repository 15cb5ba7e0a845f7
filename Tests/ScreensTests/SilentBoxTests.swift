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

  @Test(arguments: SampleScreens.languages)
  func `A dark screen whose voice is lost says so, and shows nothing of the citizen's`(language: Language) throws {
    let sample = try #require(
      ScreenDrawing.boxes[language]?.first { $0.box.state.visit?.step.name == .grounds && $0.desk == nil })
    guard case .visit(var visit) = sample.box.state else { return }
    visit.presentation.isSpoken = true
    visit.presentation.hidesScreen = true
    visit.presentation.language = language
    visit.overlay = nil
    var box = Box(policy: sample.box.policy, state: .visit(visit), date: sample.box.date, hours: sample.box.hours)
    _ = box.handle(.voice(isThere: false))
    // A person is called, who is seen; then they are not wanted any more.
    _ = box.handle(.key(.back))
    let drawing = Screens.drawing(of: box, in: ScreenDrawing.context(Size(columns: 80, rows: 24)))
    let texts = ScreenDrawing.catalogue[language]
    #expect(drawing.faults.isEmpty)
    for text in [texts[HelpText.darkHeading], texts[CallingText.silent]] {
      #expect(drawing.screen.grid.text.contains(text), "\(text)")
    }
    // Whether they are here, and that it is over, is nothing of the citizen's, and nobody says it.
    guard case .visit(var silent) = box.state else { return }
    for (step, overlay) in [(silent.step, Visit.Overlay.idleWarning), (.farewell(.timedOut), nil)] {
      (silent.step, silent.overlay) = (step, overlay)
      let lit = Box(policy: box.policy, state: .visit(silent), date: box.date, hours: box.hours)
      let drawing = Screens.drawing(of: lit, in: ScreenDrawing.context(Size(columns: 80, rows: 24)))
      #expect(!drawing.screen.grid.text.contains(texts[HelpText.darkHeading]) && drawing.faults.isEmpty)
    }
  }

  /// Nobody reads along over a shoulder, and nothing that is said changes by it.
  @Test(arguments: SampleScreens.languages)
  func `A dark screen shows that it is in use, and says what it would`(language: Language) {
    let context = ScreenDrawing.context(Size(columns: 80, rows: 24))
    for sample in ScreenDrawing.boxes[language] ?? [] where sample.desk == nil {
      // On the page of the voice one choice is another one.
      guard case .visit(var visit) = sample.box.state, visit.overlay != .tuningVoice else { continue }
      func drawing() -> Drawing {
        let box = Box(
          policy: sample.box.policy, state: .visit(visit), date: sample.box.date, hours: sample.box.hours)
        return Screens.drawing(of: box, in: context)
      }
      visit.presentation.isSpoken = true
      visit.presentation.language = language
      let seen = drawing()
      visit.presentation.hidesScreen = true
      let dark = drawing()
      #expect(dark.sentences == seen.sentences, "\(sample.name)")
      let heading = ScreenDrawing.catalogue[language][HelpText.darkHeading]
      let isHelp = ["help", "learn"].contains { sample.name == $0 || sample.name.hasPrefix("\($0)-") }
      let isCall =
        if case .calling = visit.overlay { true } else { visit.flags.contains { $0.code == .attestationWanted } }
      if isHelp || isCall || visit.overlay == .idleWarning {
        #expect(!dark.screen.grid.text.contains(heading), "\(sample.name): what to do is seen")
      } else {
        #expect(dark.screen.grid.text.contains(heading) && dark.faults.isEmpty, "\(sample.name)")
      }
    }
  }
}
