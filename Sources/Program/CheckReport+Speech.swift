import ChildProcesses
import Configuration
import Dispatch
import Glibc
import Renewal
import Screens
import Synchronization

extension CheckReport {
  /// How long the speech engine may take to say a few words without a sound.
  private static let patience = Milliseconds.seconds(20)

  /// Looks whether there is a voice for each language, and has each of them say a few words, numbers among them, without a sound.
  mutating func checkSpeech(_ configuration: KioskConfiguration) {
    guard !configuration.speechCommand.isEmpty else {
      return lookAt("speech", "kiosk.yaml names no speechCommand: nothing is read aloud, and no screen offers it")
    }
    var heard: [Language] = []
    for language in configuration.policy.languages {
      guard configuration.policy.speaks(language) else {
        lookAt(
          "speech",
          "\(language): speechVoices names no voice for it: nothing is read aloud in it, and no screen offers it")
        continue
      }
      let voice = configuration.speechVoices?[language] ?? language.code
      let silent = configuration.speechCommand.map { $0 == "{volume}" ? "0" : $0 }
      let command = SpeechCommand.filled(silent, voice: voice, Presentation(language: language))
      switch Self.end(of: command, saying: configuration.catalogue[language].sample) {
      case .exited(0): heard.append(language)
      case .exited(let status):
        problem("speech", "\(language): the engine ended with \(status) for the voice “\(voice)”", .unavailable)
      case .signalled(let signal):
        problem(
          "speech", "\(language): the engine crashed (signal \(signal)) saying a number with the voice “\(voice)”",
          .unavailable)
      case .timedOut, .tooMany:
        problem("speech", "\(language): the engine did not come to an end with the voice “\(voice)”", .unavailable)
      case .notStarted(let code):
        return problem(
          "speech",
          "\(configuration.speechCommand[0]): \(String(cString: strerror(code))); install it, or write speechCommand: []",
          .unavailable)
      }
    }
    if !heard.isEmpty { good("speech", "read aloud in \(heard.map(\.code).joined(separator: ", "))") }
  }

  private static func end(of command: [String], saying text: String) -> Child.End {
    let ended = DispatchSemaphore(value: 0)
    let end = Mutex<Child.End>(.timedOut)
    let child = Child.start(
      command, input: text + "\n", within: patience,
      ended: { found in
        end.withLock { $0 = found }
        ended.signal()
      })
    guard child != nil else { return .notStarted(errno) }
    ended.wait()
    return end.withLock { $0 }
  }
}
