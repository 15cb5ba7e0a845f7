import Renewal

/// The texts of help.
package enum HelpText: String, TextGroup {
  case heading, hint, readAloud, readOff, louder, softer, slower, faster, contrast, moreTime, timeGiven, person, staff,
    showDigits,
    hideDigits, twoKeys, allKeys

  package static let section = "help"

  package var placeholders: [String] {
    switch self {
    case .louder: ["volume"]
    case .faster: ["pace"]
    case .heading, .hint, .readAloud, .readOff, .softer, .slower, .contrast, .moreTime, .timeGiven, .person, .staff,
      .showDigits, .hideDigits, .twoKeys, .allKeys:
      []
    }
  }
}

/// Help is a screen of its own and never loses anything.
enum HelpScreen {
  static func page(_ visit: Visit, _ render: RenderContext) -> Page {
    let presentation = visit.presentation
    var page = Page(visit.step.name, render, heading: render(HelpText.heading), enter: nil)
    page.next = nil
    page.keys.help = nil
    page.add(.text(render(TextKey.about(visit.step.name))), .should, gap: false)
    page.add(.text(render(HelpText.hint), .quiet), .may, gap: false)
    page.pressNumber(render)
    page.add(.choices(render.choices(ways(presentation, render))), gap: false)
    return page
  }

  /// The second page.
  static func more(_ visit: Visit, _ render: RenderContext) -> Page {
    let presentation = visit.presentation
    var page = Page(visit.step.name, render, heading: render(HelpText.heading), enter: nil)
    page.next = nil
    page.add(.text(render(TwoKeysText.hint), .quiet), presentation.usesTwoKeys ? .must : .should, gap: false)
    if presentation.usesTwoKeys, !render.box.policy.twoKeys.isApart {
      let keys = render.box.policy.twoKeys
      page.add(
        .rows([
          Row(SpokenText(keys.next.sign), render(TwoKeysText.next)),
          Row(SpokenText(keys.choose.sign), render(TwoKeysText.choose)),
        ]))
    }
    page.pressNumber(render)
    let wanted: [(Intent, SpokenText)] = [
      (.useTwoKeys(true), render(HelpText.twoKeys)), (.useTwoKeys(false), render(HelpText.allKeys)),
      (.slower, render(HelpText.slower)),
      (.faster, render(HelpText.faster, ["pace": .number(presentation.pace)])),
    ]
    page.add(.choices(render.choices(wanted)), gap: false)
    return page
  }

  private static func ways(_ presentation: Presentation, _ render: RenderContext) -> [(Intent, SpokenText)] {
    let languages = render.box.policy.languages.map { language in
      (Intent.changeLanguage(language), SpokenText(render.context.catalogue[language][LanguageText.name]))
    }
    return [(.callStaff, render(HelpText.person))] + languages + [
      (.changeContrast, render(HelpText.contrast)),
      (.moreTime, render(presentation.hasMoreTime ? HelpText.timeGiven : HelpText.moreTime)),
      (.readAloud(true), render(HelpText.readAloud)), (.readAloud(false), render(HelpText.readOff)),
      (.louder, render(HelpText.louder, ["volume": .number(presentation.volume)])),
      (.softer, render(HelpText.softer)),
      (.showDigits(true), render(HelpText.showDigits)), (.showDigits(false), render(HelpText.hideDigits)),
      (.logIn, render(HelpText.staff)), (.nextPage, render(CommonText.more)),
    ]
  }
}
