/// A value of a YAML file, with the place where it begins.
package struct YAMLValue {
  /// What the value is.
  package enum Content {
    /// A text, number, date or word, as written; `isQuoted` when it stands in quotation marks or in a block.
    case scalar(String, isQuoted: Bool)
    case list([YAMLValue])
    case mapping([Entry])
  }

  /// A key with its value.
  package struct Entry {
    package let key: String
    /// The key's line, from 1.
    package let line: Int
    package let value: YAMLValue
  }

  package let content: Content
  /// The line where the value begins, from 1.
  package let line: Int

  /// The value for a fault's `found`.
  package var found: String {
    switch content {
    case .scalar("", isQuoted: false): "nothing"
    case .scalar(let text, isQuoted: true): "the text “\(Self.excerpt(text))”"
    case .scalar(let text, isQuoted: false): "“\(Self.excerpt(text))”"
    case .list(let values): values.isEmpty ? "an empty list" : "a list of \(values.count)"
    case .mapping(let entries): entries.isEmpty ? "an empty group" : "a group of \(entries.count) keys"
    }
  }

  /// A text short enough for a line of a report, with nothing in it that a terminal could obey.
  package static func excerpt(_ text: String) -> String {
    var kept = ""
    for scalar in text.unicodeScalars {
      if kept.unicodeScalars.count == 60 { return kept + "…" }
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse, .surrogate:
        kept += "·"
      case _: kept.unicodeScalars.append(scalar)
      }
    }
    return kept
  }
}
