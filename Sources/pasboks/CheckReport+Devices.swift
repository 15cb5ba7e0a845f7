import Configuration
import SimulatedDevices
import StrictYAML

extension CheckReport {
  /// Looks at what the box works with besides its terminal: devices, authority, and a voice to read aloud with.
  mutating func checkDevices(_ configuration: KioskConfiguration?) {
    guard let configuration else { return }
    if configuration.isDemonstration {
      good("devices", "simulated, and so is the authority")
    } else {
      problem("devices", BoxRun.noDrivers, .unavailable)
    }
    if configuration.speechCommand.isEmpty {
      lookAt("speech", "kiosk.yaml names no speechCommand: screens offer to be read aloud, and nothing is heard")
    }
  }

  /// Reads the register of invented people and every scenario, when devices are simulated here.
  mutating func checkScenarios(_ folder: String, _ configuration: KioskConfiguration?) {
    guard let configuration, configuration.isDemonstration,
      let simulation = found({ () throws(ConfigurationFaults) in try Simulation(folder: "\(folder)/simulation") })
    else { return }
    let scenarios = found { () throws(ConfigurationFaults) in try simulation.all() }
    let order = found { () throws(ConfigurationFaults) in try simulation.order() }
    let first: Void? = found { () throws(ConfigurationFaults) in
      guard let fault = configuration.scenarioFault(among: try simulation.names()) else { return }
      throw ConfigurationFaults(faults: [fault])
    }
    guard let scenarios, order != nil, first != nil else { return }
    good("scenarios", "\(scenarios.count), \(configuration.scenario) when none is named")
  }

  /// What was read; nothing, and the faults in the table, when it has any.
  private mutating func found<Value>(_ read: () throws(ConfigurationFaults) -> Value) -> Value? {
    do {
      return try read()
    } catch {
      for fault in error.faults { problem("scenarios", fault.description, .configuration) }
      return nil
    }
  }
}
