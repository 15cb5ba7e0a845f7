package import Renewal

/// How the readers of cards, codes and machine readable zones work that send what they read as a keyboard would.
package struct ReaderSettings: Hashable, Sendable {
  /// The keyboard layout the readers send for.
  package enum Layout: String, Hashable, Sendable, CaseIterable {
    /// The same as the console's: nothing is translated.
    case matching
    /// A US reader under a Danish keymap: its characters are translated back.
    case us
  }

  /// What card readers send first, at least one.
  package let cardPrefixes: [String]
  /// What code readers send first.
  package let codePrefix: String
  /// What readers of machine readable zones send first.
  package let mrzPrefix: String
  /// The keyboard layout.
  package let layout: Layout
  /// The longest pause within a reading.
  package let longestGap: Milliseconds

  /// How the readers work.
  package init(cardPrefixes: [String], codePrefix: String, mrzPrefix: String, layout: Layout, longestGap: Milliseconds)
  {
    self.cardPrefixes = cardPrefixes
    self.codePrefix = codePrefix
    self.mrzPrefix = mrzPrefix
    self.layout = layout
    self.longestGap = longestGap
  }
}
