package import AuthorityWire
package import Devices
import Glibc
package import Logging
package import Renewal
import Synchronization

/// The authority at the other end of a line: `pasboks-uplink`, a process of its own that has the network, behind a Unix socket.
///
/// What is asked and what came is `UplinkLink`'s to judge; a thread of its own sleeps until the box or the uplink has something for the other.
package final class RemoteAuthority: Authority {
  private struct Shared {
    var events: [UplinkLink.Event] = [.started]
    var askers: [Int: @Sendable (AuthorityAnswer) -> Void] = [:]
    var offerers: [Int: @Sendable (SubmissionAnswer) -> Void] = [:]
    var last = 0
    var state: UplinkState?
    var isClosing = false
    var hasThread = true
  }

  /// Where the uplink's socket is.
  let path: String
  let scheduler: any Scheduler
  let log: Logger
  private let shared = Mutex(Shared())
  /// Rings when the box has something for the thread.
  let bell = Bell()

  /// The authority behind the uplink's socket; the line is opened at once, and nobody waits for it.
  package init(path: String, scheduler: any Scheduler, log: Logger) {
    self.path = path
    self.scheduler = scheduler
    self.log = log
    let result = OwnThread.start(AuthorityThread(self))
    guard result != 0 else { return }
    log.error("the line to the authority has no thread", metadata: ["REASON": "\(String(cString: strerror(result)))"])
    shared.withLock { $0.hasThread = false }
  }

  /// How the uplink is, as it told; nothing while there is none.
  package var state: UplinkState? { shared.withLock { $0.state } }

  package func ask(_ question: AuthorityQuestion, reply: @escaping @Sendable (AuthorityAnswer) -> Void) {
    let isTaken = post { shared, id in
      shared.askers[id] = reply
      return .asked(id, question)
    }
    if !isTaken { reply(.unavailable) }
  }

  package func submit(_ dossier: [UInt8], key: String, reply: @escaping @Sendable (SubmissionAnswer) -> Void) {
    let isTaken = post { shared, id in
      shared.offerers[id] = reply
      return .offered(id, key: key, dossier)
    }
    if !isTaken { reply(.unavailable) }
  }

  /// Ends the line and the thread; what is under way, and whatever is asked afterwards, is unavailable.
  package func close() {
    shared.withLock { $0.isClosing = true }
    bell.ring()
  }

  /// Leaves what is asked for the thread; false where there is none.
  private func post(_ event: (inout Shared, Int) -> UplinkLink.Event) -> Bool {
    let isTaken = shared.withLock { shared in
      guard shared.hasThread, !shared.isClosing else { return false }
      shared.last += 1
      shared.events.append(event(&shared, shared.last))
      return true
    }
    if isTaken { bell.ring() }
    return isTaken
  }

  /// Leaves an event for the thread.
  func post(_ event: UplinkLink.Event) {
    shared.withLock { $0.events.append(event) }
    bell.ring()
  }

  // MARK: The thread's side

  /// What happened; nothing when it shall end.
  func takeEvents() -> [UplinkLink.Event]? {
    shared.withLock { shared in
      defer { shared.events = [] }
      return shared.isClosing ? nil : shared.events
    }
  }

  func answer(_ id: Int, _ answer: AuthorityAnswer) {
    let reply = shared.withLock { $0.askers.removeValue(forKey: id) }
    reply?(answer)
  }

  func tell(_ outcome: SubmissionAnswer, of id: Int) {
    let reply = shared.withLock { $0.offerers.removeValue(forKey: id) }
    reply?(outcome)
  }

  /// Keeps how the uplink is.
  func keep(_ state: UplinkState?) { shared.withLock { $0.state = state } }

  /// The thread has ended: nobody is left without an answer.
  func giveUp() {
    let (askers, offerers) = shared.withLock { shared in
      defer { (shared.askers, shared.offerers) = ([:], [:]) }
      return (shared.askers, shared.offerers)
    }
    for reply in askers.values { reply(.unavailable) }
    for reply in offerers.values { reply(.unavailable) }
  }
}
