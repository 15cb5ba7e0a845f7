import DriverWire
package import Renewal
import Synchronization

/// The box's line to a simulated world in another process: what is typed there, and which exercise is played.
package final class WorldLine: Sendable {
  /// The name of the world's socket in the folder of its devices' sockets.
  package static let name = "world"
  /// The name of the authority's socket there.
  package static let authorityName = "authority"
  /// The member of a message that says which exercise is to begin.
  static let play = "play"

  private let line: Mutex<DriverLine>

  /// A line to the world behind a folder's sockets.
  package init(folder: String) throws(SocketFault) {
    line = Mutex(try DriverLine(path: "\(folder)/\(Self.name)", longestTail: 0))
  }

  /// What the world tells at first; nothing where it does not within so long, or where it is another user's.
  package func greeting(within patience: Milliseconds) -> WorldGreeting? {
    line.withLock { Self.greeting(on: $0, within: patience) }
  }

  private static func greeting(on line: DriverLine, within patience: Milliseconds) -> WorldGreeting? {
    guard line.isTrusted else { return nil }
    let end = steadyMilliseconds() + patience.count
    var greeting: WorldGreeting?
    while greeting == nil, !line.isOver {
      let left = end - steadyMilliseconds()
      guard left > 0 else { return nil }
      line.wait(milliseconds: Int32(left))
      line.hear { news in
        if case .frame(let frame) = news { greeting = WorldGreeting(json: frame.head) }
        return greeting == nil && !line.isOver
      }
    }
    return greeting
  }

  /// Ends the line; the world is another box's then.
  package func end() { line.withLock { $0.end() } }

  /// Has the exercise at a place begin.
  package func play(_ place: Int) {
    line.withLock { $0.send(DriverFrame([Self.play: .integer(place)]).bytes) }
  }
}
