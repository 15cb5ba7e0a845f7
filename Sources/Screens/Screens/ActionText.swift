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
  static func words(_ words: SpokenText, for intent: Intent, _ render: RenderContext) -> SpokenText {
    guard let offer = render.offers.offering(intent), offer.obstacle == .roleNotEnough, let role = offer.role else {
      return words
    }
    return render(
      ActionText.needsRole, ["action": .plain(words.shown), "role": .plain(render.texts[TextKey.role(role)])])
  }

  /// An action on a flag as staff read it.
  static func words(_ action: StaffAction, on code: FlagCode? = nil, _ render: RenderContext) -> SpokenText {
    switch action {
    // Of a dossier it is not the citizen who tries again.
    case .retry:
      render(code == .dossierUnacknowledged || code == .authorityRejected ? ActionText.resend : .retry)
    case .except(let reason):
      render(ActionText.except, ["reason": .plain(render.texts[TextKey.reason(reason)])])
    case .refer(.borgerservice): render(ActionText.referBorgerservice)
    case .refer(.police): render(ActionText.referPolice)
    case .attest: render(ActionText.attest)
    case .declineAttestation: render(ActionText.declineAttestation)
    case .park: render(ActionText.park)
    case .settleMoney: render(ActionText.settleMoney)
    case .confirmRemoved: render(ActionText.confirmRemoved)
    case .takeOutOfService: render(ActionText.takeOutOfService)
    case .putInService: render(ActionText.putInService)
    case .confirmExamined: render(ActionText.confirmExamined)
    case .handBack: render(ActionText.handBack)
    case .chooseStep: render(ActionText.chooseStep)
    case .showContact: render(ActionText.showContact)
    case .endVisit: render(ActionText.endVisit)
    }
  }
}
