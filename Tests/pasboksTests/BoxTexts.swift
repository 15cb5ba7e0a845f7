import Foundation
import Synchronization
import Testing

/// The wordings of the shipped languages, so that a test says which text it waits for, and staff may reword it.
struct BoxTexts {
  private let words: [String: String]

  private static let known = Mutex<[String: [String: String]]>([:])

  /// The wordings of a language, which are read once however often a screen is looked at.
  init(language: String) throws {
    words = try Self.known.withLock { known in
      if let words = known[language] { return words }
      let words = try Self.read(language)
      known[language] = words
      return words
    }
  }

  /// Reads `texts/<language>.yaml`: sections, below them one text a line, and below a text about a number one line a form.
  private static func read(_ language: String) throws -> [String: String] {
    let file = "\(BoxFolder.shipped)/texts/\(language).yaml"
    var section = ""
    var counted = ""
    var words: [String: String] = [:]
    for line in try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n") where !line.contains("# ") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let name = line[..<colon].trimmingCharacters(in: .whitespaces)
      let text = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      switch line.prefix(while: { $0 == " " }).count {
      case 0: section = name
      case 2 where text.isEmpty: counted = "\(section).\(name)"
      case 2: words["\(section).\(name)"] = unquoted(text)
      case _: words["\(counted).\(name)"] = unquoted(text)
      }
    }
    return words
  }

  private static func unquoted(_ text: String) -> String {
    guard text.count >= 2, let mark = text.first, mark == "\"" || mark == "'", text.last == mark else { return text }
    return String(text.dropFirst().dropLast())
  }

  /// What must stand on the screen: a text's parts around its placeholders, or the words themselves.
  func parts(of wanted: String) -> [String] {
    guard let text = words[wanted] else { return [wanted] }
    return text.split(separator: "}").map { String($0.prefix { $0 != "{" }) }.filter { !$0.isEmpty }
  }

  /// Whether a text has this name.
  func has(_ name: String) -> Bool { words[name] != nil }

  /// What stands in a text's placeholders on a screen, in their order.
  func values(of name: String, on screen: String) throws -> [String] {
    let text = try #require(words[name], "no text “\(name)”")
    let pattern = NSRegularExpression.escapedPattern(for: text)
      .replacingOccurrences(of: #"\\\{[a-zA-Z]+\\?\}"#, with: "(\\\\S+?)", options: .regularExpression)
    let whole = NSRange(screen.startIndex..., in: screen)
    let expression = try NSRegularExpression(pattern: pattern + "(?!\\S)")
    let match = try #require(expression.firstMatch(in: screen, range: whole), "“\(text)” in \(screen)")
    return (1..<match.numberOfRanges).compactMap { Range(match.range(at: $0), in: screen).map { String(screen[$0]) } }
  }
}
