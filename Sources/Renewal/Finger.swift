/// A hand.
package enum Hand: String, Hashable, Sendable, CaseIterable {
  case right, left
}

/// A finger with its hand, in the order of ISO/IEC 19794-2's finger codes; the little fingers are never used.
package enum Finger: Int, Hashable, Sendable, CaseIterable, Comparable {
  case rightThumb = 1
  case rightIndex, rightMiddle, rightRing
  case leftThumb = 6
  case leftIndex, leftMiddle, leftRing

  /// The hand the finger belongs to.
  package var hand: Hand { rawValue < 6 ? .right : .left }

  /// The index finger of a hand, which is asked for first.
  package static func index(of hand: Hand) -> Finger {
    switch hand {
    case .right: .rightIndex
    case .left: .leftIndex
    }
  }

  /// The finger to ask for when this one cannot be read: index, thumb, middle, ring.
  package var next: Finger? {
    switch self {
    case .rightIndex: .rightThumb
    case .rightThumb: .rightMiddle
    case .rightMiddle: .rightRing
    case .rightRing: nil
    case .leftIndex: .leftThumb
    case .leftThumb: .leftMiddle
    case .leftMiddle: .leftRing
    case .leftRing: nil
    }
  }

  package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}
