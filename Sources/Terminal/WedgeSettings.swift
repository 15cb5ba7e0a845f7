import Renewal

/// How a wedge reader's keys arrive.
package enum ReaderLayout: String, CaseIterable, Hashable, Sendable {
  /// As the reader meant them.
  case matching
  /// The reader types as on a US keyboard, and the keymap is Danish: `; < [` arrive as `æ ; å`.
  case us
}

/// Why settings for wedge readers cannot be used.
package enum WedgeFault: Error, Hashable, Sendable {
  /// A prefix has 1–4 characters.
  case length(prefix: String)
  /// A prefix must not begin as something that people type: the keypad's keys, letters, a blank, Enter, Tab, Esc.
  case typed(prefix: String)
  /// A prefix must not begin with a key that is dead under the keymap: it would swallow the next.
  case dead(prefix: String)
  /// Two kinds of reader have prefixes of which one begins the other.
  case ambiguous(String, String)
  /// The gap is 10–1000 milliseconds.
  case gap(milliseconds: Int)
}

/// What marks a wedge reader's keys off from typing, as `kiosk.yaml` says it.
package struct WedgeSettings: Hashable, Sendable {
  /// What a card reader sends first; these are the stripe's own sentinels and stay in the text.
  package let cardPrefixes: [String]
  package let codePrefix: String?
  package let mrzPrefix: String?
  package let layout: ReaderLayout

  /// The pause that ends a reading without a return, in milliseconds; a reader pauses less between two keys.
  package let gap: Int

  /// Takes what `kiosk.yaml` says; an empty code or zone prefix is none.
  package init(
    cardPrefixes: [String], codePrefix: String?, mrzPrefix: String?, layout: ReaderLayout, gapMilliseconds: Int
  ) throws(WedgeFault) {
    self.cardPrefixes = cardPrefixes
    self.codePrefix = codePrefix.flatMap { $0.isEmpty ? nil : $0 }
    self.mrzPrefix = mrzPrefix.flatMap { $0.isEmpty ? nil : $0 }
    self.layout = layout
    gap = gapMilliseconds
    guard (10...1000).contains(gapMilliseconds) else { throw .gap(milliseconds: gapMilliseconds) }
    for (prefix, _) in prefixes {
      guard (1...4).contains(prefix.unicodeScalars.count) else { throw .length(prefix: prefix) }
      guard let first = prefix.unicodeScalars.first, WedgeSettings.isFree(layout.arriving(first)) else {
        throw .typed(prefix: prefix)
      }
      guard !layout.isDead(first) else { throw .dead(prefix: prefix) }
    }
    for (one, kind) in prefixes {
      for (other, otherKind) in prefixes where kind != otherKind && other.uppercased().hasPrefix(one.uppercased()) {
        throw .ambiguous(one, other)
      }
    }
  }

  private init() {
    cardPrefixes = ["%"]
    codePrefix = "#"
    mrzPrefix = "!"
    layout = .matching
    gap = 100
  }

  /// `%` for cards, `#` for codes, `!` for machine readable zones, which lie on the same keys of both keyboards.
  package static let standard = WedgeSettings()

  /// All prefixes with their kinds.
  var prefixes: [(String, ScanKind)] {
    var all = cardPrefixes.map { ($0, ScanKind.card) }
    if let codePrefix { all.append((codePrefix, .code)) }
    if let mrzPrefix { all.append((mrzPrefix, .mrz)) }
    return all
  }

  /// Whether nobody types this character at a box.
  private static func isFree(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "0"..."9", "-", "+", "*", "/", ",", " ", "\t", "\n", "\r", "\u{8}", "\u{1B}", "\u{7F}": false
    case _: !scalar.properties.isAlphabetic
    }
  }
}
