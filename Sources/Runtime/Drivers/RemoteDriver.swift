package import Devices
import DriverWire
import Glibc
package import Logging
package import Renewal
import Synchronization

/// A device whose driver is a process of its own, behind a Unix socket: `pasboks-driver/1`.
///
/// What is asked and what came is `DriverLink`'s to judge; a thread of its own sleeps until the box or the driver has something for the other.
package final class RemoteDriver: Driver {
  private struct Shared {
    var events: [DriverLink.Event] = []
    var tell: (@Sendable (DeviceNotice) -> Void)?
    var takers: [RequestID: @Sendable (RequestID, Delivery) -> Void] = [:]
    var clearings: [Int: @Sendable (Bool) -> Void] = [:]
    var lastClearing = 0
    var isBegun = false
    var isClosing = false
  }

  package let device: Device
  /// Where the driver's socket is.
  let path: String
  let scheduler: any Scheduler
  let log: Logger
  private let shared = Mutex(Shared())
  /// Rings when the box has something for the thread.
  let bell = Bell()

  /// The driver of a device on a socket; nothing is opened before it starts.
  package init(_ device: Device, path: String, scheduler: any Scheduler, log: Logger) {
    self.device = device
    self.path = path
    self.scheduler = scheduler
    var log = log
    log[metadataKey: "DEVICE"] = "\(device.rawValue)"
    self.log = log
  }

  package func start(tell: @escaping @Sendable (DeviceNotice) -> Void) {
    let isFirst = shared.withLock { shared in
      shared.tell = tell
      defer { shared.isBegun = true }
      return !shared.isBegun
    }
    if isFirst { begin() }
    post(.started)
  }

  private func begin() {
    let result = OwnThread.start(DriverThread(self))
    guard result == 0 else {
      log.error("a driver has no thread", metadata: ["REASON": "\(String(cString: strerror(result)))"])
      return tell(.state(device, .hardwareError))
    }
  }

  package func perform(_ job: Job, deliver: @escaping @Sendable (RequestID, Delivery) -> Void) {
    shared.withLock { $0.takers[job.id] = deliver }
    post(.asked(job))
  }

  package func cancel(_ id: RequestID) { post(.takenBack(id)) }

  package func clear(then: @escaping @Sendable (Bool) -> Void) {
    let number = shared.withLock { shared in
      shared.lastClearing += 1
      shared.clearings[shared.lastClearing] = then
      return shared.lastClearing
    }
    post(.clearWanted(number))
  }

  package func test(tell: @escaping @Sendable (DeviceNotice) -> Void) {
    shared.withLock { $0.tell = tell }
    post(.testWanted)
  }

  /// Ends the line and the thread; the driver is of no use afterwards.
  package func close() {
    shared.withLock { $0.isClosing = true }
    bell.ring()
  }

  /// Leaves an event for the thread.
  func post(_ event: DriverLink.Event) {
    shared.withLock { $0.events.append(event) }
    bell.ring()
  }

  // MARK: The thread's side

  /// What happened; nothing when it shall end.
  func takeEvents() -> [DriverLink.Event]? {
    shared.withLock { shared in
      defer { shared.events = [] }
      return shared.isClosing ? nil : shared.events
    }
  }

  func tell(_ notice: DeviceNotice) {
    let tell = shared.withLock { $0.tell }
    tell?(notice)
  }

  func deliver(_ id: RequestID, _ delivery: Delivery) {
    let taker = shared.withLock { shared in
      delivery.isCompletion ? shared.takers.removeValue(forKey: id) : shared.takers[id]
    }
    taker?(id, delivery)
  }

  func cleared(_ number: Int, isClear: Bool) {
    let then = shared.withLock { $0.clearings.removeValue(forKey: number) }
    then?(isClear)
  }

  /// Nobody takes anything more of a command that was taken back.
  func forget(_ id: RequestID) { shared.withLock { $0.takers[id] = nil } }
}
