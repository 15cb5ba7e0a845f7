package import Devices
import Quality
package import Renewal
import Synchronization

/// A camera in front of which somebody sits as the scenario says.
package final class SimulatedCamera: Driver {
  package let device = Device.camera
  private let world: World
  private let commands = Mutex(CommandLog())
  private let suspicion = Suspicion(.camera)

  /// Frames of the live view a second.
  private static let frames = 5.0

  /// A camera in a world.
  package init(_ world: World) { self.world = world }

  package func start(tell: @escaping @Sendable (DeviceNotice) -> Void) {
    suspicion.start(tell: tell)
    world.pacing.after(0.3) { tell(.state(.camera, .online)) }
  }

  package func perform(_ job: Job, deliver: @escaping @Sendable (RequestID, Delivery) -> Void) {
    commands.withLock { $0.begin(job.id) }
    suspicion.end()
    switch job.command {
    case .preview:
      let isFirst = commands.withLock { commands in
        defer { commands.hasShown = true }
        return !commands.hasShown
      }
      show(isFirst ? world.scenario.live : world.scenario.live.filter { !$0.isSuspicious }, 0, job.id, deliver)
    case .takePictures(let count): takePictures(count, job.id, deliver)
    // Commands of other devices.
    default:
      deliver(job.id, .answer(.failed(DeviceFault(.garbage, .reset))))
    }
  }

  /// One frame after the other; at pace 0 each phase is one frame, and the last one stays.
  private func show(
    _ phases: [LivePhase], _ frame: Int, _ id: RequestID, _ deliver: @escaping @Sendable (RequestID, Delivery) -> Void
  ) {
    guard commands.withLock({ $0.has(id) }) else { return }
    let isAtOnce = world.pacing.pace == 0
    let moment = Double(frame) / Self.frames
    let phase = isAtOnce ? phases.dropFirst(frame).first : Self.phase(phases, at: moment)
    let hand = world.play.hand
    var scene = hand.face ?? phase?.scene ?? FaceScene()
    scene.seed = UInt64(truncatingIfNeeded: frame)
    if !isAtOnce { sway(&scene, at: moment) }
    if let picture = world.painters.portrait(world.look(of: world.citizen), scene) { deliver(id, .frame(picture)) }
    if hand.isSuspicious || hand.face == nil && phase?.isSuspicious == true {
      suspicion.raise()
    } else {
      suspicion.end()
    }
    if isAtOnce, frame >= phases.count { return }
    world.pacing.after(1 / Self.frames) { self.show(phases, frame + 1, id, deliver) }
  }

  /// The phase at a moment; after the last one all is right, unless that one lasts no time: then it stays.
  private static func phase(_ phases: [LivePhase], at moment: Double) -> LivePhase? {
    var end = 0.0
    for phase in phases {
      end += phase.seconds
      if moment < end { return phase }
    }
    return phases.last.flatMap { $0.seconds > 0 ? nil : $0 }
  }

  /// Nobody sits quite still.
  private func sway(_ scene: inout FaceScene, at moment: Double) {
    let slow = (moment / 7).truncatingRemainder(dividingBy: 1)
    scene.offsetX += 0.006 * (slow < 0.5 ? slow : 1 - slow)
    if (moment / 4).truncatingRemainder(dividingBy: 1) < 0.03 {
      scene.leftEye *= 0.9
      scene.rightEye *= 0.9
    }
  }

  private func takePictures(_ count: Int, _ id: RequestID, _ deliver: @escaping @Sendable (RequestID, Delivery) -> Void)
  {
    let round = world.play.nextRound() ?? PhotoRound()
    if round.isSuspicious { suspicion.raise() }
    world.pacing.after(1.2) {
      self.suspicion.end()
      guard self.commands.withLock({ $0.end(id) }) else { return }
      let look = self.world.look(of: self.world.citizen)
      let pictures = (0..<max(1, count)).compactMap { shot -> RGBPicture? in
        var moment = round.scene
        moment.seed = UInt64(shot) &+ 100
        moment.offsetX += Double(shot) * 0.004
        moment.roll += Double(shot) * 0.4
        return self.world.painters.portrait(look, moment)
      }
      deliver(id, .photos(pictures))
    }
  }

  package func cancel(_ id: RequestID) { if commands.withLock({ $0.end(id) }) { suspicion.end() } }

  package func clear(then: @escaping @Sendable (Bool) -> Void) {
    suspicion.end()
    then(true)
  }
}
