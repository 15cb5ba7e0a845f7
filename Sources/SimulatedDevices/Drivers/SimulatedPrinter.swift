package import Devices
package import Renewal
import Synchronization

/// A receipt printer that prints, runs out, jams, or loses its answer as the scenario says.
package final class SimulatedPrinter: Driver {
  private struct Contents {
    var commands = CommandLog()
    var tell: (@Sendable (DeviceNotice) -> Void)?
    var roll: [[ReceiptElement]] = []
  }

  package let device = Device.receiptPrinter
  private let world: World
  private let contents = Mutex(Contents())

  /// A printer in a world.
  package init(_ world: World) { self.world = world }

  /// The receipts that came out and were not torn off yet; for tests.
  package var roll: [[ReceiptElement]] { contents.withLock { $0.roll } }

  package func start(tell: @escaping @Sendable (DeviceNotice) -> Void) {
    contents.withLock { $0.tell = tell }
    world.pacing.after(0.2) {
      tell(.state(.receiptPrinter, .online))
      tell(.paper(.full))
    }
  }

  package func perform(_ job: Job, deliver: @escaping @Sendable (RequestID, Delivery) -> Void) {
    guard case .print(let paper) = job.command else {
      return deliver(job.id, .answer(.failed(DeviceFault(.garbage, .reset))))
    }
    let scene = contents.withLock { contents in
      contents.commands.begin(job.id)
      return world.play.next(\.receipts, "receipt") ?? .prints
    }
    world.pacing.after(2) {
      guard self.contents.withLock({ $0.commands.end(job.id) }) else { return }
      switch scene {
      case .prints:
        self.contents.withLock { $0.roll.append(paper) }
        deliver(job.id, .answer(.receipt(.printed)))
      case .paperOut:
        self.notify(.paper(.out))
        deliver(job.id, .answer(.receipt(.paperOut)))
      case .jams:
        self.notify(.paper(.jammed))
        deliver(job.id, .answer(.receipt(.jammed)))
      case .notTaken:
        self.contents.withLock { $0.roll.append(paper) }
        deliver(job.id, .answer(.receipt(.notTaken)))
      case .losesAnswer: deliver(job.id, .answer(.indeterminate))
      }
    }
  }

  private func notify(_ notice: DeviceNotice) {
    let tell = contents.withLock { $0.tell }
    tell?(notice)
  }

  /// Paper that comes out is not called back.
  package func cancel(_ id: RequestID) {}

  package func clear(then: @escaping @Sendable (Bool) -> Void) {
    contents.withLock { $0.roll = [] }
    then(true)
  }
}
