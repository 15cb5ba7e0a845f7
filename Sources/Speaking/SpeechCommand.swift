package import ChildProcesses
import Glibc
package import Renewal
package import Screens

/// A program that reads aloud what it gets on its input, and is started for each phrase, with the voice of its language.
package struct SpeechCommand: SpeechEngine {
  /// What is said, without a sound, to try a voice out; a number, for there are voices that fail at numbers.
  private static let trial = "828"

  private let command: [String]
  private let voices: [Language: String]?

  /// The program and its arguments, and the names of its voices; without names it has one of every language's code.
  package init(_ command: [String], voices: [Language: String]? = nil) {
    self.command = command
    self.voices = voices
  }

  package func say(
    _ phrase: Phrase, _ presentation: Presentation, ended: @escaping @Sendable (SpeechEnd) -> Void,
    gone: @escaping @Sendable () -> Void
  ) -> (any Speaking)? {
    // What has no voice is not read aloud.
    guard let voice = voices.map({ $0[phrase.language] }) ?? phrase.language.code else {
      ended(.said)
      return nil
    }
    let isTrial = phrase.text.isEmpty
    let arguments = Self.filled(command, voice: voice, presentation, isSilent: isTrial)
    // Who cannot be told to be silent is given nothing to say.
    let text = isTrial ? (command.contains(Self.volume) ? Self.trial : "") : phrase.text
    return Child.speak(arguments, input: Array("\(text)\n".utf8), within: phrase.longest, ended: ended, gone: gone)
  }

  // MARK: Arguments

  private static let volume = "{volume}"
  private static let volumes = [40, 70, 100, 140, 200]
  private static let paces = [110, 140, 170, 200, 230]

  /// The arguments with the name of a voice, the citizen's volume (0–200, 100 is usual) and pace (words a minute) in their places.
  package static func filled(
    _ command: [String], voice: String, _ presentation: Presentation, isSilent: Bool = false
  ) -> [String] {
    func level(_ choice: Int, _ scale: [Int]) -> Int { scale[min(max(choice, 1), scale.count) - 1] }
    let values = [
      "{language}": voice,
      volume: String(isSilent ? 0 : level(presentation.volume, volumes)),
      "{pace}": String(level(presentation.pace, paces)),
    ]
    return command.map { argument in values[argument] ?? argument }
  }
}

extension Child: Speaking {
  /// Starts a program that is heard.
  static func speak(
    _ command: [String], input: [UInt8] = [], within bound: Milliseconds,
    ended: @escaping @Sendable (SpeechEnd) -> Void,
    gone: @escaping @Sendable () -> Void
  ) -> Child? {
    let child = start(
      command, input: input, within: bound, ended: { ended(SpeechEnd($0, bound, of: command[0])) }, gone: gone)
    if child == nil { ended(.absent("no process can be started")) }
    return child
  }
}

extension SpeechEnd {
  fileprivate init(_ end: Child.End, _ bound: Milliseconds, of program: String) {
    self =
      switch end {
      case .exited(0): .said
      case .exited(let status): .failed("it ended with \(status)")
      case .signalled(let signal): .failed("it crashed (signal \(signal))")
      case .timedOut: .failed("it did not end within \(bound.count / 1000) s")
      case .tooMany(let count): .failed("it started \(count) processes")
      case .notStarted(let code): .absent("\(program): \(String(cString: strerror(code)))")
      }
  }
}
