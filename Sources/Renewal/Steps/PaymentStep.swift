import PassportRules

/// The fee: what it costs, the attempts to take it, and what a refusal leaves to do.
package struct PaymentStep: Hashable, Sendable {
  /// Where the step is.
  package enum Situation: Hashable, Sendable {
    /// What it costs and why.
    case explained
    /// Money may be under way; its machine knows how far it is.
    case underWay(PaymentTransaction)
    /// Refused; it can be tried again with a new attempt.
    case refused(DeclineReason)
    /// What was taken, or may have been, was given back, and why; it can be tried again with a new attempt.
    case givenBack(PaymentTransaction.Reversal)
    /// Nothing is owed; the dossier's release is being stored.
    case releasing
  }

  /// What was attested and is paid for.
  package let attestation: Attestation
  /// Where the step is.
  package var situation: Situation
  /// The attempt, from 1.
  package var attempt: Int
  /// Attempts that were refused, 0–3.
  package var refusals = 0

  /// The step in a situation.
  package init(attestation: Attestation, situation: Situation, attempt: Int = 1) {
    self.attestation = attestation
    self.situation = situation
    self.attempt = attempt
  }

  /// How far the money is that may be under way; nothing when none is.
  package var transaction: PaymentTransaction? {
    switch situation {
    case .underWay(let transaction): transaction
    case .explained, .refused, .givenBack, .releasing: nil
    }
  }
}

extension PaymentStep: VisitStep {
  static let name = StepName.payment
  static let device: (device: Device, tries: Policy.Try)? = (.paymentTerminal, .payment)
  var step: Step { .payment(self) }
  var waitsForCitizen: Bool { !isInFlight }
  var canEnd: Bool { !isInFlight }
  var holdsDossier: Bool { true }
  var holding: Holding { .owes(attestation.application.fee.total) }

  func isForsaken(with pending: PendingRequests) -> Bool {
    isInFlight && pending.requests[.store] == nil && pending.requests[.device(.paymentTerminal)] == nil
      && pending.timers[.step] == nil
  }

  func awaited(in visit: Visit) -> Awaited? {
    switch situation {
    case .underWay(let transaction):
      switch transaction.state {
      case .paying: .answer(.payment)
      case .checking, .reversing: .answer(.paymentStatus)
      case .capturing: .store
      }
    case .releasing: .store
    case .explained, .refused, .givenBack: nil
    }
  }

  var questionNumber: Int {
    switch situation {
    case .explained: 0
    case .underWay(let transaction):
      switch transaction.state {
      case .paying: 1
      case .checking: 2
      case .reversing: 3
      case .capturing: 5
      }
    case .refused: 4
    case .releasing: 6
    case .givenBack: 7
    }
  }

  func offers(in visit: Visit, _ policy: Policy, on date: CivilDate) -> [Offer] {
    switch situation {
    case .explained: [Offer(.enter, .pay)]
    case .refused, .givenBack: [Offer(.enter, .pay), Offer(.digit(1), .declare(.cardRefused))]
    case .underWay, .releasing: []
    }
  }

  /// With nothing owed the dossier is released at once; otherwise it is told what it costs.
  static func enter(_ attestation: Attestation, _ visit: Visit, _ transition: inout Transition) -> PaymentStep {
    guard attestation.application.fee.total > .zero else {
      transition.store(.capture(visit.number, nil))
      return PaymentStep(attestation: attestation, situation: .releasing)
    }
    return PaymentStep(attestation: attestation, situation: .explained, attempt: visit.attempts + 1)
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ transition: inout Transition) -> Move {
    switch event {
    case .retry where !isInFlight:
      var next = self
      next.refusals = 0
      next.attempt += 1
      next.situation = .explained
      return .stay(.payment(next))
    default: break
    }
    switch situation {
    case .explained:
      guard case .chosen(.pay, _) = event else { return stay }
      return pay(&visit, &transition)
    case .underWay(let transaction):
      guard let event = PaymentTransaction.Event(event) else { return stay }
      return follow(transaction.handle(event, transition.policy), in: &visit, &transition)
    // What is on the screen is so no longer: the fee is told again.
    case .refused(let reason) where reason.isOfTerminal && event == .terminalWorks:
      var next = at(.explained)
      next.attempt += 1
      return .stay(.payment(next))
    case .refused(let reason): return whileUnpaid(isOfBox: reason.isOfTerminal, event, in: &visit, &transition)
    case .givenBack: return whileUnpaid(isOfBox: true, event, in: &visit, &transition)
    case .releasing: return whileReleasing(event, in: visit, &transition)
    }
  }

  /// Whether money may be under way, so that the visit cannot end before its end is known.
  var isInFlight: Bool {
    switch situation {
    case .explained, .refused, .givenBack: false
    case .underWay, .releasing: true
    }
  }

  /// The attempt as it is sent to the terminal.
  package func payment(_ visit: Visit) -> Payment {
    Payment(sale: visit.number, attempt: attempt, amount: attestation.application.fee.total)
  }

  private func at(_ situation: Situation) -> PaymentStep {
    var next = self
    next.situation = situation
    return next
  }

  private func stay(_ situation: Situation) -> Move { .stay(.payment(at(situation))) }

  // MARK: Money under way

  private func pay(_ visit: inout Visit, _ transition: inout Transition) -> Move {
    guard transition.canRecord else { return .end(.interrupted) }
    return follow(PaymentTransaction.begin(payment(visit)), in: &visit, &transition)
  }

  /// Does what the attempt asks for, and goes where it leads.
  private func follow(
    _ outcome: PaymentTransaction.Outcome, in visit: inout Visit, _ transition: inout Transition
  ) -> Move {
    transition.carryOut(outcome.effects)
    switch outcome.progress {
    case .goesOn(let transaction): return stay(.underWay(transaction))
    case .ended(.captured): return release(visit, &transition)
    case .ended(.notTaken(let reason)) where reason.isOfTerminal:
      return terminalFailed(at(.refused(reason)), &visit, transition)
    case .ended(.notTaken(let reason)): return refuse(reason, &visit, &transition)
    case .ended(.reversed(.unknown)): return terminalFailed(at(.givenBack(.unknown)), &visit, transition)
    case .ended(.reversed(.wrongAmount)): return .call(.wrongAmount, .payment(at(.givenBack(.wrongAmount))))
    case .ended(.reversed(.notStored)): return .end(.interrupted)
    case .ended(.open):
      let application = attestation.application
      return .stay(.receipt(ReceiptStep.enter(application, .moneyOpen, visit, payment: payment(visit), &transition)))
    }
  }

  private func release(_ visit: Visit, _ transition: inout Transition) -> Move {
    transition.emit(.send(again: false))
    let payment = situation == .releasing ? nil : payment(visit)
    return .stay(.receipt(ReceiptStep.enter(attestation.application, .completed, visit, payment: payment, &transition)))
  }

  /// The terminal or its line failed, which is no refusal: it is counted by itself.
  private func terminalFailed(_ next: PaymentStep, _ visit: inout Visit, _ transition: Transition) -> Move {
    visit.countFailure(.payment, transition) ? .call(.terminalFailed, .payment(next)) : .stay(.payment(next))
  }

  private func refuse(_ reason: DeclineReason, _ visit: inout Visit, _ transition: inout Transition) -> Move {
    visit.failures = 0
    var next = at(.refused(reason))
    next.refusals = refusals + 1
    guard next.refusals < transition.policy.tries[.payment] else {
      next.refusals = 0
      return .call(.paymentRefused, .payment(next))
    }
    return .stay(.payment(next))
  }

  // MARK: None under way

  private func whileUnpaid(
    isOfBox: Bool, _ event: StepEvent, in visit: inout Visit, _ transition: inout Transition
  ) -> Move {
    switch event {
    case .chosen(.pay, _):
      var next = self
      next.attempt += 1
      return next.pay(&visit, &transition)
    case .chosen(.declare(let declaration), _):
      return .call(isOfBox ? .terminalFailed : declaration.flag, .payment(self))
    default: return stay
    }
  }

  private func whileReleasing(_ event: StepEvent, in visit: Visit, _ transition: inout Transition) -> Move {
    switch event {
    case .store(.done): return release(visit, &transition)
    case .store(.failed), .store(.resumed), .store(.gone), .store(.contact): return .end(.interrupted)
    default: return stay
    }
  }
}

extension PaymentTransaction.Event {
  /// What of a step's events concerns money under way; nothing else does.
  fileprivate init?(_ event: StepEvent) {
    switch event {
    case .answer(.payment(let answer)): self = .answered(answer)
    case .answer(.failed): self = .failed
    case .answer(.indeterminate): self = .lost
    case .timer: self = .pauseEnded
    case .store(.done): self = .stored
    case .store(.failed), .store(.resumed), .store(.gone), .store(.contact): self = .notStored
    default: return nil
    }
  }
}
