import PassportRules
import Quality
import Renewal

extension Texts {
  /// A text with values to fill in, for eye and ear; what is written for staff has no words for the ear.
  func callAsFunction(_ key: TextKey, _ values: [String: SpokenValue] = [:]) -> SpokenText {
    let text = self[key, key.counted.flatMap { values[$0]?.count }]
    return SpokenText(text, values, isSilent: key.audience == .staff)
  }

  /// A text with values to fill in, for eye and ear.
  func callAsFunction(_ group: some TextGroup, _ values: [String: SpokenValue] = [:]) -> SpokenText {
    self(group.key, values)
  }

  /// A text with numbers alone to fill in, as it is shown.
  package func counted(_ key: TextKey, _ numbers: [String: Int]) -> String {
    self(key, numbers.mapValues { .number($0) }).shown
  }
}

/// What every screen is drawn from: the box, the context, and the texts in the language that counts here.
struct RenderContext {
  let box: Box
  let context: ScreenContext
  /// The language of this screen: the citizen's, or the box's own for staff.
  let texts: Texts
  /// The menu of the screen: what each key does now.
  let offers: [Offer]

  /// The same with another menu.
  func with(_ offers: [Offer]) -> RenderContext {
    RenderContext(box: box, context: context, texts: texts, offers: offers)
  }

  /// What of these is on the menu, in this order, each with its figure; Enter takes what has the focus.
  func choices(_ wanted: [(Intent, SpokenText)], focus: Intent? = nil) -> [Choice] {
    wanted.compactMap { intent, words in
      number(intent).map { Choice($0, words, isFocused: intent == focus) }
    }
  }

  /// The figure that stands for what is meant; nothing where it is not on the menu.
  func number(_ intent: Intent) -> Int? { offers.offering(intent)?.number }

  /// The key that takes what is meant; nothing where it is not on the menu.
  func key(_ intent: Intent) -> Key? { offers.offering(intent)?.keys.first }

  /// What stands on the key that takes what is meant, for a wording; nothing where it is not on the menu.
  func sign(_ intent: Intent) -> String { offers.offering(intent)?.keys.first?.sign ?? "" }

  /// The texts with values to fill in, for eye and ear.
  func callAsFunction(_ key: TextKey, _ values: [String: SpokenValue] = [:]) -> SpokenText { texts(key, values) }

  /// The texts with values to fill in, for eye and ear.
  func callAsFunction(_ group: some TextGroup, _ values: [String: SpokenValue] = [:]) -> SpokenText {
    texts(group.key, values)
  }

  /// The texts that stand beside those of the screen's language for who cannot read it: English, which most others read
  /// some of, or else the box's next language.
  var secondLanguage: Texts? {
    let others = otherLanguages
    return others.first { $0.language == Language("en") } ?? others.first
  }

  /// The names of the box's languages besides those two, on one line; nothing where there are none.
  var furtherLanguages: SpokenText? {
    let names = otherLanguages.filter { $0.language != secondLanguage?.language }.map { $0[LanguageText.name] }
    return names.isEmpty ? nil : SpokenText(shown: names.joined(separator: " · "), spoken: "")
  }

  /// The texts of the box's other languages, in the box's order.
  private var otherLanguages: [Texts] {
    box.policy.languages.filter { $0 != texts.language }.compactMap { context.catalogue.languages[$0] }
  }

  /// A text as it is said besides the page.
  func phrase(_ words: SpokenText) -> Phrase { Phrase(texts.sentence(words.spoken), texts.language) }

  /// A portrait by its reference.
  func photo(_ id: PictureID?) -> RGBPicture? { id.flatMap { context.pictures.photo($0) } }

  /// A value that only the screen shows and a headset says, perhaps in other words.
  func personal(_ text: String, _ neutral: some TextGroup, toOneself: String? = nil) -> SpokenText {
    SpokenText(shown: text, spoken: texts[neutral], toOneself: toOneself ?? text)
  }
}
