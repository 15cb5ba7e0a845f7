import Dispatch
import Glibc
package import Logging
package import Renewal
package import Runtime
import Screens
import Synchronization

/// Says for others what they ask for on a socket: a connection is a phrase, and who closes it stops that.
package struct SpeechService: Sendable {
  /// How many may ask at a time: a box says one phrase, stops another and watches the headset, and a technician looks.
  private static let mostLines = 32
  /// How many of them may watch the headset, which lasts.
  private static let mostWatches = 4

  private let engine: any SpeechEngine
  private let settings: String
  private let jack: HeadsetJack?
  private let log: Logger
  /// How long whoever calls may take to ask, so that who says nothing holds up nobody.
  private let patience: Milliseconds
  private let lines = DispatchSemaphore(value: mostLines)
  private let watches = DispatchSemaphore(value: mostWatches)
  /// Two at once are no speech.
  private let mouth = DispatchSemaphore(value: 1)

  /// A service with an engine, the name of its settings, and the socket of a headset if that tells.
  package init(
    _ engine: any SpeechEngine, settings: String, jack: HeadsetJack? = nil, patience: Milliseconds = .seconds(2),
    log: Logger
  ) {
    self.engine = engine
    self.settings = settings
    self.jack = jack
    self.patience = patience
    self.log = log
  }

  /// Serves whoever calls, for ever.
  package func serve(on socket: ListeningSocket) {
    while true {
      lines.wait()
      guard let line = socket.call() else {
        lines.signal()
        continue
      }
      DispatchQueue.global().async {
        answer(line)
        close(line)
        lines.signal()
      }
    }
  }

  /// Answers what is asked for on a line.
  private func answer(_ line: Int32) {
    var asked = SpeechLines(on: line)
    let first = asked.next(within: patience)
    if let first, SpeechRequest.isWatch(first) { return watch(for: line) }
    guard let request = first.flatMap({ SpeechRequest($0) }) else {
      // Who only looked whether somebody is there asked for nothing.
      return first == nil && asked.isEmpty ? () : log.error("what was asked of the voice is no request")
    }
    if let wanted = request.settings, wanted != settings {
      return tell(.absent("the voice was started before kiosk.yaml was changed"), to: line)
    }
    _ = UnixSocket.send(SpeechRequest.begun[...], to: line)
    mouth.wait()
    defer { mouth.signal() }
    guard let end = say(request, asked, line) else { return }
    if let reason = end.reason {
      log.error("not said", metadata: ["REASON": "\(reason)", "LANGUAGE": "\(request.phrase.language)"])
    }
    tell(end, to: line)
  }

  private func watch(for line: Int32) {
    guard let jack else { return tell(.absent("kiosk.yaml names no headsetJack"), to: line) }
    guard watches.wait(timeout: .now()) == .success else { return tell(.failed("too many watch it"), to: line) }
    defer { watches.signal() }
    let reason = jack.watch(for: line) { isIn in
      _ = UnixSocket.send(SpeechRequest.headset(isIn: isIn)[...], to: line)
    }
    if let reason { tell(.failed(reason), to: line) }
  }

  private func tell(_ end: SpeechEnd, to line: Int32) { _ = UnixSocket.send(end.bytes[...], to: line) }

  /// Says something until it is said or the other end has closed; nothing where that was first.
  private func say(_ request: SpeechRequest, _ asked: SpeechLines, _ line: Int32) -> SpeechEnd? {
    let end = Mutex<SpeechEnd?>(nil)
    let isGone = DispatchSemaphore(value: 0)
    let speaking = engine.say(
      request.phrase, request.presentation, ended: { told in end.withLock { $0 = told } },
      gone: {
        // Whoever waits for the other end to close is woken.
        shutdown(line, Int32(SHUT_RD))
        isGone.signal()
      })
    if let speaking {
      asked.waitForEnd()
      // Whoever closes in the middle has it end as it may.
      let isCutOff = end.withLock { $0 == nil }
      if isCutOff { speaking.stop() }
      isGone.wait()
      if isCutOff { return nil }
    }
    return end.withLock { $0 } ?? .failed("it did not tell")
  }
}
