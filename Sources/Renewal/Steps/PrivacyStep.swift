/// May the box take and keep what it must: 1 yes, 2 no.
enum PrivacyStep {
  static func handle(_ event: StepEvent, in visit: inout Visit, _ turn: inout Turn) -> Move {
    switch event {
    case .key(.digit(1)):
      if !visit.application.hasConsent { turn.record(.consentGiven(visit.number)) }
      visit.application.hasConsent = true
      return .advance
    case .key(.digit(2)):
      return .end(.consentRefused)
    case .key(.enter) where visit.application.hasConsent:
      return .advance
    case .key(.back):
      return .retreat
    case .key, .scan, .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .retry, .excepted,
      .recordFailed,
      .nobodyCame:
      return .stay(.privacy)
    }
  }
}
