import Renewal

/// The texts of help.
package enum HelpText: String, TextGroup {
  case heading, hint, readAloud, readOff, louder, softer, slower, faster, contrast, moreTime, timeGiven, moreTimeGiven,
    person, staff, showDigits, hideDigits, language, voice, volume, pace, level, headset, headsetHint, loudspeaker,
    dark, light, darkHeading, darkHint, learnKeys, twoKeys, allKeys, largeLetters, usualLetters

  package static let section = "help"

  package var placeholders: [String] {
    switch self {
    case .level: ["level"]
    case .heading, .hint, .readAloud, .readOff, .louder, .softer, .slower, .faster, .contrast, .moreTime, .timeGiven,
      .moreTimeGiven, .person, .staff, .showDigits, .hideDigits, .language, .voice, .volume, .pace, .headset,
      .headsetHint, .loudspeaker, .dark, .light, .darkHeading, .darkHint, .learnKeys, .twoKeys, .allKeys,
      .largeLetters, .usualLetters:
      []
    }
  }
}

/// Help is a screen of its own and never loses anything.
enum HelpScreen {
  static func page(_ visit: Visit, _ render: RenderContext) -> Page {
    var page = page(visit, heading: HelpText.heading, render)
    page.keys.help = nil
    page.add(.text(render(TextKey.about(visit.step.name))), .should, gap: false)
    page.add(.text(render(HelpText.hint), .quiet), .may, gap: false)
    page.pressNumber(render)
    page.add(.choices(render.choices(ways(visit.presentation, render))), gap: false)
    return page
  }

  /// The languages, each in itself.
  static func languages(_ visit: Visit, _ render: RenderContext) -> Page {
    var page = page(visit, heading: LanguageStepText.heading, render)
    let choices = LanguageScreen.choices(render, Intent.changeLanguage)
    page.add(.choices(render.choices(choices, focus: .changeLanguage(visit.presentation.language))))
    return page
  }

  static func voice(_ visit: Visit, _ render: RenderContext) -> Page {
    let presentation = visit.presentation
    var page = page(visit, heading: HelpText.voice, render)
    let levels = [(HelpText.volume, presentation.volume), (.pace, presentation.pace)]
    page.add(.rows(levels.map { Row(render($0), render(HelpText.level, ["level": .number($1)])) }))
    if render.number(.useHeadset(true)) != nil { page.add(.text(render(HelpText.headsetHint), .quiet), .may) }
    page.pressNumber(render)
    page.add(
      .choices(
        render.choices([
          (.louder, render(HelpText.louder)), (.softer, render(HelpText.softer)),
          (.slower, render(HelpText.slower)), (.faster, render(HelpText.faster)),
          (.useHeadset(true), render(HelpText.headset)), (.useHeadset(false), render(HelpText.loudspeaker)),
          (.readAloud(false), render(HelpText.readOff)), (.hideScreen(true), render(HelpText.dark)),
          (.hideScreen(false), render(HelpText.light)),
        ])), gap: false)
    return page
  }

  /// What stands on a screen that is dark: that the box is in use, for whoever passes by, or that its voice is gone.
  static func curtain(_ visit: Visit, _ render: RenderContext) -> Page {
    var page = Page(.none, heading: render(HelpText.darkHeading))
    // On the last screen every key is the end.
    if visit.step.name == .farewell { return page }
    if render.box.hasVoice { page.add(.text(render(HelpText.darkHint))) } else { page.addSilence(visit, render) }
    page.keys.help = render(CommonText.keyHelp)
    return page
  }

  /// What all pages of help have in common.
  private static func page(_ visit: Visit, heading: some TextGroup, _ render: RenderContext) -> Page {
    var page = Page(visit.step.name, render, heading: render(heading), enter: nil)
    page.next = nil
    // It leads back, as the others do.
    page.keys.stop = nil
    return page
  }

  /// The second page.
  static func more(_ visit: Visit, _ render: RenderContext) -> Page {
    let presentation = visit.presentation
    var page = page(visit, heading: HelpText.heading, render)
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
      (.enlargeLetters(true), render(HelpText.largeLetters)), (.enlargeLetters(false), render(HelpText.usualLetters)),
    ]
    page.add(.choices(render.choices(wanted)), gap: false)
    return page
  }

  private static func ways(_ presentation: Presentation, _ render: RenderContext) -> [(Intent, SpokenText)] {
    [
      (.callStaff, render(HelpText.person)), (.showLanguages(page: 0), wayToLanguages(render)),
      (.moreTime, render(presentation.hasMoreTime ? HelpText.timeGiven : HelpText.moreTime)),
      (.readAloud(true), render(HelpText.readAloud)), (.tuneVoice, render(HelpText.voice)),
      (.hideScreen(false), render(HelpText.light)),
      (.changeContrast, render(HelpText.contrast)), (.learnKeys, render(HelpText.learnKeys)),
      (.showDigits(true), render(HelpText.showDigits)), (.showDigits(false), render(HelpText.hideDigits)),
      (.logIn, render(HelpText.staff)), (.nextPage, render(CommonText.more)),
    ]
  }

  /// The word for it, and the second language's besides, for who chose a language by mistake.
  private static func wayToLanguages(_ render: RenderContext) -> SpokenText {
    let own = render.texts[HelpText.language]
    let other = render.secondLanguage?[HelpText.language] ?? own
    return SpokenText(shown: other == own ? own : "\(own) · \(other)", spoken: own)
  }
}
