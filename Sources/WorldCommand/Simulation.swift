import ArgumentParser
import Configuration
import Foundation
import Glibc
import PassportRules
import Program
import Renewal
import Runtime
import SimulatedDevices
import StrictYAML

/// The folder of invented people and scenarios.
struct Simulation {
  private let folder: String
  /// The invented people.
  let register: Register

  /// The people and scenarios beside a configuration.
  init(in configuration: String) throws(ConfigurationFaults) {
    folder = ScenarioFolder.path(in: configuration)
    let path = folder + "/register.yaml"
    register = try Register(yaml: try Self.text(path), file: path)
  }

  /// Every scenario, by name; everything that is wrong in any of them is told at once.
  func all() throws(ConfigurationFaults) -> [Scenario] {
    let log = FaultLog()
    var scenarios: [Scenario] = []
    for name in try names() {
      do throws(ConfigurationFaults) {
        scenarios.append(try scenario(name))
      } catch {
        error.faults.forEach(log.report)
      }
    }
    try log.finish()
    return scenarios
  }

  /// The names of the scenarios.
  func names() throws(ConfigurationFaults) -> [String] {
    guard let names = ScenarioFolder.names(in: folder) else {
      throw ConfigurationFaults(faults: [
        ConfigurationText.unreadable("\(folder)/scenarios", errno, expected: "a folder that can be read")
      ])
    }
    return names
  }

  /// The world of a scenario; what real devices would still know after a crash lies in a folder, where there is one.
  func world(_ name: String, pace: Double, memory folder: String?) throws -> World {
    try world(name, pace: pace, memory: DeviceMemory(file: folder.map { "\($0)/devices" }))
  }

  /// In which order the scenarios are met in training.
  func order() throws(ConfigurationFaults) -> ExerciseOrder {
    let path = folder + "/training.yaml"
    return try ExerciseOrder(yaml: try Self.text(path), file: path, scenarios: try names())
  }

  /// All exercises, the named one first, otherwise in their order.
  func training(from name: String?, pace: Double) throws -> Training {
    let order = try ConfigurationFiles.reading { try self.order() }
    guard let names = name.map({ order.beginning(with: $0) }) ?? order.names else { throw unknown(name ?? "") }
    guard let training = Training(try names.map { try world($0, pace: pace) }) else {
      throw SystemExit.configuration.exit
    }
    return training
  }

  /// The ten digits that are typed in a scenario; nothing when there is no such scenario.
  func typedNumber(in name: String) throws -> String? {
    try names().contains(name) ? try world(name, pace: 0).typedNumber : nil
  }

  private func world(_ name: String, pace: Double, memory: DeviceMemory = DeviceMemory()) throws -> World {
    let pacing = Pacing(scheduler: SystemScheduler(), pace: pace)
    guard !name.contains("/"), FileManager.default.fileExists(atPath: path(name)) else { throw unknown(name) }
    let scenario = try ConfigurationFiles.reading { try self.scenario(name) }
    let world = World(scenario: scenario, register: register, pacing: pacing, date: Today.date, memory: memory)
    guard let world else {
      throw SystemExit.configuration.exit
    }
    return world
  }

  private func unknown(_ name: String) -> ExitCode {
    let near =
      Spelling.nearest(to: name, among: ScenarioFolder.names(in: folder) ?? []).map { ": did you mean “\($0)”?" } ?? ";"
    Output.complaint("no scenario “\(name)”\(near) `pasboks run --list-scenarios` lists them")
    return SystemExit.usage.exit
  }

  private func path(_ name: String) -> String { folder + "/scenarios/\(name).yaml" }

  /// A scenario by its name.
  func scenario(_ name: String) throws(ConfigurationFaults) -> Scenario {
    try Scenario(name: name, yaml: try Self.text(path(name)), file: path(name), register: register)
  }

  private static func text(_ path: String) throws(ConfigurationFaults) -> String {
    do throws(ConfigurationFault) {
      return try ConfigurationText.read(path)
    } catch {
      throw ConfigurationFaults(faults: [error])
    }
  }
}
