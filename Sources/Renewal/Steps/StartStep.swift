/// The booking code, typed or scanned, or none.
package struct StartStep: Hashable, Sendable {
  /// The code as typed, six digits; Enter on the empty field goes on without one.
  package var entry = Entry(limit: 6)
  /// Whether what was entered is no booking code.
  package var isFaulty = false

  /// An empty field.
  package init() {}
}
