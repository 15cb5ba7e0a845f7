import Renewal

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

extension WedgeFault: CustomStringConvertible {
  /// What is wrong, and what a prefix may be.
  package var description: String {
    switch self {
    case .length(let prefix): "the prefix “\(prefix)” has not one to four characters"
    case .typed(let prefix): "the prefix “\(prefix)” begins as something that people type"
    case .dead(let prefix): "the prefix “\(prefix)” begins with a key that is dead under the keymap"
    case .ambiguous(let one, let other): "the prefix “\(other)” begins with “\(one)”, which is another reader's"
    case .gap(let milliseconds): "longestGap is \(milliseconds) ms, and it must be 10 to 1000"
    }
  }
}

/// What marks a wedge reader's keys off from typing, as `kiosk.yaml` says it.
///
/// A stripe's own sentinels always begin a reading of a card, unless another kind of reader has one of them as its prefix.
package struct WedgeSettings: Hashable, Sendable {
  /// What a card reader sends first besides a stripe's sentinels; it stays in the text.
  package let cardPrefixes: [String]
  package let codePrefix: String?
  package let mrzPrefix: String?
  package let layout: ReaderLayout

  /// The pause that ends a reading, in milliseconds; a reader pauses less between two keys.
  package let gap: Int

  /// What a reading may begin with, as it arrives.
  let beginnings: [Unicode.Scalar: WedgeBeginning]

  /// Takes what `kiosk.yaml` says; an empty code or zone prefix is none.
  package init(
    cardPrefixes: [String], codePrefix: String?, mrzPrefix: String?, layout: ReaderLayout, gapMilliseconds: Int
  ) throws(WedgeFault) {
    self.init(
      cards: cardPrefixes, code: codePrefix.flatMap { $0.isEmpty ? nil : $0 },
      mrz: mrzPrefix.flatMap { $0.isEmpty ? nil : $0 }, layout, gapMilliseconds)
    guard (10...1000).contains(gapMilliseconds) else { throw .gap(milliseconds: gapMilliseconds) }
    for (prefix, kind) in prefixes {
      guard (1...4).contains(prefix.unicodeScalars.count) else { throw .length(prefix: prefix) }
      guard let first = prefix.unicodeScalars.first else { throw .length(prefix: prefix) }
      if kind == .card, WedgeBeginning.sentinels.contains(first) { continue }
      guard WedgeSettings.isFree(layout.arriving(first)) else { throw .typed(prefix: prefix) }
      guard !layout.isDead(first) else { throw .dead(prefix: prefix) }
    }
    for (one, kind) in prefixes {
      for (other, otherKind) in prefixes where kind != otherKind && other.uppercased().hasPrefix(one.uppercased()) {
        throw .ambiguous(one, other)
      }
    }
  }

  private init(cards: [String], code: String?, mrz: String?, _ layout: ReaderLayout, _ gap: Int) {
    cardPrefixes = cards
    codePrefix = code
    mrzPrefix = mrz
    self.layout = layout
    self.gap = gap
    var beginnings = WedgeBeginning.ofStripes
    for prefix in cards + [code, mrz].compactMap({ $0 }) {
      guard let first = prefix.unicodeScalars.first, !cards.contains(prefix) || beginnings[first] == nil else {
        continue
      }
      beginnings[layout.arriving(first)] = .sure
    }
    self.beginnings = beginnings
  }

  /// A stripe's sentinels for cards, `#` for codes, `!` for machine readable zones, which lie on the same keys of both keyboards.
  package static let standard = WedgeSettings(cards: ["%", ";", ":"], code: "#", mrz: "!", .matching, 100)

  /// All prefixes that are set, with their kinds.
  private var prefixes: [(String, ScanKind)] {
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

// MARK: - What arrived

extension WedgeSettings {
  /// What was read, from the characters as they arrived; nothing when it is only a prefix, or no reader's.
  func reading(of arrived: [Unicode.Scalar]) -> Scan? {
    guard let kind = kind(of: arrived) else { return nil }
    let text = layout.meant(arrived)
    // A sentinel, or a return, that stands alone.
    guard arrived.count(where: { !WedgeReader.isReturn($0) }) > 1 else { return nil }
    switch kind {
    case .card: return Scan(kind: .card, text: Self.string(text))
    case .code, .mrz:
      // A reader of zones may send its prefix before each line.
      let prefix = Array(((kind == .code ? codePrefix : mrzPrefix) ?? "").uppercased().unicodeScalars)
      let lines = text.split(whereSeparator: WedgeReader.isReturn)
      let body = lines.flatMap { $0.starts(with: prefix) ? $0.dropFirst(prefix.count) : $0 }
      return body.isEmpty ? nil : Scan(kind: kind, text: Self.string(body))
    }
  }

  /// Which kind of reader begins like this; nothing when none does.
  func kind(of arrived: [Unicode.Scalar]) -> ScanKind? {
    let text = layout.meant(Array(arrived.prefix(4)))
    let matching = prefixes.filter { text.starts(with: $0.0.uppercased().unicodeScalars) }
    if let longest = matching.max(by: { $0.0.unicodeScalars.count < $1.0.unicodeScalars.count }) { return longest.1 }
    return arrived.first.flatMap { WedgeBeginning.ofStripes[$0] } == nil ? nil : .card
  }

  /// Whether more may follow behind a return: another track, another line, or more of what nobody knows.
  func goesOnOverReturns(_ arrived: [Unicode.Scalar]) -> Bool {
    switch kind(of: arrived) {
    case .card, .mrz: true
    case .code, nil: false
    }
  }

  /// Whether what waited is typing, once it is known what follows it at once.
  func judge(_ held: [Unicode.Scalar], before next: Unicode.Scalar) -> WedgeBeginning.Verdict {
    guard let first = held.first, let beginning = beginnings[first] else { return .typing }
    return beginning.verdict(
      following: held.dropFirst().flatMap(layout.meant), before: layout.meant(next).first ?? next)
  }

  private static func string(_ scalars: [Unicode.Scalar]) -> String {
    String(String.UnicodeScalarView(scalars))
  }
}
