/// A group of keys being read: each is asked for by name, and whatever nobody asked for is a fault.
///
/// Reading never stops: for a value that is missing or wrong a fault is reported and a stand-in returned, and a log with any fault gives
/// no configuration, so a stand-in is never used.
final class Section {
  let file: String
  /// The keys above, such as `waits` or `fees[2]`; empty for the whole file.
  let path: String
  let line: Int
  let log: FaultLog
  private let entries: [Value.Entry]
  private var asked: [String] = []
  private let faultsBefore: Int

  init(file: String, path: String, line: Int, entries: [Value.Entry], log: FaultLog) {
    self.file = file
    self.path = path
    self.line = line
    self.entries = entries
    self.log = log
    faultsBefore = log.count
  }

  /// Whether nothing was wrong in this group so far; what hangs together is compared only then.
  var isSound: Bool { log.count == faultsBefore }

  /// The path of a key in this group.
  func path(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  /// The line of a key, or of the group when it is not there.
  func line(of key: String) -> Int { entries.first { $0.key == key }?.line ?? line }

  /// The keys as they stand in the file.
  var keys: [String] { entries.map(\.key) }

  /// The value of a key that may be left out.
  func optional(_ key: String) -> Value? {
    if !asked.contains(key) { asked.append(key) }
    return entries.first { $0.key == key }?.value
  }

  /// The value of a key that must be there.
  func value(_ key: String, expected: String) -> Value? {
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
  func reject(_ key: String, _ value: Value, expected: String, mend: String? = nil) {
    reject(key, line: value.line, found: value.found, expected: expected, mend: mend)
  }

  /// Reports a fault at a key.
  func reject(_ key: String, line: Int? = nil, found: String, expected: String, mend: String? = nil) {
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
      let near = asked.filter { distance($0, entry.key) <= 2 }.min { distance($0, entry.key) < distance($1, entry.key) }
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

  /// How many characters must be changed to make one word the other, roughly: cut off at 3.
  private func distance(_ one: String, _ other: String) -> Int {
    let (left, right) = (Array(one.lowercased().utf8.prefix(40)), Array(other.lowercased().utf8.prefix(40)))
    if abs(left.count - right.count) > 2 { return 3 }
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let change = min(row[j] + 1, row[j + 1] + 1, diagonal + (a == b ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = change
      }
    }
    return row[right.count]
  }
}

// MARK: - Groups and lists

extension Section {
  /// Reads a group below this one; nothing, and a fault, when it is missing or no group.
  func group<Result>(_ key: String, _ read: (Section) -> Result) -> Result? {
    guard let value = value(key, expected: "a group of keys") else { return nil }
    return group(at: key, value, read)
  }

  /// Reads a group that may be left out.
  func group<Result>(_ key: String, orElse usual: Result, _ read: (Section) -> Result) -> Result {
    optional(key).flatMap { group(at: key, $0, read) } ?? usual
  }

  /// Reads each element of a list as a group.
  func groups<Result>(_ key: String, _ read: (Section) -> Result) -> [Result] {
    list(key, of: "groups") { element, index in
      group(at: "\(key)[\(index)]", element, read)
    }
  }

  /// Reads each element of a list of at least one value; elements count from 1.
  func list<Result>(_ key: String, of what: String, _ read: (Value, Int) -> Result?) -> [Result] {
    guard let value = value(key, expected: "a list of \(what)") else { return [] }
    guard case .list(let values) = value.content else {
      reject(key, value, expected: "a list of \(what)")
      return []
    }
    return values.enumerated().compactMap { read($0.element, $0.offset + 1) }
  }

  private func group<Result>(at key: String, _ value: Value, _ read: (Section) -> Result) -> Result? {
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
