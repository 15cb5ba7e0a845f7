/// A group of keys being read: each is asked for by name, and whatever nobody asked for is a fault.
///
/// Reading never stops: for a value that is missing or wrong a fault is reported and a stand-in returned, and a log with any fault gives
/// no configuration, so a stand-in is never used.
package final class Section {
  package let file: String
  /// The keys above, such as `waits` or `fees[2]`; empty for the whole file.
  package let path: String
  package let line: Int
  package let log: FaultLog
  private let entries: [YAMLValue.Entry]
  private var asked: [String] = []
  private let faultsBefore: Int

  init(file: String, path: String, line: Int, entries: [YAMLValue.Entry], log: FaultLog) {
    self.file = file
    self.path = path
    self.line = line
    self.entries = entries
    self.log = log
    faultsBefore = log.count
  }

  /// Whether nothing was wrong in this group so far; what hangs together is compared only then.
  package var isSound: Bool { log.count == faultsBefore }

  /// The path of a key in this group.
  package func path(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  /// The line of a key, or of the group when it is not there.
  package func line(of key: String) -> Int { entries.first { $0.key == key }?.line ?? line }

  /// The keys as they stand in the file.
  package var keys: [String] { entries.map(\.key) }

  /// The value of a key that may be left out.
  package func optional(_ key: String) -> YAMLValue? {
    if !asked.contains(key) { asked.append(key) }
    return entries.first { $0.key == key }?.value
  }

  /// The value of a key that must be there.
  package func value(_ key: String, expected: String) -> YAMLValue? {
    if let value = optional(key) { return value }
    log.report(
      ConfigurationFault(
        file: file, line: line, path: path(key), found: "no such key", expected: expected,
        mend: "add “\(key):” to \(path.isEmpty ? "the file" : "“\(path)”")"
      )
    )
    return nil
  }

  /// Reports a value that is not what was expected.
  package func reject(_ key: String, _ value: YAMLValue, expected: String, mend: String? = nil) {
    reject(key, line: value.line, found: value.found, expected: expected, mend: mend)
  }

  /// Reports a fault at a key.
  package func reject(_ key: String, line: Int? = nil, found: String, expected: String, mend: String? = nil) {
    log.report(
      ConfigurationFault(
        file: file, line: line ?? self.line(of: key), path: path(key), found: found, expected: expected,
        mend: mend ?? "write \(expected)"
      )
    )
  }

  /// Reports every key that nobody asked for.
  func close() {
    for entry in entries where !asked.contains(entry.key) {
      let near = Spelling.nearest(to: entry.key, among: asked)
      let missing = asked.filter { key in !entries.contains { $0.key == key } }
      log.report(
        ConfigurationFault(
          file: file, line: entry.line, path: path(entry.key), found: "an unknown key",
          expected: "one of \(asked.sorted().joined(separator: ", "))",
          mend: near.map {
            "did you mean “\($0)”?" + (missing.contains($0) ? "" : " It is there already: delete this one")
          }
            ?? "delete it"
        )
      )
    }
  }
}

// MARK: - Files

extension Section {
  /// Reads a file's text as a group of keys; nothing, and a fault, when it is no YAML or no group.
  package static func read<Result>(
    _ text: String, file: String, log: FaultLog, _ read: (Section) -> Result
  ) -> Result? {
    func report(_ fault: DocumentFault) {
      log.report(
        ConfigurationFault(
          file: file, line: fault.line, path: "", found: fault.found, expected: fault.expected, mend: fault.mend))
    }
    let root: YAMLValue
    do throws(DocumentFault) {
      root = try YAMLValue(parsing: text, repeated: report)
    } catch {
      report(error)
      return nil
    }
    guard case .mapping(let entries) = root.content else {
      log.report(
        ConfigurationFault(
          file: file, line: root.line, path: "", found: root.found, expected: "keys and values",
          mend: "copy the shipped file and change it"))
      return nil
    }
    let section = Section(file: file, path: "", line: 1, entries: entries, log: log)
    let result = read(section)
    section.close()
    return result
  }

  /// Reads a file's text that stands for itself; everything wrong in it is told at once.
  package static func read<Result>(
    _ text: String, file: String, _ read: (Section) -> Result?
  ) throws(ConfigurationFaults) -> Result {
    let log = FaultLog()
    let result = Self.read(text, file: file, log: log, read) ?? nil
    try log.finish()
    // A reader has nothing to give only after it told a fault; so this is never thrown.
    guard let result else { throw ConfigurationFaults(faults: []) }
    return result
  }
}

// MARK: - Groups and lists

extension Section {
  /// Reads a group below this one; nothing, and a fault, when it is missing or no group.
  package func group<Result>(_ key: String, _ read: (Section) -> Result) -> Result? {
    guard let value = value(key, expected: "a group of keys") else { return nil }
    return group(at: key, value, read)
  }

  /// Reads a group that may be left out.
  package func group<Result>(_ key: String, orElse usual: Result, _ read: (Section) -> Result) -> Result {
    optional(key).flatMap { group(at: key, $0, read) } ?? usual
  }

  /// Reads each element of a list as a group.
  package func groups<Result>(_ key: String, _ read: (Section) -> Result) -> [Result] {
    list(key, of: "groups") { element, index in
      group(at: "\(key)[\(index)]", element, read)
    }
  }

  /// Reads each element of a list of at least one value; elements count from 1.
  package func list<Result>(_ key: String, of what: String, _ read: (YAMLValue, Int) -> Result?) -> [Result] {
    guard let value = value(key, expected: "a list of \(what)") else { return [] }
    guard case .list(let values) = value.content else {
      reject(key, value, expected: "a list of \(what)")
      return []
    }
    return values.enumerated().compactMap { read($0.element, $0.offset + 1) }
  }

  /// Reads a value of this group as a group; nothing, and a fault, when it is none.
  package func group<Result>(at key: String, _ value: YAMLValue, _ read: (Section) -> Result) -> Result? {
    guard case .mapping(let entries) = value.content else {
      reject(key, value, expected: "a group of keys")
      return nil
    }
    let section = Section(file: file, path: path(key), line: value.line, entries: entries, log: log)
    let result = read(section)
    section.close()
    return result
  }
}
