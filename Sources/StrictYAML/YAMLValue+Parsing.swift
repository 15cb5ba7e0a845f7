import Yams

extension YAMLValue {
  /// Reads a YAML text of one mapping. Anchors, tags and deep nesting are refused before the parser sees them, so that no file can
  /// make it work or grow without bound; what is written plainly it does not see at all.
  ///
  /// A key that stands twice is told to `repeated`, and what is read is the first of the two, so that the rest of the file is read too.
  init(parsing text: String, repeated: (DocumentFault) -> Void) throws(DocumentFault) {
    try DocumentGuard.inspect(text)
    if let document = PlainDocument.read(text) {
      self = document
      return
    }
    // Asked for only when something is wrong.
    lazy var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var root = Self.root(of: text)
    for _ in 0..<FaultLog.limit {
      guard case .failure(.duplicatedKeysInMapping(let keys, let context)) = root, let key = keys.first,
        let again = Self.repetition(of: key, after: context.mark, in: lines)
      else { break }
      repeated(.twice(key, line: again + 1, first: context.mark.line))
      Self.leaveOut(again, of: &lines)
      root = Self.root(of: lines.joined(separator: "\n"))
    }
    switch root {
    case .success(let node?): self = try Self.value(of: node, line: 1)
    case .success(nil):
      throw DocumentFault(line: 1, found: "an empty file", expected: "keys and values", mend: "copy the shipped file")
    case .failure(let error): throw DocumentFault(error, in: lines)
    }
  }

  private static func root(of text: String) -> Result<Node?, YamlError> {
    do {
      return .success(try Yams.compose(yaml: text, .basic, .default, .utf8))
    } catch {
      // The parser throws nothing else.
      return .failure(error as? YamlError ?? .no)
    }
  }

  private static func value(of node: Node, line outer: Int) throws(DocumentFault) -> Self {
    let line = node.mark?.line ?? outer
    switch node {
    case .scalar(let scalar):
      switch scalar.style {
      case .any, .plain: return Self(content: .scalar(scalar.string, isQuoted: false), line: line)
      case .singleQuoted, .doubleQuoted, .literal, .folded:
        return Self(content: .scalar(scalar.string, isQuoted: true), line: line)
      }
    case .sequence(let sequence):
      var values: [Self] = []
      for element in sequence { values.append(try value(of: element, line: line)) }
      return Self(content: .list(values), line: line)
    case .mapping(let mapping):
      var entries: [Entry] = []
      for (key, element) in mapping {
        let keyLine = key.mark?.line ?? line
        guard let name = key.scalar?.string else {
          throw DocumentFault(
            line: keyLine, found: "a list or a group as a key", expected: "a word as a key",
            mend: "put quotation marks around a value that begins with [ or {"
          )
        }
        entries.append(Entry(key: name, line: keyLine, value: try value(of: element, line: keyLine)))
      }
      return Self(content: .mapping(entries), line: line)
    case .alias:
      throw DocumentFault(line: line, found: "an alias", expected: "the value itself", mend: "write the value out")
    }
  }

  // MARK: - A key that stands twice

  /// The place in `lines` where a key stands a second time in the group of the first.
  private static func repetition(of key: String, after first: Mark, in lines: [Substring]) -> Int? {
    for place in lines.indices.dropFirst(first.line) {
      let content = lines[place].drop { $0 == " " }
      if content.isEmpty || content.hasPrefix("#") { continue }
      let column = depth(of: lines[place]) + 1
      if column < first.column { return nil }
      if column == first.column, content.hasPrefix("\(key):") || content.hasPrefix("\"\(key)\":") { return place }
    }
    return nil
  }

  /// Empties the line of a key and what lies below it, so that the other lines keep their numbers.
  private static func leaveOut(_ place: Int, of lines: inout [Substring]) {
    let own = depth(of: lines[place])
    let end = lines[(place + 1)...].firstIndex { line in
      // The elements of a list may stand as deep as its key.
      let isBelow = depth(of: line) > own || depth(of: line) == own && line.dropFirst(own).hasPrefix("- ")
      return !isBelow && !line.allSatisfy(\.isWhitespace)
    }
    for index in place..<(end ?? lines.endIndex) { lines[index] = "" }
  }

  private static func depth(of line: Substring) -> Int { line.prefix { $0 == " " }.count }
}
