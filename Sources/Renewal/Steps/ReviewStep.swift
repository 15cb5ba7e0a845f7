import PassportRules

/// Everything on one page; each line opens its step, Enter confirms and freezes it.
package enum ReviewStep {
  /// The lines in their order on the screen; the number pressed is the place in this list.
  package static let lines: [StepName] = [
    .grounds, .identity, .document, .photo, .fingerprints, .signature, .details,
  ]

  static func handle(_ event: StepEvent, in visit: inout Visit, _ turn: inout Turn) -> Move {
    switch event {
    case .key(.digit(let digit)) where (1...lines.count).contains(digit):
      let step = lines[digit - 1]
      guard visit.asks(step, turn) else { return .stay(.review) }
      visit.returnsToReview = true
      return .open(step)
    case .key(.enter):
      return confirm(&visit, &turn)
    case .key(.back):
      return .retreat
    case .key, .scan, .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .retry, .excepted,
      .recordFailed,
      .nobodyCame:
      return .stay(.review)
    }
  }

  private static func confirm(_ visit: inout Visit, _ turn: inout Turn) -> Move {
    switch visit.application.complete(by: turn.policy.rules, on: turn.date) {
    case .complete(let application):
      turn.record(.frozen(visit.number, application.fee.total, feeDate: application.feeDate))
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
