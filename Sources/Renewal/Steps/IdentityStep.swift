/// The CPR number, typed or from the health card.
package struct IdentityStep: Hashable, Sendable {
  /// What the screen says about what was entered.
  package enum Notice: Hashable, Sendable {
    /// So many digits are there instead of ten.
    case wrongLength(found: Int)
    /// The first six digits are no date.
    case impossibleDate
    /// The number fails modulus 11: advice, shown once; Enter again goes on.
    case pleaseCheck
    /// The card could not be read.
    case cardUnreadable
    /// The card is another one than the health card.
    case otherCard
    /// What was read as a code is no CPR number.
    case otherCode
    /// The number that was read is no date, or one that has not come yet.
    case readImpossibleDate
    /// The document in hand did not belong to the number; said without telling which is wrong.
    case doesNotMatch
  }

  /// The number as typed, masked.
  package var entry = Entry(limit: 10, isMasked: true)
  /// What the screen says.
  package var notice: Notice?

  /// An empty field.
  package init(notice: Notice? = nil) { self.notice = notice }
}
