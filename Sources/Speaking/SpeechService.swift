import Dispatch
import Glibc
package import Logging
package import Renewal
package import Runtime
import Synchronization

/// Says for others what they ask for on a socket: a connection is a phrase, and who closes it stops that.
package struct SpeechService: Sendable {
  /// How many may ask at a time: a box says one phrase, and stops another.
  private static let mostLines = 8

  private let engine: any SpeechEngine
  private let log: Logger
  /// How long whoever calls may take to ask, so that who says nothing holds up nobody.
  private let patience: Milliseconds
  private let lines = DispatchSemaphore(value: mostLines)

  /// A service with an engine.
  package init(_ engine: any SpeechEngine, patience: Milliseconds = .seconds(2), log: Logger) {
    self.engine = engine
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

  /// Says what is asked for on a line, until it is said or the other end has closed.
  private func answer(_ line: Int32) {
    guard let request = request(on: line) else {
      return log.error("what was asked of the voice is no request")
    }
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
      while SpeechLine.next(on: line) != nil {}
      // Whoever closes in the middle has it end as it may.
      let isCutOff = end.withLock { $0 == nil }
      if isCutOff { speaking.stop() }
      isGone.wait()
      if isCutOff { return }
    }
    let told = end.withLock { $0 } ?? .failed("it did not tell")
    switch told {
    case .said: break
    case .failed(let reason), .absent(let reason): log.error("not said", metadata: ["REASON": "\(reason)"])
    }
    _ = UnixSocket.send(told.bytes[...], to: line)
  }

  /// The first line that comes; nothing where none does, or it is too long, or is no request.
  private func request(on line: Int32) -> SpeechRequest? {
    var asked: [UInt8] = []
    while let bytes = SpeechLine.next(on: line, within: patience), asked.count <= SpeechRequest.longest {
      asked += bytes
      if let end = asked.firstIndex(of: UInt8(ascii: "\n")) { return SpeechRequest(Array(asked[..<end])) }
    }
    return nil
  }
}
