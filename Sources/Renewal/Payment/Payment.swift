package import PassportRules

/// One attempt to take money; a retry of the same attempt keeps both ids.
package struct Payment: Hashable, Sendable {
  /// The case that is paid for, nexo's sale transaction.
  package let sale: CaseNumber
  /// The attempt within the case, from 1, nexo's service id.
  package let attempt: Int
  /// What is owed.
  package let amount: Amount

  /// An attempt to take an amount for a case.
  package init(sale: CaseNumber, attempt: Int, amount: Amount) {
    self.sale = sale
    self.attempt = attempt
    self.amount = amount
  }

  /// The reference sent to the terminal, the same for every retry of the attempt.
  package var reference: String { "\(sale)-\(attempt)" }
}

/// Why a card payment was refused.
package enum DeclineReason: String, Hashable, Sendable, CaseIterable {
  case refused, wrongPIN, cancelled, terminalBusy, hostUnreachable

  /// Whether it was the terminal or its line, and nothing that the citizen or the bank did.
  package var isOfTerminal: Bool {
    switch self {
    case .terminalBusy, .hostUnreachable: true
    case .refused, .wrongPIN, .cancelled: false
    }
  }
}

/// What the payment terminal says of a payment.
package enum PaymentAnswer: Hashable, Sendable {
  /// Taken, that much; another amount than asked for is given back.
  case approved(Amount)
  /// Not taken.
  case declined(DeclineReason)
  /// Status only: still under way.
  case inProgress
  /// Status only: the terminal never processed such a payment.
  case notFound
  /// Reversal only: the money is back, or was never taken.
  case reversed
  /// Reversal only: refused.
  case reversalRefused
}
