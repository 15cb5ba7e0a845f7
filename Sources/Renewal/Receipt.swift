package import PassportRules

/// What the receipt says; the printer's driver lays it out in the citizen's language.
package struct Receipt: Hashable, Sendable {
  /// The case.
  package let number: CaseNumber
  /// The language it is written in.
  package let language: Language
  /// What was paid.
  package let paid: Amount
  /// Where the passport is fetched; an index into the policy's places.
  package let pickUpPlace: Int
  /// Whether the case is parked and waits for an officer.
  package let isParked: Bool
  /// Whether a receipt may have been printed before.
  package let isCopy: Bool

  /// A receipt for a case.
  package init(
    number: CaseNumber, language: Language, paid: Amount, pickUpPlace: Int, isParked: Bool, isCopy: Bool
  ) {
    self.number = number
    self.language = language
    self.paid = paid
    self.pickUpPlace = pickUpPlace
    self.isParked = isParked
    self.isCopy = isCopy
  }
}

/// How a receipt came out.
package enum PrintOutcome: String, Hashable, Sendable, CaseIterable {
  case printed, paperOut, jammed, notTaken
}
