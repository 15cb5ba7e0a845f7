import PassportRules
import Renewal

/// The texts of the question why.
package enum GroundsText: String, TextGroup {
  case heading

  package static let section = "groundsChoice"
}

/// Why a new passport is wanted.
enum GroundsScreen {
  static func page(_ visit: Visit, _ setting: Setting) -> Page {
    let chosen = visit.application.grounds
    let isKnown = chosen.map(GroundsStep.choices.contains) ?? false
    var page = Page(.grounds, setting, heading: setting(GroundsText.heading), enter: isKnown ? .keyOn : nil)
    page.pressNumber(setting, unless: isKnown)
    page.add(
      .choices(
        setting.choices(
          GroundsStep.choices.map { (.chooseGrounds($0), setting(TextKey.grounds($0))) },
          focus: chosen.map(Intent.chooseGrounds))), gap: isKnown)
    return page
  }
}
