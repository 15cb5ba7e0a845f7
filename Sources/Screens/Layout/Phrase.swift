package import Renewal

/// A short sound of the box's own: it says at once what words take longer for.
package enum Earcon: String, Hashable, Sendable, CaseIterable {
  /// A key or a reading was taken.
  case key
  /// Something is done.
  case done
  /// Something must be seen to.
  case warning
  /// Something is wrong, or the key does nothing here.
  case error
}

/// Words that are said at one go, by the voice of their language; or a short sound.
package struct Phrase: Hashable, Sendable {
  /// What is said; signs and abbreviations are words already.
  package let text: String
  /// Whose voice says it.
  package let language: Language
  /// What is said of it where it answers a key, such as the digit alone that was typed; nothing where that is the same.
  package let echo: String?
  /// The sound that is heard in place of words.
  package let earcon: Earcon?

  /// Words in a language.
  package init(_ text: String, _ language: Language, echo: String? = nil) {
    self.text = text
    self.language = language
    self.echo = echo
    earcon = nil
  }

  /// A short sound before words of a language.
  package init(_ earcon: Earcon, _ language: Language) {
    (text, self.language, echo) = ("", language, nil)
    self.earcon = earcon
  }

  /// What is said of it as news.
  package var asNews: Phrase { echo.map { Phrase($0, language) } ?? self }
}

/// Who hears what is said.
package enum Hearing: Hashable, Sendable {
  /// Everybody in the room: personal values are named and not said, and typed digits only counted.
  case everybody
  /// Whoever wears the headset.
  case oneself

  /// Who hears what is said to a citizen.
  package init(_ presentation: Presentation?) { self = presentation?.hasHeadset == true ? .oneself : .everybody }
}
