/// Height, mobile number and pick-up place, one question a screen.
package struct DetailsStep: Hashable, Sendable {
  /// What is wrong with what was entered.
  package enum Notice: Hashable, Sendable {
    case heightOutOfRange, mobileWrongLength
  }

  /// The question on the screen.
  package enum Question: Hashable, Sendable {
    /// Centimetres.
    case height(Entry)
    /// Eight digits; Enter on the empty field gives none.
    case mobile(Entry)
    /// The place, by number; nine to a page, `0` is the next page.
    case pickUpPlace(page: Int)
  }

  /// The question on the screen.
  package var question: Question
  /// What is wrong with what was entered.
  package var notice: Notice?
  /// The height, once it was valid.
  package var height: Int?
  /// The mobile number, once it was valid.
  package var mobile: String?

  /// The step at a question.
  package init(question: Question) { self.question = question }
}
