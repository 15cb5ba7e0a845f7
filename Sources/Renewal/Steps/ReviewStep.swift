import PassportRules

/// A line of the page with everything: one thing that was given. The cases are in their order on the screen; the number pressed is the
/// place among them.
package enum ReviewLine: String, Hashable, Sendable, CaseIterable {
  case grounds, identity, document, photo, fingerprints, signature, height, mobile, pickUpPlace

  /// The step at which it is given.
  package var step: StepName {
    switch self {
    case .grounds: .grounds
    case .identity: .identity
    case .document: .document
    case .photo: .photo
    case .fingerprints: .fingerprints
    case .signature: .signature
    case .height, .mobile, .pickUpPlace: .details
    }
  }
}

/// Everything on one page; each line opens the place where it was given, Enter confirms and freezes it.
package struct ReviewStep: Hashable, Sendable {
  /// The steps at which something is given, in their order.
  package static let gathering = StepName.allCases.filter { $0 >= .grounds && $0 < .review }
}

extension ReviewStep: VisitStep {
  static let name = StepName.review
  static func open(in visit: inout Visit, _ transition: inout Transition) -> Move {
    visit.returnsToReview = false
    return .stay(.review)
  }
  var step: Step { .review }

  func offers(in visit: Visit, _ policy: Policy, on date: CivilDate) -> [Offer] {
    [Offer].numbered(ReviewLine.allCases.map(Intent.reopen)).filter {
      guard case .reopen(let line) = $0.intent else { return false }
      return visit.asks(line.step, by: policy.rules, on: date)
    } + [Offer(.enter, .confirm), Offer(.back, .goBack)]
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ transition: inout Transition) -> Move {
    switch event {
    case .chosen(.reopen(let line), _):
      visit.returnsToReview = true
      return DetailsStep(reopening: line, of: visit.application).map { .stay(.details($0)) } ?? .open(line.step)
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
