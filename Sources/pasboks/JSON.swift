/// A value of JSON (RFC 8259), written on one line with its members in the order given.
enum JSON {
  case null
  case flag(Bool)
  case number(Int)
  case text(String)
  case list([JSON])
  case object([(String, JSON)])

  /// A text, or null.
  static func text(_ text: String?) -> JSON { text.map { .text($0) } ?? .null }

  /// A number, or null.
  static func number(_ number: Int?) -> JSON { number.map { .number($0) } ?? .null }
}

extension JSON: CustomStringConvertible {
  var description: String {
    switch self {
    case .null: "null"
    case .flag(let flag): flag ? "true" : "false"
    case .number(let number): String(number)
    case .text(let text): Self.quoted(text)
    case .list(let values): "[" + values.map(\.description).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { Self.quoted($0.0) + ":" + $0.1.description }.joined(separator: ",") + "}"
    }
  }

  /// A text in quotation marks; control characters are escaped, those of C1 and DEL too, so that no terminal obeys them.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      case _: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
