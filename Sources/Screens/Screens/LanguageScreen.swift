import Renewal

/// The texts of the first two questions.
package enum LanguageStepText: String, TextGroup {
  case heading, hint, speechHeading, speechHint, speechPrivate, speechYes, speechNo

  package static let section = "languageChoice"
}

/// Which language, and whether the box reads aloud.
enum LanguageScreen: StepScreen {
  typealias Text = LanguageStepText

  static func page(_ step: LanguageStep, _ visit: Visit, _ render: RenderContext) -> Page {
    switch step {
    case .language: language(visit, render)
    case .speech: speech(render)
    }
  }

  private static func language(_ visit: Visit, _ render: RenderContext) -> Page {
    var page = Page(.language, render, heading: render(LanguageStepText.heading))
    let others = render.otherLanguages
    if !others.isEmpty {
      page.add(
        .text(SpokenText(others.map { $0[LanguageStepText.heading] }.joined(separator: " · ")), .quiet), gap: false)
    }
    page.add(
      .choices(
        render.choices(
          render.box.policy.languages.map {
            (.chooseLanguage($0), SpokenText(render.context.catalogue[$0][LanguageText.name]))
          }, focus: .chooseLanguage(visit.presentation.language))))
    page.add(.text(render(LanguageStepText.hint), .quiet), .may)
    return page
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
