package import Devices
package import Renewal
import Synchronization

/// A fingerprint reader on which somebody puts fingers as the scenario says.
package final class SimulatedSensor: Driver {
  package let device = Device.fingerprintReader
  private let world: World
  private let commands = Mutex(CommandLog())
  private let suspicion = Suspicion(.fingerprintReader)

  /// A sensor in a world.
  package init(_ world: World) { self.world = world }

  package func start(tell: @escaping @Sendable (DeviceNotice) -> Void) {
    suspicion.start(tell: tell)
    world.pacing.after(0.2) { tell(.state(.fingerprintReader, .online)) }
  }

  package func perform(_ job: Job, deliver: @escaping @Sendable (RequestID, Delivery) -> Void) {
    guard case .readFinger(let finger) = job.command else {
      deliver(job.id, .answer(.failed(DeviceFault(.garbage, .reset))))
      return
    }
    let (scene, attempt) = commands.withLock { commands in
      commands.begin(job.id)
      let scene = world.play.next(\.[finger], "\(finger)") ?? FingerScene()
      return (scene, commands.count)
    }
    guard scene.touches else {
      world.pacing.after(15) { self.finish(job.id, .answer(.noFinger), deliver) }
      return
    }
    if scene.isSuspicious {
      world.pacing.after(0.8) { if self.commands.withLock({ $0.has(job.id) }) { self.suspicion.raise() } }
    }
    world.pacing.after(1.6) {
      let picture = self.world.ridges(of: scene.actual ?? finger, scene, attempt: attempt)
      self.finish(
        job.id, picture.map { .print(finger, $0) } ?? .answer(.failed(DeviceFault(.emptyPicture, .reset))), deliver)
      self.suspicion.end()
    }
  }

  private func finish(
    _ id: RequestID, _ delivery: Delivery, _ deliver: @Sendable (RequestID, Delivery) -> Void
  ) {
    if commands.withLock({ $0.end(id) }) { deliver(id, delivery) }
  }

  package func cancel(_ id: RequestID) { if commands.withLock({ $0.end(id) }) { suspicion.end() } }

  package func clear(then: @escaping @Sendable (Bool) -> Void) {
    suspicion.end()
    world.hands.forget()
    then(true)
  }
}
