/// What stands behind a key or a dash on one line: a text, a text in quotation marks, `{…}` or `[…]`.
struct PlainLine {
  private typealias NotPlain = PlainDocument.NotPlain

  private var rest: ArraySlice<UInt8>
  private let line: Int

  /// The value that a line ends in, with nothing behind it but a comment.
  static func value(of rest: ArraySlice<UInt8>, _ line: Int) throws(PlainDocument.NotPlain) -> YAMLValue {
    var reading = PlainLine(rest: rest, line: line)
    let value = try reading.value(isInBrackets: false)
    let blanks = reading.skipBlanks()
    guard reading.rest.isEmpty || blanks > 0 && reading.rest.first == UInt8(ascii: "#") else { throw NotPlain() }
    return value
  }

  /// The key at a line's beginning, and what stands behind it and its colon; nothing when no such key begins the line.
  static func key(of content: ArraySlice<UInt8>) -> (key: String, rest: ArraySlice<UInt8>)? {
    guard let first = content.first, isLetter(first), let colon = content.firstIndex(where: { !isInKey($0) }),
      content[colon] == UInt8(ascii: ":"), colon - content.startIndex <= longestKey
    else { return nil }
    let behind = content[(colon + 1)...]
    guard behind.isEmpty || behind.first == UInt8(ascii: " ") else { return nil }
    let rest = behind.drop { $0 == UInt8(ascii: " ") }
    // A comment alone behind it: the value follows in the lines below.
    return (text(content[..<colon]), rest.first == UInt8(ascii: "#") ? [] : rest)
  }

  /// A group of keys of which none stands there twice.
  static func group(of entries: [YAMLValue.Entry], _ line: Int) throws(PlainDocument.NotPlain) -> YAMLValue {
    guard Set(entries.map(\.key)).count == entries.count else { throw NotPlain() }
    return YAMLValue(content: .mapping(entries), line: line)
  }

  // MARK: - Values

  private mutating func value(isInBrackets: Bool) throws(PlainDocument.NotPlain) -> YAMLValue {
    switch rest.first {
    case UInt8(ascii: "\""): try quoted(by: UInt8(ascii: "\""))
    case UInt8(ascii: "'"): try quoted(by: UInt8(ascii: "'"))
    case UInt8(ascii: "{"): try group()
    case UInt8(ascii: "["): try list()
    case _: try word(isInBrackets: isInBrackets)
    }
  }

  /// A text in quotation marks, without signs that stand for others.
  private mutating func quoted(by mark: UInt8) throws(PlainDocument.NotPlain) -> YAMLValue {
    rest.removeFirst()
    guard let end = rest.firstIndex(of: mark) else { throw NotPlain() }
    let text = rest[..<end]
    rest = rest[(end + 1)...]
    guard rest.first != mark, !text.contains(UInt8(ascii: "\\")) else { throw NotPlain() }
    return YAMLValue(content: .scalar(Self.text(text), isQuoted: true), line: line)
  }

  /// A text without quotation marks, up to a comment or, within brackets, to what ends an element there.
  private mutating func word(isInBrackets: Bool) throws(PlainDocument.NotPlain) -> YAMLValue {
    guard beginsWord else { throw NotPlain() }
    let space = UInt8(ascii: " ")
    /// Behind the last sign that is no space.
    var end = rest.startIndex
    var place = rest.startIndex
    scan: while place < rest.endIndex {
      let follower = place + 1 < rest.endIndex ? rest[place + 1] : space
      switch rest[place] {
      case space: break
      case UInt8(ascii: "#") where end < place: break scan
      case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"):
        if isInBrackets { break scan }
        end = place + 1
      case UInt8(ascii: ":") where follower == space || isInBrackets && !Self.isInKey(follower): throw NotPlain()
      case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "?"), UInt8(ascii: "#"):
        if isInBrackets { throw NotPlain() }
        end = place + 1
      case _: end = place + 1
      }
      place += 1
    }
    let text = rest[..<end]
    // The blanks stay: a comment needs one before it.
    rest = rest[end...]
    return YAMLValue(content: .scalar(Self.text(text), isQuoted: false), line: line)
  }

  private mutating func group() throws(PlainDocument.NotPlain) -> YAMLValue {
    rest.removeFirst()
    var entries: [YAMLValue.Entry] = []
    skipBlanks()
    if rest.first == UInt8(ascii: "}") {
      rest.removeFirst()
    } else {
      repeat {
        skipBlanks()
        guard let (key, behind) = Self.key(of: rest) else { throw NotPlain() }
        rest = behind
        entries.append(YAMLValue.Entry(key: key, line: line, value: try value(isInBrackets: true)))
      } while try isFollowed(orEndedBy: UInt8(ascii: "}"))
    }
    return try Self.group(of: entries, line)
  }

  private mutating func list() throws(PlainDocument.NotPlain) -> YAMLValue {
    rest.removeFirst()
    var values: [YAMLValue] = []
    skipBlanks()
    if rest.first == UInt8(ascii: "]") {
      rest.removeFirst()
    } else {
      repeat {
        skipBlanks()
        values.append(try value(isInBrackets: true))
      } while try isFollowed(orEndedBy: UInt8(ascii: "]"))
    }
    return YAMLValue(content: .list(values), line: line)
  }

  /// Whether another element comes, and not the bracket that ends them.
  private mutating func isFollowed(orEndedBy bracket: UInt8) throws(PlainDocument.NotPlain) -> Bool {
    skipBlanks()
    let sign = rest.popFirst()
    guard sign == UInt8(ascii: ",") || sign == bracket else { throw NotPlain() }
    return sign != bracket
  }

  // MARK: - Signs

  /// Passes spaces, and tells how many there were.
  @discardableResult
  private mutating func skipBlanks() -> Int {
    let before = rest.startIndex
    rest = rest.drop { $0 == UInt8(ascii: " ") }
    return rest.startIndex - before
  }

  /// Whether a text without quotation marks may begin here; of those signs that may, the ones that people use.
  private var beginsWord: Bool {
    guard let first = rest.first else { return false }
    switch first {
    case UInt8(ascii: "-"): return rest.dropFirst().first.map(Self.isInKey) ?? false
    case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "("), UInt8(ascii: "+"), UInt8(ascii: "$"): return true
    case _: return Self.isInKey(first) || first >= 0x80
    }
  }

  /// The longest key, in characters; YAML allows some more.
  private static let longestKey = 200

  private static func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case _: false
    }
  }

  private static func isInKey(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
    case _: isLetter(byte)
    }
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
