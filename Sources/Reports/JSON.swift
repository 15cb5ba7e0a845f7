/// A value of JSON (RFC 8259), written on one line with its members in the order given.
package enum JSON {
  case null
  case flag(Bool)
  case number(Int)
  case text(String)
  case list([JSON])
  case object([(String, JSON)])
  /// A value that is JSON already, on one line.
  case written(String)

  /// A text, or null.
  package static func text(_ text: String?) -> JSON { text.map { .text($0) } ?? .null }

  /// A number, or null.
  package static func number(_ number: Int?) -> JSON { number.map { .number($0) } ?? .null }
}

extension JSON: CustomStringConvertible {
  package var description: String {
    switch self {
    case .null: "null"
    case .flag(let flag): flag ? "true" : "false"
    case .number(let number): String(number)
    case .text(let text): Self.quoted(text)
    case .written(let json): json
    case .list(let values): "[" + values.map(\.description).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { Self.quoted($0.0) + ":" + $0.1.description }.joined(separator: ",") + "}"
    }
  }

  /// A text in quotation marks. What a terminal obeys, what turns the order of what is read, what is not seen, and a mark that would
  /// stand on the sign before are escaped (RFC 8259, section 7), so that what is seen is what is there.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    var isAfterLetter = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case _ where scalar.isUnseen || (scalar.isMark && !isAfterLetter): quoted += escaped(scalar)
      case _: quoted.unicodeScalars.append(scalar)
      }
      isAfterLetter = scalar.properties.isAlphabetic || (scalar.isMark && isAfterLetter)
    }
    return quoted + "\""
  }

  /// The scalar by its number, beyond U+FFFF as a pair of surrogates.
  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    UTF16.encode(scalar).map { units in
      units.map { unit in
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }.joined()
    } ?? ""
  }
}
