/// The list of what the keys of a page of staff do, which may be shown instead of the page.
package struct KeyList: Hashable, Sendable {
  /// Whether it is shown.
  package private(set) var isShown = false

  /// Takes what was chosen, and tells whether that was about the list alone: any key puts it away.
  mutating func takes(_ intent: Intent) -> Bool {
    let wasShown = isShown
    isShown = intent == .showKeys
    return wasShown || isShown
  }
}
