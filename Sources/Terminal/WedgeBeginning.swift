/// What a reading begins with, by how likely it is that somebody types the same.
///
/// On a full keyboard staff type letters and signs into their notes, and `+` has the screen read aloud again; but nobody presses the next
/// key within the gap after these, or not such a key.
enum WedgeBeginning: Hashable, Sendable {
  /// Nobody types it; alone it is a sign in a note.
  case sure
  /// Track 2's sentinel: with anything behind it at once, but a blank and then no figure.
  case sentinel
  /// What arrives of track 2's sentinel when a reader types as on an American keyboard and the keymap is Danish: with figures behind it at
  /// once, or with `E` and an end sentinel, which say that the track could not be read.
  case letter
  /// What arrives of the `+E` of a track 3 that such a reader could not read: with an end sentinel behind it at once.
  case unread
  /// Track 3's sentinel, and a key of the keypad: with more figures behind it at once than a telephone number has, or an end sentinel.
  case plus

  /// What a beginning and its followers are.
  enum Verdict: Hashable, Sendable {
    case reading, typing, undecided
  }

  /// The sentinels of tracks 1 and 2 (ISO/IEC 7811), with the other one that readers send for track 2.
  static let sentinels: Set<Unicode.Scalar> = ["%", ";", ":"]

  /// What a stripe begins with, whichever layout its reader types by.
  static let ofStripes: [Unicode.Scalar: WedgeBeginning] = [
    "%": .sure, ";": .sentinel, ":": .sentinel, "æ": .letter, "Æ": .letter, "È": .unread, "è": .unread, "+": .plus,
    "`": .sentinel,
  ]

  /// A telephone number has fifteen figures at most.
  private static let mostTyped = 15

  /// Whether a reader sends `next` after the beginning and these followers, all without a pause.
  func verdict(following: [Unicode.Scalar], before next: Unicode.Scalar) -> Verdict {
    let isError = following == ["E"] || following == ["e"]
    let isEnd = next == "?" || next == "_"
    let isFigure = ("0"..."9").contains(next)
    let areBlanks = following.allSatisfy { $0 == " " }
    let isBlank = areBlanks && next == " "
    switch self {
    case .sure: return .reading
    case .sentinel where isBlank, .letter where isBlank: return .undecided
    case .sentinel: return following.isEmpty || isFigure || !areBlanks ? .reading : .typing
    case .letter:
      if isFigure || isError && isEnd { return .reading }
      return following.isEmpty && (next == "E" || next == "e") ? .undecided : .typing
    case .unread: return isEnd ? .reading : .typing
    case .plus:
      if isEnd, !following.isEmpty { return .reading }
      if isFigure || next == "=" { return following.count >= Self.mostTyped ? .reading : .undecided }
      return following.isEmpty && (next == "E" || next == "e") ? .undecided : .typing
    }
  }
}
