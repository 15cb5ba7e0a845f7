import Foundation
import PassportRules
import Renewal
import SimulatedDevices
import Testing

/// The register and the scenarios as they are shipped.
enum ShippedSimulation {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Config/simulation")

  static func register() throws -> Register {
    let file = folder.appendingPathComponent("register.yaml")
    return try Register(yaml: String(contentsOf: file, encoding: .utf8), file: file.lastPathComponent)
  }

  /// The names of the scenarios, without their ending.
  static func names() throws -> [String] {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("scenarios").path)
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }

  static func scenario(_ name: String) throws -> Scenario {
    let file = folder.appendingPathComponent("scenarios/\(name).yaml")
    return try Scenario(
      name: name, yaml: String(contentsOf: file, encoding: .utf8), file: file.lastPathComponent, register: register())
  }

  private static func orderText() throws -> String {
    try String(contentsOf: folder.appendingPathComponent("training.yaml"), encoding: .utf8)
  }

  static func order() throws -> ExerciseOrder {
    try ExerciseOrder(yaml: orderText(), file: "training.yaml", scenarios: names())
  }

  /// How many scenarios stand in `training.yaml`.
  static func namedInOrder() throws -> Int {
    try orderText().split(separator: "\n").filter { $0.hasPrefix("  - ") }.count
  }

  static func world(
    _ name: String, memory: DeviceMemory = DeviceMemory(), pacing: Pacing = Pacing(scheduler: AtOnce(), pace: 0)
  ) throws -> World {
    let date = try #require(CivilDate(iso: "2026-11-20"))
    return try #require(
      World(scenario: scenario(name), register: register(), pacing: pacing, date: date, memory: memory))
  }
}
