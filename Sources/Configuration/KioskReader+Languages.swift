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

extension KioskReader {
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
