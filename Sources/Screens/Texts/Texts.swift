package import Renewal

/// All texts in one language.
package struct Texts: Hashable, Sendable {
  /// The language.
  package let language: Language
  /// Each text by the path of its key.
  package let table: TextTable

  /// The texts of a language; a missing one shows its own path.
  package init(language: Language, _ texts: [TextKey: String]) {
    self.init(
      language: language,
      TextTable(Dictionary(uniqueKeysWithValues: texts.map { ($0.key.rawValue, $0.value) })))
  }

  /// The texts of a language by the paths of their keys.
  package init(language: Language, _ table: TextTable) {
    self.language = language
    self.table = table
  }

  /// The text as it stands in the file; of one that is about a number, the form that most numbers take.
  package subscript(key: TextKey) -> String { self[key, nil] }

  /// The form of a text that a number takes.
  subscript(key: TextKey, number: Int?) -> String {
    if key.counted != nil {
      let rule = PluralRule(language)
      let form = number.map(rule.form) ?? rule.forms.last ?? .other
      if let text = table[key.path(of: form)] { return text }
    }
    return table[key.rawValue] ?? key.rawValue
  }

  /// The text as it stands in the file.
  package subscript(group: some TextGroup) -> String { self[group.key] }

  /// The text with its placeholders filled in.
  package func fill(_ key: TextKey, _ values: [String: String]) -> String {
    Placeholders.fill(self[key], values)
  }

  /// The text with its placeholders filled in.
  package func fill(_ group: some TextGroup, _ values: [String: String]) -> String { fill(group.key, values) }
}

/// The texts of every language the box speaks.
package struct TextCatalogue: Hashable, Sendable {
  /// Each language's texts.
  package let languages: [Language: Texts]

  /// A catalogue of languages.
  package init(languages: [Language: Texts]) { self.languages = languages }

  /// The languages whose texts nobody has read who grew up with them.
  package var unread: Set<Language> {
    Set(languages.filter { $0.value[LanguageText.readBy].lowercased() == LanguageText.nobody }.keys)
  }

  /// The texts of a language, or of the first one by code when it is not there.
  package subscript(language: Language) -> Texts {
    languages[language] ?? languages.min { $0.key < $1.key }?.value ?? Texts(language: language, [:])
  }
}
