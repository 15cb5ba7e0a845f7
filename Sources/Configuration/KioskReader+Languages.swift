import Renewal
import StrictYAML

/// What a box that serves citizens does with languages whose texts nobody has read who grew up with them.
enum UnreadLanguages: String, CaseIterable {
  /// They are offered with a mark.
  case marked
  /// They are offered as all others.
  case plain
  /// They are not offered.
  case hidden
}

/// Sentences that somebody has spoken.
package struct SpeechRecordings: Hashable, Sendable {
  /// The folder, with one folder a language.
  package let folder: String
  /// The program that plays a file and its arguments, `{file}` where that stands.
  package let player: [String]
}

extension KioskReader {
  /// The recordings and their player; nothing where there are none.
  static func recordings(_ file: Section) -> SpeechRecordings? {
    guard let value = file.optional("speechRecordings") else { return nil }
    let folder = file.text("speechRecordings", value, atMost: 200) ?? ""
    if !folder.isEmpty, !folder.hasPrefix("/") {
      file.reject("speechRecordings", value, expected: "a folder whose path begins with /")
    }
    let player = command(file, "speechPlayer")
    if !player.contains("{file}") {
      file.reject(
        "speechPlayer", line: file.line(of: "speechRecordings"), found: "no “{file}”",
        expected: "the program that plays a recording, with {file} as an argument of its own",
        mend: "write it, such as [/usr/bin/aplay, -q, \"{file}\"]")
    }
    return SpeechRecordings(folder: folder, player: player)
  }

  /// What the program that reads aloud is told at its start, each an argument of its own.
  private static let speechPlaces = ["{language}", "{volume}", "{pace}"]

  /// The program that reads aloud and its arguments; what stands in braces is filled in for each phrase.
  static func speechCommand(_ file: Section) -> [String] {
    let words = command(file, "speechCommand")
    for (index, word) in words.enumerated() where !speechPlaces.contains(word) {
      let isPlace = word.hasPrefix("{") && word.hasSuffix("}")
      guard isPlace || speechPlaces.contains(where: word.contains) else { continue }
      file.reject(
        "speechCommand[\(index + 1)]", line: file.line(of: "speechCommand"), found: "“\(YAMLValue.excerpt(word))”",
        expected: "\(speechPlaces.joined(separator: ", ")), each an argument of its own, or words without them",
        mend: "write the place alone, such as -v, \"{language}\"")
    }
    return words
  }

  /// The socket of the process that reads aloud, which needs the program too; nothing where the box starts the program itself.
  static func speechSocket(_ file: Section, beside command: [String]) -> String? {
    let key = "speechSocket"
    guard let value = file.optional(key) else { return nil }
    let path = file.text(key, value, atMost: 100) ?? ""
    if !path.isEmpty, !path.hasPrefix("/") { file.reject(key, value, expected: "a path that begins with /") }
    if command.isEmpty {
      file.reject(
        key, value, expected: "speechCommand to name the program that is started there",
        mend: "name it, or take the line out")
    }
    return path
  }

  /// The names of the speech engine's voices by their languages; nothing where it has one of every language's code.
  static func speechVoices(_ file: Section) -> [Language: String]? {
    guard let value = file.optional("speechVoices") else { return nil }
    let voices = file.group(at: "speechVoices", value) { names in
      names.keys.map { (Language($0), names.text($0, atMost: 60)) }
    }
    guard let voices else { return nil }
    for (language, _) in voices where !language.hasCode {
      file.reject(
        "speechVoices", value, expected: "two small letters of ISO 639-1 before each voice, such as da: da",
        mend: "correct “\(YAMLValue.excerpt(language.code))”")
    }
    return Dictionary(voices, uniquingKeysWith: { $1 })
  }
}
