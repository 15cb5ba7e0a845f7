/// Case number, when and where to fetch it, what was learned.
package struct ReceiptStep: Hashable, Sendable {
  /// Where the receipt is.
  package enum Situation: Hashable, Sendable {
    /// The printer works.
    case printing
    /// It came out, or why not; the number stays on the screen. Enter ends; 1 prints a copy when it did not come out.
    case shown(PrintOutcome?)
  }

  /// What is told.
  package let receipt: Receipt
  /// Where it is.
  package var situation: Situation

  /// The receipt in a situation.
  package init(receipt: Receipt, situation: Situation) {
    self.receipt = receipt
    self.situation = situation
  }
}
