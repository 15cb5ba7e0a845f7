import PassportRules

/// Case number, when and where to fetch it, what was learned.
package struct ReceiptStep: Hashable, Sendable {
  /// Where the receipt is.
  package enum Situation: Hashable, Sendable {
    /// The printer works.
    case printing
    /// It came out, or may have, or why not; nothing where nobody knows. The number stays on the screen.
    case shown(PrintOutcome?)
    /// Nothing of it came out, and why.
    case failed(DeviceFault.Reason)
  }

  /// What is told.
  package let receipt: Receipt
  /// Where it is.
  package var situation: Situation

  /// The receipt in a situation.
  package init(receipt: Receipt, situation: Situation) {
    self.receipt = receipt
    self.situation = situation
  }
}

extension ReceiptStep: VisitStep {
  static let name = StepName.receipt
  var step: Step { .receipt(self) }

  var waitsForCitizen: Bool {
    switch situation {
    case .shown, .failed: true
    case .printing: false
    }
  }

  func awaited(in visit: Visit) -> Awaited? { situation == .printing ? .answer(.receipt) : nil }

  var questionNumber: Int {
    switch situation {
    case .printing: 0
    case .shown, .failed: 1
    }
  }

  /// While it prints Enter would take the paper away from under the citizen's hand; who does not want it goes with `/`.
  func offers(in visit: Visit, _ policy: Policy, on date: CivilDate) -> [Offer] {
    let inside: Obstacle? = visit.media == .notPresent ? nil : .documentStillInside
    switch situation {
    case .printing: return [Offer(.stop, .finish, obstacle: inside)]
    case .shown, .failed:
      let copy = situation == .shown(.printed) ? [] : [Offer(.digit(1), .printCopy)]
      return [Offer([.enter, .stop], .finish, obstacle: inside)] + copy
    }
  }

  /// Print; the number stands on the screen whatever the printer does.
  static func enter(
    _ application: CompleteApplication, _ kind: Receipt.Kind, _ visit: Visit, payment: Payment? = nil,
    _ transition: inout Transition
  ) -> ReceiptStep {
    let last = kind == .parked ? StepName.review : .payment
    let receipt = Receipt(
      number: visit.number, language: visit.presentation.language, kind: kind, payment: payment,
      pickUpPlace: application.details.pickUpPlace,
      deeds: visit.deeds(through: last, by: transition.policy.rules, on: transition.date))
    transition.command(.print(receipt))
    return ReceiptStep(receipt: receipt, situation: .printing)
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ transition: inout Transition) -> Move {
    switch situation {
    case .printing:
      switch event {
      case .answer(.receipt(let outcome)): return shown(outcome, visit, &transition)
      case .answer(.indeterminate): return shown(nil, visit, &transition)
      case .answer(.failed(let fault)):
        tellOfFault(&transition)
        return .stay(.receipt(ReceiptStep(receipt: receipt, situation: .failed(fault.reason))))
      case .chosen(.finish, _): return .end(receipt.kind.ending)
      default: return stay
      }
    case .shown, .failed:
      switch event {
      case .chosen(.finish, _): return .end(receipt.kind.ending)
      case .chosen(.printCopy, _): return printAgain(&transition)
      default: return stay
      }
    }
  }

  private func shown(_ outcome: PrintOutcome?, _ visit: Visit, _ transition: inout Transition) -> Move {
    transition.record(.receiptPrinted(visit.number, outcome))
    if outcome != .printed, outcome != .notTaken { tellOfFault(&transition) }
    return .stay(.receipt(ReceiptStep(receipt: receipt, situation: .shown(outcome))))
  }

  private func tellOfFault(_ transition: inout Transition) {
    transition.lasting.append(Flag(.deviceFault, step: .receipt, device: .receiptPrinter))
  }

  /// Never twice in silence: where one may have come out before, it says that it is a copy.
  private func printAgain(_ transition: inout Transition) -> Move {
    let again = if case .failed = situation { receipt } else { receipt.copy }
    transition.command(.print(again))
    return .stay(.receipt(ReceiptStep(receipt: again, situation: .printing)))
  }
}

extension Receipt.Kind {
  /// How the visit ends once the receipt is there.
  var ending: Ending {
    switch self {
    case .completed: .completed
    case .parked: .parked
    case .moneyOpen: .moneyOpen
    }
  }
}
