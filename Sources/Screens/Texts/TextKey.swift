package import Renewal

/// Who reads a text.
package enum Audience: Hashable, Sendable {
  /// On citizens' screens: short sentences, easy words.
  case citizen
  /// On staff's screens.
  case staff
  /// On paper.
  case printer
  /// No sentence at all: forms of dates and amounts, and the language's own name.
  case form
  /// Nobody: the voice says it.
  case voice
}

/// The texts of one screen: an enum whose cases are the names in the file.
package protocol TextGroup: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
  /// The mapping in the file that holds these texts.
  static var section: String { get }
  /// Who reads them.
  static var audience: Audience { get }
  /// The placeholders that a text must have, without braces.
  var placeholders: [String] { get }
  /// The placeholder whose number decides the form of the text; nothing where the text has one form.
  var counted: String? { get }
}

extension TextGroup {
  package static var audience: Audience { .citizen }
  package var placeholders: [String] { [] }
  package var counted: String? { nil }
  /// The key of this text.
  package var key: TextKey {
    TextKey(
      section: Self.section, name: rawValue, audience: Self.audience, placeholders: placeholders, counted: counted)
  }
}

/// The name of a text: its dotted path in a language's file, such as `photo.heading`.
package struct TextKey: RawRepresentable, Hashable, Sendable, CaseIterable {
  /// The dotted path.
  package let rawValue: String
  /// The placeholders that the text must have, without braces.
  package let placeholders: [String]
  /// Who reads it.
  package let audience: Audience
  /// The placeholder whose number decides the form of the text; nothing where the text has one form.
  package let counted: String?

  init(section: String, name: String, audience: Audience, placeholders: [String] = [], counted: String? = nil) {
    rawValue = "\(section).\(name)"
    self.placeholders = placeholders
    self.audience = audience
    self.counted = counted
  }

  /// The key with a path, or nothing when no screen has such a text.
  package init?(rawValue: String) {
    guard let key = Self.byPath[rawValue] else { return nil }
    self = key
  }

  /// The dotted path of one form of a text that is about a number.
  package func path(of form: PluralForm) -> String { "\(rawValue).\(form.rawValue)" }

  /// The dotted paths of all that a language's file has of this text.
  package func paths(in language: Language) -> [String] {
    counted == nil ? [rawValue] : PluralRule(language).forms.map { path(of: $0) }
  }

  /// The mapping in the file that holds the text.
  package var section: Substring { rawValue.prefix { $0 != "." } }

  package static func == (one: Self, other: Self) -> Bool { one.rawValue == other.rawValue }
  package func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }

  private static let byPath = Dictionary(allCases.map { ($0.rawValue, $0) }, uniquingKeysWith: { one, _ in one })
}
