import Renewal

/// What staff's actions are called where an action's own name (`TextKey.action`) is not all of it.
package enum ActionText: String, TextGroup {
  case resend, except, referBorgerservice, referPolice, needsRole

  package static let section = "actions"
  package static let audience = Audience.staff

  package var placeholders: [String] {
    switch self {
    case .except: ["reason"]
    case .needsRole: ["action", "role"]
    case .resend, .referBorgerservice, .referPolice: []
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
    case .retry where code == .dossierUnacknowledged || code == .authorityRejected: render(ActionText.resend)
    case .except(let reason):
      render(ActionText.except, ["reason": .plain(render.texts[TextKey.reason(reason)])])
    case .refer(.borgerservice, nil): render(ActionText.referBorgerservice)
    case .refer(.police, nil): render(ActionText.referPolice)
    case .declineAttestation(let reason?): render(TextKey.why(reason))
    case .refer(_, let reason?): render(TextKey.why(reason))
    case .park(let reason?): render(TextKey.why(reason))
    case .settleMoney(let answer?): render(TextKey.bank(answer))
    case .takeOutOfService(let reason?): render(TextKey.outOfService(reason))
    case .endVisit(let reason?): render(TextKey.why(reason))
    // The others have their names.
    default: render(TextKey.action(action.kind))
    }
  }
}
