package import Devices
package import DriverWire
import Glibc
package import Renewal
import Synchronization

/// A simulated world that somebody plays: its devices, and every order that changes what happens to them.
package final class Stage: Sendable {
  /// What lets the driver of a device do wrong on its line: with the so-manieth command, or at once; nothing mends it.
  package typealias Misbehave = @Sendable (Device, DriverMisdeed?, Int) -> Void

  /// The world.
  package let world: World
  let devices: [Device: StagedDriver]
  /// The scenarios that can be begun.
  let scenarios: [String]
  private let load: @Sendable (String) -> Scenario?
  private let misbehave: Mutex<Misbehave?>
  private let misdeeds = Mutex<[Device: DriverMisdeed]>([:])

  /// A world to be played, and other scenarios by their names.
  package init(_ world: World, scenarios: [String] = [], load: @escaping @Sendable (String) -> Scenario? = { _ in nil })
  {
    self.world = world
    devices = world.staged()
    self.scenarios = scenarios
    self.load = load
    misbehave = Mutex(nil)
  }

  /// The devices, in their order.
  package var drivers: [any Driver] { Device.allCases.compactMap { devices[$0] } }

  /// Who lets drivers do wrong on their lines; without one they do not.
  package func misbehaves(_ misbehave: @escaping Misbehave) { self.misbehave.withLock { $0 = misbehave } }

  /// Who sits there, and what is typed then.
  package var typed: String { world.typedNumber }

  // MARK: What orders do

  func begin(_ name: String) -> Bool {
    guard let scenario = load(name) else { return false }
    world.hands.forget()
    world.play.begin(scenario)
    for (device, driver) in devices { scenario.failures[device].map { driver.fail($0) } ?? driver.bringBack() }
    return true
  }

  func seat(_ person: String) {
    world.hands.forget()
    world.play.change { scenario, _ in
      scenario.person = person
      scenario.typedNumber = nil
    }
  }

  func lay(_ isThere: Bool?) {
    world.play.change { $1.hasPassport = isThere }
    guard let isThere else { return }
    world.memory.hasDocument = isThere
    devices[.documentReader]?.happen(.media(isThere ? .present : .notPresent))
  }

  func happen(_ notice: DeviceNotice, to device: Device) { devices[device]?.happen(notice) }

  func fail(_ device: Device, _ kind: DeviceFailure.Kind, at number: Int?) {
    devices[device]?.fail(DeviceFailure(kind, failsAfter: (number ?? 1) - 1, mending: .test))
  }

  /// Has a driver do wrong; false where nobody can have it so.
  func misbehave(_ device: Device, _ misdeed: DriverMisdeed?, at number: Int?) -> Bool {
    guard let misbehave = misbehave.withLock({ $0 }) else { return false }
    misbehave(device, misdeed, number ?? 1)
    misdeeds.withLock { $0[device] = misdeed?.lasts == true ? misdeed : nil }
    return true
  }

  func bringBack(_ device: Device) {
    if misdeeds.withLock({ $0[device] }) != nil { _ = misbehave(device, nil, at: nil) }
    devices[device]?.bringBack()
  }

  // MARK: What can be seen

  /// A device as it stands there: its state, how many commands it was given, and what it is doing.
  package func look(at device: Device) -> String {
    guard let driver = devices[device] else { return "" }
    let look = driver.look
    let state = misdeeds.withLock { $0[device] }?.rawValue ?? look.state?.rawValue ?? "off"
    let doing = look.current.map { "\($0.command.name.rawValue)" } ?? "-"
    let room = String(repeating: " ", count: max(1, 14 - state.count))
    return "\(state)\(room)commands \(look.commands)  now \(doing)"
  }

  /// How often a device was given a command, by its name on the wire; nothing where it has no such command.
  package func count(of command: String, _ device: Device) -> Int? {
    guard let name = DeviceCommand.Name.all(of: device).first(where: { $0.rawValue == command }) else { return nil }
    return devices[device]?.count(of: name)
  }

  /// Who sits there, how, and what was changed by hand.
  package var scene: [String] {
    let (scenario, hand) = (world.scenario, world.play.hand)
    let passport =
      switch hand.hasPassport {
      case true?: "on the reader, by hand"
      case false?: "not on the reader, by hand"
      case nil: "as the scenario has it"
      }
    var lines = [
      "\(scenario.name): \(scenario.title.english)", "\(scenario.person) sits there; type \(typed)",
      "passport \(passport)",
    ]
    if let face = hand.face { lines.append("face \(Self.words(face, differingFrom: FaceScene()))") }
    if hand.isSuspicious { lines.append("the camera suspects a picture of a picture") }
    if hand.isCardPulled { lines.append("the card is pulled out with the next payment") }
    return lines
  }

  private static func words(_ face: FaceScene, differingFrom usual: FaceScene) -> String {
    let measures: [(String, KeyPath<FaceScene, Double>)] = [
      ("height", \.headHeight), ("right", \.offsetX), ("down", \.offsetY), ("tilt", \.roll), ("eyes", \.leftEye),
      ("mouth", \.mouth), ("glare", \.glare), ("light", \.light), ("shadow", \.sideShadow), ("clutter", \.clutter),
      ("blur", \.blur),
    ]
    let told = measures.filter { face[keyPath: $0.1] != usual[keyPath: $0.1] }.map { name, path in
      "\(name) \((face[keyPath: path] * 100).rounded() / 100)"
    }
    let company = face.company == .alone ? [] : [face.company.rawValue]
    return told.isEmpty && company.isEmpty ? "good, by hand" : (told + company).joined(separator: ", ")
  }
}
