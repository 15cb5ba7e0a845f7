import ChildProcesses
import Crypto
import Glibc
package import Renewal
package import Screens

/// Sentences that somebody has spoken, played in the engine's place: `FOLDER/LANGUAGE/NAME.wav`, by the name that `name(of:)` gives a
/// sentence. What is not there the engine says, and so everything that is put in.
package struct RecordedSpeech: SpeechEngine {
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
    guard has(phrase) else {
      return engine.say(phrase, presentation, ended: ended, gone: gone)
    }
    return Child.speak(Self.filled(player, file: file(of: phrase)), within: Self.bound, ended: ended, gone: gone)
  }

  /// The player's arguments with a file in its place.
  static func filled(_ player: [String], file: String) -> [String] { player.map { $0 == "{file}" ? file : $0 } }

  /// Whether somebody has spoken it.
  package func has(_ phrase: Phrase) -> Bool { !phrase.text.isEmpty && Self.isWave(file(of: phrase)) }

  /// Whether a file is one of sound, and not empty; what cannot be played is said by the engine.
  private static func isWave(_ path: String) -> Bool {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    var head = [UInt8](repeating: 0, count: 48)
    guard read(file, &head, head.count) == head.count else { return false }
    return head.starts(with: Array("RIFF".utf8)) && head[8..<12].elementsEqual("WAVE".utf8)
  }

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
