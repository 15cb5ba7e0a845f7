import Configuration
import Dispatch
import Renewal
import Screens
import Speaking
import Synchronization

extension CheckReport {
  /// How long a voice may take for a trial, in seconds: longer than an engine may.
  private static let patience = 25

  /// Looks whether there is a voice for each language, and has each of them say a number without a sound.
  mutating func checkSpeech(_ configuration: KioskConfiguration) {
    guard let engine = configuration.speechEngine else {
      return lookAt("speech", "kiosk.yaml names no speechCommand: nothing is read aloud, and no screen offers it")
    }
    let place = "\(configuration.folder)/kiosk.yaml:\(configuration.speechLine ?? 1)"
    var heard: [Language] = []
    for language in configuration.policy.languages {
      guard configuration.policy.speaks(language) else {
        lookAt(
          "speech",
          "\(language): speechVoices names no voice for it: nothing is read aloud in it, and no screen offers it")
        continue
      }
      let voice = configuration.speechVoices?[language] ?? language.code
      switch Self.end(of: engine, in: language) {
      case .said: heard.append(language)
      case .failed(let reason):
        problem(
          "speech", "\(place): speechCommand: \(language): the voice “\(voice)” says no number: \(reason)",
          .unavailable)
      case .absent(let reason):
        let mend =
          configuration.speechSocket == nil
          ? "install it, or write speechCommand: []" : "`systemctl status pasboks-voice` tells more"
        return problem("speech", "\(place): \(configuration.speechCommand[0]): \(reason); \(mend)", .unavailable)
      }
    }
    if let recorded = configuration.recordedSpeech {
      for language in configuration.policy.languages {
        let sentences = configuration.catalogue[language].wholeSentences
        let count = sentences.count { recorded.has(Phrase($0, language)) }
        if count > 0 { good("speech", "\(language): \(count) of \(sentences.count) sentences are recorded") }
      }
    }
    if !heard.isEmpty { good("speech", "read aloud in \(heard.map(\.code).joined(separator: ", "))") }
  }

  private static func end(of engine: any SpeechEngine, in language: Language) -> SpeechEnd {
    let hasEnded = DispatchSemaphore(value: 0)
    let end = Mutex<SpeechEnd>(.said)
    let speaking = engine.say(
      Phrase("", language), Presentation(language: language),
      ended: { told in
        end.withLock { $0 = told }
        hasEnded.signal()
      }, gone: {})
    guard hasEnded.wait(timeout: .now() + .seconds(patience)) == .success else {
      speaking?.stop()
      return .failed("it did not answer within \(patience) s")
    }
    return end.withLock { $0 }
  }
}
