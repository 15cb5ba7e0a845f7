import Dispatch
package import Logging
package import Renewal
package import Runtime
package import Screens
import Synchronization

/// The voice of a box with an engine. One phrase is said at a time: the next begins when nothing is left of the one before, for two at
/// once are no speech, and a sound card without mixing refuses the second.
package final class SpokenVoice: Voice {
  /// A phrase to be said, by the number of what it is of, and its place in that.
  private struct Utterance: Hashable, Sendable {
    let number: Int
    let place: Int
    let phrase: Phrase
    let presentation: Presentation
  }

  /// A stop of what was being said.
  private enum Stop: Hashable {
    /// How it ends then says nothing of the engine.
    case inTime
    /// So long after it should have ended: an engine that hangs is stopped by every key, and never comes to its bound.
    case late(by: Milliseconds)
  }

  private struct Mouth {
    var queue = VoiceQueue<Utterance>()
    /// What is being said, until nothing of it is left.
    var speaking: (any Speaking)?
    /// When that should have ended at the latest, by the voice's clock.
    var due = Milliseconds(0)
    /// Where that was stopped, when.
    var stop: Stop?
    /// How the engine's phrases ended.
    var health = VoiceHealth()
    var tellers = VoiceTellers()

    /// What an end means for the voice: words are what is missed, and an engine that fails at several in a row is as good as none.
    mutating func judge(_ end: SpeechEnd, of phrase: Phrase) -> VoiceEnd {
      let told = stop == nil ? end.end : .cutOff
      if stop == .inTime { return told }
      guard phrase.earcon == nil else { return stop == nil ? .said : told }
      _ = health.take(end.end)
      return health.isLost ? .absent : told
    }
  }

  private let engine: (any SpeechEngine)?
  private let log: Logger
  private let now: @Sendable () -> Milliseconds
  private let mouth = Mutex(Mouth())
  /// Where phrases are begun and stopped, one thing after the other: who asks for it has keys to read, and does not wait for a program to load.
  private let turns = DispatchQueue(label: "pasboks.voice")

  /// A voice with that engine, and a clock that only goes forward; without an engine nothing is said.
  package init(
    _ engine: (any SpeechEngine)?, log: Logger,
    now: @escaping @Sendable () -> Milliseconds = {
      Milliseconds(Int(DispatchTime.now().uptimeNanoseconds / 1_000_000))
    }
  ) {
    self.engine = engine
    self.log = log
    self.now = now
  }

  package func say(
    _ phrases: [Phrase], _ presentation: Presentation, isPatient: Bool, began: @escaping @Sendable (Int) -> Void,
    ended: @escaping @Sendable (VoiceEnd) -> Void
  ) {
    guard engine != nil, !phrases.isEmpty else { return ended(.said) }
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
        let late = now().count - mouth.due.count
        mouth.stop = late > 0 ? .late(by: Milliseconds(late)) : .inTime
        mouth.speaking?.stop()
        return []
      case .drop(let utterance): return mouth.tellers.end(utterance.number, .cutOff)
      case .start(let utterance): return start(utterance, &mouth)
      }
    }
  }

  private func start(_ utterance: Utterance, _ mouth: inout Mouth) -> [VoiceTellers.Telling] {
    mouth.stop = nil
    mouth.due = Milliseconds(now().count + utterance.phrase.usual.count)
    mouth.speaking = engine?.say(
      utterance.phrase, utterance.presentation, ended: { end in self.turns.async { self.ended(utterance, end) } },
      gone: { self.turns.async { self.gone() } })
    return mouth.speaking == nil ? [] : mouth.tellers.begin(utterance.number, place: utterance.place)
  }

  private func ended(_ utterance: Utterance, _ end: SpeechEnd) {
    let told = mouth.withLock { mouth -> [VoiceTellers.Telling] in
      var end = end
      if case .late(let late) = mouth.stop { end = .failed("it had not ended \(late.count) ms after it should have") }
      if mouth.stop != .inTime { log(end, of: utterance) }
      let judged = mouth.judge(end, of: utterance.phrase)
      var told = mouth.tellers.end(utterance.number, judged)
      // An engine that is not there is not tried again for each phrase of a screen.
      if judged == .absent { told += handle(.hushed, &mouth) }
      // Of what was not begun nothing is left to wait for.
      if mouth.speaking == nil { told += handle(.gone, &mouth) }
      return told
    }
    told.forEach { $0() }
  }

  private func gone() {
    let told = mouth.withLock { mouth in
      mouth.speaking = nil
      return handle(.gone, &mouth)
    }
    told.forEach { $0() }
  }

  /// Tells the log what a technician can mend.
  private func log(_ end: SpeechEnd, of utterance: Utterance) {
    if utterance.phrase.earcon != nil {
      if let reason = end.reason { log.error("a sound cannot be played", metadata: ["REASON": "\(reason)"]) }
      return
    }
    switch end {
    case .said: break
    case .failed(let reason):
      log.error(
        "the speech engine failed", metadata: ["REASON": "\(reason)", "LANGUAGE": "\(utterance.phrase.language)"])
    case .absent(let reason): log.error("the speech engine cannot be started", metadata: ["REASON": "\(reason)"])
    }
  }
}
