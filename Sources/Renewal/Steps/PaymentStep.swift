import PassportRules

/// The fee: intent first, three outcomes, status, reversal, open money.
package struct PaymentStep: Hashable, Sendable {
  /// Where the step is.
  package enum Situation: Hashable, Sendable {
    /// What it costs and why.
    case explained
    /// The terminal has the payment.
    case paying
    /// The answer was lost: the terminal is asked what became of it, for the n-th time.
    case checking(Int)
    /// The money is being given back, for the n-th time, and then what.
    case reversing(Int, Reversal)
    /// Refused; it can be tried again with a new attempt.
    case refused(DeclineReason)
    /// Approved; captured and the dossier's release are being stored in one transaction.
    case capturing
  }

  /// Why money is given back.
  package enum Reversal: Hashable, Sendable {
    /// The outcome stayed unknown.
    case unknown
    /// Another amount was approved than was asked for.
    case wrongAmount
    /// It could not be stored.
    case notStored
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
}

extension PaymentStep: VisitStep {
  static let name = StepName.payment
  var step: Step { .payment(self) }
  var waitsForCitizen: Bool { !isInFlight }
  var canEnd: Bool { !isInFlight }
  var holdsDossier: Bool { true }
  var holding: Holding { .owes(attestation.application.fee.total) }

  func isForsaken(with live: Live) -> Bool {
    isInFlight && live.requests[.store] == nil && live.requests[.device(.paymentTerminal)] == nil
      && live.timers[.step] == nil
  }

  func awaited(in visit: Visit) -> Awaited? {
    switch situation {
    case .paying: .payment
    case .checking, .reversing: .paymentStatus
    case .capturing: .store
    case .explained, .refused: nil
    }
  }

  var questionNumber: Int {
    switch situation {
    case .explained: 0
    case .paying: 1
    case .checking: 2
    case .reversing: 3
    case .refused: 4
    case .capturing: 5
    }
  }

  func offers(in visit: Visit, _ policy: Policy, on date: CivilDate) -> [Offer] {
    switch situation {
    case .explained: [Offer(.enter, .pay)]
    case .refused: [Offer(.enter, .pay), Offer(.digit(1), .declare(.cardRefused))]
    case .paying, .checking, .reversing, .capturing: []
    }
  }

  /// With nothing owed the dossier is released at once; otherwise it is told what it costs.
  static func enter(_ attestation: Attestation, _ visit: Visit, _ turn: inout Turn) -> PaymentStep {
    guard attestation.application.fee.total > .zero else {
      turn.store(.capture(visit.number, nil))
      return PaymentStep(attestation: attestation, situation: .capturing)
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
    default: break
    }
    switch situation {
    case .explained:
      guard case .chosen(.pay, _) = event else { return stay }
      return pay(visit, &turn)
    case .paying: return whilePaying(event, in: visit, &turn)
    case .checking(let count): return whileChecking(count, event, in: visit, &turn)
    case .reversing(let count, let why): return whileReversing(count, why, event, in: visit, &turn)
    case .refused: return whileRefused(event, in: visit, &turn)
    case .capturing: return whileCapturing(event, in: visit, &turn)
    }
  }

  /// Whether money may be under way, so that the visit cannot end before its end is known.
  var isInFlight: Bool {
    switch situation {
    case .explained, .refused: false
    case .paying, .checking, .reversing, .capturing: true
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

  // MARK: Pay, ask, reverse

  /// The intent is on disk before anything is sent.
  private func pay(_ visit: Visit, _ turn: inout Turn) -> Move {
    guard turn.canRecord else { return .end(.interrupted) }
    turn.record(.paymentIntended(payment(visit)))
    turn.command(.pay(payment(visit)))
    return stay(.paying)
  }

  private func check(_ count: Int, _ visit: Visit, _ turn: inout Turn) -> Move {
    guard count <= turn.policy.tries.paymentStatus else { return reverse(1, .unknown, visit, &turn) }
    turn.command(.paymentStatus(payment(visit)))
    return stay(.checking(count))
  }

  private func reverse(_ count: Int, _ why: Reversal, _ visit: Visit, _ turn: inout Turn) -> Move {
    guard count <= turn.policy.tries.reversal else {
      turn.record(.moneyOpen(payment(visit)))
      turn.lasting.append(Flag(.moneyOpen, step: .payment, holding: .moneyOpen(payment(visit))))
      return .end(.moneyOpen)
    }
    turn.record(.reversalIntended(payment(visit)))
    turn.command(.reverse(payment(visit)))
    return stay(.reversing(count, why))
  }

  private func capture(_ visit: Visit, _ turn: inout Turn) -> Move {
    turn.store(.capture(visit.number, payment(visit)))
    return stay(.capturing)
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

  // MARK: What the terminal says

  private func whilePaying(_ event: StepEvent, in visit: Visit, _ turn: inout Turn) -> Move {
    switch event {
    case .answer(.payment(let answer)): return hear(answer, 0, in: visit, &turn)
    case .answer(.failed):
      turn.record(.paymentAnswered(payment(visit), .declined(.terminalBusy)))
      return refuse(.terminalBusy, visit, &turn)
    case .answer(.indeterminate):
      turn.record(.paymentUncertain(payment(visit)))
      return check(1, visit, &turn)
    default: return stay
    }
  }

  private func whileChecking(_ count: Int, _ event: StepEvent, in visit: Visit, _ turn: inout Turn) -> Move {
    switch event {
    case .answer(.payment(let answer)): return hear(answer, count, in: visit, &turn)
    case .answer(.failed), .answer(.indeterminate):
      turn.start(.step, turn.policy.waits.paymentStatus)
      return stay
    case .timer: return check(count + 1, visit, &turn)
    default: return stay
    }
  }

  /// The terminal's word, to the payment itself or to a question about it.
  private func hear(_ answer: PaymentAnswer, _ count: Int, in visit: Visit, _ turn: inout Turn) -> Move {
    switch answer {
    case .approved(let amount):
      turn.record(.paymentAnswered(payment(visit), answer))
      guard amount == payment(visit).amount else { return reverse(1, .wrongAmount, visit, &turn) }
      return capture(visit, &turn)
    case .declined(let reason):
      turn.record(.paymentAnswered(payment(visit), answer))
      return refuse(reason, visit, &turn)
    case .inProgress:
      turn.start(.step, turn.policy.waits.paymentStatus)
      return stay(.checking(max(1, count)))
    case .notFound where count > 0:
      turn.record(.paymentAnswered(payment(visit), answer))
      return refuse(.hostUnreachable, visit, &turn)
    case .notFound, .reversed, .reversalRefused:
      // An impossible word: what became of the money is asked for.
      turn.record(.paymentUncertain(payment(visit)))
      return check(count + 1, visit, &turn)
    }
  }

  private func whileReversing(
    _ count: Int, _ why: Reversal, _ event: StepEvent, in visit: Visit, _ turn: inout Turn
  ) -> Move {
    switch event {
    case .answer(.payment(let answer)):
      guard answer == .reversed || answer == .notFound else { return reverse(count + 1, why, visit, &turn) }
      turn.record(.paymentAnswered(payment(visit), .reversed))
      switch why {
      case .unknown: return refuse(.hostUnreachable, visit, &turn)
      case .wrongAmount: return .call(.paymentRefused, .payment(at(.refused(.refused))))
      case .notStored: return .end(.interrupted)
      }
    case .answer(.failed), .answer(.indeterminate):
      return reverse(count + 1, why, visit, &turn)
    default: return stay
    }
  }

  private func whileRefused(_ event: StepEvent, in visit: Visit, _ turn: inout Turn) -> Move {
    switch event {
    case .chosen(.pay, _):
      var next = self
      next.attempt += 1
      return next.pay(visit, &turn)
    case .chosen(.declare(let declaration), _): return .call(declaration.flag, .payment(self))
    default: return stay
    }
  }

  private func whileCapturing(_ event: StepEvent, in visit: Visit, _ turn: inout Turn) -> Move {
    switch event {
    case .store(.done):
      turn.emit(.send(again: false))
      return .stay(.receipt(ReceiptStep.enter(attestation.application, isParked: false, visit, &turn)))
    case .store(.failed), .store(.resumed), .store(.gone), .store(.contact):
      guard attestation.application.fee.total > .zero else { return .end(.interrupted) }
      return reverse(1, .notStored, visit, &turn)
    default: return stay
    }
  }
}
