import Configuration
import SimulatedDevices

extension CheckReport {
  /// Reads the register of invented people and every scenario, when devices are simulated here.
  mutating func checkScenarios(_ folder: String, _ configuration: KioskConfiguration?) {
    guard let configuration, configuration.isDemonstration else { return }
    do {
      let simulation = try Simulation(folder: "\(folder)/simulation")
      let scenarios = try simulation.all()
      _ = try simulation.order()
      guard scenarios.contains(where: { $0.name == configuration.scenario }) else {
        problem("scenarios", "kiosk.yaml names “\(configuration.scenario)”, and there is no such file", .configuration)
        return
      }
      good("scenarios", "\(scenarios.count), \(configuration.scenario) when none is named")
    } catch {
      // What is wrong was told with its line when the file was read.
      problem("scenarios", "a file in \(folder)/simulation has a fault", .configuration)
    }
  }
}
