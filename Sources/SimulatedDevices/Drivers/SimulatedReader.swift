package import Devices
import PassportRules
import Quality
package import Renewal
import Synchronization

/// A document reader in front of which somebody lays down what the scenario says.
package final class SimulatedReader: Driver {
  private struct Contents {
    var commands = CommandLog()
    var tell: (@Sendable (DeviceNotice) -> Void)?
  }

  package let device = Device.documentReader
  private let world: World
  private let contents = Mutex(Contents())

  /// A reader in a world.
  package init(_ world: World) { self.world = world }

  package func start(tell: @escaping @Sendable (DeviceNotice) -> Void) {
    contents.withLock { $0.tell = tell }
    world.pacing.after(0.2) {
      tell(.state(.documentReader, .online))
      let isInside = self.world.memory.hasDocument
      tell(.media(isInside ? .present : .notPresent))
      // Whoever stood here when the program was killed takes it, unless the scenario's citizen leaves it behind.
      if isInside { self.takeAway(self.world.scenario.documents.first ?? DocumentScene()) }
    }
  }

  package func perform(_ job: Job, deliver: @escaping @Sendable (RequestID, Delivery) -> Void) {
    let scene = contents.withLock { contents in
      contents.commands.begin(job.id)
      return world.play.next(\.documents, "document") ?? DocumentScene()
    }
    let deliver = job.command.telling(deliver)
    guard world.play.hand.hasPassport == nil else { return readByHand(job.id, scene, Self.looks, deliver) }
    guard scene.placing != .nothing else {
      world.pacing.after(20) { self.finish(job.id, scene, .nothing, deliver) }
      return
    }
    world.pacing.after(1.5) {
      guard self.contents.withLock({ $0.commands.has(job.id) }) else { return }
      self.notify(.media(.present))
      self.world.pacing.after(scene.seconds) { self.finish(job.id, scene, self.world.reading(scene), deliver) }
    }
  }

  /// How often it is looked for a passport that is laid down by hand: twenty seconds long.
  private static let looks = 80

  /// A passport that somebody lays down by hand is read while it lies there.
  private func readByHand(
    _ id: RequestID, _ scene: DocumentScene, _ looks: Int, _ deliver: @escaping @Sendable (RequestID, Delivery) -> Void
  ) {
    guard contents.withLock({ $0.commands.has(id) }) else { return }
    guard looks > 0 else { return finish(id, scene, .nothing, deliver) }
    guard world.play.hand.hasPassport != false else {
      return world.pacing.after(0.25) { self.readByHand(id, scene, looks - 1, deliver) }
    }
    world.pacing.after(scene.seconds) {
      let isThere = self.world.play.hand.hasPassport != false
      self.finish(id, scene, isThere ? self.world.reading(scene) : .nothing, deliver)
    }
  }

  private func finish(
    _ id: RequestID, _ scene: DocumentScene, _ reading: ReadDocument,
    _ deliver: @escaping @Sendable (RequestID, Delivery) -> Void
  ) {
    if contents.withLock({ $0.commands.end(id) }) { deliver(id, .document(reading)) }
    if scene.placing != .nothing { takeAway(scene) }
  }

  private func takeAway(_ scene: DocumentScene) {
    // By hand it is taken by hand.
    guard world.play.hand.hasPassport == nil else { return }
    guard scene.isLeftBehind else { return world.pacing.after(2) { self.notify(.media(.notPresent)) } }
    guard let seconds = scene.takenAfter, world.pacing.pace > 0 else { return }
    world.pacing.after(seconds) { self.notify(.media(.notPresent)) }
  }

  package func cancel(_ id: RequestID) {
    guard contents.withLock({ $0.commands.end(id) }), world.play.hand.hasPassport == nil else { return }
    world.pacing.after(1) { self.notify(.media(.notPresent)) }
  }

  package func clear(then: @escaping @Sendable (Bool) -> Void) { then(true) }

  private func notify(_ notice: DeviceNotice) {
    if case .media(let media) = notice { world.memory.hasDocument = media != .notPresent }
    let tell = contents.withLock { $0.tell }
    tell?(notice)
  }
}

extension DriverCommand {
  /// How what was read is delivered: where the zone was read elsewhere, with that one.
  fileprivate func telling(_ deliver: @escaping @Sendable (RequestID, Delivery) -> Void)
    -> @Sendable (RequestID, Delivery) -> Void
  {
    guard case .readChip(let zone) = self else { return deliver }
    return { id, delivery in
      guard case .document(.page(_, let chip, let picture)) = delivery else { return deliver(id, delivery) }
      deliver(id, .document(.page(lines: zone, chip: chip, picture: picture)))
    }
  }
}

extension World {
  /// What the reader makes of a document that lies there.
  func reading(_ scene: DocumentScene) -> ReadDocument {
    switch scene.placing {
    case .nothing: return .nothing
    case .upsideDown: return .upsideDown
    case .skewed: return .skewed
    case .twoDocuments: return .twoDocuments
    case .right: break
    }
    let owner = scene.owner.flatMap { register.people[$0] } ?? citizen
    guard let zone = owner.zone(on: date) else { return .nothing }
    var printed = zone
    if let line = printed.first { printed[0] = Self.misread(line, scene.misread) }
    if scene.smudges > 0, let line = printed.last {
      printed[printed.count - 1] =
        String(line.prefix(2)) + String(repeating: "<", count: scene.smudges)
        + String(line.dropFirst(2 + scene.smudges))
    }
    if let fault = scene.chip.fault { return .page(lines: printed, chip: .failed(fault), picture: nil) }
    let told = scene.chip == .differs ? zone.map { String($0.reversed()) } : zone
    return .page(lines: printed, chip: .genuine(told), picture: oldPicture(of: owner))
  }

  /// A line whose last fillers were taken for letters; nothing that a check digit looks at.
  private static func misread(_ line: String, _ count: Int) -> String {
    var characters = Array(line)
    for place in characters.indices.filter({ characters[$0] == "<" }).suffix(count) { characters[place] = "K" }
    return String(characters)
  }

  /// The picture in the old passport: the same face, some years younger.
  private func oldPicture(of owner: Register.Person) -> RGBPicture? {
    var scene = FaceScene()
    scene.width = 240
    scene.height = 308
    scene.grain = 5
    scene.seed = owner.look &+ 77
    return painters.portrait(look(of: owner, yearsAgo: 9), scene)
  }
}
