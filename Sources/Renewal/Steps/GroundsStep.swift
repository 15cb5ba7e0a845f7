package import PassportRules

/// Why a new passport is wanted.
package struct GroundsStep: Hashable, Sendable {
  /// The choices in their order on the screen; the first one serves expired and expiring alike.
  package static let choices: [RenewalGrounds] = [
    .expiring, .full, .damaged, .lost, .stolen, .newName, .authorityError, .firstPassport,
  ]
}

extension GroundsStep: VisitStep {
  static let name = StepName.grounds
  static func isSettled(in application: Application) -> Bool { application.grounds != nil }
  static func open(in visit: inout Visit, _ transition: inout Transition) -> Move { .stay(.grounds) }
  var step: Step { .grounds }

  func offers(in visit: Visit, _ policy: Policy, on date: CivilDate) -> [Offer] {
    .numbered(Self.choices.map(Intent.chooseGrounds))
      + (visit.application.grounds == nil ? [] : [Offer(.enter, .goOn)]) + [Offer(.back, .goBack)]
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ transition: inout Transition) -> Move {
    switch event {
    case .chosen(.chooseGrounds(let grounds), _):
      choose(grounds, in: &visit, &transition)
      return settle(in: visit)
    case .chosen(.goOn, _): return settle(in: visit)
    case .chosen(.goBack, _): return .retreat
    case .excepted(let code, let acceptance):
      if code == .authorityError {
        visit.application.accepted[.authorityError] = acceptance
      } else if code == .firstPassport {
        visit.application.document = .excepted(by: acceptance.by, reason: acceptance.reason)
      }
      return settle(in: visit)
    default: return stay
    }
  }

  /// Other grounds derive document, circumstances and fee anew; what belongs to the person stays, such as a guardian's consent.
  private func choose(_ grounds: RenewalGrounds, in visit: inout Visit, _ transition: inout Transition) {
    guard visit.application.grounds != grounds else { return }
    visit.application.grounds = grounds
    if let picture = visit.application.document.value?.picture { transition.emit(.discard([picture])) }
    visit.application.document = .missing
    visit.application.name = nil
    visit.application.remarked = []
    visit.application.accepted = visit.application.accepted.filter(\.key.isOfThePerson)
  }

  /// Who comes first time, or with the authority's own error, is seen by an officer before anything else.
  private func settle(in visit: Visit) -> Move {
    guard let grounds = visit.application.grounds else { return stay }
    let reasons = Rules.staffReasons(for: grounds)
    if reasons.contains(.firstPassport), !visit.application.document.isSettled {
      return .call(.firstPassport, .grounds)
    }
    if reasons.contains(.authorityError), visit.application.accepted[.authorityError] == nil {
      return .call(.authorityError, .grounds)
    }
    return .advance
  }
}
