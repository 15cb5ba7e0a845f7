import PassportRules
import Renewal
import SimulatedDevices
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
    #expect(Set(try names.map { try ShippedSimulation.scenario($0).title }).count == names.count)
  }

  @Test(arguments: [
    ("title: A\nperson: nobody\n", 2), ("title: A\n", 1), ("title: A\nperson: hanne\nfotos: []\n", 3),
    ("title: A\nperson: hanne\nphotos:\n  - { blur: much }\n", 4),
    ("title: A\nperson: hanne\nphotos:\n  - {}\n  - { blurred: 3 }\n", 5),
    ("title: A\nperson: hanne\nphotos:\n  - { light: 9 }\n", 4),
    ("title: A\nperson: hanne\nsignatures: [usual, forged]\n", 3),
    ("title: A\nperson: hanne\nfingers:\n  rightLittle:\n    - {}\n", 4),
    ("title: A\nperson: hanne\ndocuments:\n  - { owner: nobody }\n", 4),
    ("title: A\nperson: hanne\npayments:\n  - { course: approved }\n", 4), ("", 1), ("- a\n- b\n", 1),
  ])
  func `a wrong scenario is refused with its file and line`(text: String, line: Int) throws {
    let register = try ShippedSimulation.register()
    do throws(ScenarioFault) {
      _ = try Scenario(name: "test", yaml: text, file: "test.yaml", register: register)
      Issue.record("accepted: \(text)")
    } catch {
      #expect(error.file == "test.yaml")
      #expect(error.line == line, "\(error)")
      #expect(!error.problem.isEmpty)
    }
  }

  /// A scenario shapes what happens; what the box thinks of it stands nowhere.
  @Test func `no scenario names a verdict`() throws {
    let verdicts = [
      "score", "passes", "fault", "blurred:", "tooDark", "eyesClosed", "tooDry", "accepted", "approved", "declined",
    ]
    for name in try ShippedSimulation.names() {
      let keys = String(describing: try ShippedSimulation.scenario(name).photos)
      for verdict in verdicts { #expect(!keys.contains(verdict), "\(name): \(verdict)") }
    }
  }
}
