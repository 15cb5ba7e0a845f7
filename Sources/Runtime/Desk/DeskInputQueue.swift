/// What came from desks and was not taken yet: one thing at a time, of several keys in a message the first, as each may change what the
/// next one means.
package struct DeskInputQueue: Hashable, Sendable {
  private var waiting: [DeskInput] = []

  /// Nothing came.
  package init() {}

  /// Puts what came behind all that waits.
  package mutating func append(_ inputs: [DeskInput]) { waiting += inputs }

  /// Puts one before all that waits: something else goes first.
  package mutating func putBack(_ input: DeskInput) { waiting.insert(input, at: 0) }

  /// Takes out what is next.
  package mutating func next() -> DeskInput? {
    guard !waiting.isEmpty else {
      waiting = []  // an array that was emptied keeps the bytes of what was in it
      return nil
    }
    let next = waiting.removeFirst()
    guard case .said(let id, .keys(let keys, let seen)) = next, let first = keys.first, keys.count > 1 else {
      return next
    }
    putBack(.said(id, .keys(keys: Array(keys.dropFirst()), seen: seen)))
    return .said(id, .keys(keys: [first], seen: seen))
  }
}
