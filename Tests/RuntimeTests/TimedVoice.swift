import ChildProcesses
import Renewal
import Runtime
import Screens
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

  private struct Teller {
    var left: Int
    let began: @Sendable (Int) -> Void
    let ended: @Sendable () -> Void
  }

  private struct Contents {
    var queue = VoiceQueue<Utterance>()
    var tellers: [Int: Teller] = [:]
    var said: [Said] = []
    var speaking: Utterance?
    var count = 0
    var isQuiet = true
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
    ended: @escaping @Sendable () -> Void
  ) {
    guard !phrases.isEmpty else { return ended() }
    let now = time.now()
    let told = contents.withLock { contents in
      contents.count += 1
      let number = contents.count
      contents.tellers[number] = Teller(left: phrases.count, began: began, ended: ended)
      let all = phrases.enumerated().map { Utterance(number: number, place: $0, phrase: $1, due: now) }
      return handle(.said(all, isPatient: isPatient), &contents)
    }
    told.forEach { $0() }
  }

  func hush() { contents.withLock { handle(.hushed, &$0) }.forEach { $0() } }

  private func handle(_ event: VoiceQueue<Utterance>.Event, _ contents: inout Contents) -> [@Sendable () -> Void] {
    contents.queue.handle(event).flatMap { effect -> [@Sendable () -> Void] in
      switch effect {
      case .stop: cutOff(&contents)
      case .drop(let utterance): end(utterance.number, &contents)
      case .start(let utterance): start(utterance, &contents)
      }
    }
  }

  private func start(_ utterance: Utterance, _ contents: inout Contents) -> [@Sendable () -> Void] {
    contents.speaking = utterance
    contents.said.append(Said(phrase: utterance.phrase, due: utterance.due, start: time.now()))
    let began = contents.tellers[utterance.number]?.began
    time.after(Milliseconds(Self.length(of: utterance.phrase))) { self.over(utterance) }
    return [{ began?(utterance.place) }]
  }

  /// It is said to its end, if nobody has cut it off.
  private func over(_ utterance: Utterance) {
    let told = contents.withLock { contents in
      guard contents.speaking == utterance else { return [@Sendable () -> Void]() }
      contents.speaking = nil
      contents.said[contents.said.count - 1].end = time.now()
      contents.said[contents.said.count - 1].isWhole = true
      return end(utterance.number, &contents) + handle(.gone, &contents)
    }
    told.forEach { $0() }
  }

  private func cutOff(_ contents: inout Contents) -> [@Sendable () -> Void] {
    guard let utterance = contents.speaking else { return [] }
    contents.speaking = nil
    contents.said[contents.said.count - 1].end = time.now()
    return end(utterance.number, &contents) + handle(.gone, &contents)
  }

  private func end(_ number: Int, _ contents: inout Contents) -> [@Sendable () -> Void] {
    contents.tellers[number]?.left -= 1
    guard let teller = contents.tellers[number], teller.left == 0 else { return [] }
    contents.tellers[number] = nil
    return [teller.ended]
  }
}
