import Glibc
package import Logging
package import Renewal
import Synchronization

/// The staff socket: desks connect here. A thread of its own sleeps until a desk or the box has something for the other.
package final class StaffSocket: DeskPort {
  /// How many desks may be connected.
  package static let mostDesks = 16
  /// How many connections one Unix user may hold, so that nobody keeps the others from theirs.
  package static let mostOfOneUser = 4
  /// How many messages of one desk may wait for the loop; until they are taken no more is read from it.
  static let mostWaiting = 64

  /// What the box has for one desk.
  struct Outgoing {
    var picture: DeskPicture?
    var messages: [BoxMessage] = []
    var isEnding = false
  }

  private struct Shared {
    var ring: @Sendable () -> Void = {}
    var arrivals: [DeskInput] = []
    var waiting: [DeskID: Int] = [:]
    var outgoing: [DeskID: Outgoing] = [:]
    var listener: Int32?
    var isClosing = false
    var isClosed = false
  }

  /// Where it is.
  package let path: String
  /// How many connections one Unix user may hold here.
  let mostOfOneUser: Int
  private let log: Logger
  private let shared = Mutex(Shared())
  private let bell = Bell()

  /// A socket to be; nothing is made before `open`.
  package init(path: String, log: Logger, mostOfOneUser: Int = StaffSocket.mostOfOneUser) {
    self.path = path
    self.mostOfOneUser = mostOfOneUser
    self.log = log
  }

  deinit {
    if let listener = shared.withLock({ $0.listener }) { Glibc.close(listener) }
  }

  /// Makes the socket; without it there are no desks, which is logged, and citizens are served all the same.
  package func open(ring: @escaping @Sendable () -> Void) {
    do throws(SocketFault) {
      let listener = try UnixSocket.bind(path)
      shared.withLock { shared in
        shared.ring = ring
        shared.listener = listener
      }
      guard listen(listener, Int32(Self.mostDesks)) == 0 else { throw .system(errno, path) }
      try serve(listener)
    } catch {
      log.error("no desk can connect", metadata: ["REASON": "\(error.message)"])
    }
  }

  private func serve(_ listener: Int32) throws(SocketFault) {
    let result = OwnThread.start(StaffServer(self, listener: listener, bell: bell, log: log))
    guard result == 0 else { throw .system(result, path) }
  }

  package func drain() -> [DeskInput] {
    let (arrivals, wasFull) = shared.withLock { shared in
      defer {
        shared.arrivals = []
        shared.waiting = [:]
      }
      return (shared.arrivals, shared.waiting.values.contains { $0 >= Self.mostWaiting })
    }
    if wasFull { bell.ring() }
    return arrivals
  }

  package func show(_ picture: DeskPicture, at desk: DeskID) {
    change(desk) { $0.picture = picture }
  }

  package func send(_ message: BoxMessage, to desk: DeskID) {
    change(desk) { $0.messages.append(message) }
  }

  package func hangUp(_ desk: DeskID) {
    change(desk) { $0.isEnding = true }
  }

  /// Ends all connections, takes the socket's file away, and returns when that is done, within a second.
  package func close() {
    let wasOpen = shared.withLock { shared in
      shared.isClosing = true
      return shared.listener != nil
    }
    guard wasOpen else { return }
    bell.ring()
    let end = steadyMilliseconds() + 1000
    while !shared.withLock({ $0.isClosed }), steadyMilliseconds() < end { usleep(1000) }
  }

  // MARK: The switchboard's side

  /// What the box has for the desks; nothing when it closes.
  func takeOutgoing() -> [DeskID: Outgoing]? {
    shared.withLock { shared in
      guard !shared.isClosing else { return nil }
      defer { shared.outgoing = [:] }
      return shared.outgoing
    }
  }

  /// Leaves something for the loop.
  func leave(_ arrival: DeskInput) {
    let ring = shared.withLock { shared in
      shared.arrivals.append(arrival)
      if case .said(let desk, _) = arrival { shared.waiting[desk, default: 0] += 1 }
      return shared.arrivals.count == 1 ? shared.ring : nil
    }
    ring?()
  }

  /// Whether the loop has not taken what a desk said for too long to read more of it.
  func mustWait(_ desk: DeskID) -> Bool {
    shared.withLock { $0.waiting[desk, default: 0] >= Self.mostWaiting }
  }

  /// The switchboard has ended.
  func closed() {
    unlink(path)
    shared.withLock { $0.isClosed = true }
  }

  private func change(_ desk: DeskID, _ change: (inout Outgoing) -> Void) {
    shared.withLock { change(&$0.outgoing[desk, default: Outgoing()]) }
    bell.ring()
  }
}
