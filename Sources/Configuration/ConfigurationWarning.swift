/// Something that is allowed and yet worth looking at.
package struct ConfigurationWarning: Hashable, Sendable {
  /// The file's name, with its folder as it was given.
  package let file: String
  /// The line, from 1.
  package let line: Int?
  /// The key with those above it.
  package let path: String
  /// What is worth looking at, and what to do.
  package let text: String
}

extension ConfigurationWarning: CustomStringConvertible {
  package var description: String {
    "\(line.map { "\(file):\($0)" } ?? file): \(path.isEmpty ? "" : "\(path): ")\(text)"
  }
}
