import PassportRules
import Yams

/// What is wrong in a file of the simulation, where, and what was expected.
package struct ScenarioFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file.
  package let file: String
  /// The line, from 1; nothing when the whole file is meant.
  package let line: Int?
  /// What was found and what was expected.
  package let problem: String

  /// A fault at a line of a file.
  package init(file: String, line: Int?, problem: String) {
    self.file = file
    self.line = line
    self.problem = problem
  }

  package var description: String { "\(line.map { "\(file):\($0)" } ?? file): \(problem)" }
}

/// A group of keys in a file of the simulation, decoded strictly.
struct Fields {
  let file: String
  private let mapping: Node.Mapping

  /// The group that a node is, with no other keys than these.
  init(_ node: Node, file: String, keys: [String]) throws(ScenarioFault) {
    self.file = file
    guard case .mapping(let mapping) = node else {
      throw ScenarioFault(file: file, line: Self.line(node), problem: "expected keys and values")
    }
    self.mapping = mapping
    for (key, _) in mapping where !keys.contains(key.string ?? "") {
      throw ScenarioFault(
        file: file, line: Self.line(key),
        problem: "unknown key “\(key.string ?? "?")”; expected one of \(keys.joined(separator: ", "))")
    }
  }

  static func line(_ node: Node) -> Int { node.mark?.line ?? 1 }

  private var line: Int { mapping.mark?.line ?? 1 }

  func node(_ key: String) -> Node? { mapping[key] }

  func fault(_ key: String, _ expected: String) -> ScenarioFault {
    guard let node = mapping[key] else {
      return ScenarioFault(file: file, line: line, problem: "“\(key)” is missing; expected \(expected)")
    }
    return ScenarioFault(
      file: file, line: Self.line(node), problem: "“\(key)” is “\(node.string ?? "…")”; expected \(expected)")
  }

  func text(_ key: String) throws(ScenarioFault) -> String {
    guard let text = mapping[key]?.scalar?.string, !text.isEmpty else { throw fault(key, "a text") }
    return text
  }

  func optionalText(_ key: String) throws(ScenarioFault) -> String? {
    mapping[key] == nil ? nil : try text(key)
  }

  func number(_ key: String, _ range: ClosedRange<Double>, else standard: Double) throws(ScenarioFault) -> Double {
    guard let node = mapping[key] else { return standard }
    guard let number = node.float ?? node.int.map(Double.init), range.contains(number) else {
      throw fault(key, "a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func whole(_ key: String, _ range: ClosedRange<Int>) throws(ScenarioFault) -> Int? {
    guard let node = mapping[key] else { return nil }
    guard let number = node.int, range.contains(number) else {
      throw fault(key, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func flag(_ key: String, else standard: Bool) throws(ScenarioFault) -> Bool {
    guard let node = mapping[key] else { return standard }
    guard let flag = node.bool else { throw fault(key, "true or false") }
    return flag
  }

  func date(_ key: String) throws(ScenarioFault) -> CivilDate? {
    guard let text = try optionalText(key) else { return nil }
    guard let date = CivilDate(iso: text) else { throw fault(key, "a date such as 2026-05-13") }
    return date
  }

  func word<Word: RawRepresentable & CaseIterable>(
    _ key: String, else standard: Word
  ) throws(ScenarioFault) -> Word where Word.RawValue == String {
    guard let text = try optionalText(key) else { return standard }
    guard let word = Word(rawValue: text) else {
      throw fault(key, "one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return word
  }

  /// The words of a list.
  func words<Word: RawRepresentable & CaseIterable>(
    _ key: String, else standard: [Word]
  ) throws(ScenarioFault) -> [Word] where Word.RawValue == String {
    var words: [Word] = []
    for node in try list(key) {
      guard let word = node.string.flatMap(Word.init(rawValue:)) else {
        throw ScenarioFault(
          file: file, line: Self.line(node),
          problem:
            "“\(key)” has “\(node.string ?? "…")”; expected \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      words.append(word)
    }
    return words.isEmpty ? standard : words
  }

  /// The entries of a list; none when the key is left out.
  func list(_ key: String) throws(ScenarioFault) -> [Node] {
    guard let node = mapping[key] else { return [] }
    guard let sequence = node.sequence else { throw fault(key, "a list") }
    return Array(sequence)
  }
}
