package import PassportRules

/// One attempt to take money, from its intent to its end: the only machine that speaks with the payment terminal.
///
/// A visit drives it from its payment step, and the start of the box from what an interrupted run left (`PaymentRecovery`).
/// `paying` leads to `capturing` and from there to the end; an answer that was lost is asked about (`checking`) so many times, each
/// after a pause; what stays unknown, is another amount or could not be stored is given back by its reference (`reversing`), so many
/// times, after a pause where the terminal said nothing; what cannot be given back is open money, written and flagged, until a person or
/// a later start settles it.
///
/// It never pays twice with one attempt, never asks for a reversal that is not on disk, and believes no terminal that has forgotten
/// money which it said it took. Events that a state does not wait for change nothing; whoever drives it drops stale ones by their ids.
package struct PaymentTransaction: Hashable, Sendable {
  /// For whom money is spoken about, which decides what becomes of an approval.
  package enum Purpose: Hashable, Sendable {
    /// A citizen stands at the box: what is approved is captured.
    case visit
    /// The program was stopped in the attempt, and nobody waits for it any more: what is approved is given back.
    case recovery
  }

  /// Where the attempt is.
  package enum State: Hashable, Sendable {
    /// The terminal has the payment.
    case paying
    /// The answer was lost: the terminal is asked what became of it, for the n-th time.
    case checking(Int)
    /// The money is being given back, for the n-th time.
    case reversing(Int, Reversal)
    /// Approved; captured and the dossier's release are being stored in one transaction.
    case capturing
  }

  /// Why money is given back.
  package enum Reversal: Hashable, Sendable, CaseIterable {
    /// The outcome stayed unknown.
    case unknown
    /// Another amount was approved than was asked for.
    case wrongAmount
    /// It was not stored: the disk did not take it, or the program was stopped before.
    case notStored
  }

  /// What happened.
  package enum Event: Hashable, Sendable {
    /// The terminal's word to what it was asked last.
    case answered(PaymentAnswer)
    /// What was asked did not happen.
    case failed
    /// What was asked may have happened.
    case lost
    /// The pause before the next question is over.
    case pauseEnded
    /// Captured, and on disk.
    case stored
    /// The store did not take it.
    case notStored

    /// Whether the terminal said nothing.
    var isSilence: Bool {
      switch self {
      case .failed, .lost: true
      case .answered, .pauseEnded, .stored, .notStored: false
      }
    }
  }

  /// What to do; the facts of one event are on disk before anything else of it is done.
  package enum Effect: Hashable, Sendable {
    /// Write it down.
    case record(Fact)
    /// Tell the terminal.
    case send(DeviceCommand)
    /// Wait, then tell that the pause ended.
    case pause(Milliseconds)
    /// Store that it is captured, together with the dossier's release.
    case capture(Payment)
    /// Put it before staff, for longer than the visit.
    case flag(Flag)
  }

  /// How it ended.
  package enum End: Hashable, Sendable {
    /// Taken, and the dossier released with it.
    case captured
    /// Nothing was taken.
    case notTaken(DeclineReason)
    /// Given back, or never taken.
    case reversed(Reversal)
    /// Nobody knows: written, and before staff.
    case open
  }

  /// What one event leads to: where the attempt is then, and what to do.
  package struct Outcome: Hashable, Sendable {
    /// Whether and how it goes on.
    package enum Progress: Hashable, Sendable {
      case goesOn(PaymentTransaction)
      case ended(End)
    }

    /// Whether and how it goes on.
    package var progress: Progress
    /// What to do, in order.
    package var effects: [Effect]

    /// A step of the attempt with its effects.
    package init(_ progress: Progress, _ effects: [Effect] = []) {
      self.progress = progress
      self.effects = effects
    }

    /// The same, after a fact that it follows from.
    fileprivate func recording(_ fact: Fact) -> Outcome { Outcome(progress, [.record(fact)] + effects) }
  }

  /// The attempt; every question about it has its reference.
  package let payment: Payment
  /// For whom.
  package let purpose: Purpose
  /// Where it is.
  package private(set) var state: State
  /// What the terminal said it took, once it said so.
  package private(set) var approved: Amount?

  /// An attempt in the middle of things.
  package init(_ payment: Payment, for purpose: Purpose = .visit, state: State, approved: Amount? = nil) {
    self.payment = payment
    self.purpose = purpose
    self.state = state
    self.approved = approved
  }

  // MARK: How it begins

  /// A new attempt in a visit: its intent is on disk before the terminal hears of it.
  package static func begin(_ payment: Payment) -> Outcome {
    PaymentTransaction(payment, state: .paying).goOn([.record(.paymentIntended(payment)), .send(.pay(payment))])
  }

  /// An attempt that an interrupted run left: the terminal is asked before anything is believed.
  package static func recover(_ left: UnsettledPayment) -> Outcome {
    PaymentTransaction(left.payment, for: .recovery, state: .checking(1), approved: left.approved)
      .goOn([.send(.paymentStatus(left.payment))])
  }

  // MARK: What happens to it

  /// Takes an event; a policy says how often is asked and reversed, and how long the pauses are.
  package func handle(_ event: Event, _ policy: Policy) -> Outcome {
    switch state {
    case .paying: whilePaying(event, policy)
    case .checking(let count): whileChecking(count, event, policy)
    case .reversing(let count, let why): whileReversing(count, why, event, policy)
    case .capturing: whileCapturing(event, policy)
    }
  }

  private func whilePaying(_ event: Event, _ policy: Policy) -> Outcome {
    switch event {
    case .answered(let answer): hear(answer, asked: 0, policy)
    case .failed: end(.notTaken(.terminalBusy)).recording(.paymentAnswered(payment, .declined(.terminalBusy)))
    case .lost: check(1, policy).recording(.paymentUncertain(payment))
    case .pauseEnded, .stored, .notStored: goOn()
    }
  }

  private func whileChecking(_ count: Int, _ event: Event, _ policy: Policy) -> Outcome {
    switch event {
    case .answered(let answer): hear(answer, asked: count, policy)
    // A question about money moves none: it may be asked again.
    case .failed, .lost: goOn([.pause(policy.waits[.paymentStatus])])
    case .pauseEnded: check(count + 1, policy)
    case .stored, .notStored: goOn()
    }
  }

  /// The terminal's word, to the payment itself or to a question about it.
  private func hear(_ answer: PaymentAnswer, asked count: Int, _ policy: Policy) -> Outcome {
    let answered = Fact.paymentAnswered(payment, answer)
    switch answer {
    case .approved(let amount): return approve(amount, policy).recording(answered)
    case .declined(let reason): return end(.notTaken(reason)).recording(answered)
    case .inProgress: return at(.checking(max(1, count))).goOn([.pause(policy.waits[.paymentStatus])])
    case .notFound where count > 0:
      guard approved == nil else { return reverse(1, .unknown, policy).recording(answered) }
      return end(.notTaken(.hostUnreachable)).recording(answered)
    // The run that was stopped may have given it back.
    case .reversed where purpose == .recovery: return end(.reversed(.notStored)).recording(answered)
    case .notFound, .reversed, .reversalRefused:
      // An impossible word: what became of the money is asked for.
      return check(count + 1, policy).recording(.paymentUncertain(payment))
    }
  }

  private func approve(_ amount: Amount, _ policy: Policy) -> Outcome {
    var next = self
    next.approved = amount
    guard amount == payment.amount else { return next.reverse(1, .wrongAmount, policy) }
    switch purpose {
    case .visit: return next.at(.capturing).goOn([.capture(payment)])
    case .recovery: return next.reverse(1, .notStored, policy)
    }
  }

  private func whileReversing(_ count: Int, _ why: Reversal, _ event: Event, _ policy: Policy) -> Outcome {
    switch event {
    case .answered(.reversed): end(.reversed(why)).recording(.paymentAnswered(payment, .reversed))
    // Never taken, unless it was said before that it was: then it is only forgotten.
    case .answered(.notFound) where approved == nil:
      end(.reversed(why)).recording(.paymentAnswered(payment, .reversed))
    // The reference makes a second reversal of the same money the same reversal.
    case .answered, .pauseEnded: reverse(count + 1, why, policy)
    // A terminal that is not there is given time to come back, as long as there is a try left for it.
    case .failed, .lost: count < policy.tries[.reversal] ? goOn([.pause(policy.waits[.paymentStatus])]) : giveUp()
    case .stored, .notStored: goOn()
    }
  }

  private func whileCapturing(_ event: Event, _ policy: Policy) -> Outcome {
    switch event {
    case .stored: end(.captured)
    case .notStored: reverse(1, .notStored, policy)
    case .answered, .failed, .lost, .pauseEnded: goOn()
    }
  }

  // MARK: Ask, reverse, give up

  private func check(_ count: Int, _ policy: Policy) -> Outcome {
    guard count <= policy.tries[.paymentStatus] else { return reverse(1, .unknown, policy) }
    return at(.checking(count)).goOn([.send(.paymentStatus(payment))])
  }

  private func reverse(_ count: Int, _ why: Reversal, _ policy: Policy) -> Outcome {
    guard count <= policy.tries[.reversal] else { return giveUp() }
    return at(.reversing(count, why)).goOn([.record(.reversalIntended(payment)), .send(.reverse(payment))])
  }

  /// Leaves the money open, written and before staff.
  package func giveUp() -> Outcome {
    Outcome(
      .ended(.open),
      [
        .record(.moneyOpen(payment)),
        .flag(Flag(.moneyOpen, step: .payment, holding: .moneyOpen(payment))),
      ])
  }

  private func at(_ state: State) -> PaymentTransaction {
    var next = self
    next.state = state
    return next
  }

  private func goOn(_ effects: [Effect] = []) -> Outcome { Outcome(.goesOn(self), effects) }

  private func end(_ end: End) -> Outcome { Outcome(.ended(end)) }
}
