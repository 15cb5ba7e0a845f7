import Renewal

/// The texts of the consent.
package enum PrivacyText: String, TextGroup {
  case heading, what, why, howLong, withdraw, agree, refuse

  package static let section = "privacy"
}

/// May the box take and keep what it must.
enum PrivacyScreen {
  static func page(_ visit: Visit, _ setting: Setting) -> Page {
    let hasConsent = visit.application.hasConsent
    var page = Page(.privacy, setting, heading: setting(PrivacyText.heading), enter: hasConsent ? .keyOn : nil)
    page.add(.text(setting(PrivacyText.what)))
    page.add(.text(setting(PrivacyText.why)), gap: false)
    page.add(.text(setting(PrivacyText.howLong)), gap: false)
    page.add(.text(setting(PrivacyText.withdraw)), gap: false)
    page.pressNumber(setting, unless: hasConsent)
    page.add(
      .choices(
        setting.choices(
          [(.consent(true), setting(PrivacyText.agree)), (.consent(false), setting(PrivacyText.refuse))],
          focus: hasConsent ? .consent(true) : nil)), gap: hasConsent)
    return page
  }
}

extension Page {
  /// The focus of a page with choices of which Enter takes none.
  mutating func pressNumber(_ setting: Setting, unless hasFocus: Bool = false) {
    if !hasFocus { add(.prompt(setting(CommonText.pressNumber)), .should) }
  }
}
