/// Keys that are tried: each says what it does, and does nothing; two presses of `*` in a row lead back.
package struct KeyTrial: Hashable, Sendable {
  /// The key that was pressed last.
  package private(set) var last: Key?

  /// No key was pressed yet.
  package init(last: Key? = nil) { self.last = last }

  /// Takes a key; tells whether it leads back.
  mutating func tries(_ key: Key) -> Bool {
    defer { last = key }
    return key == .help && last == .help
  }

  /// What decides anything: whether another `*` leads back.
  package var canonicalForm: KeyTrial { KeyTrial(last: last == .help ? .help : nil) }
}
