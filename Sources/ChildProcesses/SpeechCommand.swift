import Dispatch
import Glibc
package import Logging
package import Renewal
import Runtime
import Synchronization

/// The configured program that reads aloud what it gets on its input, a sentence each time it is started. One speaks at a time: the next begins
/// when nothing is left of the one before, for two at once are no speech, and a sound card without mixing refuses the second.
package final class SpeechCommand: Voice {
  /// The longest that one sentence may take to be said.
  private static let bound = Milliseconds.seconds(300)

  /// A sentence to be said, by the number of what it is of, and its place in that.
  private struct Sentence: Hashable, Sendable {
    let number: Int
    let place: Int
    let text: String
    let presentation: Presentation
  }

  /// Whom it is told how far something is said.
  private struct Teller {
    /// How many of its sentences have not ended.
    var left: Int
    let began: @Sendable (Int) -> Void
    let ended: @Sendable () -> Void
  }

  private struct Mouth {
    var queue = VoiceQueue<Sentence>()
    /// The program of what is being said, until nothing of it is left.
    var speaking: Child?
    var tellers: [Int: Teller] = [:]
    var count = 0

    /// A sentence has ended, or never began; whom the end of the whole is to be told now.
    mutating func end(_ number: Int) -> (@Sendable () -> Void)? {
      tellers[number]?.left -= 1
      guard let teller = tellers[number], teller.left == 0 else { return nil }
      tellers[number] = nil
      return teller.ended
    }
  }

  private let command: [String]
  private let log: Logger
  private let mouth = Mutex(Mouth())
  /// Where programs are started and stopped, one thing after the other: who asks for it has keys to read, and does not wait for a program to load.
  private let turns = DispatchQueue(label: "pasboks.voice")

  /// The program and its arguments; no program says nothing.
  package init(_ command: [String], log: Logger) {
    self.command = command
    self.log = log
  }

  package func say(
    _ sentences: [String], _ presentation: Presentation, isPatient: Bool, began: @escaping @Sendable (Int) -> Void,
    ended: @escaping @Sendable () -> Void
  ) {
    guard !command.isEmpty, !sentences.isEmpty else { return ended() }
    turns.async {
      let told = self.mouth.withLock { mouth in
        mouth.count += 1
        let number = mouth.count
        mouth.tellers[number] = Teller(left: sentences.count, began: began, ended: ended)
        let all = sentences.enumerated().map { place, text in
          Sentence(number: number, place: place, text: text + "\n", presentation: presentation)
        }
        return self.handle(.said(all, isPatient: isPatient), &mouth)
      }
      told.forEach { $0() }
    }
  }

  package func hush() {
    turns.async { self.mouth.withLock { self.handle(.hushed, &$0) }.forEach { $0() } }
  }

  /// Does what the turns ask for; what is to be told now.
  private func handle(_ event: VoiceQueue<Sentence>.Event, _ mouth: inout Mouth) -> [@Sendable () -> Void] {
    mouth.queue.handle(event).flatMap { effect -> [@Sendable () -> Void] in
      switch effect {
      case .stop:
        mouth.speaking?.stop()
        return []
      case .drop(let sentence): return mouth.end(sentence.number).map { [$0] } ?? []
      case .start(let sentence): return start(sentence, &mouth)
      }
    }
  }

  private func start(_ sentence: Sentence, _ mouth: inout Mouth) -> [@Sendable () -> Void] {
    let began = mouth.tellers[sentence.number]?.began
    mouth.speaking = Child.start(
      Self.filled(command, sentence.presentation), input: sentence.text, within: Self.bound,
      ended: { end in
        self.log(end)
        // An engine that is not there is not tried again for each sentence of a screen.
        if case .notStarted = end { self.hush() }
        self.mouth.withLock { $0.end(sentence.number) }?()
      },
      gone: {
        let told = self.mouth.withLock { mouth in
          mouth.speaking = nil
          return self.handle(.gone, &mouth)
        }
        told.forEach { $0() }
      })
    guard mouth.speaking == nil else { return [{ began?(sentence.place) }] }
    log.error("the speech engine cannot be started")
    return handle(.hushed, &mouth) + (mouth.end(sentence.number).map { [$0] } ?? []) + handle(.gone, &mouth)
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
