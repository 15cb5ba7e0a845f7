import Renewal
import Screens
import TestSupport
import Testing

/// What can be pressed on a screen is on the menu, and what is on the menu stands on the screen.
@Suite struct ScreenMenuTests {
  @Test(arguments: SampleScreens.languages)
  func `what a screen shows is on the menu`(language: Language) throws {
    for sample in try #require(ScreenDrawing.boxes[language]) {
      let offers = Self.offers(sample)
      let shown = Self.shown(sample)
      #expect(shown.allSatisfy { offers.taking($0) != nil }, "\(sample.name): \(shown)")
    }
  }

  @Test(arguments: SampleScreens.languages)
  func `what is on the menu stands on the screen`(language: Language) throws {
    for sample in try #require(ScreenDrawing.boxes[language]) {
      let shown = Self.shown(sample)
      for offer in Self.offers(sample) where Self.isToBeShown(offer, on: sample) {
        #expect(offer.keys.contains(where: shown.contains), "\(sample.name): \(offer.intent) by \(offer.keys)")
      }
    }
  }

  private static func offers(_ sample: SampleBox) -> [Offer] {
    sample.desk.map { $0.desk.offers(sample.box) } ?? sample.box.offers
  }

  private static func shown(_ sample: SampleBox) -> Set<Key> {
    Set(ScreenDrawing.layOut(sample, Size(columns: 120, rows: 33)).screen.hotspots.map(\.key))
  }

  /// Typing needs no line of its own, and neither do keys of a full keyboard beside the figures; that a question over the step can be
  /// helped, stopped or heard again as well is not worth one.
  private static func isToBeShown(_ offer: Offer, on sample: SampleBox) -> Bool {
    switch offer.intent {
    case .type, .focusNext, .focusPrevious, .previousFlag: return false
    // `-` leads out of every page of staff; `/` does too, as at a log-in.
    case .leave: return offer.keys.contains(.back)
    case .help, .stop, .speakAgain:
      guard case .visit(let visit) = sample.box.state else { return true }
      return visit.overlay == nil
    // A long queue shows a window of itself.
    case .claim: return false
    default: return true
    }
  }
}
