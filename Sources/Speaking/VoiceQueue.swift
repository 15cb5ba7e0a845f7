/// Who speaks now and next: the voice's turns, without programs or threads.
///
/// One speaks at a time: the next begins when nothing is left of the one before. Of what waits only the newest is said; what it takes
/// the place of never began, and has ended.
package struct VoiceQueue<Utterance: Hashable & Sendable>: Hashable, Sendable {
  /// What happened.
  package enum Event: Hashable, Sendable {
    /// These shall be said, one after the other, instead of anything else: at once, or after what is being said.
    case said([Utterance], isPatient: Bool)
    /// Nothing shall be said.
    case hushed
    /// Nothing is left of the program that spoke, or it could not be started.
    case gone
  }

  /// What to do, in order.
  package enum Effect: Hashable, Sendable {
    /// Stop the program that speaks.
    case stop
    /// Start the program for this; how it ends is the program's to tell.
    case start(Utterance)
    /// This was cut off before it began: its end is to be told.
    case drop(Utterance)
  }

  private var isSpeaking = false
  private var next: [Utterance] = []

  /// Nobody speaks.
  package init() {}

  /// Takes an event, and says what to do.
  package mutating func handle(_ event: Event) -> [Effect] {
    switch event {
    case .said(let utterances, let isPatient): replace(with: utterances, stops: !isPatient)
    case .hushed: replace(with: [], stops: true)
    case .gone: begin(after: [], isSpeaking: false)
    }
  }

  private mutating func replace(with utterances: [Utterance], stops: Bool) -> [Effect] {
    let dropped = next.map { Effect.drop($0) }
    next = utterances
    return begin(after: dropped + (isSpeaking && stops ? [.stop] : []), isSpeaking: isSpeaking)
  }

  private mutating func begin(after effects: [Effect], isSpeaking: Bool) -> [Effect] {
    self.isSpeaking = isSpeaking
    guard !isSpeaking, !next.isEmpty else { return effects }
    self.isSpeaking = true
    return effects + [.start(next.removeFirst())]
  }
}
