import Devices
import DriverWire
import Renewal

/// One line to a driver that is examined, with what came on it and was not looked at yet.
final class DriverVisit {
  /// What was heard.
  enum Heard: Hashable {
    case message(MessageFromDriver)
    case garbled(DriverWireFault)
    case lost
    /// Nothing came in the time there was.
    case silence
  }

  private let line: DriverLine
  /// Whose driver it is; known once it has greeted.
  private var device = Device.statusLight
  private var waiting: [Heard] = []

  init(path: String) throws(SocketFault) {
    line = try DriverLine(path: path, longestTail: DriverProtocol.longestTail(from: .camera))
  }

  /// Whose socket it is; nothing where it may be spoken with.
  var stranger: Int? { line.isTrusted ? nil : UnixSocket.user(of: line.descriptor) }

  /// Whether the other end has not read all that it was told: it has another line, or hangs.
  var isUnread: Bool { UnixSocket.isUnread(line.descriptor) }

  func send(_ message: MessageToDriver) { line.send(message.frame.bytes) }
  func send(bytes: [UInt8]) { line.send(bytes) }

  /// Ends the line, as a box that is killed does.
  func end() { line.end() }

  /// The next thing that comes within a time.
  func hear(within span: Milliseconds) -> Heard {
    let end = steadyMilliseconds() + span.count
    while true {
      if !waiting.isEmpty { return waiting.removeFirst() }
      let left = end - steadyMilliseconds()
      guard left > 0 else { return .silence }
      line.wait(milliseconds: Int32(clamping: left))
      line.hear { news in
        take(news)
        return true
      }
    }
  }

  /// The first thing within a time that is looked for; silence where none is. What is no message, or the end of the line, is always it.
  func hear<Found>(within span: Milliseconds, _ find: (MessageFromDriver) -> Found?) -> Result<Found, DriverLapse> {
    let end = steadyMilliseconds() + span.count
    while true {
      switch hear(within: Milliseconds(max(0, end - steadyMilliseconds()))) {
      case .message(let message): if let found = find(message) { return .success(found) }
      case .garbled(let fault): return .failure(DriverLapse("\(fault)"))
      case .lost: return .failure(DriverLapse("the driver ended the line"))
      case .silence: return .failure(.silent(span))
      }
    }
  }

  private func take(_ news: DriverLine.News) {
    switch news {
    case .lost: waiting.append(.lost)
    case .garbled(let fault): waiting.append(.garbled(fault))
    case .frame(let frame):
      do throws(DriverWireFault) {
        let message = try MessageFromDriver(frame, from: device)
        if case .hello(let greeting) = message { device = greeting.device }
        let most = DriverProtocol.longestTail(from: device)
        guard frame.tail.count <= most else { throw .tail(expected: most, came: frame.tail.count) }
        waiting.append(.message(message))
      } catch {
        waiting.append(.garbled(error))
      }
    }
  }
}

/// How a driver breaks a promise.
struct DriverLapse: Error, Hashable, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }

  /// Nothing came in so long.
  static func silent(_ span: Milliseconds) -> DriverLapse {
    DriverLapse("nothing came within \((span.count + 999) / 1000) s")
  }
}
