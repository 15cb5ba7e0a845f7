package import Devices
package import Renewal
import Synchronization

/// A light over the box, which shows what it is told to.
package final class SimulatedLight: Driver {
  package let device = Device.statusLight
  private let world: World
  private let colour = Mutex(StatusLight.off)

  /// A light in a world.
  package init(_ world: World) { self.world = world }

  /// What it shows.
  package var shown: StatusLight { colour.withLock { $0 } }

  package func start(tell: @escaping @Sendable (DeviceNotice) -> Void) {
    world.pacing.after(0.1) { tell(.state(.statusLight, .online)) }
  }

  package func perform(_ job: Job, deliver: @escaping @Sendable (RequestID, Delivery) -> Void) {
    guard case .setLight(let light) = job.command else {
      return deliver(job.id, .answer(.failed(DeviceFault(.garbage, .reset))))
    }
    colour.withLock { $0 = light }
    deliver(job.id, .done)
  }

  package func cancel(_ id: RequestID) {}
  package func clear(then: @escaping @Sendable (Bool) -> Void) { then(true) }
}
