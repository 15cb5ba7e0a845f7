import PassportRules

extension ReceiptStep {
  /// Print; the number stands on the screen whatever the printer does.
  static func enter(
    _ application: CompleteApplication, isParked: Bool, _ visit: Visit, _ turn: inout Turn
  ) -> ReceiptStep {
    let receipt = Receipt(
      number: visit.number, language: visit.presentation.language, paid: isParked ? .zero : application.fee.total,
      pickUpPlace: application.details.pickUpPlace, isParked: isParked, isCopy: false)
    turn.command(.print(receipt))
    return ReceiptStep(receipt: receipt, situation: .printing)
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ turn: inout Turn) -> Move {
    switch situation {
    case .printing:
      switch event {
      case .answer(.receipt(let outcome)): return shown(outcome, visit, &turn)
      case .answer(.failed), .answer(.indeterminate): return shown(nil, visit, &turn)
      // Enter would take the paper away from under the citizen's hand; who does not want it goes with `/`.
      case .key(.stop): return end(visit)
      case .key, .scan, .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .retry, .excepted,
        .recordFailed, .nobodyCame:
        return .stay(.receipt(self))
      }
    case .shown(let outcome):
      switch event {
      case .key(.enter), .key(.stop): return end(visit)
      case .key(.digit(1)) where outcome != .printed: return printCopy(&turn)
      case .key, .scan, .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .retry, .excepted,
        .recordFailed, .nobodyCame:
        return .stay(.receipt(self))
      }
    }
  }

  private func shown(_ outcome: PrintOutcome?, _ visit: Visit, _ turn: inout Turn) -> Move {
    turn.record(.receiptPrinted(visit.number, outcome))
    if outcome != .printed, outcome != .notTaken {
      turn.lasting.append(Flag(.deviceFault, step: .receipt, device: .receiptPrinter))
    }
    return .stay(.receipt(ReceiptStep(receipt: receipt, situation: .shown(outcome))))
  }

  /// Never twice in silence: it may have come out before, so it says that it is a copy.
  private func printCopy(_ turn: inout Turn) -> Move {
    let copy = Receipt(
      number: receipt.number, language: receipt.language, paid: receipt.paid, pickUpPlace: receipt.pickUpPlace,
      isParked: receipt.isParked, isCopy: true)
    turn.command(.print(copy))
    return .stay(.receipt(ReceiptStep(receipt: copy, situation: .printing)))
  }

  /// The passport is out before "thank you".
  private func end(_ visit: Visit) -> Move {
    guard visit.media == .notPresent else { return .stay(.receipt(self)) }
    return .end(receipt.isParked ? .parked : .completed)
  }
}
