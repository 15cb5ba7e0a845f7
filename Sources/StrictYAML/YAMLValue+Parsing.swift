import Yams

/// Why a file's text is no document, with the place.
struct DocumentFault: Error {
  let line: Int?
  let found: String
  let expected: String
  let mend: String
}

extension YAMLValue {
  /// Reads a YAML text of one mapping. Anchors, tags and deep nesting are refused before the parser sees them, so that no file can
  /// make it work or grow without bound.
  init(parsing text: String) throws(DocumentFault) {
    try DocumentGuard.inspect(text)
    self = try Self.value(of: text)
  }

  private static func value(of text: String) throws(DocumentFault) -> Self {
    let node: Node?
    do {
      node = try Yams.compose(yaml: text, .basic)
    } catch let error as YamlError {
      throw fault(for: error, in: text)
    } catch {
      throw DocumentFault(line: nil, found: "\(error)", expected: "YAML", mend: "compare with the shipped file")
    }
    guard let node else {
      throw DocumentFault(line: 1, found: "an empty file", expected: "keys and values", mend: "copy the shipped file")
    }
    return try value(of: node, line: 1)
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

  private static func fault(for error: YamlError, in text: String) -> DocumentFault {
    let mend = "look at the indentation, the colons and the quotation marks around this line"
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return DocumentFault(
        line: mark.line, found: "“\(excerpt(problem))”", expected: "well-formed YAML", mend: mend)
    case .duplicatedKeysInMapping(let keys, let context):
      let key = keys.first ?? ""
      return DocumentFault(
        line: repetition(of: key, after: context.mark, in: text) ?? context.mark.line,
        found: "the key “\(excerpt(key))” twice", expected: "each key once in a group",
        mend: "delete one of them (the first is in line \(context.mark.line))"
      )
    case .reader(let problem, let offset, _, _):
      let line = offset.map { text.prefix($0).count { $0.isNewline } + 1 }
      return DocumentFault(
        line: line, found: "“\(excerpt(problem))”", expected: "plain text in UTF-8", mend: mend)
    case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
      return DocumentFault(line: nil, found: "an unreadable text", expected: "well-formed YAML", mend: mend)
    }
  }

  /// The line where a key stands a second time, at the same depth as the first.
  private static func repetition(of key: String, after first: Mark, in text: String) -> Int? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where index >= first.line {
      let content = line.drop { $0 == " " || $0 == "-" }
      let column = line.unicodeScalars.count - content.unicodeScalars.count + 1
      if column == first.column, content.hasPrefix("\(key):") || content.hasPrefix("\"\(key)\":") { return index + 1 }
    }
    return nil
  }
}
