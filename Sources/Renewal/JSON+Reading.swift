extension JSON {
  /// Reads the one written form; nothing when a text is any other.
  package init?(written text: String) {
    var reader = JSONReader(Array(text.utf8), deepest: 64)
    // Whatever was understood, and would be written in another way, is not what was written.
    guard let value = reader.wholeValue(), value.written.utf8.elementsEqual(text.utf8) else { return nil }
    self = value
  }

  /// Reads JSON as any program may write it (RFC 8259), in UTF-8; nothing where it is none.
  ///
  /// Numbers are whole and of 64 bits, no name stands twice in an object, and values lie at most sixteen deep: two ends never read one
  /// text in two ways, and no text takes more than its own length to read.
  package init?(foreign bytes: [UInt8]) {
    var reader = JSONReader(bytes, deepest: 16)
    guard let value = reader.wholeValue() else { return nil }
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

/// Takes a text of JSON apart, byte by byte.
private struct JSONReader {
  private let deepest: Int
  private let bytes: [UInt8]
  private var place = 0
  private var depth = 0

  /// A reader of a text whose values lie at most so deep in one another.
  init(_ bytes: [UInt8], deepest: Int) {
    self.bytes = bytes
    self.deepest = deepest
  }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  /// The value that the whole text is.
  mutating func wholeValue() -> JSON? {
    guard let value = value(), place == bytes.count else { return nil }
    return value
  }

  /// A value with the blanks around it.
  private mutating func value() -> JSON? {
    guard depth < deepest else { return nil }
    depth += 1
    defer { depth -= 1 }
    skipBlanks()
    defer { skipBlanks() }
    switch next {
    case UInt8(ascii: "{"): return object()
    case UInt8(ascii: "["): return list()
    case UInt8(ascii: "\""): return string().map(JSON.text)
    case UInt8(ascii: "n"): return consume("null") ? .null : nil
    case UInt8(ascii: "t"): return consume("true") ? .flag(true) : nil
    case UInt8(ascii: "f"): return consume("false") ? .flag(false) : nil
    case _: return integer().map(JSON.integer)
    }
  }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { place += 1 }
  }

  private mutating func consume(_ word: StaticString) -> Bool {
    let isThere = word.withUTF8Buffer { bytes[place...].starts(with: $0) }
    if isThere { place += word.utf8CodeUnitCount }
    return isThere
  }

  private mutating func object() -> JSON? {
    place += 1
    var members: [String: JSON] = [:]
    skipBlanks()
    if consume("}") { return .object(members) }
    repeat {
      skipBlanks()
      guard let key = string() else { return nil }
      skipBlanks()
      guard consume(":"), let member = value(), members.updateValue(member, forKey: key) == nil else { return nil }
    } while consume(",")
    return consume("}") ? .object(members) : nil
  }

  private mutating func list() -> JSON? {
    place += 1
    var values: [JSON] = []
    skipBlanks()
    if consume("]") { return .list(values) }
    repeat {
      guard let next = value() else { return nil }
      values.append(next)
    } while consume(",")
    return consume("]") ? .list(values) : nil
  }

  /// A whole number; what has a fraction or an exponent is none.
  private mutating func integer() -> Int? {
    let start = place
    _ = consume("-")
    let digits = bytes[place...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= $0 }
    guard let first = digits.first, first != UInt8(ascii: "0") || digits.count == 1 else { return nil }
    place += digits.count
    return Int(String(decoding: bytes[start..<place], as: UTF8.self))
  }

  private mutating func string() -> String? {
    guard consume("\"") else { return nil }
    var text: [UInt8] = []
    while let byte = next {
      place += 1
      switch byte {
      case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let scalar = escaped() else { return nil }
        text += Array(String(scalar).utf8)
      case 0..<0x20: return nil
      case _: text.append(byte)
      }
    }
    return nil
  }

  /// What stands behind a backslash.
  private mutating func escaped() -> Unicode.Scalar? {
    guard let byte = next else { return nil }
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return numbered()
    case _: return nil
    }
  }

  /// A scalar by its four digits, or by those of two surrogates.
  private mutating func numbered() -> Unicode.Scalar? {
    guard let first = unit() else { return nil }
    guard (0xD800...0xDBFF).contains(first) else { return Unicode.Scalar(first) }
    guard consume("\\u"), let second = unit(), (0xDC00...0xDFFF).contains(second) else { return nil }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
  }

  private mutating func unit() -> UInt32? {
    let digits = bytes[place...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }) else {
      return nil
    }
    place += 4
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
