extension Transition {
  /// Does what an attempt to take money asks for, in a visit: the step's timer is its pause, and its flags outlive the visit.
  mutating func carryOut(_ effects: [PaymentTransaction.Effect]) {
    for effect in effects {
      switch effect {
      case .record(let fact): record(fact)
      case .send(let question): command(question)
      case .pause(let span): start(.step, span)
      case .capture(let payment): store(.capture(payment.sale, payment))
      case .flag(let flag): lasting.append(flag)
      }
    }
  }
}
