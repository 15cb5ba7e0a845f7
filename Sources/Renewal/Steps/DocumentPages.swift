package import PassportRules

/// A page whose chip says something else, where no check digit looks.
package struct DifferingPage: Hashable, Sendable {
  /// What is printed and what the chip says.
  package let difference: MRZDifference
  /// The holder's picture.
  package let picture: PictureID?

  /// A page with what differs.
  package init(difference: MRZDifference, picture: PictureID?) {
    self.difference = difference
    self.picture = picture
  }
}

/// What a readable page told, until the register has answered.
package struct OldDocumentPage: Hashable, Sendable {
  /// What ties the document to the number that the citizen gave, besides the register.
  package enum Tie: Hashable, Sendable {
    /// The zone tells that very number, as Danish passports do.
    case number
    /// The zone tells a former number of somebody born on the same day, and an officer saw proof of the new one.
    case formerNumber
    /// Nothing: a foreign passport tells no number.
    case none
  }

  /// The document's number.
  package let number: String
  /// The names as the chip has them.
  package let name: PersonName
  /// The holder's picture.
  package let picture: PictureID?
  /// What ties it to the citizen's number; that was compared already.
  package let tie: Tie

  /// A readable page.
  package init(number: String, name: PersonName, picture: PictureID?, tie: Tie) {
    self.number = number
    self.name = name
    self.picture = picture
    self.tie = tie
  }
}
