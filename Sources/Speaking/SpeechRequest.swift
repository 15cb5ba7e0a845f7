import Renewal
import Screens

/// What stands on a line to `pasboks voice`: one phrase a line, and how it ended; each is one object of JSON before a line's end.
///
/// A connection is one phrase: `{"language":"da","pace":3,"say":"Velkommen","volume":3}` is asked, answered at once with `{"end":"begun"}`,
/// and with `said`, or with `failed` or `absent` and why, when nothing of it is left. Who closes their side in the middle stops it. Who
/// names `sound` in place of words has one of `Earcon` heard; who names `settings` is told by `absent` where the voice was started with others. `{"watch":"headset"}` is answered
/// with `{"headset":true}` or `false` at each change.
struct SpeechRequest: Hashable, Sendable {
  /// The longest line, in bytes: the longest sentence of a screen is far shorter.
  static let longest = 8_192

  let phrase: Phrase
  let presentation: Presentation
  /// The name of the settings that the voice is thought to have; nothing where it may have any.
  let settings: String?

  init(_ phrase: Phrase, _ presentation: Presentation, settings: String? = nil) {
    self.phrase = phrase
    self.presentation = presentation
    self.settings = settings
  }

  /// Reads a line; nothing where it is none.
  init?(_ line: [UInt8]) {
    guard let json = JSON(foreign: line), let say = json["say"].text, let code = json["language"].text,
      let volume = json["volume"].integer, let pace = json["pace"].integer
    else { return nil }
    let language = Language(code)
    guard language.hasCode else { return nil }
    if let name = json["sound"].text {
      guard let earcon = Earcon(rawValue: name) else { return nil }
      phrase = Phrase(earcon, language)
    } else {
      phrase = Phrase(say, language)
    }
    var presentation = Presentation(language: language)
    presentation.volume = volume
    presentation.pace = pace
    self.presentation = presentation
    settings = json["settings"].text
  }

  /// The line.
  var bytes: [UInt8] {
    let json: JSON = [
      "say": .text(phrase.text), "language": .text(phrase.language.code), "volume": .integer(presentation.volume),
      "pace": .integer(presentation.pace), "settings": settings.map(JSON.text) ?? .null,
      "sound": phrase.earcon.map { .text($0.rawValue) } ?? .null,
    ]
    return json.bytes + [UInt8(ascii: "\n")]
  }
}

extension SpeechRequest {
  /// The line that asks for a headset's comings and goings, until whoever asked closes.
  static let watch = (["watch": "headset"] as JSON).bytes + [UInt8(ascii: "\n")]

  /// Whether a line, without its end, is that one.
  static func isWatch(_ line: [UInt8]) -> Bool { JSON(foreign: line)?["watch"].text == "headset" }

  /// The line that tells of one.
  static func headset(isIn: Bool) -> [UInt8] { (["headset": .flag(isIn)] as JSON).bytes + [UInt8(ascii: "\n")] }

  /// The line that answers a request at once.
  static let begun = (["end": "begun"] as JSON).bytes + [UInt8(ascii: "\n")]

  /// Whether a line, without its end, is that one.
  static func isBegun(_ line: [UInt8]?) -> Bool { line.flatMap { JSON(foreign: $0) }?["end"].text == "begun" }
}

extension SpeechEnd {
  /// Reads an answer; one that is none, or is missing, is a service that failed.
  init(_ line: [UInt8]?) {
    let json = line.flatMap { JSON(foreign: $0) }
    let reason = json?["why"].text ?? "it did not answer"
    self =
      switch json?["end"].text {
      case "said": .said
      case "absent": .absent(reason)
      default: .failed(reason)
      }
  }

  /// The answer's line.
  var bytes: [UInt8] {
    let json: JSON =
      switch self {
      case .said: ["end": "said"]
      case .failed(let reason): ["end": "failed", "why": .text(reason)]
      case .absent(let reason): ["end": "absent", "why": .text(reason)]
      }
    return json.bytes + [UInt8(ascii: "\n")]
  }
}
