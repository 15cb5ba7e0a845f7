import Configuration
import PassportRules
import Program
import Renewal
import Runtime
import Screens
import SimulatedDevices
import StrictYAML

/// The simulated world in the box's own process.
struct InProcessWorld: Simulator {
  func scenarios(in configuration: String) throws -> [(name: String, title: String)] {
    try ConfigurationFiles.reading { try Simulation(in: configuration).all() }
      .map { ($0.name, $0.title.english) }
  }

  func scenario(_ order: WorldOrder, _ kiosk: KioskConfiguration) throws -> SimulatedWorld {
    let simulation = try Self.simulation(order.configuration)
    if order.scenario == nil {
      try ConfigurationFiles.reading {
        guard let fault = kiosk.scenarioFault(among: try simulation.names()) else { return }
        throw ConfigurationFaults(faults: [fault])
      }
    }
    let world = try simulation.world(order.scenario ?? kiosk.scenario, pace: order.pace, memory: order.state)
    let surroundings = BoxSurroundings(
      drivers: world.drivers(), authority: SealedReceiver(SimulatedAuthority(world), state: order.state))
    return SimulatedWorld(
      surroundings: { _ in surroundings }, numbers: simulation.register.numbers, typed: world.typedNumber)
  }

  func exercises(_ order: WorldOrder) throws -> SimulatedWorld {
    let simulation = try Self.simulation(order.configuration)
    let training = try simulation.training(from: order.scenario, pace: order.pace)
    // What is practised is sealed to the demonstration's key beside its own store.
    let surroundings = BoxSurroundings(
      drivers: training.drivers, authority: SealedReceiver(training.authority, state: order.state))
    return SimulatedWorld(
      surroundings: { _ in surroundings }, numbers: simulation.register.numbers, exercises: training.greetings,
      play: training.play)
  }

  func recording(
    _ file: String, in configuration: String, scenario: String?, languages: [Language], size: Size
  ) throws -> any BoxRecording {
    let conditions = try RecordingConditions(
      configuration, try Self.simulation(configuration), scenario: scenario, on: Today.date)
    return try RunRecording(file, conditions, languages: languages, size: size)
  }

  func check(_ report: inout CheckReport, in configuration: String, _ kiosk: KioskConfiguration) {
    guard let simulation = report.found({ () throws(ConfigurationFaults) in try Simulation(in: configuration) })
    else { return }
    let scenarios = report.found { () throws(ConfigurationFaults) in try simulation.all() }
    let order = report.found { () throws(ConfigurationFaults) in try simulation.order() }
    let first: Void? = report.found { () throws(ConfigurationFaults) in
      guard let fault = kiosk.scenarioFault(among: try simulation.names()) else { return }
      throw ConfigurationFaults(faults: [fault])
    }
    guard let scenarios, order != nil, first != nil else { return }
    report.good("scenarios", "\(scenarios.count), \(kiosk.scenario) when none is named")
  }

  private static func simulation(_ configuration: String) throws -> Simulation {
    try ConfigurationFiles.reading { try Simulation(in: configuration) }
  }
}

extension CheckReport {
  /// What was read; nothing, and the faults in the table, when it has any.
  fileprivate mutating func found<Value>(_ read: () throws(ConfigurationFaults) -> Value) -> Value? {
    do {
      return try read()
    } catch {
      for fault in error.faults { problem("scenarios", fault.description, .configuration) }
      return nil
    }
  }
}

extension Training {
  /// The exercises, as a box is told of them.
  var greetings: [WorldGreeting.Exercise] {
    worlds.map { world in
      let title = world.scenario.title
      return WorldGreeting.Exercise(danish: title.danish, english: title.english, typed: world.typedNumber)
    }
  }
}
