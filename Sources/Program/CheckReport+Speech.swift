import Configuration
import Dispatch
import Foundation
import Glibc
import Renewal
import Screens
import Speaking
import Synchronization

extension CheckReport {
  /// How long a voice may take for a trial, in seconds: longer than an engine may.
  private static let patience = 25

  /// Looks whether there is a voice for each language, and has each of them say a number without a sound.
  mutating func checkSpeech(_ configuration: KioskConfiguration) {
    let speech = configuration.speech
    guard let engine = speech.engine(startedWith: speech.name) else {
      return lookAt("speech", "kiosk.yaml names no speechCommand: nothing is read aloud, and no screen offers it")
    }
    func place(_ key: String) -> String { "\(configuration.folder)/kiosk.yaml:\(speech.line(of: key)): \(key)" }
    guard configuration.policy.languages.contains(where: configuration.policy.speaks) else {
      return problem(
        "speech",
        "\(place("speechVoices")): names no voice for a language of the box, so nothing is read aloud; name "
          + "one, or write speechCommand: []", .configuration)
    }
    if !Self.hasSoundCard {
      lookAt(
        "speech",
        "the kernel knows no sound card here (/dev/snd has no pcm…p): what is read aloud is heard only if "
          + "speechCommand sends it elsewhere")
    }
    checkPlayed(configuration, place)
    // Whoever starts it, this machine must have it.
    guard has(speech.command, place("speechCommand"), or: ", or write speechCommand: []") else { return }
    var heard: [Language] = []
    for language in configuration.policy.languages {
      guard configuration.policy.speaks(language) else {
        lookAt(
          "speech",
          "\(language): speechVoices names no voice for it: nothing is read aloud in it, and no screen offers it")
        continue
      }
      let voice = speech.voices?[language] ?? language.code
      switch Self.end(of: engine, in: language) {
      case .said: heard.append(language)
      case .failed(let reason):
        problem(
          "speech", "\(place("speechCommand")): \(language): the voice “\(voice)” says no number: \(reason)",
          .unavailable)
      case .absent(let reason):
        let told =
          speech.socket == nil
          ? "\(place("speechCommand")): \(reason)"
          : "\(place("speechSocket")): \(reason); `systemctl status pasboks-voice` tells more, `systemctl restart "
            + "pasboks-voice` starts it anew"
        return problem("speech", told, .unavailable)
      }
    }
    if let socket = speech.socket, speech.jack != nil {
      switch HeadsetWatch.look(socket) {
      case .known(let isIn): good("speech", "a headset is \(isIn ? "plugged in" : "not plugged in")")
      case .unknown(let reason):
        problem("speech", "\(place("headsetJack")): \(reason)", .unavailable)
      }
    }
    if !heard.isEmpty { good("speech", "read aloud in \(heard.map(\.code).joined(separator: ", "))") }
  }

  /// Looks at what somebody has spoken, and whether there is something to play it with.
  private mutating func checkPlayed(_ configuration: KioskConfiguration, _ place: (String) -> String) {
    let speech = configuration.speech
    _ = has(speech.player, place("speechPlayer"))
    guard let folder = speech.recordings else { return }
    if access("\(folder)/.", R_OK | X_OK) != 0 {
      problem("speech", "\(place("speechRecordings")): \(Self.reason(folder))", .unavailable)
    }
    for language in configuration.policy.languages {
      let sentences = configuration.catalogue[language].wholeSentences
      let count = sentences.count { speech.played?.has(Phrase($0, language)) == true }
      if count > 0 { good("speech", "\(language): \(count) of \(sentences.count) sentences are recorded") }
    }
  }

  /// Whether this machine has the program of a command; none is no problem.
  private mutating func has(_ command: [String], _ place: String, or otherwise: String = "") -> Bool {
    guard let program = command.first, access(program, X_OK) != 0 else { return true }
    problem("speech", "\(place): \(Self.reason(program)); install it\(otherwise)", .unavailable)
    return false
  }

  /// Whether a card plays something (`pcmC0D0p`).
  private static var hasSoundCard: Bool {
    let devices = (try? FileManager.default.contentsOfDirectory(atPath: "/dev/snd")) ?? []
    return devices.contains { $0.hasPrefix("pcm") && $0.hasSuffix("p") }
  }

  private static func reason(_ path: String) -> String { "\(path): \(String(cString: strerror(errno)))" }

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
