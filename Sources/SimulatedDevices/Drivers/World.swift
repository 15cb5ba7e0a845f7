package import Devices
package import PassportRules
package import Renewal

/// The little world around a simulated box: who stands there, what happens, and how fast.
package struct World: Sendable {
  /// What happens, as it is planned and as it is changed by hand.
  package private(set) var play: Play
  /// The invented people.
  package let register: Register
  /// How fast.
  package let pacing: Pacing
  /// Today.
  package let date: CivilDate
  /// Who stood at the box first.
  private let first: Register.Person
  /// What the devices know even when the program was killed.
  private(set) var memory: DeviceMemory
  /// Who draws what they see.
  let painters: Painters
  /// The citizen's fingers.
  private(set) var hands = Hands()

  /// A world; nothing when the scenario's person is not in the register.
  package init?(
    scenario: Scenario, register: Register, pacing: Pacing, date: CivilDate, memory: DeviceMemory = DeviceMemory(),
    painters: Painters = Painters()
  ) {
    guard let citizen = register.people[scenario.person] else { return nil }
    play = Play(scenario)
    self.register = register
    self.pacing = pacing
    self.date = date
    first = citizen
    self.memory = memory
    self.painters = painters
  }

  /// What is planned now.
  package var scenario: Scenario { play.scenario }

  /// Who stands at the box.
  package var citizen: Register.Person { register.people[scenario.person] ?? first }

  /// The same world with nothing kept of what happened in it.
  func anew() -> World {
    var world = self
    world.play = Play(scenario)
    world.hands = Hands()
    world.memory = DeviceMemory()
    return world
  }

  /// The ten digits that are typed at the box.
  package var typedNumber: String { scenario.typedNumber ?? citizen.cpr.digits }

  /// The devices of the box, each as the scenario has it.
  package func drivers() -> [any Driver] { staged() }

  /// The same, each so that it can be played.
  func staged() -> [StagedDriver] {
    Device.allCases.map { StagedDriver(driver($0), scenario.failures[$0], pacing: pacing) }
  }

  /// A device that does not fail.
  package func driver(_ device: Device) -> any Driver {
    switch device {
    case .documentReader: SimulatedReader(self)
    case .camera: SimulatedCamera(self)
    case .fingerprintReader: SimulatedSensor(self)
    case .signaturePad: SimulatedPad(self)
    case .paymentTerminal: SimulatedTerminal(self)
    case .receiptPrinter: SimulatedPrinter(self)
    case .statusLight: SimulatedLight(self)
    }
  }

  /// How somebody looks, or looked some years ago.
  func look(of person: Register.Person, yearsAgo: Int = 0) -> FaceLook {
    FaceLook(seed: person.look, age: max(1, person.cpr.birthDate.age(on: date) - yearsAgo))
  }
}
