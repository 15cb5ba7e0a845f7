import PassportRules

extension PaymentStep {
  /// With nothing owed the dossier is released at once; otherwise it is told what it costs.
  static func enter(_ attestation: Attestation, _ visit: Visit, _ turn: inout Turn) -> PaymentStep {
    guard attestation.application.fee.total > .zero else {
      turn.store(.capture(visit.number, nil))
      return PaymentStep(attestation: attestation, situation: .releasing)
    }
    return PaymentStep(attestation: attestation, situation: .explained)
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ turn: inout Turn) -> Move {
    switch event {
    case .retry where !isInFlight:
      var next = self
      next.refusals = 0
      next.attempt += 1
      next.situation = .explained
      return .stay(.payment(next))
    case .key, .scan, .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .retry, .excepted,
      .recordFailed, .nobodyCame:
      break
    }
    switch situation {
    case .explained: return event == .key(.enter) ? pay(visit, &turn) : .stay(.payment(self))
    case .underWay(let transaction):
      guard let event = PaymentTransaction.Event(event) else { return .stay(.payment(self)) }
      return follow(transaction.handle(event, turn.policy), in: visit, &turn)
    case .refused: return whileRefused(event, in: visit, &turn)
    case .releasing: return whileReleasing(event, in: visit, &turn)
    }
  }

  /// Whether money may be under way, so that the visit cannot end before its end is known.
  var isInFlight: Bool {
    switch situation {
    case .explained, .refused: false
    case .underWay, .releasing: true
    }
  }

  /// The attempt as it is sent to the terminal.
  func payment(_ visit: Visit) -> Payment {
    Payment(sale: visit.number, attempt: attempt, amount: attestation.application.fee.total)
  }

  private func at(_ situation: Situation) -> PaymentStep {
    var next = self
    next.situation = situation
    return next
  }

  private func stay(_ situation: Situation) -> Move { .stay(.payment(at(situation))) }

  // MARK: Money under way

  private func pay(_ visit: Visit, _ turn: inout Turn) -> Move {
    guard turn.canRecord else { return .end(.interrupted) }
    return follow(PaymentTransaction.begin(payment(visit)), in: visit, &turn)
  }

  /// Does what the attempt asks for, and goes where it leads.
  private func follow(_ transition: PaymentTransaction.Transition, in visit: Visit, _ turn: inout Turn) -> Move {
    turn.carryOut(transition.effects)
    switch transition.progress {
    case .goesOn(let transaction): return stay(.underWay(transaction))
    case .ended(.captured): return release(visit, &turn)
    case .ended(.notTaken(let reason)): return refuse(reason, visit, &turn)
    case .ended(.reversed(.unknown)): return refuse(.hostUnreachable, visit, &turn)
    case .ended(.reversed(.wrongAmount)): return .call(.paymentRefused, .payment(at(.refused(.refused))))
    case .ended(.reversed(.notStored)): return .end(.interrupted)
    case .ended(.open): return .end(.moneyOpen)
    }
  }

  private func release(_ visit: Visit, _ turn: inout Turn) -> Move {
    turn.emit(.send(again: false))
    return .stay(.receipt(ReceiptStep.enter(attestation.application, isParked: false, visit, &turn)))
  }

  private func refuse(_ reason: DeclineReason, _ visit: Visit, _ turn: inout Turn) -> Move {
    var next = at(.refused(reason))
    next.refusals = refusals + 1
    guard next.refusals < turn.policy.tries.payment else {
      next.refusals = 0
      return .call(.paymentRefused, .payment(next))
    }
    return .stay(.payment(next))
  }

  // MARK: None under way

  private func whileRefused(_ event: StepEvent, in visit: Visit, _ turn: inout Turn) -> Move {
    switch event {
    case .key(.enter):
      var next = self
      next.attempt += 1
      return next.pay(visit, &turn)
    case .key(.digit(1)): return .call(.paymentRefused, .payment(self))
    case .key, .scan, .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .retry, .excepted,
      .recordFailed,
      .nobodyCame:
      return .stay(.payment(self))
    }
  }

  private func whileReleasing(_ event: StepEvent, in visit: Visit, _ turn: inout Turn) -> Move {
    switch event {
    case .store(.done): return release(visit, &turn)
    case .store(.failed), .store(.resumed), .store(.gone), .store(.contact): return .end(.interrupted)
    case .key, .scan, .answer, .advice, .authority, .timer, .media, .resumed, .covered, .retry, .excepted,
      .recordFailed,
      .nobodyCame:
      return .stay(.payment(self))
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
