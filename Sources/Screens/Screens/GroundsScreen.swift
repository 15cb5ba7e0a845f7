import PassportRules
import Renewal

/// The texts of the question why.
package enum GroundsText: String, TextGroup {
  case heading

  package static let section = "groundsChoice"
}

/// Why a new passport is wanted.
enum GroundsScreen: StepScreen {
  typealias Text = GroundsText

  static func page(_ step: GroundsStep, _ visit: Visit, _ render: RenderContext) -> Page {
    if let asked = step.asked, let text = ReadyText(asked) {
      return Page(ready: [text], at: .grounds, callsAtOnce: GroundsStep.callsAtOnce(for: asked), render)
    }
    let chosen = visit.application.grounds
    let isKnown = chosen.map(GroundsStep.choices.contains) ?? false
    var page = Page(.grounds, render, heading: render(GroundsText.heading), enter: isKnown ? .keyOn : nil)
    page.pressNumber(render, unless: isKnown)
    page.add(
      .choices(
        render.choices(
          GroundsStep.choices.map { (.chooseGrounds($0), render(TextKey.grounds($0))) },
          focus: chosen.map(Intent.chooseGrounds))), gap: isKnown)
    return page
  }

  /// The line of the grounds on the page with everything.
  static func reviewValue(_ application: Application, _ render: RenderContext) -> ReviewValue {
    application.grounds.map {
      ReviewValue(words: render(TextKey.grounds($0)), shorter: [render.texts[TextKey.briefly($0)]])
    } ?? .missing(render)
  }
}
