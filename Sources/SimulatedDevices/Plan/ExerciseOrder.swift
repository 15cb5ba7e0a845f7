package import StrictYAML

/// In which order the scenarios are met in training.
package struct ExerciseOrder: Hashable, Sendable {
  /// The names of scenarios.
  package let names: [String]

  /// Reads the order strictly: a scenario that is not there, or stands there twice, is refused with its line.
  package init(yaml: String, file: String, scenarios: [String]) throws(ConfigurationFaults) {
    let names = try Section.read(yaml, file: file) { file in
      var names: [String] = []
      _ = file.list("exercises", of: "names of scenarios") { value, index in
        let key = "exercises[\(index)]"
        guard let name = file.text(key, value) else { return }
        guard scenarios.contains(name), !names.contains(name) else {
          return file.reject(key, value, expected: "the name of a scenario, once")
        }
        names.append(name)
      }
      if names.isEmpty, file.isSound { file.reject("exercises", found: "no name", expected: "names of scenarios") }
      return names
    }
    self.names = names + scenarios.filter { !names.contains($0) }.sorted()
  }

  /// The order from one scenario on; nothing when there is no such scenario.
  package func beginning(with name: String) -> [String]? {
    names.firstIndex(of: name).map { Array(names[$0...] + names[..<$0]) }
  }
}
