extension Policy {
  /// How many languages stand on one page of several; the last figure shows the next page.
  private static let languagesAPage = 8

  /// How many pages the languages take: one as long as each has a figure.
  private var languagePages: Int {
    languages.count <= 9 ? 1 : (languages.count + Self.languagesAPage - 1) / Self.languagesAPage
  }

  /// The languages of a page, each by its figure, and the next page where there are more than one.
  func languageOffers(page: Int, _ intent: (Language) -> Intent) -> [Offer] {
    guard languagePages > 1 else { return .numbered(languages.map(intent)) }
    let shown = languages.dropFirst(page * Self.languagesAPage).prefix(Self.languagesAPage)
    return .numbered(
      shown.map(intent), besides: [Offer(.digit(9), .showLanguages(page: (page + 1) % languagePages))])
  }

  /// Whether the box has a voice for a language.
  package func speaks(_ language: Language) -> Bool { !isVoiceLost && spokenLanguages.contains(language) }

  /// The language in which the voice is tried out; nothing where the box does not speak.
  package var triedLanguage: Language? { languages.first(where: spokenLanguages.contains) }
}
