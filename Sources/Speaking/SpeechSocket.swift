import Dispatch
import Glibc
package import Renewal
import Runtime
package import Screens
import Synchronization

/// The engine behind a socket, in a process of its own (`pasboks voice`), which has the sound card that the box has not.
package struct SpeechSocket: SpeechEngine {
  private let path: String
  private let settings: String?
  private let patience: Milliseconds

  /// The engine that answers on a path; where the settings that it should have are named, another one is none.
  ///
  /// The patience is for what a voice that works does at once: to begin, and to end what was stopped.
  package init(path: String, settings: String? = nil, patience: Milliseconds = .seconds(5)) {
    self.path = path
    self.settings = settings
    self.patience = patience
  }

  package func say(
    _ phrase: Phrase, _ presentation: Presentation, ended: @escaping @Sendable (SpeechEnd) -> Void,
    gone: @escaping @Sendable () -> Void
  ) -> (any Speaking)? {
    do throws(SpeechEnd) {
      let request = SpeechRequest(phrase, presentation, settings: settings).bytes
      let line = try Self.connect(path, asking: request)
      return Line(line, patience, Milliseconds(phrase.longest.count + patience.count), ended: ended, gone: gone)
    } catch {
      ended(error)
      return nil
    }
  }

  /// Asks the voice on a path for something; why that cannot be.
  static func connect(_ path: String, asking request: [UInt8]) throws(SpeechEnd) -> Int32 {
    let descriptor: Int32
    do throws(SocketFault) { descriptor = try UnixSocket.connect(path) } catch {
      switch error {
      case .nobody(let path): throw .absent("no voice answers on \(path)")
      case .system(EAGAIN, let path): throw .failed("too many wait for the voice on \(path)")
      default: throw .absent(error.message)
      }
    }
    let user = UnixSocket.user(of: descriptor)
    // What a headset hears is the citizen's: nobody is told it, or believed that there is one, who put a socket there.
    guard user == 0 || user == Int(geteuid()) else {
      close(descriptor)
      throw .absent("\(path) is user \(user)'s")
    }
    guard UnixSocket.send(request[...], to: descriptor) == request.count else {
      close(descriptor)
      throw .absent("\(path) takes nothing")
    }
    return descriptor
  }

  /// A phrase that is being said at the other end.
  private final class Line: Speaking {
    /// Nothing once it was closed.
    private let descriptor: Mutex<Int32?>
    private let patience: Milliseconds

    init(
      _ open: Int32, _ patience: Milliseconds, _ bound: Milliseconds, ended: @escaping @Sendable (SpeechEnd) -> Void,
      gone: @escaping @Sendable () -> Void
    ) {
      descriptor = Mutex(open)
      self.patience = patience
      DispatchQueue.global().async {
        var answers = SpeechLines(on: open)
        let first = answers.next(within: patience)
        // A voice that does not even begin is as good as none.
        ended(
          first == nil
            ? .absent("the voice on the socket does not answer")
            : SpeechEnd(SpeechRequest.isBegun(first) ? answers.next(within: bound) : first))
        self.descriptor.withLock { $0 = nil }
        Glibc.close(open)
        gone()
      }
    }

    func stop() {
      close(Int32(SHUT_WR))
      // A voice that hangs does not tell that nothing is left, and holds nobody up.
      DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(patience.count)) {
        self.close(Int32(SHUT_RDWR))
      }
    }

    private func close(_ direction: Int32) {
      descriptor.withLock { open in if let open { shutdown(open, direction) } }
    }
  }
}
