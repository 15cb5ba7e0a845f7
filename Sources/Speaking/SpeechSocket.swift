import Dispatch
import Glibc
package import Renewal
import Runtime
package import Screens
import Synchronization

/// The engine behind a socket, in a process of its own (`pasboks voice`), which has the sound card that the box has not.
package struct SpeechSocket: SpeechEngine {
  private let path: String

  /// The engine that answers on a path.
  package init(path: String) { self.path = path }

  package func say(
    _ phrase: Phrase, _ presentation: Presentation, ended: @escaping @Sendable (SpeechEnd) -> Void,
    gone: @escaping @Sendable () -> Void
  ) -> (any Speaking)? {
    do throws(SocketFault) {
      let descriptor = try UnixSocket.connect(path)
      let user = UnixSocket.user(of: descriptor)
      // What a headset hears is the citizen's: nobody is told it who put a socket there.
      guard user == 0 || user == Int(geteuid()) else {
        close(descriptor)
        ended(.absent("\(path) is user \(user)'s"))
        return nil
      }
      let bytes = SpeechRequest(phrase, presentation).bytes
      guard UnixSocket.send(bytes[...], to: descriptor) == bytes.count else {
        close(descriptor)
        ended(.absent("\(path) takes nothing"))
        return nil
      }
      return Line(descriptor, ended: ended, gone: gone)
    } catch {
      ended(.absent(Self.words(error)))
      return nil
    }
  }

  private static func words(_ fault: SocketFault) -> String {
    if case .nobody(let path) = fault { "no voice answers on \(path)" } else { fault.message }
  }

  /// A phrase that is being said at the other end.
  private final class Line: Speaking {
    /// Nothing once it was closed.
    private let descriptor: Mutex<Int32?>

    init(_ open: Int32, ended: @escaping @Sendable (SpeechEnd) -> Void, gone: @escaping @Sendable () -> Void) {
      descriptor = Mutex(open)
      DispatchQueue.global().async {
        ended(SpeechEnd(Line.answer(on: open)))
        self.descriptor.withLock { $0 = nil }
        close(open)
        gone()
      }
    }

    func stop() {
      descriptor.withLock { open in if let open { shutdown(open, Int32(SHUT_WR)) } }
    }

    /// The line that comes, or what came until the other end closed.
    private static func answer(on descriptor: Int32) -> [UInt8] {
      var answer: [UInt8] = []
      while let bytes = SpeechLine.next(on: descriptor), answer.count + bytes.count <= SpeechRequest.longest {
        answer += bytes
        if answer.last == UInt8(ascii: "\n") { break }
      }
      return answer
    }
  }
}

/// What comes on a line, on a thread that has nothing else to do.
enum SpeechLine {
  /// The next bytes; nothing when the other end has closed, or nothing came in time.
  static func next(on descriptor: Int32, within patience: Milliseconds? = nil) -> [UInt8]? {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while true {
      let count = poll(&waiting, 1, patience.map { Int32($0.count) } ?? -1)
      if count < 0, errno == EINTR { continue }
      if count == 0 { return nil }
      var bytes = [UInt8](repeating: 0, count: 1_024)
      let read = recv(descriptor, &bytes, bytes.count, 0)
      if read < 0, errno == EINTR || errno == EAGAIN { continue }
      return read > 0 ? Array(bytes[..<read]) : nil
    }
  }
}
