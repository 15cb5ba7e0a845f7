package import PassportRules

/// Why a new passport is wanted.
package enum GroundsStep {
  /// The choices in their order on the screen; the first one serves expired and expiring alike.
  package static let choices: [RenewalGrounds] = [
    .expiring, .full, .damaged, .lost, .stolen, .newName, .authorityError, .firstPassport,
  ]

  static func handle(_ event: StepEvent, in visit: inout Visit, _ turn: inout Turn) -> Move {
    switch event {
    case .key(.digit(let digit)) where (1...choices.count).contains(digit):
      choose(choices[digit - 1], in: &visit, &turn)
      return settle(in: visit)
    case .key(.enter) where visit.application.grounds != nil:
      return settle(in: visit)
    case .key(.back):
      return .retreat
    case .excepted(let code, let acceptance):
      if code == .authorityError {
        visit.application.accepted[.authorityError] = acceptance
      } else if code == .firstPassport {
        visit.application.document = .excepted(by: acceptance.by, reason: acceptance.reason)
      }
      return settle(in: visit)
    case .key, .scan, .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .retry, .recordFailed,
      .nobodyCame:
      return .stay(.grounds)
    }
  }

  /// Other grounds derive document, circumstances and fee anew; what belongs to the person stays, such as a guardian's consent.
  private static func choose(_ grounds: RenewalGrounds, in visit: inout Visit, _ turn: inout Turn) {
    guard visit.application.grounds != grounds else { return }
    visit.application.grounds = grounds
    if let picture = visit.application.document.value?.picture { turn.emit(.discard([picture])) }
    visit.application.document = .missing
    visit.application.name = nil
    visit.application.remarked = []
    visit.application.accepted = visit.application.accepted.filter(\.key.isOfThePerson)
  }

  /// Who comes first time, or with the authority's own error, is seen by an officer before anything else.
  private static func settle(in visit: Visit) -> Move {
    switch visit.application.grounds {
    case .firstPassport where !visit.application.document.isSettled:
      .call(.firstPassport, .grounds)
    case .authorityError where visit.application.accepted[.authorityError] == nil:
      .call(.authorityError, .grounds)
    case .expired, .expiring, .full, .damaged, .lost, .stolen, .newName, .authorityError, .firstPassport: .advance
    case nil: .stay(.grounds)
    }
  }
}
