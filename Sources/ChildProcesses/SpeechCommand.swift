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

  /// Something to be said, by its number.
  private struct Utterance: Hashable, Sendable {
    let number: Int
    let text: String
    let presentation: Presentation
  }

  private struct Mouth {
    var queue = VoiceQueue<Utterance>()
    /// The program of what is being said, until nothing of it is left.
    var speaking: Child?
    /// Whom the end of what was to be said is told, by its number.
    var ended: [Int: @Sendable () -> Void] = [:]
    var count = 0
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
    let text = sentences.joined(separator: "\n") + "\n"
    let dropped = mouth.withLock { mouth in
      mouth.count += 1
      mouth.ended[mouth.count] = ended
      return handle(.said(Utterance(number: mouth.count, text: text, presentation: presentation)), &mouth)
    }
    dropped.forEach { $0() }
  }

  package func hush() { mouth.withLock { handle(.hushed, &$0) }.forEach { $0() } }

  /// Does what the turns ask for; whose end is to be told now.
  private func handle(_ event: VoiceQueue<Utterance>.Event, _ mouth: inout Mouth) -> [@Sendable () -> Void] {
    mouth.queue.handle(event).flatMap { effect -> [@Sendable () -> Void] in
      switch effect {
      case .stop:
        mouth.speaking?.stop()
        return []
      case .drop(let utterance): return mouth.ended.removeValue(forKey: utterance.number).map { [$0] } ?? []
      case .start(let utterance): return start(utterance, &mouth)
      }
    }
  }

  private func start(_ utterance: Utterance, _ mouth: inout Mouth) -> [@Sendable () -> Void] {
    let ended = mouth.ended.removeValue(forKey: utterance.number)
    mouth.speaking = Child.start(
      Self.filled(command, utterance.presentation), input: utterance.text, within: Self.bound,
      ended: { end in
        self.log(end)
        ended?()
      },
      gone: {
        let dropped = self.mouth.withLock { mouth in
          mouth.speaking = nil
          return self.handle(.gone, &mouth)
        }
        dropped.forEach { $0() }
      })
    guard mouth.speaking == nil else { return [] }
    log.error("the speech engine cannot be started")
    return (ended.map { [$0] } ?? []) + handle(.gone, &mouth)
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
