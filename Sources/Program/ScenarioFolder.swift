import Foundation
import Glibc

/// The folder of invented people and scenarios beside a configuration, as files.
package enum ScenarioFolder {
  /// Its path.
  package static func path(in configuration: String) -> String { configuration + "/simulation" }

  /// Whether there is one.
  static func isHere(in configuration: String) -> Bool { access(path(in: configuration), R_OK | X_OK) == 0 }

  /// The names of the scenarios in it; nothing when it cannot be read, for the reason in `errno`.
  package static func names(in folder: String) -> [String]? {
    let path = folder + "/scenarios"
    guard access(path, R_OK | X_OK) == 0, let files = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      return nil
    }
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }
}
