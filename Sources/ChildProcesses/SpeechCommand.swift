import Dispatch
import Glibc
package import Logging
package import Renewal
import Runtime
package import Screens
import Synchronization

/// The configured program that reads aloud what it gets on its input, a phrase each time it is started, by the voice of its language. One speaks at a time: the next begins
/// when nothing is left of the one before, for two at once are no speech, and a sound card without mixing refuses the second.
package final class SpeechCommand: Voice {
  /// The longest that one phrase may take to be said.
  private static let bound = Milliseconds.seconds(300)

  /// A phrase to be said, by the number of what it is of, and its place in that.
  private struct Utterance: Hashable, Sendable {
    let number: Int
    let place: Int
    let phrase: Phrase
    let presentation: Presentation
  }

  private struct Mouth {
    var queue = VoiceQueue<Utterance>()
    /// The program of what is being said, until nothing of it is left.
    var speaking: Child?
    var tellers = VoiceTellers()
  }

  private let command: [String]
  private let voices: [Language: String]
  private let log: Logger
  private let mouth = Mutex(Mouth())
  /// Where programs are started and stopped, one thing after the other: who asks for it has keys to read, and does not wait for a program to load.
  private let turns = DispatchQueue(label: "pasboks.voice")

  /// The program and its arguments, and its voices' names where those are others than the languages' codes; no program says nothing.
  package init(_ command: [String], voices: [Language: String] = [:], log: Logger) {
    self.command = command
    self.voices = voices
    self.log = log
  }

  package func say(
    _ phrases: [Phrase], _ presentation: Presentation, isPatient: Bool, began: @escaping @Sendable (Int) -> Void,
    ended: @escaping @Sendable () -> Void
  ) {
    guard !command.isEmpty, !phrases.isEmpty else { return ended() }
    turns.async {
      let told = self.mouth.withLock { mouth in
        let number = mouth.tellers.add(phrases: phrases.count, began: began, ended: ended)
        let all = phrases.enumerated().map { place, phrase in
          Utterance(number: number, place: place, phrase: phrase, presentation: presentation)
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
  private func handle(_ event: VoiceQueue<Utterance>.Event, _ mouth: inout Mouth) -> [VoiceTellers.Telling] {
    mouth.queue.handle(event).flatMap { effect -> [VoiceTellers.Telling] in
      switch effect {
      case .stop:
        mouth.speaking?.stop()
        return []
      case .drop(let utterance): return mouth.tellers.end(utterance.number)
      case .start(let utterance): return start(utterance, &mouth)
      }
    }
  }

  private func start(_ utterance: Utterance, _ mouth: inout Mouth) -> [VoiceTellers.Telling] {
    mouth.speaking = Child.start(
      filled(for: utterance.phrase.language, utterance.presentation), input: utterance.phrase.text + "\n",
      within: Self.bound,
      ended: { end in
        self.log(end)
        // An engine that is not there is not tried again for each phrase of a screen.
        if case .notStarted = end { self.hush() }
        self.mouth.withLock { $0.tellers.end(utterance.number) }.forEach { $0() }
      },
      gone: {
        let told = self.mouth.withLock { mouth in
          mouth.speaking = nil
          return self.handle(.gone, &mouth)
        }
        told.forEach { $0() }
      })
    guard mouth.speaking == nil else { return mouth.tellers.begin(utterance.number, place: utterance.place) }
    log.error("the speech engine cannot be started")
    return handle(.hushed, &mouth) + mouth.tellers.end(utterance.number) + handle(.gone, &mouth)
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

  private func filled(for language: Language, _ presentation: Presentation) -> [String] {
    Self.filled(command, voice: voices[language] ?? language.code, presentation)
  }

  /// The arguments with the name of a voice, the citizen's volume (0–200, 100 is usual) and pace (words a minute) in their places.
  package static func filled(_ command: [String], voice: String, _ presentation: Presentation) -> [String] {
    let values = [
      "{language}": voice,
      "{volume}": String([40, 70, 100, 140, 200][min(max(presentation.volume, 1), 5) - 1]),
      "{pace}": String([110, 140, 170, 200, 230][min(max(presentation.pace, 1), 5) - 1]),
    ]
    return command.map { argument in values[argument] ?? argument }
  }
}
