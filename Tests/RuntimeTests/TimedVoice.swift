import Renewal
import Runtime
import Screens
import Speaking
import Synchronization

/// A voice that takes its time, in virtual time, and keeps what it said: a phrase at fourteen letters a second, as an engine does.
final class TimedVoice: Voice {
  /// Something that was said, from when to when, and since when it was to be said.
  struct Said {
    let phrase: Phrase
    let due: Int
    let start: Int
    var end: Int?
    /// Whether it came to its end.
    var isWhole = false
  }

  private struct Utterance: Hashable, Sendable {
    let number: Int
    let place: Int
    let phrase: Phrase
    let due: Int
  }

  private struct Contents {
    var queue = VoiceQueue<Utterance>()
    var tellers = VoiceTellers()
    var said: [Said] = []
    var speaking: Utterance?
  }

  /// Letters a second of speech at the usual pace, and the pause after a sentence.
  private static let lettersASecond = 14
  private static let pause = 300
  private let contents = Mutex(Contents())
  private let time: VirtualTime

  init(_ time: VirtualTime) { self.time = time }

  /// Everything that was begun, in order.
  var said: [Said] { contents.withLock { $0.said } }
  var isSpeaking: Bool { contents.withLock { $0.speaking != nil } }

  static func length(of phrase: Phrase) -> Int { phrase.text.count * 1000 / lettersASecond + pause }

  func say(
    _ phrases: [Phrase], _ presentation: Presentation, isPatient: Bool, began: @escaping @Sendable (Int) -> Void,
    ended: @escaping @Sendable (VoiceEnd) -> Void
  ) {
    // Nothing is heard of a trial.
    guard phrases.contains(where: { !$0.text.isEmpty }) else { return ended(.said) }
    let now = time.now()
    let told = contents.withLock { contents in
      let number = contents.tellers.add(phrases: phrases.count, began: began, ended: ended)
      let all = phrases.enumerated().map { Utterance(number: number, place: $0, phrase: $1, due: now) }
      return handle(.said(all, isPatient: isPatient), &contents)
    }
    told.forEach { $0() }
  }

  func hush() { contents.withLock { handle(.hushed, &$0) }.forEach { $0() } }

  private func handle(_ event: VoiceQueue<Utterance>.Event, _ contents: inout Contents) -> [VoiceTellers.Telling] {
    contents.queue.handle(event).flatMap { effect -> [VoiceTellers.Telling] in
      switch effect {
      case .stop: cutOff(&contents)
      case .drop(let utterance): contents.tellers.end(utterance.number, .cutOff)
      case .start(let utterance): start(utterance, &contents)
      }
    }
  }

  private func start(_ utterance: Utterance, _ contents: inout Contents) -> [VoiceTellers.Telling] {
    contents.speaking = utterance
    contents.said.append(Said(phrase: utterance.phrase, due: utterance.due, start: time.now()))
    time.after(Milliseconds(Self.length(of: utterance.phrase))) { self.over(utterance) }
    return contents.tellers.begin(utterance.number, place: utterance.place)
  }

  /// It is said to its end, if nobody has cut it off.
  private func over(_ utterance: Utterance) {
    let told = contents.withLock { contents in
      guard contents.speaking == utterance else { return [VoiceTellers.Telling]() }
      contents.speaking = nil
      contents.said[contents.said.count - 1].end = time.now()
      contents.said[contents.said.count - 1].isWhole = true
      return contents.tellers.end(utterance.number, .said) + handle(.gone, &contents)
    }
    told.forEach { $0() }
  }

  private func cutOff(_ contents: inout Contents) -> [VoiceTellers.Telling] {
    guard let utterance = contents.speaking else { return [] }
    contents.speaking = nil
    contents.said[contents.said.count - 1].end = time.now()
    return contents.tellers.end(utterance.number, .cutOff) + handle(.gone, &contents)
  }
}
