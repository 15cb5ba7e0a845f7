import Glibc
import Renewal

/// What comes on a connection, line by line, for a thread that has nothing else to do.
struct SpeechLines {
  private let descriptor: Int32
  private var rest: [UInt8] = []

  init(on descriptor: Int32) { self.descriptor = descriptor }

  /// The next line without its end; nothing where none comes in time, or it is too long, or the other end has closed before its end.
  mutating func next(within patience: Milliseconds?) -> [UInt8]? {
    let deadline = patience.map { ContinuousClock.now + .milliseconds($0.count) }
    while rest.count <= SpeechRequest.longest {
      if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        defer { rest.removeFirst(end + 1) }
        return Array(rest[..<end])
      }
      guard let bytes = bytes(until: deadline) else { return nil }
      rest += bytes
    }
    return nil
  }

  /// Whether nothing ever came before the other end closed.
  var isEmpty: Bool { rest.isEmpty }

  /// Waits until the other end has closed.
  func waitForEnd() { while bytes(until: nil) != nil {} }

  private func bytes(until deadline: ContinuousClock.Instant?) -> [UInt8]? {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while true {
      let left = deadline.map { max(.zero, $0 - .now) / .milliseconds(1) }
      let count = poll(&waiting, 1, left.map { Int32($0.rounded(.up)) } ?? -1)
      if count < 0, errno == EINTR { continue }
      if count == 0 { return nil }
      var bytes = [UInt8](repeating: 0, count: 1_024)
      let read = recv(descriptor, &bytes, bytes.count, 0)
      if read < 0, errno == EINTR || errno == EAGAIN { continue }
      return read > 0 ? Array(bytes[..<read]) : nil
    }
  }
}
