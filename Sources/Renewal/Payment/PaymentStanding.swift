package import PassportRules

/// How far one attempt to take money is, as the table has it.
package enum PaymentState: String, Hashable, Sendable, CaseIterable {
  /// On disk, and perhaps sent.
  case intended
  /// Sent, and the outcome is not known.
  case uncertain
  /// Taken by the terminal, not yet stored together with the dossier's release.
  case approved
  /// Declined, or never processed.
  case notTaken
  /// To be given back.
  case reversing
  /// Given back, or never taken.
  case reversed
  /// It could not be learned whether money was taken: staff settle it.
  case open
  /// Settled by staff.
  case settled
  /// Paid, and the dossier released with it.
  case captured

  /// Whether the box or staff still owe it an end.
  package var isUnresolved: Bool {
    switch self {
    case .intended, .uncertain, .approved, .reversing, .open: true
    case .notTaken, .reversed, .settled, .captured: false
    }
  }

  /// Whether a program that goes on would bring it to its end; after a stop nobody does.
  package var isUnderWay: Bool { isUnresolved && self != .open }
}

/// One attempt's row: its state and the amount the terminal told.
package struct PaymentStanding: Hashable, Sendable {
  /// How far it is.
  package var state: PaymentState
  /// What the terminal said it took.
  package var approved: Amount?

  /// An attempt in a state.
  package init(_ state: PaymentState, approved: Amount? = nil) {
    self.state = state
    self.approved = approved
  }

  /// The standing after the terminal's word; an answer is a fact of the world and is never refused.
  ///
  /// A late approval of an attempt that was given up becomes open money when the case has another attempt under way.
  package func after(_ answer: PaymentAnswer, anotherIsUnderWay: Bool) -> PaymentStanding {
    switch (state, answer) {
    case (.intended, .approved(let amount)), (.uncertain, .approved(let amount)):
      PaymentStanding(.approved, approved: amount)
    case (.notTaken, .approved(let amount)):
      PaymentStanding(anotherIsUnderWay ? .open : .approved, approved: amount)
    case (.reversing, .approved(let amount)), (.open, .approved(let amount)):
      PaymentStanding(state, approved: amount)
    // What was taken once does not cease to be so because the terminal has forgotten it: a person looks.
    case (.reversing, .notFound) where approved != nil, (.open, .notFound) where approved != nil: self
    case (.intended, .declined), (.uncertain, .declined), (.reversing, .declined), (.open, .declined),
      (.intended, .notFound), (.uncertain, .notFound), (.reversing, .notFound), (.open, .notFound):
      PaymentStanding(.notTaken)
    case (.intended, .inProgress): PaymentStanding(.uncertain)
    case (.intended, .reversed), (.uncertain, .reversed), (.approved, .reversed), (.notTaken, .reversed),
      (.reversing, .reversed), (.open, .reversed):
      PaymentStanding(.reversed, approved: approved)
    case (_, .inProgress), (_, .reversalRefused): self
    case (.approved, .approved), (.approved, .declined), (.approved, .notFound): self
    case (.notTaken, .declined), (.notTaken, .notFound): self
    case (.reversed, _), (.settled, _), (.captured, _): self
    }
  }

  /// The standing after a fact about this attempt; a fact about anything else leaves it as it is.
  package func after(_ fact: Fact, anotherIsUnderWay: Bool = false) -> PaymentStanding {
    switch fact {
    case .paymentAnswered(_, let answer): after(answer, anotherIsUnderWay: anotherIsUnderWay)
    case .paymentUncertain: afterLoss()
    case .reversalIntended: state == .settled ? self : PaymentStanding(.reversing, approved: approved)
    case .moneyOpen: state == .settled ? self : PaymentStanding(.open, approved: approved)
    case .moneySettled(let payment, .taken, _) where state != .captured:
      PaymentStanding(.settled, approved: approved ?? payment.amount)
    case .moneySettled: state == .captured ? self : PaymentStanding(.settled, approved: approved)
    default: self
    }
  }

  /// The standing when the answer was lost.
  package func afterLoss() -> PaymentStanding {
    switch state {
    case .intended: PaymentStanding(.uncertain)
    case .uncertain, .approved, .notTaken, .reversing, .reversed, .open, .settled, .captured: self
    }
  }
}
