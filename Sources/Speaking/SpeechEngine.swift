package import Renewal
import Runtime
package import Screens

/// What says a phrase, one at a time.
package protocol SpeechEngine: Sendable {
  /// Begins to say a phrase; what stops it in the middle, or nothing where nothing is begun, which `ended` alone is told.
  ///
  /// A phrase without words only tries the voice of its language out, and nothing is heard. Each is called once, on any thread: `ended`
  /// when the phrase is said, or was stopped, or could not be said; `gone` when nothing of that is left, so that the next one may begin.
  func say(
    _ phrase: Phrase, _ presentation: Presentation, ended: @escaping @Sendable (SpeechEnd) -> Void,
    gone: @escaping @Sendable () -> Void
  ) -> (any Speaking)?
}

extension Phrase {
  /// The longest that it may take to be said: three times what the slowest pace takes for it (110 words a minute, six letters each), and a program's
  /// start. Meanwhile nobody is asked whether somebody is here.
  var longest: Milliseconds { Milliseconds(8_000 + 270 * text.utf8.count) }

  /// The longest that it takes an engine that works: the slowest pace, where a figure is a word, and a program's start on a busy machine.
  var usual: Milliseconds { Milliseconds(3_000 + 90 * text.utf8.count + 500 * text.count(where: \.isNumber)) }
}

/// A phrase that is being said.
package protocol Speaking: Sendable {
  /// Falls silent.
  func stop()
}

/// How a phrase ended, for who did not stop it.
package enum SpeechEnd: Hashable, Sendable, Error {
  case said
  /// The engine failed at it, and why.
  case failed(String)
  /// There is no engine, and why.
  case absent(String)

  /// Why it was not said.
  var reason: String? {
    switch self {
    case .said: nil
    case .failed(let reason), .absent(let reason): reason
    }
  }

  /// How it ended for whom it was said.
  var end: VoiceEnd {
    switch self {
    case .said: .said
    case .failed: .failed
    case .absent: .absent
    }
  }
}
