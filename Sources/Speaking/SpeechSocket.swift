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
    do throws(SocketFault) {
      let descriptor = try UnixSocket.connect(path)
      let user = UnixSocket.user(of: descriptor)
      // What a headset hears is the citizen's: nobody is told it who put a socket there.
      guard user == 0 || user == Int(geteuid()) else {
        close(descriptor)
        ended(.absent("\(path) is user \(user)'s"))
        return nil
      }
      let bytes = SpeechRequest(phrase, presentation, settings: settings).bytes
      guard UnixSocket.send(bytes[...], to: descriptor) == bytes.count else {
        close(descriptor)
        ended(.absent("\(path) takes nothing"))
        return nil
      }
      return Line(descriptor, patience, ended: ended, gone: gone)
    } catch {
      ended(Self.end(error))
      return nil
    }
  }

  private static func end(_ fault: SocketFault) -> SpeechEnd {
    switch fault {
    case .nobody(let path): .absent("no voice answers on \(path)")
    case .system(EAGAIN, let path): .failed("too many wait for the voice on \(path)")
    default: .absent(fault.message)
    }
  }

  /// A phrase that is being said at the other end.
  private final class Line: Speaking {
    /// The longest that a voice may take for a phrase: longer than any program of its own may.
    private static let bound = Milliseconds.seconds(310)

    /// Nothing once it was closed.
    private let descriptor: Mutex<Int32?>
    private let patience: Milliseconds

    init(
      _ open: Int32, _ patience: Milliseconds, ended: @escaping @Sendable (SpeechEnd) -> Void,
      gone: @escaping @Sendable () -> Void
    ) {
      descriptor = Mutex(open)
      self.patience = patience
      DispatchQueue.global().async {
        var answers = SpeechLines(on: open)
        let first = answers.next(within: patience)
        let last = SpeechRequest.isBegun(first) ? answers.next(within: Self.bound) : first
        ended(SpeechEnd(last))
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
