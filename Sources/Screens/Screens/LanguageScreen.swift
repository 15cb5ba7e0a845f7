import Renewal

/// The texts of the first two questions.
package enum LanguageStepText: String, TextGroup {
  case heading, hint, more, unread, speechHeading, speechHint, speechPrivate, speechYes, speechNo

  package static let section = "languageChoice"
}

/// Which language, and whether the box reads aloud.
enum LanguageScreen: StepScreen {
  typealias Text = LanguageStepText

  static func page(_ step: LanguageStep, _ visit: Visit, _ render: RenderContext) -> Page {
    switch step {
    case .language, .moreLanguages: language(visit, render)
    case .speech: speech(render)
    }
  }

  private static func language(_ visit: Visit, _ render: RenderContext) -> Page {
    var page = Page(.language, render, heading: render(LanguageStepText.heading))
    if let second = render.secondLanguage {
      // Each language is said by itself; this one is for the eye.
      page.add(.text(SpokenText(shown: second[LanguageStepText.heading], spoken: ""), .quiet), gap: false)
    }
    page.add(
      .choices(
        render.choices(
          choices(render, Intent.chooseLanguage), focus: .chooseLanguage(visit.presentation.language))))
    page.add(.text(render(LanguageStepText.hint), .quiet), .may)
    addMark(to: &page, render)
    return page
  }

  /// What stands behind a language whose texts nobody has read who grew up with it.
  private static let mark = "*"

  /// What the mark means, where one stands on the page.
  private static func addMark(to page: inout Page, _ render: RenderContext) {
    guard !render.box.policy.unreadLanguages.isEmpty else { return }
    page.add(.text(SpokenText(shown: "\(mark) \(render.texts[LanguageStepText.unread])", spoken: ""), .quiet), .should)
  }

  /// The languages, each by its own name and said by its own voice, and the way to the next page of them.
  static func choices(_ render: RenderContext, _ intent: (Language) -> Intent) -> [(Intent, SpokenText)] {
    let languages = render.box.policy.languages.map { language -> (Intent, SpokenText) in
      let own = render.context.catalogue[language]
      let name = own[LanguageText.name]
      let isMarked = render.box.policy.unreadLanguages.contains(language)
      let words = SpokenText(shown: isMarked ? "\(name) \(mark)" : name, spoken: name)
      return (intent(language), words.said(in: language, choice: own[CommonText.spokenChoice]))
    }
    let pages = render.offers.map(\.intent).compactMap { intent in
      if case .showLanguages = intent { (intent, render(LanguageStepText.more)) } else { nil }
    }
    return languages + pages
  }

  private static func speech(_ render: RenderContext) -> Page {
    var page = Page(.language, render, heading: render(LanguageStepText.speechHeading))
    page.add(.text(render(LanguageStepText.speechHint)), .should)
    page.add(.text(render(LanguageStepText.speechPrivate)), .may, gap: false)
    page.add(
      .choices(
        render.choices(
          [
            (.readAloud(true), render(LanguageStepText.speechYes)),
            (.readAloud(false), render(LanguageStepText.speechNo)),
          ], focus: .readAloud(false))))
    return page
  }
}
