/// What a configuration file may not contain, looked for before YAML is parsed.
///
/// The parser calls itself for each level of nesting and copies what an alias stands for: a hostile or damaged file could exhaust
/// stack or time. Configuration needs neither, so both are refused by their characters.
enum DocumentGuard {
  /// The longest line, in bytes.
  static let longestLine = 2000
  /// The deepest indentation, in characters before a line's first word.
  static let deepestIndentation = 64
  /// The most brackets open at a time.
  static let deepestBrackets = 16

  static func inspect(_ text: String) throws(DocumentFault) {
    var open = 0
    let lines = Array(text.utf8).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let number = index + 1
      guard line.count <= longestLine else {
        throw DocumentFault(
          line: number, found: "a line of \(line.count) bytes", expected: "at most \(longestLine)",
          mend: "break the line"
        )
      }
      let indentation = line.prefix(while: indents).count
      guard indentation <= deepestIndentation, indentation == line.prefix(indentation).count(where: { $0 != 9 }) else {
        throw DocumentFault(
          line: number, found: indentation > deepestIndentation ? "deep nesting" : "a tab",
          expected: "two spaces for each level, at most \(deepestIndentation) in all",
          mend: "indent as the shipped file does"
        )
      }
      if line.dropFirst(indentation).first == UInt8(ascii: "#") { continue }
      for byte in line {
        switch byte {
        case UInt8(ascii: "["), UInt8(ascii: "{"): open += 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"): open = max(0, open - 1)
        case _: continue
        }
      }
      guard open <= deepestBrackets else {
        throw DocumentFault(
          line: number, found: "\(open) open brackets", expected: "at most \(deepestBrackets)",
          mend: "close the brackets"
        )
      }
      try refuseAnchor(in: line, number)
    }
  }

  /// Whether a character may stand before a line's first word.
  private static func indents(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: "\t"): true
    case _: false
    }
  }

  /// Refuses `&name`, which begins a value that other places may repeat; `&` before a space is an ordinary character.
  private static func refuseAnchor(in line: ArraySlice<UInt8>, _ number: Int) throws(DocumentFault) {
    for index in line.indices where line[index] == UInt8(ascii: "&") {
      let beginsWord = index == line.startIndex || " [{,:".utf8.contains(line[index - 1])
      let endsWord = index + 1 == line.endIndex || line[index + 1] == UInt8(ascii: " ")
      if beginsWord && !endsWord {
        throw DocumentFault(
          line: number, found: "an anchor (“&” before a word)", expected: "values without anchors and aliases",
          mend: "write the value out at each place, or put a space behind “&”"
        )
      }
    }
  }
}
