/// How the citizen wants the screen and the speech.
package struct Presentation: Hashable, Sendable {
  /// A theme of the screen.
  package enum Contrast: String, Hashable, Sendable, CaseIterable {
    case light, dark, high

    /// The next one, round and round.
    package var next: Contrast {
      switch self {
      case .light: .dark
      case .dark: .high
      case .high: .light
      }
    }
  }

  /// Why somebody has more time, until the visit ends.
  package enum MoreTime: Hashable, Sendable {
    /// They were asked whether they are still here, and were: they are slow, and need not ask for it.
    case given
    /// They asked for it: keys are looked at for longer, too.
    case chosen
  }

  /// The language of screen, speech and receipt.
  package var language: Language
  /// Whether the screens are read aloud.
  package var isSpoken = false
  /// 1 softest to 5 loudest.
  package var volume = 3
  /// 1 slowest to 5 fastest.
  package var pace = 3
  /// The theme; nothing means the box's own.
  package var contrast: Contrast?
  /// Whether the letters are large; nothing means as the box has them.
  package var isEnlarged: Bool?
  /// Whether the citizen wears a headset, so that nobody else hears what is said.
  package var hasHeadset = false
  /// Whether the screen is dark while it is read aloud, so that nobody reads along.
  package var hidesScreen = false
  /// Whether the digits of a masked number are shown as they were typed, because the citizen asked for it.
  package var showsDigits = false
  /// Whether the citizen works the box by two keys alone.
  package var usesTwoKeys = false
  /// Why the citizen has more time; nothing who has the usual.
  package var moreTime: MoreTime?
  /// Whether every limit that the citizen must act within is three times as long.
  package var hasMoreTime: Bool { moreTime != nil }

  /// Whether nobody shall read along; a voice that is lost lights nothing, and in a language without one there is nothing but the screen.
  package func isDark(under policy: Policy) -> Bool { hidesScreen && policy.spokenLanguages.contains(language) }

  /// How a box speaks before anybody chose.
  package init(language: Language) { self.language = language }
}
