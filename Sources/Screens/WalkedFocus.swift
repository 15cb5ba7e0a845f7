package import Renewal

/// That the screen is walked by two keys, and what they are at.
package struct WalkedFocus: Hashable, Sendable {
  /// The key that has the focus; nothing where nothing has it yet.
  package let key: Key?

  /// Where the two keys are.
  package init(_ key: Key?) { self.key = key }
}
