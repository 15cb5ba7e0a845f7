import Dispatch
import Glibc
package import Logging
package import Renewal

/// Hears from the voice's process whether a headset is plugged in.
package struct HeadsetWatch: Sendable {
  private let path: String
  private let pause: Milliseconds
  private let patience: Milliseconds
  private let log: Logger

  /// What the process on a path tells; one that is gone is asked again after a pause.
  package init(
    path: String, pause: Milliseconds = .seconds(5), patience: Milliseconds = .seconds(5),
    log: Logger
  ) {
    self.path = path
    self.pause = pause
    self.patience = patience
    self.log = log
  }

  /// Tells it from now on, on a queue of its own, for ever. What is not known is no headset: what only somebody's own ears may hear is not
  /// said to a room.
  @Sendable package func run(_ tell: @escaping @Sendable (Bool) -> Void) {
    DispatchQueue(label: "pasboks.headset").async {
      var told: String?
      while true {
        var last: Bool?
        let reason = Self.follow(path, within: patience) { isIn in
          if isIn != last { tell(isIn) }
          last = isIn
          return true
        }
        tell(false)
        if told != reason { log.error("the headset's socket is not known", metadata: ["REASON": "\(reason)"]) }
        told = reason
        usleep(useconds_t(pause.count * 1000))
      }
    }
  }

  /// What is known of the socket.
  package enum State: Hashable, Sendable {
    case known(isIn: Bool)
    /// Why it is not.
    case unknown(String)
  }

  /// Looks once, for whoever sets it up.
  package static func look(_ path: String, patience: Milliseconds = .seconds(5)) -> State {
    var state: State?
    let reason = follow(path, within: patience) { isIn in
      state = state ?? .known(isIn: isIn)
      return false
    }
    return state ?? .unknown(reason)
  }

  /// Tells it as long as a line lasts and more is wanted; why it ended.
  private static func follow(_ path: String, within patience: Milliseconds? = nil, _ tell: (Bool) -> Bool) -> String {
    do throws(SpeechEnd) {
      let line = try SpeechSocket.connect(path, asking: SpeechRequest.watch)
      defer { close(line) }
      var answers = SpeechLines(on: line)
      while let answer = answers.next(within: patience) {
        guard let isIn = JSON(foreign: answer)?["headset"].flag else { return SpeechEnd(answer).reason ?? "it ended" }
        guard tell(isIn) else { break }
      }
      return "the voice tells nothing of it"
    } catch {
      return error.reason ?? "it ended"
    }
  }
}
