import ArgumentParser
import Configuration
import Devices
import Foundation
import Glibc
import PassportRules
import Renewal
import Runtime
import SimulatedDevices
import StrictYAML

/// The devices and the authority of a simulated box.
struct SimulatedBox {
  let drivers: [any Driver]
  let authority: any Authority
  /// The ten digits that are typed.
  let cpr: String
}

/// The folder of invented people and scenarios.
struct Simulation {
  private let folder: String
  /// The invented people.
  let register: Register

  /// Whether there is such a folder beside a configuration.
  static func isHere(in configuration: String) -> Bool { access(configuration + "/simulation", R_OK | X_OK) == 0 }

  init(folder: String) throws(ConfigurationFaults) {
    self.folder = folder
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
    guard let names = Self.names(in: folder) else {
      throw ConfigurationFaults(faults: [
        ConfigurationText.unreadable("\(folder)/scenarios", errno, expected: "a folder that can be read")
      ])
    }
    return names
  }

  /// The names of the scenarios in a folder; nothing when it cannot be read, for the reason in `errno`.
  static func names(in folder: String) -> [String]? {
    let path = folder + "/scenarios"
    guard access(path, R_OK | X_OK) == 0, let files = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      return nil
    }
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }

  /// The devices of a scenario; what real ones would still know after a crash lies in the state folder.
  func devices(_ name: String, pace: Double, state: String) throws -> SimulatedBox {
    let world = try world(name, pace: pace, memory: DeviceMemory(file: "\(state)/devices"))
    return SimulatedBox(
      drivers: world.drivers(), authority: SimulatedAuthority(world), cpr: world.typedNumber)
  }

  /// The devices of a scenario for a process of their own; what they know after a crash lies in a folder, if there is one.
  func drivers(_ name: String, pace: Double, memory folder: String?) throws -> [any Driver] {
    try world(name, pace: pace, memory: DeviceMemory(file: folder.map { "\($0)/devices" })).drivers()
  }

  /// In which order the scenarios are met in training.
  func order() throws(ConfigurationFaults) -> ExerciseOrder {
    let path = folder + "/training.yaml"
    return try ExerciseOrder(yaml: try Self.text(path), file: path, scenarios: try names())
  }

  /// All exercises, the named one first, otherwise in their order.
  func training(from name: String?, pace: Double) throws -> Training {
    let order = try Self.telling { () throws(ConfigurationFaults) in try self.order() }
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
    let scenario = try Self.telling { () throws(ConfigurationFaults) in try self.scenario(name) }
    let world = World(scenario: scenario, register: register, pacing: pacing, date: Today.date, memory: memory)
    guard let world else {
      throw SystemExit.configuration.exit
    }
    return world
  }

  private func unknown(_ name: String) -> ExitCode {
    let near = Spelling.nearest(to: name, among: Self.names(in: folder) ?? []).map { ": did you mean “\($0)”?" } ?? ";"
    Output.complaint("no scenario “\(name)”\(near) `pasboks run --list-scenarios` lists them")
    return SystemExit.usage.exit
  }

  private func path(_ name: String) -> String { folder + "/scenarios/\(name).yaml" }

  private func scenario(_ name: String) throws(ConfigurationFaults) -> Scenario {
    try Scenario(name: name, yaml: try Self.text(path(name)), file: path(name), register: register)
  }

  private static func text(_ path: String) throws(ConfigurationFaults) -> String {
    do throws(ConfigurationFault) {
      return try ConfigurationText.read(path)
    } catch {
      throw ConfigurationFaults(faults: [error])
    }
  }

  /// Tells what is wrong with the files, and ends the program.
  static func telling<Result>(_ read: () throws(ConfigurationFaults) -> Result) throws -> Result {
    do {
      return try read()
    } catch {
      for fault in error.faults { Output.complaint("\(fault)") }
      throw SystemExit.configuration.exit
    }
  }
}
