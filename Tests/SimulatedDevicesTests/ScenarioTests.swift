import PassportRules
import Renewal
import SimulatedDevices
import StrictYAML
import Testing

/// The scenarios, and what one is refused for.
@Suite struct ScenarioTests {
  @Test func `every shipped scenario is read, and the promised ones are there`() throws {
    let names = try ShippedSimulation.names()
    for name in names { #expect(throws: Never.self, "\(name)") { try ShippedSimulation.scenario(name) } }
    let promised = [
      "everything-goes-well", "blurred-photo-twice", "poor-right-index", "passport-upside-down", "printer-out-of-paper",
      "card-refused", "authority-offline", "lost-passport", "child-with-guardian",
    ]
    for name in promised { #expect(names.contains(name), "\(name)") }
    let titles = try names.map { try ShippedSimulation.scenario($0).title }
    #expect(Set(titles.map(\.danish)).count == names.count)
    #expect(Set(titles.map(\.english)).count == names.count)
  }

  @Test func `every scenario has its place among the exercises, what goes well first`() throws {
    let names = try ShippedSimulation.names()
    let order = try ShippedSimulation.order()
    #expect(order.names.first == "everything-goes-well")
    #expect(order.names.sorted() == names)
    #expect(try ShippedSimulation.namedInOrder() == names.count, "training.yaml leaves a scenario out")
    #expect(order.beginning(with: "cabinet-opened")?.first == "cabinet-opened")
    #expect(order.beginning(with: "cabinet-opened")?.sorted() == names)
    #expect(order.beginning(with: "nothing") == nil)
  }

  @Test(arguments: [
    ("exercises: [a, c]\n", 1), ("exercises:\n  - a\n  - a\n", 3), ("exercises: []\n", 1), ("orders: [a]\n", 1),
  ])
  func `a wrong order of exercises is refused with its line`(text: String, line: Int) {
    do throws(ConfigurationFaults) {
      _ = try ExerciseOrder(yaml: text, file: "training.yaml", scenarios: ["a", "b"])
      Issue.record("accepted: \(text)")
    } catch {
      #expect(error.faults.first?.line == line, "\(error)")
    }
  }

  @Test func `who is not named among the exercises comes after those that are`() throws {
    let order = try ExerciseOrder(yaml: "exercises: [c, a]\n", file: "training.yaml", scenarios: ["a", "b", "c", "d"])
    #expect(order.names == ["c", "a", "b", "d"])
  }

  /// What may be wrong below a title, and the line of the file it is told with.
  static let wrong: [(String, Int)] = [
    ("person: nobody\n", 2),
    ("person: hanne\nfotos: []\n", 3),
    ("person: hanne\nphotos:\n  - { blur: much }\n", 4),
    ("person: hanne\nphotos:\n  - {}\n  - { blurred: 3 }\n", 5),
    ("person: hanne\nphotos:\n  - { light: 9 }\n", 4),
    ("person: hanne\nsignatures: [usual, forged]\n", 3),
    ("person: hanne\nfingers:\n  rightLittle:\n    - {}\n", 4),
    ("person: hanne\ndocuments:\n  - { owner: nobody }\n", 4),
    ("person: hanne\npayments:\n  - { course: approved }\n", 4),
    ("person: hanne\ntypedNumber: \"0610850166\"\n", 3),
    ("person: hanne\ntypedNumber: \"0101575000\"\n", 3),
    ("person: hanne\ntypedNumber: \"67058\"\n", 3),
    ("person: hanne\nlive:\n  - { suspicion: often }\n", 4),
    ("person: hanne\nfingers:\n  rightIndex:\n    - { touches: false, suspicion: true }\n", 5),
    ("person: hanne\ndocuments:\n  - { takenAfter: 9 }\n", 4),
    ("person: hanne\ndevices:\n  statusLight: { failsAfter: 1, failure: offline }\n", 4),
    ("person: hanne\ndevices:\n  camera: { failure: offline }\n", 4),
    ("person: hanne\ndevices:\n  camera: { failsAfter: 1 }\n", 4),
    ("person: hanne\ndevices:\n  camera: { failsAfter: 1, failure: jammed }\n", 4),
    ("person: hanne\ndevices:\n  camera: { failsAfter: -1, failure: offline }\n", 4),
    ("person: hanne\ndevices:\n  receiptPrinter: { failsAfter: 0, failure: paperLow, mendedBy: test }\n", 4),
  ]

  @Test(
    arguments: wrong.map { ("title: { da: A, en: A }\n" + $0.0, $0.1) } + [
      ("", 1), ("- a\n- b\n", 1), ("title: { da: A, en: A }\n", 1), ("title: A\nperson: hanne\n", 1),
      ("title: { da: A }\nperson: hanne\n", 1), ("title: { da: A, en: B, de: C }\nperson: hanne\n", 1),
    ])
  func `a wrong scenario is refused with its file and line`(text: String, line: Int) throws {
    let register = try ShippedSimulation.register()
    do throws(ConfigurationFaults) {
      _ = try Scenario(name: "test", yaml: text, file: "test.yaml", register: register)
      Issue.record("accepted: \(text)")
    } catch {
      #expect(error.faults.first?.file == "test.yaml")
      #expect(error.faults.first?.line == line, "\(error)")
      #expect(error.faults.first?.expected.isEmpty == false)
    }
  }

  /// A scenario shapes what happens; what the box thinks of it stands nowhere.
  @Test func `no scenario names a verdict`() throws {
    let verdicts = [
      "score", "passes", "fault", "blurred:", "tooDark", "eyesClosed", "tooDry", "accepted", "approved", "declined",
    ]
    for name in try ShippedSimulation.names() {
      let keys = String(describing: try ShippedSimulation.scenario(name))
      for verdict in verdicts { #expect(!keys.contains(verdict), "\(name): \(verdict)") }
    }
  }
}
