package import Devices
package import DriverWire
import Glibc
package import Renewal
import Synchronization

/// A simulated world that somebody plays: its devices, and every order that changes what happens to them.
package final class Stage: Sendable {
  /// The line of a device's driver, on which it can do wrong.
  package struct Line: Sendable {
    /// What it does wrong, or will.
    let misdeed: @Sendable () -> DriverMisdeed?
    /// Has it do wrong with the so-manieth command, or at once; nothing mends it.
    let misbehave: @Sendable (DriverMisdeed?, Int) -> Void

    /// A line.
    package init(
      misdeed: @escaping @Sendable () -> DriverMisdeed?, misbehave: @escaping @Sendable (DriverMisdeed?, Int) -> Void
    ) {
      self.misdeed = misdeed
      self.misbehave = misbehave
    }
  }

  /// The world.
  package let world: World
  private let devices: [StagedDriver]
  /// The scenarios that can be begun.
  let scenarios: [String]
  private let load: @Sendable (String) -> Scenario?
  private let lines = Mutex<[Device: Line]>([:])

  /// A world to be played, and other scenarios by their names.
  package init(_ world: World, scenarios: [String] = [], load: @escaping @Sendable (String) -> Scenario? = { _ in nil })
  {
    self.world = world
    devices = world.staged()
    self.scenarios = scenarios
    self.load = load
  }

  /// The devices, in their order.
  package var drivers: [any Driver] { devices }

  private func staged(_ device: Device) -> StagedDriver? { devices.first { $0.device == device } }

  /// A device is behind a line.
  package func connect(_ device: Device, _ line: Line) { lines.withLock { $0[device] = line } }

  /// Who sits there, and what is typed then.
  package var typed: String { world.typedNumber }

  // MARK: What orders do

  func begin(_ name: String) -> Bool {
    guard let scenario = load(name) else { return false }
    world.hands.forget()
    world.play.begin(scenario)
    for driver in devices { scenario.failures[driver.device].map { driver.fail($0) } ?? driver.bringBack() }
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
    staged(.documentReader)?.happen(.media(isThere ? .present : .notPresent))
  }

  func happen(_ notice: DeviceNotice, to device: Device) { staged(device)?.happen(notice) }

  func fail(_ device: Device, _ kind: DeviceFailure.Kind, at number: Int?) {
    staged(device)?.fail(DeviceFailure(kind, failsAfter: (number ?? 1) - 1, mending: .test))
  }

  /// The line that a device is behind; nothing where it is behind none.
  func line(of device: Device) -> Line? { lines.withLock { $0[device] } }

  func bringBack(_ device: Device) {
    line(of: device)?.misbehave(nil, 1)
    staged(device)?.bringBack()
  }

  // MARK: What can be seen

  /// A device as it stands there: its state, how many commands it was given, and what it is doing.
  package func look(at device: Device) -> String {
    guard let driver = staged(device) else { return "" }
    let look = driver.look
    let state = look.state?.rawValue ?? "off"
    let doing = look.current.map { "\($0.command.name.rawValue)" } ?? "-"
    let room = String(repeating: " ", count: max(1, 14 - state.count))
    let misdeed = line(of: device)?.misdeed().map { "  \($0.rawValue)" } ?? ""
    return "\(state)\(room)commands \(look.commands)  now \(doing)\(misdeed)"
  }

  /// How often a device was given a command, by its name on the wire; nothing where it has no such command.
  package func count(of command: String, _ device: Device) -> Int? {
    guard let name = DeviceCommand.Name.all(of: device).first(where: { $0.rawValue == command }) else { return nil }
    return staged(device)?.count(of: name)
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
