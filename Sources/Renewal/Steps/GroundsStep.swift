package import PassportRules

/// Why a new passport is wanted.
package struct GroundsStep: Hashable, Sendable {
  /// The choices in their order on the screen; the first one serves expired and expiring alike.
  package static let choices: [RenewalGrounds] = [
    .expiring, .full, .damaged, .lost, .stolen, .newName, .authorityError, .firstPassport,
  ]

  /// Grounds for which a person must come, until the citizen has read what to have ready; nothing is chosen before.
  package var asked: RenewalGrounds?

  /// The choice, or the question about grounds for which a person must come.
  package init(asked: RenewalGrounds? = nil) { self.asked = asked }

  /// Whether a person is called at once, and not first when the document has been seen to.
  package static func callsAtOnce(for grounds: RenewalGrounds) -> Bool {
    !Rules.staffReasons(for: grounds).isDisjoint(with: [.firstPassport, .authorityError])
  }
}

extension GroundsStep: VisitStep {
  static let name = StepName.grounds
  static func isSettled(in application: Application) -> Bool { application.grounds != nil }
  static func open(in visit: inout Visit, _ transition: inout Transition) -> Move { .stay(.grounds(GroundsStep())) }
  var step: Step { .grounds(self) }

  var questionNumber: Int { asked == nil ? 0 : 1 }

  func offers(in visit: Visit, _ policy: Policy, on date: CivilDate) -> [Offer] {
    guard asked == nil else { return [Offer(.enter, .confirmCall), Offer(.back, .goBack)] }
    return .numbered(Self.choices.map(Intent.chooseGrounds))
      + (visit.application.grounds == nil ? [] : [Offer(.enter, .goOn)]) + [Offer(.back, .goBack)]
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ transition: inout Transition) -> Move {
    switch event {
    case .chosen(.chooseGrounds(let grounds), _): return ask(about: grounds, in: &visit, &transition)
    case .chosen(.goOn, _):
      guard let grounds = visit.application.grounds else { return stay }
      return ask(about: grounds, in: &visit, &transition)
    case .chosen(.confirmCall, _):
      guard let asked else { return stay }
      choose(asked, in: &visit, &transition)
      return settle(in: visit)
    case .chosen(.goBack, _): return asked == nil ? .retreat : .stay(.grounds(GroundsStep()))
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

  /// Grounds for which a person must come are asked about once, before they are chosen.
  private func ask(about grounds: RenewalGrounds, in visit: inout Visit, _ transition: inout Transition) -> Move {
    guard visit.application.isSeen(grounds) else { return .stay(.grounds(GroundsStep(asked: grounds))) }
    choose(grounds, in: &visit, &transition)
    return settle(in: visit)
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
      return .call(.firstPassport, .grounds(GroundsStep()))
    }
    if reasons.contains(.authorityError), visit.application.accepted[.authorityError] == nil {
      return .call(.authorityError, .grounds(GroundsStep()))
    }
    return .advance
  }
}

extension Application {
  /// Whether nobody need come for these grounds, or somebody of staff has seen to them already.
  fileprivate func isSeen(_ grounds: RenewalGrounds) -> Bool {
    let reasons = Rules.staffReasons(for: grounds)
    guard !reasons.isEmpty else { return true }
    guard grounds == self.grounds else { return false }
    if reasons.contains(.firstPassport) { return document.isSettled }
    return reasons.compactMap(Circumstance.init).allSatisfy { accepted[$0] != nil }
  }
}
