/// The YAML that configuration is written in, read at a tenth of what the whole parser costs: groups and lists by their indentation,
/// each value on one line, `{…}` and `[…]` within a line, comments.
///
/// It judges nothing. A file with anything else in it, and a file with a fault, is the whole parser's, which says what is wrong and where.
/// What it does read it reads as that one would: the same values, with the same lines (`PlainDocumentTests`).
package struct PlainDocument {
  /// Something that is not plain.
  struct NotPlain: Error {}

  /// A line with something to read on it.
  private struct Line {
    /// The line's number, from 1.
    let number: Int
    /// How many characters stand before its first word.
    let column: Int
    /// What begins there, without spaces at its end.
    let content: ArraySlice<UInt8>
  }

  private var lines: [Line] = []
  private var next = 0

  /// Reads a text of one group of keys; nothing when it is not plain.
  package static func read(_ text: String) -> YAMLValue? {
    do throws(NotPlain) {
      var document = try PlainDocument(text)
      guard document.lines.first?.column == 0 else { return nil }
      let root = try document.group(in: 0)
      return document.next == document.lines.count ? root : nil
    } catch {
      return nil
    }
  }

  private init(_ text: String) throws(NotPlain) {
    let bytes = Array(text.utf8)
    try Self.refuseSigns(in: bytes)
    let all = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in all.enumerated() {
      let content = line.drop { $0 == UInt8(ascii: " ") }
      guard let first = content.first, first != UInt8(ascii: "#") else { continue }
      let end = content.lastIndex { $0 != UInt8(ascii: " ") } ?? content.startIndex
      lines.append(Line(number: index + 1, column: content.startIndex - line.startIndex, content: content[...end]))
    }
  }

  /// Refuses what YAML takes for an end of line or for no text at all: control characters, and characters from U+E000 on; and what may
  /// be an anchor.
  private static func refuseSigns(in bytes: [UInt8]) throws(NotPlain) {
    var (last, beforeLast): (UInt8, UInt8) = (0, 0)
    for byte in bytes {
      switch byte {
      case 0..<0x20 where byte != UInt8(ascii: "\n"), 0x7F, 0xEE..., UInt8(ascii: "&"): throw NotPlain()
      case 0x80..<0xA0 where last == 0xC2: throw NotPlain()
      // U+2028 and U+2029 end lines too.
      case 0xA8, 0xA9:
        if last == 0x80, beforeLast == 0xE2 { throw NotPlain() }
      case _: break
      }
      (beforeLast, last) = (last, byte)
    }
  }

  // MARK: - Groups and lists

  /// The keys that stand in a column, from the next line on.
  private mutating func group(in column: Int) throws(NotPlain) -> YAMLValue {
    let first = lines[next].number
    var entries: [YAMLValue.Entry] = []
    while next < lines.count, lines[next].column == column {
      let line = lines[next]
      guard let (key, rest) = PlainLine.key(of: line.content) else { throw NotPlain() }
      next += 1
      let value = rest.isEmpty ? try block(below: column) : try PlainLine.value(of: rest, line.number)
      entries.append(YAMLValue.Entry(key: key, line: line.number, value: value))
    }
    try endBlock(in: column)
    return try PlainLine.group(of: entries, first)
  }

  /// The elements that stand in a column, from the next line on.
  private mutating func list(in column: Int) throws(NotPlain) -> YAMLValue {
    let first = lines[next].number
    var values: [YAMLValue] = []
    while next < lines.count, lines[next].column == column {
      let line = lines[next]
      guard Self.beginsElement(line.content) else { throw NotPlain() }
      let rest = line.content.dropFirst().drop { $0 == UInt8(ascii: " ") }
      if PlainLine.key(of: rest) != nil {
        // A group whose first key stands behind the dash, and the others below that key.
        let place = column + rest.startIndex - line.content.startIndex
        lines[next] = Line(number: line.number, column: place, content: rest)
        values.append(try group(in: place))
      } else {
        next += 1
        values.append(try PlainLine.value(of: rest, line.number))
      }
    }
    try endBlock(in: column)
    return YAMLValue(content: .list(values), line: first)
  }

  /// The group or the list that stands deeper than its key.
  private mutating func block(below column: Int) throws(NotPlain) -> YAMLValue {
    guard next < lines.count, lines[next].column > column else { throw NotPlain() }
    let line = lines[next]
    return Self.beginsElement(line.content) ? try list(in: line.column) : try group(in: line.column)
  }

  /// What follows a block stands further left.
  private func endBlock(in column: Int) throws(NotPlain) {
    guard next == lines.count || lines[next].column < column else { throw NotPlain() }
  }

  private static func beginsElement(_ content: ArraySlice<UInt8>) -> Bool { content.starts(with: "- ".utf8) }
}
