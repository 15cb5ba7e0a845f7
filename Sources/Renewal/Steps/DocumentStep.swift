/// The old passport: MRZ, chip, then the register.
package struct DocumentStep: Hashable, Sendable {
  /// What the reader met last.
  package enum Notice: Hashable, Sendable {
    case nothing, upsideDown, skewed, twoDocuments, unreadable, readerFailed
  }

  /// Where the step is.
  package enum Situation: Hashable, Sendable {
    /// The reader waits for a document. Choices: 1 I do not have it, 2 it is broken.
    case reading
    /// The reader stopped; Enter starts it again.
    case stopped
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
  }

  /// Where the step is.
  package var situation: Situation
  /// What the reader met last.
  package var notice: Notice?
  /// Readings that failed, 0–3.
  package var unreadable = 0

  /// The step in a situation.
  package init(situation: Situation, notice: Notice? = nil) {
    self.situation = situation
    self.notice = notice
  }
}

/// What a readable page told, until the register has answered.
package struct OldDocumentPage: Hashable, Sendable {
  /// The document's number.
  package let number: String
  /// The names as printed.
  package let name: PersonName
  /// The holder's picture.
  package let picture: PictureID?
  /// Whether the zone tells the holder's CPR number, as Danish passports do; it was compared already.
  package let tellsNumber: Bool

  /// A readable page.
  package init(number: String, name: PersonName, picture: PictureID?, tellsNumber: Bool) {
    self.number = number
    self.name = name
    self.picture = picture
    self.tellsNumber = tellsNumber
  }
}
