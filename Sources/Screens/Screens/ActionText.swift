import Renewal

/// The names of staff's actions.
package enum ActionText: String, TextGroup {
  case retry, resend, except, referBorgerservice, referPolice, attest, declineAttestation, park, settleMoney
  case confirmRemoved, takeOutOfService, putInService, confirmExamined, handBack, chooseStep, showContact, endVisit,
    needsRole

  package static let section = "actions"
  package static let audience = Audience.staff

  package var placeholders: [String] {
    switch self {
    case .except: ["reason"]
    case .needsRole: ["action", "role"]
    case .retry, .resend, .referBorgerservice, .referPolice, .attest, .declineAttestation, .park, .settleMoney,
      .confirmRemoved, .takeOutOfService, .putInService, .confirmExamined, .handBack, .chooseStep, .showContact,
      .endVisit:
      []
    }
  }

  /// What is on the menu, with the role it takes where this one is not enough.
  static func words(_ words: SpokenText, for intent: Intent, _ setting: Setting) -> SpokenText {
    guard let offer = setting.offers.offering(intent), offer.obstacle == .roleNotEnough, let role = offer.role else {
      return words
    }
    return setting(
      ActionText.needsRole, ["action": .plain(words.shown), "role": .plain(setting.texts[TextKey.role(role)])])
  }

  /// An action on a flag as staff read it.
  static func words(_ action: StaffAction, on code: FlagCode? = nil, _ setting: Setting) -> SpokenText {
    switch action {
    // Of a dossier it is not the citizen who tries again.
    case .retry:
      setting(code == .dossierUnacknowledged || code == .authorityRejected ? ActionText.resend : .retry)
    case .except(let reason):
      setting(ActionText.except, ["reason": .plain(setting.texts[TextKey.reason(reason)])])
    case .refer(.borgerservice): setting(ActionText.referBorgerservice)
    case .refer(.police): setting(ActionText.referPolice)
    case .attest: setting(ActionText.attest)
    case .declineAttestation: setting(ActionText.declineAttestation)
    case .park: setting(ActionText.park)
    case .settleMoney: setting(ActionText.settleMoney)
    case .confirmRemoved: setting(ActionText.confirmRemoved)
    case .takeOutOfService: setting(ActionText.takeOutOfService)
    case .putInService: setting(ActionText.putInService)
    case .confirmExamined: setting(ActionText.confirmExamined)
    case .handBack: setting(ActionText.handBack)
    case .chooseStep: setting(ActionText.chooseStep)
    case .showContact: setting(ActionText.showContact)
    case .endVisit: setting(ActionText.endVisit)
    }
  }
}
