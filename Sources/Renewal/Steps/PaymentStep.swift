/// The fee: intent first, three outcomes, status, reversal, open money.
package struct PaymentStep: Hashable, Sendable {
  /// Where the step is.
  package enum Situation: Hashable, Sendable {
    /// What it costs and why; Enter starts the terminal.
    case explained
    /// The terminal has the payment.
    case paying
    /// The answer was lost: the terminal is asked what became of it, for the n-th time.
    case checking(Int)
    /// The money is being given back, for the n-th time, and then what.
    case reversing(Int, Reversal)
    /// Refused; Enter tries again with a new attempt. 1: call a librarian.
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
