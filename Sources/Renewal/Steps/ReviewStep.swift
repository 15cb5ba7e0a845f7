import PassportRules

/// Everything on one page; each line opens its step, Enter confirms and freezes it.
package struct ReviewStep: Hashable, Sendable {
  /// The lines in their order on the screen; the number pressed is the place in this list.
  package static let lines = StepName.allCases.filter { $0 >= .grounds && $0 < .review }
}

extension ReviewStep: VisitStep {
  static let name = StepName.review
  static func open(in visit: inout Visit, _ transition: inout Transition) -> Move {
    visit.returnsToReview = false
    return .stay(.review)
  }
  var step: Step { .review }

  func offers(in visit: Visit, _ policy: Policy, on date: CivilDate) -> [Offer] {
    [Offer].numbered(Self.lines.map(Intent.reopen)).filter {
      guard case .reopen(let line) = $0.intent else { return false }
      return visit.asks(line, by: policy.rules, on: date)
    } + [Offer(.enter, .confirm), Offer(.back, .goBack)]
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ transition: inout Transition) -> Move {
    switch event {
    case .chosen(.reopen(let step), _):
      visit.returnsToReview = true
      return .open(step)
    case .chosen(.confirm, _): return confirm(&visit, &transition)
    case .chosen(.goBack, _): return .retreat
    default: return stay
    }
  }

  private func confirm(_ visit: inout Visit, _ transition: inout Transition) -> Move {
    switch visit.application.complete(by: transition.policy.rules, on: transition.date) {
    case .complete(let application):
      transition.record(.frozen(visit.number, application.fee.total, feeDate: application.feeDate))
      visit.returnsToReview = false
      return .call(.attestationWanted, .attestation(.waiting(application)))
    case .missing(let step):
      visit.returnsToReview = true
      return .open(step)
    case .noFee:
      return .call(.stuck, .review)
    }
  }
}
