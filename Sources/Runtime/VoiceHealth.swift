package import Renewal

/// How something that was to be said ended, the worst last.
package enum VoiceEnd: Int, Hashable, Sendable, Comparable {
  case said
  /// Something else was to be said, or nothing any more.
  case cutOff
  /// The voice failed at it.
  case failed
  /// There is no voice.
  case absent

  package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

/// Whether there is a voice, by how what it says ends: phrase by phrase at the engine, and for the box all that was said at one go.
///
/// One failure may be of a word; that many in a row are of the voice. What is said to its end shows that it is there again.
package struct VoiceHealth: Hashable, Sendable {
  /// How many failures in a row are a voice that is lost.
  private static let mostFailures = 3

  private var failures = 0
  /// Whether the voice is lost.
  package private(set) var isLost = false

  /// A voice of which nothing is known is taken for one.
  package init() {}

  /// How long until the voice is tried out again.
  package var pause: Milliseconds { failures == 0 ? .seconds(3_600) : .seconds(60) }

  /// Takes an end, and tells whether the voice was lost by it, or is there again.
  package mutating func take(_ end: VoiceEnd) -> Bool {
    let before = isLost
    switch end {
    case .cutOff: break
    case .said: (failures, isLost) = (0, false)
    case .failed:
      failures += 1
      isLost = isLost || failures >= Self.mostFailures
    case .absent:
      failures += 1
      isLost = true
    }
    return isLost != before
  }
}
