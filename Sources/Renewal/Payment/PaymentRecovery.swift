package import PassportRules

/// An attempt to take money that an interrupted run left without an end.
package struct UnsettledPayment: Hashable, Sendable {
  /// The attempt.
  package let payment: Payment
  /// What the terminal said it took, if that was written.
  package let approved: Amount?

  /// An attempt with what is known of it.
  package init(_ payment: Payment, approved: Amount? = nil) {
    self.payment = payment
    self.approved = approved
  }
}

/// The attempts that an interrupted run left, settled with the terminal one after the other, before the box opens.
///
/// Each is open money with its flag before it begins, and stays so when the terminal does not tell. A terminal that said nothing to the
/// end of one is not asked about the others: the box shall open.
package struct PaymentRecovery: Hashable, Sendable {
  /// The attempt that is spoken about.
  package private(set) var transaction: PaymentTransaction?
  private var waiting: [UnsettledPayment]

  /// The recovery of attempts, in their order; it begins with `begin`.
  package init(_ payments: [UnsettledPayment]) { waiting = payments }

  /// Whether nothing more is asked.
  package var isOver: Bool { transaction == nil && waiting.isEmpty }

  /// Begins with the first attempt.
  package mutating func begin() -> [PaymentTransaction.Effect] { transaction == nil ? next() : [] }

  /// Takes an event of the attempt that is spoken about, and goes on to the next one at its end.
  package mutating func handle(_ event: PaymentTransaction.Event, _ policy: Policy) -> [PaymentTransaction.Effect] {
    guard let outcome = transaction?.handle(event, policy) else { return [] }
    switch outcome.progress {
    case .goesOn(let same):
      transaction = same
      return outcome.effects
    case .ended(let end):
      transaction = nil
      if end == .open, event.isSilence { waiting = [] }
      return outcome.effects + next()
    }
  }

  private mutating func next() -> [PaymentTransaction.Effect] {
    guard !waiting.isEmpty else { return [] }
    let outcome = PaymentTransaction.recover(waiting.removeFirst())
    if case .goesOn(let first) = outcome.progress { transaction = first }
    return outcome.effects
  }
}
