package import PassportRules

/// The old passport: MRZ, chip, then the register.
package struct DocumentStep: Hashable, Sendable {
  /// What the reader met last.
  package enum Notice: Hashable, Sendable {
    case nothing, upsideDown, skewed, twoDocuments, unreadable, readerFailed
    /// The page and the chip did not say the same, where no check digit looks.
    case differs
  }

  /// Where the step is.
  package enum Situation: Hashable, Sendable {
    /// The reader waits for a document. Choices: 1 I do not have it, 2 it is broken, 3 my number is new.
    case reading
    /// The reader stopped; Enter starts it again.
    case stopped
    /// Page and chip differed twice where no check digit looks: an officer sees both and the passport.
    case differing(DifferingPage)
    /// The register is asked.
    case lookingUp(OldDocumentPage)
    /// All agrees; the document is to be taken back before anything else.
    case removing
    /// The document did not match; a pause before the next attempt.
    case pausing
    /// An authorised person saw other proof; the register is asked without a document.
    case lookingUpByProof
    /// Done before; Enter goes on, 1 reads again.
    case done

    /// Whether a document may be read now.
    var waitsForDocument: Bool { self == .reading || self == .stopped }
  }

  /// Where the step is.
  package var situation: Situation
  /// What the reader met last.
  package var notice: Notice?
  /// Readings that failed, 0–3.
  package var unreadable = 0
  /// Whether page and chip differed before, and were read again.
  package var hasDiffered = false

  /// The step in a situation.
  package init(situation: Situation, notice: Notice? = nil) {
    self.situation = situation
    self.notice = notice
  }
}

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
