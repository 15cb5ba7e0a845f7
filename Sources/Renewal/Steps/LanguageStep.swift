import PassportRules

/// Which language, and whether the box reads aloud.
package enum LanguageStep: Hashable, Sendable {
  /// Which language: the choices are the policy's languages.
  case language
  /// The same, at a later page.
  case moreLanguages(page: Int)
  /// Shall the box read aloud.
  case speech
}

extension LanguageStep: VisitStep {
  static let name = StepName.language
  static func isSettled(in application: Application) -> Bool { true }
  static func open(in visit: inout Visit, _ transition: inout Transition) -> Move { .stay(.language(.language)) }
  var step: Step { .language(self) }

  var questionNumber: Int {
    switch self {
    case .language: 0
    case .speech: 1
    case .moreLanguages(let page): 1 + page
    }
  }

  func offers(in visit: Visit, _ policy: Policy, on date: CivilDate) -> [Offer] {
    switch self {
    case .language:
      policy.languageOffers(page: 0, Intent.chooseLanguage) + [
        Offer(.enter, .goOn), Offer(.back, .goBack, isAskedFirst: true),
      ]
    case .moreLanguages(let page):
      policy.languageOffers(page: page, Intent.chooseLanguage) + [Offer(.back, .showLanguages(page: 0))]
    case .speech:
      [
        Offer(.digit(1), .readAloud(true)), Offer([.digit(2), .enter], .readAloud(false)), Offer(.back, .goBack),
      ]
    }
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ transition: inout Transition) -> Move {
    switch (self, event) {
    case (.language, .chosen(.showLanguages(let page), _)), (.moreLanguages, .chosen(.showLanguages(let page), _)):
      return .stay(.language(page == 0 ? .language : .moreLanguages(page: page)))
    case (.language, .chosen(.chooseLanguage(let language), _)),
      (.moreLanguages, .chosen(.chooseLanguage(let language), _)):
      visit.speak(language, &transition)
      return Self.afterLanguage(visit, transition.policy)
    case (.language, .chosen(.goOn, _)): return Self.afterLanguage(visit, transition.policy)
    case (.language, .chosen(.goBack, _)): return .askToStop
    case (.speech, .chosen(.readAloud(let isSpoken), _)):
      visit.presentation.isSpoken = isSpoken
      return .advance
    // There is nothing left to ask.
    case (.speech, .voiceLost): return .advance
    case (.speech, .chosen(.goBack, _)): return .stay(.language(.language))
    default: return stay
    }
  }

  /// Whether to read aloud is asked where the box can, and the citizen does not hear it already.
  private static func afterLanguage(_ visit: Visit, _ policy: Policy) -> Move {
    let isSettled = visit.presentation.isSpoken || !policy.speaks(visit.presentation.language)
    return isSettled ? .advance : .stay(.language(.speech))
  }
}
