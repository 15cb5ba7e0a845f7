import ChildProcesses
import Crypto
import Glibc
package import Renewal
package import Screens

/// Sentences that somebody has spoken, played in the engine's place: `FOLDER/LANGUAGE/NAME.wav`, by the name that `name(of:)` gives a
/// sentence. What is not there the engine says, and so everything that is put in.
package struct RecordedSpeech: SpeechEngine {
  /// What stands for the file among the player's arguments.
  private static let place = "{file}"
  /// The longest that a recording may take.
  private static let bound = Milliseconds.seconds(120)

  private let folder: String
  private let player: [String]
  private let engine: any SpeechEngine

  /// The recordings in a folder, the program that plays a file, and who says the rest.
  package init(folder: String, player: [String], engine: any SpeechEngine) {
    self.folder = folder
    self.player = player
    self.engine = engine
  }

  package func say(
    _ phrase: Phrase, _ presentation: Presentation, ended: @escaping @Sendable (SpeechEnd) -> Void,
    gone: @escaping @Sendable () -> Void
  ) -> (any Speaking)? {
    guard !phrase.text.isEmpty, has(phrase) else {
      return engine.say(phrase, presentation, ended: ended, gone: gone)
    }
    let file = file(of: phrase)
    return Child.speak(player.map { $0 == Self.place ? file : $0 }, within: Self.bound, ended: ended, gone: gone)
  }

  /// Whether somebody has spoken it.
  package func has(_ phrase: Phrase) -> Bool { access(file(of: phrase), R_OK) == 0 }

  private func file(of phrase: Phrase) -> String {
    "\(folder)/\(phrase.language)/\(Self.name(of: phrase.text)).wav"
  }

  /// The name of a sentence's recording: the first sixteen hexadecimal digits of its SHA-256 in UTF-8, so that another sentence has another.
  package static func name(of sentence: String) -> String {
    SHA256.hash(data: Array(sentence.utf8)).prefix(8).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 2 ? digits : "0" + digits
    }.joined()
  }
}
