/// A value with exactly one written form: JSON without spaces, keys in byte order, whole numbers, control characters escaped.
///
/// The journal's hashes and a dossier's digest stand on these bytes, so they never depend on a library's formatting.
package indirect enum Canonical: Hashable, Sendable {
  case null
  case flag(Bool)
  case integer(Int)
  case text(String)
  case list([Canonical])
  case object([String: Canonical])

  /// The one written form.
  package var written: String {
    var text = ""
    write(to: &text)
    return text
  }

  /// The bytes of the written form, in UTF-8.
  package var bytes: [UInt8] { Array(written.utf8) }

  /// A text, or null.
  package init(_ text: String?) { self = text.map(Canonical.text) ?? .null }
  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .flag(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .text(let value): Self.quote(value, to: &text)
    case .list(let values):
      text += "["
      for (place, value) in values.enumerated() {
        if place > 0 { text += "," }
        value.write(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      let ordered = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      for (place, member) in ordered.enumerated() {
        if place > 0 { text += "," }
        Self.quote(member.key, to: &text)
        text += ":"
        member.value.write(to: &text)
      }
      text += "}"
    }
  }

  private static func quote(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\u{0}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

extension Canonical: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
  package init(dictionaryLiteral members: (String, Canonical)...) {
    // A key that is written twice keeps its last value.
    self = .object(Dictionary(members) { $1 })
  }
  package init(arrayLiteral values: Canonical...) { self = .list(values) }
  package init(stringLiteral text: String) { self = .text(text) }
  package init(integerLiteral number: Int) { self = .integer(number) }
  package init(booleanLiteral flag: Bool) { self = .flag(flag) }
}
