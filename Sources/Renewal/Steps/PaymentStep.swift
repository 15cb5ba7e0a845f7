/// The fee: what it costs, the attempts to take it, and what a refusal leaves to do.
package struct PaymentStep: Hashable, Sendable {
  /// Where the step is.
  package enum Situation: Hashable, Sendable {
    /// What it costs and why; Enter starts the terminal.
    case explained
    /// Money may be under way; its machine knows how far it is.
    case underWay(PaymentTransaction)
    /// Refused; Enter tries again with a new attempt. 1: call a librarian.
    case refused(DeclineReason)
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
    case .explained, .refused, .releasing: nil
    }
  }
}
