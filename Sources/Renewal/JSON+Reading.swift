extension JSON {
  /// Reads the one written form; nothing when a text is any other.
  package init?(written text: String) {
    var reader = JSONReader(text)
    // Whatever was understood, and would be written in another way, is not what was written.
    guard let value = reader.wholeValue(), value.written.utf8.elementsEqual(text.utf8) else { return nil }
    self = value
  }

  /// A member of an object; null when there is none.
  package subscript(name: String) -> JSON {
    guard case .object(let members) = self else { return .null }
    return members[name] ?? .null
  }

  /// The text, when it is one.
  package var text: String? { if case .text(let text) = self { text } else { nil } }
  /// The number, when it is one.
  package var integer: Int? { if case .integer(let number) = self { number } else { nil } }
  /// The flag, when it is one.
  package var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }
  /// The values, when it is a list.
  package var list: [JSON]? { if case .list(let values) = self { values } else { nil } }

  /// A value of an enumeration by its stable name.
  package func named<Value: RawRepresentable<String>>() -> Value? { text.flatMap(Value.init(rawValue:)) }
}

/// Takes a written form apart, byte by byte; it may take what is written otherwise too, and never more than `deepest` values inside one another.
private struct JSONReader {
  private let bytes: [UInt8]
  private var place = 0
  private var depth = 0
  private static let deepest = 64

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The value that the whole text is.
  mutating func wholeValue() -> JSON? {
    guard let value = value(), place == bytes.count else { return nil }
    return value
  }

  private mutating func value() -> JSON? {
    guard depth < Self.deepest, place < bytes.count else { return nil }
    depth += 1
    defer { depth -= 1 }
    switch bytes[place] {
    case UInt8(ascii: "{"): return object()
    case UInt8(ascii: "["): return list()
    case UInt8(ascii: "\""): return string().map(JSON.text)
    case UInt8(ascii: "n"): return consume("null") ? .null : nil
    case UInt8(ascii: "t"): return consume("true") ? .flag(true) : nil
    case UInt8(ascii: "f"): return consume("false") ? .flag(false) : nil
    default: return integer().map(JSON.integer)
    }
  }

  private mutating func consume(_ word: StaticString) -> Bool {
    let isThere = word.withUTF8Buffer { bytes[place...].starts(with: $0) }
    if isThere { place += word.utf8CodeUnitCount }
    return isThere
  }

  private mutating func object() -> JSON? {
    place += 1
    var members: [String: JSON] = [:]
    if consume("}") { return .object(members) }
    repeat {
      guard let key = string(), consume(":"), let member = value() else { return nil }
      members[key] = member
    } while consume(",")
    return consume("}") ? .object(members) : nil
  }

  private mutating func list() -> JSON? {
    place += 1
    var values: [JSON] = []
    if consume("]") { return .list(values) }
    repeat {
      guard let next = value() else { return nil }
      values.append(next)
    } while consume(",")
    return consume("]") ? .list(values) : nil
  }

  private mutating func integer() -> Int? {
    let digits = bytes[place...].prefix { $0 == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= $0 }
    place += digits.count
    return Int(String(decoding: digits, as: UTF8.self))
  }

  private mutating func string() -> String? {
    guard consume("\"") else { return nil }
    var text: [UInt8] = []
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let escaped = escaped() else { return nil }
        text.append(escaped)
      default: text.append(byte)
      }
    }
    return nil
  }

  /// What stands behind a backslash: a quotation mark, a backslash, or a control character by its four digits.
  private mutating func escaped() -> UInt8? {
    if consume("\"") { return UInt8(ascii: "\"") }
    if consume("\\") { return UInt8(ascii: "\\") }
    guard consume("u00"), place + 2 <= bytes.count else { return nil }
    let digits = String(decoding: bytes[place..<place + 2], as: UTF8.self)
    place += 2
    return UInt8(digits, radix: 16)
  }
}
