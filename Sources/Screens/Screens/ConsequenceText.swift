import Renewal

/// What an act of staff that is asked first means, for the citizen above all.
package enum ConsequenceText: String, TextGroup {
  case except, refer, withdraw, declineAttestation, park, settleMoney, refund, takeOutOfService, endVisit

  package static let section = "consequences"
  package static let audience = Audience.staff

  /// What an act about a flag means; nothing where it is not asked first.
  init?(_ action: StaffAction, about code: FlagCode) {
    switch action {
    case .except: self = .except
    case .refer where code.isAboutDossier: self = .withdraw
    case .refer: self = .refer
    case .declineAttestation: self = .declineAttestation
    case .park: self = .park
    case .settleMoney where code == .refundOwed: self = .refund
    case .settleMoney: self = .settleMoney
    case .takeOutOfService: self = .takeOutOfService
    case .endVisit: self = .endVisit
    case .retry, .attest, .confirmRemoved, .putInService, .confirmExamined, .handBack, .chooseStep, .showContact:
      return nil
    }
  }
}
