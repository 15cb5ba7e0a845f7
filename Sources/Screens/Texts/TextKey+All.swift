extension TextKey {
  /// Every text, in the order of the screens.
  package static let allCases: [TextKey] = keys(LanguageText.self)

  private static func keys<Group: TextGroup>(_ group: Group.Type) -> [TextKey] { group.allCases.map(\.key) }
}

/// A language's own name and customs.
package enum LanguageText: String, TextGroup {
  /// The language's name in itself.
  case name
  /// The highest LIX that the file may have.
  case readingLimit

  package static let section = "language"
  package static let audience = Audience.form
}
