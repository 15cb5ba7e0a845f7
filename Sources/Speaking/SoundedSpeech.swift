import ChildProcesses
package import Renewal
package import Screens

/// Plays the short sounds of the box; an engine says the words.
package struct SoundedSpeech: SpeechEngine {
  /// The longest that a sound may take, its player's start with it; the words wait for it.
  private static let bound = Milliseconds(1_500)

  private let player: [String]
  private let engine: any SpeechEngine

  /// The program that plays a file, and who says words.
  package init(player: [String], engine: any SpeechEngine) {
    self.player = player
    self.engine = engine
  }

  package func say(
    _ phrase: Phrase, _ presentation: Presentation, ended: @escaping @Sendable (SpeechEnd) -> Void,
    gone: @escaping @Sendable () -> Void
  ) -> (any Speaking)? {
    guard let earcon = phrase.earcon else { return engine.say(phrase, presentation, ended: ended, gone: gone) }
    return Child.speak(
      RecordedSpeech.filled(player, file: "/dev/stdin"), input: earcon.wave(volume: presentation.volume),
      within: Self.bound, ended: ended, gone: gone)
  }
}
