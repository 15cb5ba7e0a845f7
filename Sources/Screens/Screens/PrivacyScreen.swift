import Renewal

/// The texts of the consent.
package enum PrivacyText: String, TextGroup {
  case heading, what, why, howLong, withdraw, agree, refuse

  package static let section = "privacy"
}

/// May the box take and keep what it must.
enum PrivacyScreen: StepScreen {
  typealias Text = PrivacyText

  static func page(_ visit: Visit, _ render: RenderContext) -> Page {
    let hasConsent = visit.application.hasConsent
    var page = Page(.privacy, render, heading: render(PrivacyText.heading), enter: hasConsent ? .keyOn : nil)
    page.add(.text(render(PrivacyText.what)))
    page.add(.text(render(PrivacyText.why)), gap: false)
    page.add(.text(render(PrivacyText.howLong)), gap: false)
    page.add(.text(render(PrivacyText.withdraw)), gap: false)
    page.pressNumber(render, unless: hasConsent)
    page.add(
      .choices(
        render.choices(
          [(.consent(true), render(PrivacyText.agree)), (.consent(false), render(PrivacyText.refuse))],
          focus: hasConsent ? .consent(true) : nil)), gap: hasConsent)
    return page
  }
}

extension Page {
  /// The focus of a page with choices of which Enter takes none.
  mutating func pressNumber(_ render: RenderContext, unless hasFocus: Bool = false) {
    if !hasFocus { add(.prompt(render(CommonText.pressNumber)), .should) }
  }
}
