package import Renewal
import StrictYAML

/// What reads aloud, as `kiosk.yaml` has it.
package struct SpeechSettings: Hashable, Sendable {
  /// Program and arguments that speak what they read from their input; empty when there is none.
  package fileprivate(set) var command: [String] = []
  /// The names of its voices by their languages; nothing where each language's code is one.
  package fileprivate(set) var voices: [Language: String]?
  /// The socket of the process that starts it; nothing where the box itself does.
  package fileprivate(set) var socket: String?
  /// Program and arguments that play a file, `{file}` where that stands; empty when there is none.
  package fileprivate(set) var player: [String] = []
  /// The folder of what somebody has spoken, with one folder a language; nothing where nobody has.
  package fileprivate(set) var recordings: String?
  /// The kernel's device that tells whether a headset is plugged in; nothing where none does.
  package fileprivate(set) var jack: String?
  /// Whether short sounds are played before words.
  package fileprivate(set) var hasSounds = false
  private var lines: [String: Int] = [:]

  /// The line on which a key stands in `kiosk.yaml`, or would.
  package func line(of key: String) -> Int { lines[key] ?? 1 }

  /// All that a process which reads aloud is started with, in one form.
  package var written: String {
    let named = (voices ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    return
      "\(command) \(voices == nil ? "by code" : "\(named)") \(recordings ?? "") \(player) \(jack ?? "")"
  }

  /// Without a program nothing is read aloud.
  init() {}

  fileprivate init(lines: [String: Int]) { self.lines = lines }
}

extension KioskReader {
  /// What reads aloud.
  static func speech(_ file: Section) -> SpeechSettings {
    let keys = [
      "speechCommand", "speechVoices", "speechSocket", "speechPlayer", "speechRecordings", "speechSounds",
      "headsetJack",
    ]
    var speech = SpeechSettings(lines: Dictionary(uniqueKeysWithValues: keys.map { ($0, file.line(of: $0)) }))
    speech.command = speechCommand(file)
    speech.voices = speechVoices(file)
    speech.socket = speechSocket(file, beside: speech.command)
    speech.player = player(file)
    speech.recordings = recordings(file, with: speech.player)
    speech.jack = jack(file, beside: speech.socket)
    speech.hasSounds = file.flag("speechSounds", orElse: false)
    if speech.hasSounds, speech.player.isEmpty { lacksPlayer(file, "speechSounds") }
    if speech.command.isEmpty, speech.hasSounds {
      file.reject(
        "speechSounds", found: "true", expected: "speechCommand to name the program that says words after sounds",
        mend: "name it, or take the line out")
    }
    return speech
  }

  /// The program that plays a file; empty where none is named.
  private static func player(_ file: Section) -> [String] {
    guard file.optional("speechPlayer") != nil else { return [] }
    let words = command(file, "speechPlayer")
    if !words.isEmpty, !words.contains("{file}") {
      file.reject(
        "speechPlayer", found: "no “{file}”",
        expected: "the program that plays a file, with {file} as an argument of its own",
        mend: "write it, such as [/usr/bin/aplay, -q, \"{file}\"]")
    }
    return words
  }

  /// The folder of recordings; nothing where there are none.
  private static func recordings(_ file: Section, with player: [String]) -> String? {
    let key = "speechRecordings"
    guard let folder = path(file, key) else { return nil }
    if player.isEmpty { lacksPlayer(file, key) }
    return folder
  }

  /// The device of a headset's socket, which the process that reads aloud looks at; nothing where none is named.
  private static func jack(_ file: Section, beside socket: String?) -> String? {
    let key = "headsetJack"
    guard let device = path(file, key) else { return nil }
    if socket == nil {
      file.reject(
        key, found: "“\(YAMLValue.excerpt(device))”",
        expected: "speechSocket beside it: the process there looks at the device",
        mend: "name the socket, or take the line out")
    }
    return device
  }

  /// A path that may be left out.
  private static func path(_ file: Section, _ key: String, atMost limit: Int = 200) -> String? {
    guard let value = file.optional(key) else { return nil }
    let path = file.text(key, value, atMost: limit) ?? ""
    if !path.isEmpty, !path.hasPrefix("/") { file.reject(key, value, expected: "a path that begins with /") }
    return path
  }

  private static func lacksPlayer(_ file: Section, _ key: String) {
    file.reject(
      key, found: "no speechPlayer beside it", expected: "the program that plays a file to be named there",
      mend: "write speechPlayer: [/usr/bin/aplay, -q, \"{file}\"]")
  }

  /// What the program that reads aloud is told at its start, each an argument of its own.
  private static let speechPlaces = ["{language}", "{volume}", "{pace}"]

  /// The program that reads aloud and its arguments; what stands in braces is filled in for each phrase.
  private static func speechCommand(_ file: Section) -> [String] {
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
  private static func speechSocket(_ file: Section, beside command: [String]) -> String? {
    let key = "speechSocket"
    guard let socket = path(file, key, atMost: 100) else { return nil }
    if command.isEmpty {
      file.reject(
        key, found: "“\(YAMLValue.excerpt(socket))”",
        expected: "speechCommand to name the program that is started there",
        mend: "name it, or take the line out")
    }
    return socket
  }

  /// The names of the speech engine's voices by their languages; nothing where it has one of every language's code.
  private static func speechVoices(_ file: Section) -> [Language: String]? {
    guard let value = file.optional("speechVoices") else { return nil }
    let voices = file.group(at: "speechVoices", value) { names in
      names.keys.map { (Language($0), names.text($0, atMost: 60)) }
    }
    guard let voices else { return nil }
    if voices.isEmpty {
      file.reject(
        "speechVoices", value, expected: "at least one voice, such as da: da",
        mend: "name one, or write speechCommand: [] where nothing shall be read aloud")
    }
    for (language, _) in voices where !language.hasCode {
      file.reject(
        "speechVoices", value, expected: "two small letters of ISO 639-1 before each voice, such as da: da",
        mend: "correct “\(YAMLValue.excerpt(language.code))”")
    }
    return Dictionary(voices, uniquingKeysWith: { $1 })
  }
}
