import ArgumentParser
import Devices
import Foundation
import PassportRules
import Renewal
import Runtime
import SimulatedDevices

/// The devices and the authority of a simulated box.
struct SimulatedBox {
  let drivers: [any Driver]
  let authority: any Authority
  /// The ten digits of who comes.
  let cpr: String
}

/// The folder of invented people and scenarios.
struct Simulation {
  private let folder: String
  private let register: Register

  init(folder: String) throws {
    self.folder = folder
    let path = folder + "/register.yaml"
    register = try Self.telling { () throws(ScenarioFault) in try Register(yaml: try Self.text(path), file: path) }
  }

  /// Every scenario, by name; one with a fault is told with its line.
  func all() throws -> [Scenario] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/scenarios")) ?? []
    return try names.filter { $0.hasSuffix(".yaml") }.sorted().map { try scenario(String($0.dropLast(5))) }
  }

  func devices(_ name: String, pace: Double) throws -> SimulatedBox {
    let pacing = Pacing(scheduler: SystemScheduler(), pace: pace)
    guard let world = World(scenario: try scenario(name), register: register, pacing: pacing, date: Today.date) else {
      throw SystemExit.configuration.exit
    }
    return SimulatedBox(
      drivers: [
        SimulatedReader(world), SimulatedCamera(world), SimulatedSensor(world), SimulatedPad(world),
        SimulatedTerminal(world), SimulatedPrinter(world),
      ],
      authority: SimulatedAuthority(world), cpr: world.citizen.cpr.digits)
  }

  private func scenario(_ name: String) throws -> Scenario {
    let path = folder + "/scenarios/\(name).yaml"
    guard !name.contains("/"), FileManager.default.fileExists(atPath: path) else {
      Output.complaint("no scenario “\(name)”; `pasboks run --list-scenarios` lists them")
      throw SystemExit.usage.exit
    }
    return try Self.telling { () throws(ScenarioFault) in
      try Scenario(name: name, yaml: try Self.text(path), file: path, register: register)
    }
  }

  private static func text(_ path: String) throws(ScenarioFault) -> String {
    guard let data = FileManager.default.contents(atPath: path), data.count < 1_000_000 else {
      throw ScenarioFault(file: path, line: 1, problem: "the file cannot be read")
    }
    return String(decoding: data, as: UTF8.self)
  }

  private static func telling<Result>(_ read: () throws(ScenarioFault) -> Result) throws -> Result {
    do {
      return try read()
    } catch {
      Output.complaint("\(error)")
      throw SystemExit.configuration.exit
    }
  }
}
