import Renewal

/// The texts of the first two questions.
package enum LanguageStepText: String, TextGroup {
  case heading, hint, speechHeading, speechHint, speechPrivate, speechYes, speechNo

  package static let section = "languageChoice"
}

/// Which language, and whether the box reads aloud.
enum LanguageScreen {
  static func page(_ step: LanguageStep, _ visit: Visit, _ setting: Setting) -> Page {
    switch step {
    case .language: language(visit, setting)
    case .speech: speech(setting)
    }
  }

  private static func language(_ visit: Visit, _ setting: Setting) -> Page {
    var page = Page(.language, setting, heading: setting(LanguageStepText.heading))
    let others = setting.otherLanguages
    if !others.isEmpty {
      page.add(
        .text(SpokenText(others.map { $0[LanguageStepText.heading] }.joined(separator: " · ")), .quiet), gap: false)
    }
    page.add(
      .choices(
        setting.choices(
          setting.box.policy.languages.map {
            (.chooseLanguage($0), SpokenText(setting.context.catalogue[$0][LanguageText.name]))
          }, focus: .chooseLanguage(visit.presentation.language))))
    page.add(.text(setting(LanguageStepText.hint), .quiet), .may)
    return page
  }

  private static func speech(_ setting: Setting) -> Page {
    var page = Page(.language, setting, heading: setting(LanguageStepText.speechHeading))
    page.add(.text(setting(LanguageStepText.speechHint)), .should)
    page.add(.text(setting(LanguageStepText.speechPrivate)), .may, gap: false)
    page.add(
      .choices(
        setting.choices(
          [
            (.readAloud(true), setting(LanguageStepText.speechYes)),
            (.readAloud(false), setting(LanguageStepText.speechNo)),
          ], focus: .readAloud(false))))
    return page
  }
}
