import DriverWire
import Glibc
import Renewal

/// The world's end of its line to a box: greets who calls, and plays what that says.
package final class WorldHost: Sendable {
  private let socket: ListeningSocket
  private let greeting: @Sendable () -> WorldGreeting
  private let play: @Sendable (Int) -> Void
  private let ended: @Sendable () -> Void

  /// A host on a socket that listens; `ended` is told each time a box's line has ended.
  package init(
    on socket: ListeningSocket, greeting: @escaping @Sendable () -> WorldGreeting,
    play: @escaping @Sendable (Int) -> Void = { _ in }, ended: @escaping @Sendable () -> Void = {}
  ) {
    self.socket = socket
    self.greeting = greeting
    self.play = play
    self.ended = ended
  }

  /// Serves on a thread of its own; 0, or why there is none (errno's number).
  package func start() -> Int32 { OwnThread.start(WorldHostThread(self)) }

  fileprivate func serve() {
    while true {
      var asked = pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0)
      _ = poll(&asked, 1, -1)
      guard let line = socket.answer(longestTail: 0) else { continue }
      serve(line)
      ended()
    }
  }

  /// One box at a time, until its line ends.
  private func serve(_ line: DriverLine) {
    line.send(DriverFrame(greeting().json).bytes)
    while !line.isOver {
      line.wait(milliseconds: -1)
      line.hear { news in
        switch news {
        case .frame(let frame):
          if let place = frame.head[WorldLine.play].integer { play(place) }
          return true
        case .garbled:
          line.end()
          return false
        case .lost: return false
        }
      }
    }
  }
}

/// The thread of a world's line.
private final class WorldHostThread: ThreadWork {
  private let host: WorldHost

  init(_ host: WorldHost) { self.host = host }

  func serve() { host.serve() }
}
