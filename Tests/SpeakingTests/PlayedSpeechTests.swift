import Dispatch
import Foundation
import Renewal
import Screens
import Speaking
import Synchronization
import Testing

/// What somebody has spoken is played, and the engine says the rest.
@Suite struct PlayedSpeechTests {
  /// An engine that keeps what it was asked.
  private final class Engine: SpeechEngine {
    private let asked = Mutex<[String]>([])

    func say(
      _ phrase: Phrase, _ presentation: Presentation, ended: @escaping @Sendable (SpeechEnd) -> Void,
      gone: @escaping @Sendable () -> Void
    ) -> (any Speaking)? {
      asked.withLock { $0.append(phrase.text) }
      ended(.said)
      gone()
      return nil
    }

    var said: [String] { asked.withLock { $0 } }
  }

  /// `printf '%s' 'Velkommen.' | sha256sum | cut -c1-16`
  @Test func `a recording has the name of its sentence's digest`() {
    #expect(PlayedSpeech.name(of: "Velkommen.") == Self.welcome)
  }

  private static let welcome = "d3b8afa45aa74d7d"

  @Test func `the engine is asked for what nobody has spoken in that language`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("voices-\(UUID().uuidString)")
    let danish = folder.appendingPathComponent("da")
    try FileManager.default.createDirectory(at: danish, withIntermediateDirectories: true)
    #expect(
      FileManager.default.createFile(
        atPath: danish.appendingPathComponent("\(Self.welcome).wav").path, contents: Data(Earcon.done.wave(volume: 3))))
    let broken = danish.appendingPathComponent("\(PlayedSpeech.name(of: "Farvel.")).wav")
    try Data("RIFF".utf8).write(to: broken)
    let engine = Engine()
    let speech = PlayedSpeech(player: ["/bin/true", "{file}"], recordings: folder.path, engine: engine)
    #expect(speech.has(Phrase("Velkommen.", Language("da"))) && !speech.has(Phrase("Velkommen.", Language("en"))))
    #expect(!speech.has(Phrase("Farvel.", Language("da"))), "what is no sound is said by the engine")
    for (text, language) in [("", "da"), ("Velkommen", "da"), ("Velkommen.", "en")] {
      _ = speech.say(
        Phrase(text, Language(language)), Presentation(language: Language(language)), ended: { _ in }, gone: {})
    }
    #expect(engine.said == ["", "Velkommen", "Velkommen."])
    try FileManager.default.removeItem(at: folder)
  }
}
