import Renewal

/// A text as it is shown, and as it is spoken: personal values are replaced by neutral words before a loudspeaker.
///
/// It is filled in when it is asked for: most of what could be said never is.
struct SpokenText: Hashable, Sendable {
  private enum Ear: Hashable, Sendable {
    case same
    /// Other words; who listens alone may hear others again.
    case other(String, toOneself: String)
  }

  private let text: String
  private let values: [String: SpokenValue]
  private let ear: Ear
  /// The language that it is in, where that is not its page's.
  private(set) var language: Language?
  /// How a choice of it is said in that language; its places are `key` and `label`.
  private(set) var choice: String?

  /// The same text for eye and ear.
  init(_ text: String, in language: Language? = nil) {
    self.init(text, [:])
    self.language = language
  }

  /// A text with values to fill in; one that is silent has no words for the ear.
  init(_ text: String, _ values: [String: SpokenValue], isSilent: Bool = false) {
    self.text = text
    self.values = values
    ear = isSilent ? .other("", toOneself: "") : .same
  }

  /// One text for the eye, another for the ear, and perhaps a third for who listens alone.
  init(shown: String, spoken: String, toOneself: String? = nil) {
    text = shown
    values = [:]
    ear = .other(spoken, toOneself: toOneself ?? spoken)
  }

  /// As it is shown.
  var shown: String { values.isEmpty ? text : Placeholders.fill(text, values.mapValues(\.shown)) }

  /// As everybody may hear it; empty for what need not be said.
  var spoken: String { spoken(to: .everybody) }

  /// As it is spoken; empty for what need not be said.
  func spoken(to hearing: Hearing) -> String {
    switch (ear, hearing) {
    case (.same, _): values.isEmpty ? text : Placeholders.fill(text, values.mapValues { $0.spoken(to: hearing) })
    case (.other(let words, _), .everybody), (.other(_, let words), .oneself): words
    }
  }

  /// The same in a language of its own.
  func said(in language: Language, choice: String? = nil) -> SpokenText {
    var text = self
    (text.language, text.choice) = (language, choice)
    return text
  }
}

/// What is filled into a text.
enum SpokenValue: Hashable, Sendable {
  /// Anybody may hear it.
  case plain(String)
  /// Anybody may hear it, in other words than are shown.
  case said(String, spoken: String)
  /// A number that anybody may hear; the form of the text may depend on it.
  case number(Int)
  /// Only the screen shows it, and a headset says it; the loudspeaker says something neutral.
  case personal(String, spoken: String)
  /// A text of its own.
  case words(SpokenText)

  var shown: String {
    switch self {
    case .plain(let text), .said(let text, _), .personal(let text, _): text
    case .number(let number): String(number)
    case .words(let words): words.shown
    }
  }

  func spoken(to hearing: Hearing) -> String {
    switch self {
    case .plain(let text), .said(_, let text): text
    case .personal(let text, let neutral): hearing == .oneself ? text : neutral
    case .number(let number): String(number)
    case .words(let words): words.spoken(to: hearing)
    }
  }

  /// The number, where it is one.
  var count: Int? { if case .number(let number) = self { number } else { nil } }
}
