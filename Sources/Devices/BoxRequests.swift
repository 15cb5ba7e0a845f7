package import Renewal
import Synchronization

/// What the box waits for of a driver: its news, the end of each command, and whether a clearing is done.
package final class BoxRequests: Sendable {
  private struct Contents {
    var tell: (@Sendable (DeviceNotice) -> Void)?
    var takers: [RequestID: @Sendable (RequestID, Delivery) -> Void] = [:]
    var clearings: [Int: @Sendable (Bool) -> Void] = [:]
    var lastClearing = 0
  }

  private let contents = Mutex(Contents())

  /// Nobody waits for anything yet.
  package init() {}

  /// Somebody listens from now on, in place of whoever did before.
  package func listen(_ tell: @escaping @Sendable (DeviceNotice) -> Void) { contents.withLock { $0.tell = tell } }

  /// Somebody waits for what comes of a command.
  package func awaitEnd(of id: RequestID, _ deliver: @escaping @Sendable (RequestID, Delivery) -> Void) {
    contents.withLock { $0.takers[id] = deliver }
  }

  /// Nobody waits any more for what comes of a command.
  package func forget(_ id: RequestID) { contents.withLock { $0.takers[id] = nil } }

  /// Somebody waits for a clearing; its number.
  package func awaitClearing(_ then: @escaping @Sendable (Bool) -> Void) -> Int {
    contents.withLock { contents in
      contents.lastClearing += 1
      contents.clearings[contents.lastClearing] = then
      return contents.lastClearing
    }
  }

  /// Tells what a device told.
  package func tell(_ notice: DeviceNotice) { contents.withLock { $0.tell }?(notice) }

  /// Tells what came of a command; after its completion nobody waits for it any more.
  package func deliver(_ id: RequestID, _ delivery: Delivery) {
    let taker = contents.withLock { contents in
      delivery.isCompletion ? contents.takers.removeValue(forKey: id) : contents.takers[id]
    }
    taker?(id, delivery)
  }

  /// Tells whether a clearing is done.
  package func cleared(_ number: Int, isClear: Bool) {
    contents.withLock { $0.clearings.removeValue(forKey: number) }?(isClear)
  }
}
