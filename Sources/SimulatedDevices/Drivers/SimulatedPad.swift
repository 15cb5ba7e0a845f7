package import Devices
import Quality
package import Renewal
import Synchronization

/// A signature pad on which somebody writes as the scenario says.
package final class SimulatedPad: Driver {
  package let device = Device.signaturePad
  private let world: World
  private let commands = Mutex(CommandLog())

  /// A pad in a world.
  package init(_ world: World) { self.world = world }

  package func start(tell: @escaping @Sendable (DeviceNotice) -> Void) {
    world.pacing.after(0.2) { tell(.state(.signaturePad, .online)) }
  }

  package func perform(_ job: Job, deliver: @escaping @Sendable (RequestID, Delivery) -> Void) {
    let (scene, attempt) = commands.withLock { commands in
      commands.begin(job.id)
      let scene = world.play.next(\.signatures, "signature") ?? .usual
      return (scene, commands.count)
    }
    guard let manner = scene.manner else {
      world.pacing.after(20) {
        if self.commands.withLock({ $0.end(job.id) }) { deliver(job.id, .answer(.noSignature)) }
      }
      return
    }
    let hand = SignatureMaker(seed: world.citizen.look)
    write(hand.growing(manner, attempt: attempt) + [hand.ink(manner, attempt: attempt)], job.id, deliver)
  }

  /// It grows before the citizen's eyes; then the pen is put down.
  private func write(
    _ growing: [SignatureInk], _ id: RequestID, _ deliver: @escaping @Sendable (RequestID, Delivery) -> Void
  ) {
    world.pacing.after(growing.count > 1 ? 0.15 : 1) {
      guard self.commands.withLock({ $0.has(id) }), let ink = growing.first else { return }
      guard growing.count == 1 else {
        deliver(id, .strokes(ink))
        return self.write(Array(growing.dropFirst()), id, deliver)
      }
      if self.commands.withLock({ $0.end(id) }) { deliver(id, .signature(ink)) }
    }
  }

  package func cancel(_ id: RequestID) { _ = commands.withLock { $0.end(id) } }

  package func clear(then: @escaping @Sendable (Bool) -> Void) { then(true) }
}
