/// One thing wrong in a file of the configuration's folder: where it stands, what was found, what was expected, and how to mend it.
package struct ConfigurationFault: Error, Hashable, Sendable {
  /// The file's name, with its folder as it was given.
  package let file: String
  /// The line, from 1; nothing when the whole file is meant.
  package let line: Int?
  /// The key with those above it, such as `fees[2].adult`; empty when the whole file is meant.
  package let path: String
  /// What stands there, cut to some sixty characters.
  package let found: String
  /// What should stand there.
  package let expected: String
  /// What to do about it.
  package let mend: String

  /// A fault with its place.
  package init(file: String, line: Int?, path: String, found: String, expected: String, mend: String) {
    self.file = file
    self.line = line
    self.path = path
    self.found = found
    self.expected = expected
    self.mend = mend
  }
}

extension ConfigurationFault: CustomStringConvertible {
  /// The fault as `check` prints it: `FILE:LINE: path: found …, expected …. Mend: ….`
  package var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    let key = path.isEmpty ? "" : "\(path): "
    let end = mend.hasSuffix("?") ? "" : "."
    return "\(place): \(key)found \(found), expected \(expected). Mend: \(mend)\(end)"
  }
}

/// Everything wrong in a folder of configuration, by file and line; never empty.
package struct ConfigurationFaults: Error, Hashable, Sendable {
  /// The faults, by file and line.
  package let faults: [ConfigurationFault]

  /// The faults of what could not be read.
  package init(faults: [ConfigurationFault]) { self.faults = faults }
}

extension ConfigurationFaults: CustomStringConvertible {
  package var description: String { faults.map(\.description).joined(separator: "\n") }
}
