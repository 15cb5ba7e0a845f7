import Yams

/// Why a file's text is no document, with the place.
struct DocumentFault: Error {
  let line: Int?
  let found: String
  let expected: String
  let mend: String

  /// A key that stands twice in a group; the file can be read without the second one.
  static func twice(_ key: String, line: Int, first: Int) -> DocumentFault {
    DocumentFault(
      line: line, found: "the key “\(YAMLValue.excerpt(key))” twice", expected: "each key once in a group",
      mend: "delete one of them (the first is in line \(first))")
  }
}

extension DocumentFault {
  /// What the parser said of a text, which is here by its lines.
  init(_ error: YamlError, in lines: [Substring]) {
    let mend = "look at the indentation, the colons and the quotation marks around this line"
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      if let place = Quotation.unclosed(in: lines.prefix(mark.line)) {
        self.init(
          line: place + 1, found: "a quotation mark that nothing closes in its line",
          expected: "the same mark at the value's end", mend: "close it, or put the whole value on this line")
      } else {
        self.init(line: mark.line, found: Self.quoted(problem), expected: "well-formed YAML", mend: mend)
      }
    case .duplicatedKeysInMapping(let keys, let context):
      self = .twice(keys.first ?? "", line: context.mark.line, first: context.mark.line)
    case .reader(let problem, let offset, _, _):
      let line = offset.map { lines.joined(separator: "\n").prefix($0).count { $0.isNewline } + 1 }
      self.init(line: line, found: Self.quoted(problem), expected: "plain text in UTF-8", mend: mend)
    case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
      self.init(line: nil, found: "an unreadable text", expected: "well-formed YAML", mend: mend)
    }
  }

  /// The parser's own words, which often begin as a fault's do.
  private static func quoted(_ problem: String) -> String {
    let words = problem.hasPrefix("found ") ? problem.dropFirst("found ".count) : problem[...]
    return "“\(YAMLValue.excerpt(String(words)))”"
  }
}
