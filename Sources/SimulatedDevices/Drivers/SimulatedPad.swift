package import Devices
import Quality
package import Renewal
import Synchronization

/// A signature pad on which somebody writes as the scenario says.
package final class SimulatedPad: Driver {
  package let device = Device.signaturePad
  private let world: World
  private let desk = Mutex(Desk())

  /// A pad in a world.
  package init(_ world: World) { self.world = world }

  package func start(tell: @escaping @Sendable (DeviceNotice) -> Void) {
    world.pacing.after(0.2) { tell(.state(.signaturePad, .online)) }
  }

  package func perform(_ job: Job, deliver: @escaping @Sendable (RequestID, Delivery) -> Void) {
    let (scene, attempt) = desk.withLock { desk in
      desk.begin(job.id)
      let scene = desk.next(of: world.scenario.signatures, "signature") ?? .name
      return (scene, desk.count)
    }
    guard scene != .nobody else {
      world.pacing.after(20) { if self.desk.withLock({ $0.end(job.id) }) { deliver(job.id, .noSignature) } }
      return
    }
    let ink = world.ink(scene, attempt: attempt)
    write(ink, strokes: 1, job.id, deliver)
  }

  /// Stroke after stroke appears; then the pen is put down.
  private func write(
    _ ink: SignatureInk, strokes: Int, _ id: RequestID, _ deliver: @escaping @Sendable (RequestID, Delivery) -> Void
  ) {
    world.pacing.after(0.5) {
      guard self.desk.withLock({ $0.has(id) }) else { return }
      guard strokes > ink.strokes.count else {
        let part = SignatureInk(
          strokes: Array(ink.strokes.prefix(strokes)), padWidth: ink.padWidth, padHeight: ink.padHeight)
        deliver(id, .strokes(part))
        return self.write(ink, strokes: strokes + 1, id, deliver)
      }
      if self.desk.withLock({ $0.end(id) }) { deliver(id, .signature(ink)) }
    }
  }

  package func cancel(_ id: RequestID) { _ = desk.withLock { $0.end(id) } }

  package func clear(then: @escaping @Sendable (Bool) -> Void) { then(true) }
}
