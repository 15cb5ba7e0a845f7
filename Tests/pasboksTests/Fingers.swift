/// When keys were pressed, so that none is pressed again before the box takes it for pressed anew; times are in milliseconds.
///
/// What counts is when the box read a key, however loaded the machine is: that is not before the key was pressed, and not after nothing
/// was left to be read.
struct Fingers {
  /// How long a box that reads nothing, because it was stopped or does something else, is waited for.
  private static let patience = 5_000

  /// How long somebody looks before a key is pressed again: longer than the box's `keys.quiet`.
  private let looking: Int
  private var unread: [Character: Int] = [:]
  private var read: [Character: Int] = [:]
  /// The key that was pressed last.
  private(set) var last: Character?

  /// Fingers at a box with this `keys.quiet`.
  init(quiet: Int) { looking = quiet + 50 }

  /// Keys were pressed.
  mutating func pressed(_ keys: String, at now: Int) {
    for key in keys { unread[key] = now }
    last = keys.last ?? last
  }

  /// Nothing is left to be read.
  mutating func allRead(at now: Int) {
    for key in unread.keys { read[key] = now }
    unread = [:]
  }

  /// How long to wait, and then to ask again, before these keys may be pressed; nothing when they may.
  func rest(before keys: String, at now: Int) -> Int? {
    if keys.contains(where: { key in unread[key].map { now - $0 < Self.patience } ?? false }) { return 5 }
    guard let last = keys.compactMap({ read[$0] }).max(), now - last < looking else { return nil }
    return looking - (now - last)
  }
}
