/// What stands in a field that takes digits.
package struct Entry: Hashable, Sendable {
  /// The digits typed so far.
  package var digits: String
  /// The most digits it takes.
  package let limit: Int
  /// Whether the digits are hidden on the screen and never spoken.
  package let isMasked: Bool
  /// How many of the first digits are shown all the same.
  package let shown: Int
  /// Whether `-` was pressed on the empty field, so that the screen asks once before it goes back.
  package var asksToLeave = false
  /// Whether the digits were there before the citizen came to the field: the first figure takes their place, and `-` erases them all.
  package var isPrefilled: Bool

  /// A field, empty or filled in beforehand.
  package init(limit: Int, isMasked: Bool = false, shown: Int = 0, digits: String = "") {
    self.limit = limit
    self.isMasked = isMasked
    self.shown = shown
    self.digits = digits
    isPrefilled = !digits.isEmpty
  }
}
