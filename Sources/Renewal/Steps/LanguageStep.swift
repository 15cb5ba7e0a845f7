import PassportRules

/// Which language, and whether the box reads aloud.
package enum LanguageStep: Hashable, Sendable {
  /// Which language: the choices are the policy's languages.
  case language
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
    }
  }

  func offers(in visit: Visit, _ policy: Policy, on date: CivilDate) -> [Offer] {
    switch self {
    case .language:
      .numbered(policy.languages.prefix(9).map(Intent.chooseLanguage)) + [
        Offer(.enter, .goOn), Offer(.back, .goBack, isAskedFirst: true),
      ]
    case .speech:
      [
        Offer(.digit(1), .readAloud(true)), Offer([.digit(2), .enter], .readAloud(false)), Offer(.back, .goBack),
      ]
    }
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ transition: inout Transition) -> Move {
    switch (self, event) {
    case (.language, .chosen(.chooseLanguage(let language), _)):
      visit.speak(language, &transition)
      return visit.presentation.isSpoken ? .advance : .stay(.language(.speech))
    case (.language, .chosen(.goOn, _)):
      return visit.presentation.isSpoken ? .advance : .stay(.language(.speech))
    case (.language, .chosen(.goBack, _)): return .askToStop
    case (.speech, .chosen(.readAloud(let isSpoken), _)):
      visit.presentation.isSpoken = isSpoken
      return .advance
    case (.speech, .chosen(.goBack, _)): return .stay(.language(.language))
    default: return stay
    }
  }
}
