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
    var firmware: String?
    var refusal: DriverRefusal?
    var isBegun = false
  }

  package let device: Device
  /// Where the driver's socket is.
  let path: String
  let scheduler: any Scheduler
  let log: Logger
  /// Whether a device that is simulated will do.
  let takesSimulated: Bool
  /// What the box waits for.
  let box = BoxRequests()
  private let shared = Mutex(Shared())
  /// What the thread takes.
  let events = ThreadEvents<DriverLink.Event>()

  /// The driver of a device on a socket, which may be simulated or not; nothing is opened before it starts.
  package init(_ device: Device, path: String, scheduler: any Scheduler, log: Logger, takesSimulated: Bool = false) {
    self.device = device
    self.takesSimulated = takesSimulated
    self.path = path
    self.scheduler = scheduler
    var log = log
    log[metadataKey: "DEVICE"] = "\(device.rawValue)"
    self.log = log
  }

  package var firmware: String? { shared.withLock { $0.firmware } }
  package var refusal: DriverRefusal? { shared.withLock { $0.refusal } }

  package func start(tell: @escaping @Sendable (DeviceNotice) -> Void) {
    box.listen(tell)
    let isFirst = shared.withLock { shared in
      defer { shared.isBegun = true }
      return !shared.isBegun
    }
    if isFirst { begin() }
    events.post(.started)
  }

  private func begin() {
    let result = OwnThread.start(DriverThread(self))
    guard result == 0 else {
      log.error("a driver has no thread", metadata: ["REASON": "\(String(cString: strerror(result)))"])
      return box.tell(.state(device, .hardwareError))
    }
  }

  package func perform(_ job: Job, deliver: @escaping @Sendable (RequestID, Delivery) -> Void) {
    box.awaitEnd(of: job.id, deliver)
    events.post(.asked(job))
  }

  package func cancel(_ id: RequestID) { events.post(.takenBack(id)) }

  package func clear(then: @escaping @Sendable (Bool) -> Void) { events.post(.clearWanted(box.awaitClearing(then))) }

  package func test(tell: @escaping @Sendable (DeviceNotice) -> Void) {
    box.listen(tell)
    events.post(.testWanted)
  }

  /// Ends the line and the thread; the driver is of no use afterwards.
  package func close() { events.close() }

  // MARK: The thread's side

  /// The driver has greeted, or is gone.
  func greeted(_ greeting: DriverGreeting?) { shared.withLock { $0.firmware = greeting?.firmware } }

  /// Why who is there is not used; nothing where it is, or nobody is there.
  func refused(_ refusal: DriverRefusal?) { shared.withLock { $0.refusal = refusal } }
}
