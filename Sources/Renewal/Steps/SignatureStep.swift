package import Quality

/// The signature on the pad.
package struct SignatureStep: Hashable, Sendable {
  /// What the pad met last.
  package enum Notice: Hashable, Sendable {
    /// Nobody signed.
    case nothing
    /// What is wrong with it, most useful first.
    case poor([SignatureFault])
    /// The pad failed.
    case padFailed
  }

  /// Where the step is.
  package enum Situation: Hashable, Sendable {
    /// The pad waits. 1: I cannot sign.
    case signing
    /// The pad stopped; Enter starts it again.
    case stopped
    /// The strokes are shown; Enter takes them, `-` signs again.
    case shown(Signature)
    /// Done before; Enter goes on, 1 signs again.
    case done
  }

  /// Where the step is.
  package var situation: Situation
  /// What the pad met last.
  package var notice: Notice?
  /// Signatures that were poor, 0–3.
  package var tries = 0

  /// The step in a situation.
  package init(situation: Situation, notice: Notice? = nil) {
    self.situation = situation
    self.notice = notice
  }
}
