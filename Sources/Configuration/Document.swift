/// A value of a YAML file, with the place where it begins.
struct Value {
  /// What the value is.
  enum Content {
    /// A text, number, date or word, as written; `isQuoted` when it stands in quotation marks or in a block.
    case scalar(String, isQuoted: Bool)
    case list([Value])
    case mapping([Entry])
  }

  /// A key with its value.
  struct Entry {
    let key: String
    /// The key's line, from 1.
    let line: Int
    let value: Value
  }

  let content: Content
  /// The line where the value begins, from 1.
  let line: Int

  /// The value for a fault's `found`.
  var found: String {
    switch content {
    case .scalar("", isQuoted: false): "nothing"
    case .scalar(let text, isQuoted: true): "the text “\(Value.excerpt(text))”"
    case .scalar(let text, isQuoted: false): "“\(Value.excerpt(text))”"
    case .list(let values): values.isEmpty ? "an empty list" : "a list of \(values.count)"
    case .mapping(let entries): entries.isEmpty ? "an empty group" : "a group of \(entries.count) keys"
    }
  }

  /// A text short enough for a line of a report, with nothing in it that a terminal could obey.
  static func excerpt(_ text: String) -> String {
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

/// A whole file: its name and its outermost value.
struct Document {
  let file: String
  let root: Value
}
