/// A value of JSON (RFC 8259) whose numbers are whole.
///
/// `written` is its canonical form: the journal's hashes and a dossier's digest stand on those bytes, so they never depend on a library's
/// formatting and may never change. Like the JSON Canonicalization Scheme (RFC 8785) it has no blanks, writes texts as they are but for
/// quotation mark, backslash and U+0000–U+001F, and orders members by their names. It departs in three things, none of which another reader of
/// JSON notices: names are ordered by their bytes in UTF-8, not by UTF-16's units; every control character is `\u` and four digits, the line's end
/// too; and a number is a whole one of 64 bits, where RFC 8785 has what a double can hold.
package indirect enum JSON: Hashable, Sendable {
  case null
  case flag(Bool)
  case integer(Int)
  case text(String)
  case list([JSON])
  case object([String: JSON])

  /// The canonical form.
  package var written: String { written(quoting: Self.quoted) }

  /// The bytes of the canonical form, in UTF-8.
  package var bytes: [UInt8] { Array(written.utf8) }

  /// The value on one line, members in the order of the canonical form, each text as `quoted` puts it in quotation marks.
  package func written(quoting quoted: (String) -> String) -> String {
    var text = ""
    write(to: &text, quoted)
    return text
  }

  private func write(to text: inout String, _ quoted: (String) -> String) {
    switch self {
    case .null: text += "null"
    case .flag(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .text(let value): text += quoted(value)
    case .list(let values):
      text += "["
      for (place, value) in values.enumerated() {
        if place > 0 { text += "," }
        value.write(to: &text, quoted)
      }
      text += "]"
    case .object(let members):
      text += "{"
      let ordered = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      for (place, member) in ordered.enumerated() {
        if place > 0 { text += "," }
        text += quoted(member.key)
        text += ":"
        member.value.write(to: &text, quoted)
      }
      text += "}"
    }
  }

  private static func quoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\u{0}"..<"\u{20}": text += escaped(scalar)
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  /// A scalar by its number, `\u` and four digits; beyond U+FFFF as a pair of surrogates (RFC 8259, section 7).
  package static func escaped(_ scalar: Unicode.Scalar) -> String {
    UTF16.encode(scalar).map { units in
      units.map { unit in
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }.joined()
    } ?? ""
  }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
  package init(dictionaryLiteral members: (String, JSON)...) {
    // A key that is written twice keeps its last value.
    self = .object(Dictionary(members) { $1 })
  }
  package init(arrayLiteral values: JSON...) { self = .list(values) }
  package init(stringLiteral text: String) { self = .text(text) }
  package init(integerLiteral number: Int) { self = .integer(number) }
  package init(booleanLiteral flag: Bool) { self = .flag(flag) }
}
