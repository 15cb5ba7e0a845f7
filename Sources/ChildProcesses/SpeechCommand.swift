import Glibc
package import Logging
package import Renewal
import Runtime
import Synchronization

/// The configured program that reads aloud what it gets on its input. One speaks at a time: the next begins when nothing is left of
/// the one before, for two at once are no speech, and a sound card without mixing refuses the second.
package final class SpeechCommand: Voice {
  /// The longest that one screen may take to be said.
  private static let bound = Milliseconds.seconds(300)

  /// Something to be said.
  private struct Speech {
    let sentences: [String]
    let presentation: Presentation
    let ended: @Sendable () -> Void
  }

  private struct Mouth {
    /// The program of what is being said, until nothing of it is left.
    var speaking: Child?
    /// What is said after it.
    var next: Speech?
  }

  private let command: [String]
  private let log: Logger
  private let mouth = Mutex(Mouth())

  /// The program and its arguments; no program says nothing.
  package init(_ command: [String], log: Logger) {
    self.command = command
    self.log = log
  }

  package func say(_ sentences: [String], _ presentation: Presentation, ended: @escaping @Sendable () -> Void) {
    guard !command.isEmpty else { return ended() }
    let speech = Speech(sentences: sentences, presentation: presentation, ended: ended)
    replace(with: speech)
  }

  package func hush() { replace(with: nil) }

  /// Stops what is said, and takes what is to be said instead; what waited meanwhile was cut off before it began.
  private func replace(with speech: Speech?) {
    let unsaid = mouth.withLock { mouth in
      let unsaid = mouth.next
      mouth.next = speech
      mouth.speaking?.stop()
      begin(&mouth)
      return unsaid
    }
    unsaid?.ended()
  }

  private func begin(_ mouth: inout Mouth) {
    guard mouth.speaking == nil, let speech = mouth.next else { return }
    mouth.next = nil
    let text = speech.sentences.joined(separator: "\n") + "\n"
    mouth.speaking = Child.start(
      Self.filled(command, speech.presentation), input: text, within: Self.bound,
      ended: { end in
        self.log(end)
        speech.ended()
      },
      gone: {
        self.mouth.withLock { mouth in
          mouth.speaking = nil
          self.begin(&mouth)
        }
      })
    guard mouth.speaking == nil else { return }
    log.error("the speech engine cannot be started")
    speech.ended()
  }

  /// Tells the log what a technician can mend; that a voice was cut off is usual.
  private func log(_ end: Child.End) {
    switch end {
    case .exited, .signalled: break
    case .notStarted(let code):
      log.error("the speech engine cannot be started", metadata: ["REASON": "\(String(cString: strerror(code)))"])
    case .timedOut: log.error("the speech engine did not end", metadata: ["SECONDS": "\(Self.bound.count / 1000)"])
    case .tooMany(let count): log.error("the speech engine starts too much", metadata: ["PROCESSES": "\(count)"])
    }
  }

  /// The arguments with the citizen's language, volume (0–200, 100 is usual) and pace (words a minute) in their places.
  package static func filled(_ command: [String], _ presentation: Presentation) -> [String] {
    let values = [
      "{language}": presentation.language.code,
      "{volume}": String([40, 70, 100, 140, 200][min(max(presentation.volume, 1), 5) - 1]),
      "{pace}": String([110, 140, 170, 200, 230][min(max(presentation.pace, 1), 5) - 1]),
    ]
    return command.map { argument in values[argument] ?? argument }
  }
}
