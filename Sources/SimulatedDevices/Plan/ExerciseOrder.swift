import Yams

/// In which order the scenarios are met in training.
package struct ExerciseOrder: Hashable, Sendable {
  /// The names of scenarios.
  package let names: [String]

  /// Reads the order strictly: a scenario that is not there, or stands there twice, is refused with its line.
  package init(yaml: String, file: String, scenarios: [String]) throws(ScenarioFault) {
    let fields = try Fields(try Scenario.root(yaml, file), file: file, keys: ["exercises"])
    var names: [String] = []
    for node in try fields.list("exercises") {
      let name = node.string ?? ""
      guard scenarios.contains(name), !names.contains(name) else {
        throw ScenarioFault(
          file: file, line: Fields.line(node), problem: "“\(name)” is no scenario, or stands here twice")
      }
      names.append(name)
    }
    guard !names.isEmpty else { throw fields.fault("exercises", "names of scenarios") }
    self.names = names + scenarios.filter { !names.contains($0) }.sorted()
  }

  /// The order from one scenario on; nothing when there is no such scenario.
  package func beginning(with name: String) -> [String]? {
    names.firstIndex(of: name).map { Array(names[$0...] + names[..<$0]) }
  }
}
