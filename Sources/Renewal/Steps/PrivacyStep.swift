import PassportRules

/// May the box take and keep what it must.
struct PrivacyStep: Hashable, Sendable {}

extension PrivacyStep: VisitStep {
  static let name = StepName.privacy
  static func isSettled(in application: Application) -> Bool { application.hasConsent }
  static func open(in visit: inout Visit, _ transition: inout Transition) -> Move { .stay(.privacy) }
  var step: Step { .privacy }

  func offers(in visit: Visit, _ policy: Policy, on date: CivilDate) -> [Offer] {
    .numbered([.consent(true), .consent(false)])
      + (visit.application.hasConsent ? [Offer(.enter, .goOn)] : []) + [Offer(.back, .goBack)]
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ transition: inout Transition) -> Move {
    switch event {
    case .chosen(.consent(true), _):
      if !visit.application.hasConsent { transition.record(.consentGiven(visit.number)) }
      visit.application.hasConsent = true
      return .advance
    case .chosen(.consent(false), _): return .end(.consentRefused)
    case .chosen(.goOn, _): return .advance
    case .chosen(.goBack, _): return .retreat
    default: return stay
    }
  }
}
