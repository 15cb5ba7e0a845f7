import ChildProcesses
import Crypto
import Glibc
package import Renewal
package import Screens

/// Plays what needs no engine: the short sounds, and sentences that somebody has spoken, `FOLDER/LANGUAGE/NAME.wav` by the name that
/// `name(of:)` gives a sentence. What is not there the engine says, and so everything that is put in.
package struct PlayedSpeech: SpeechEngine {
  /// The longest that a recording may take, and a sound, for which the words wait; its player's start with it.
  private static let bounds = (recording: Milliseconds.seconds(120), sound: Milliseconds(1_500))

  private let player: [String]
  private let recordings: String?
  private let engine: any SpeechEngine

  /// The program that plays a file, with `{file}` where that stands, the recordings' folder where there is one, and who says the rest.
  package init(player: [String], recordings: String?, engine: any SpeechEngine) {
    self.player = player
    self.recordings = recordings
    self.engine = engine
  }

  package func say(
    _ phrase: Phrase, _ presentation: Presentation, ended: @escaping @Sendable (SpeechEnd) -> Void,
    gone: @escaping @Sendable () -> Void
  ) -> (any Speaking)? {
    func play(_ file: String, input: [UInt8] = [], within bound: Milliseconds) -> (any Speaking)? {
      Child.speak(
        player.map { $0 == "{file}" ? file : $0 }, input: input, within: bound, ended: ended, gone: gone)
    }
    if let earcon = phrase.earcon {
      return play("/dev/stdin", input: earcon.wave(volume: presentation.volume), within: Self.bounds.sound)
    }
    if let recording = recording(of: phrase) { return play(recording, within: Self.bounds.recording) }
    return engine.say(phrase, presentation, ended: ended, gone: gone)
  }

  /// Whether somebody has spoken it.
  package func has(_ phrase: Phrase) -> Bool { recording(of: phrase) != nil }

  private func recording(of phrase: Phrase) -> String? {
    guard let recordings, !phrase.text.isEmpty else { return nil }
    let file = "\(recordings)/\(phrase.language)/\(Self.name(of: phrase.text)).wav"
    return Self.isWave(file) ? file : nil
  }

  /// Whether a file is one of sound, and not empty; what cannot be played is said by the engine.
  private static func isWave(_ path: String) -> Bool {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    var head = [UInt8](repeating: 0, count: 48)
    guard read(file, &head, head.count) == head.count else { return false }
    return head.starts(with: Array("RIFF".utf8)) && head[8..<12].elementsEqual("WAVE".utf8)
  }

  /// The name of a sentence's recording: the first sixteen hexadecimal digits of its SHA-256 in UTF-8, so that another sentence has another.
  package static func name(of sentence: String) -> String {
    SHA256.hash(data: Array(sentence.utf8)).prefix(8).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 2 ? digits : "0" + digits
    }.joined()
  }
}
