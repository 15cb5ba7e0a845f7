/// What the reader made of the document on its glass.
package enum DocumentReading: Hashable, Sendable {
  /// A page with an MRZ was found; nothing is judged yet.
  case page(DocumentPage)
  /// Nobody laid a document down in time.
  case nothing
  /// The MRZ stands on its head.
  case upsideDown
  /// Skewed, or only partly on the glass.
  case skewed
  /// Two documents at once.
  case twoDocuments
}

/// A page as read: the printed zone, the chip's, and the picture.
package struct DocumentPage: Hashable, Sendable {
  /// The lines of the printed MRZ as the reader saw them, at most 3 of at most 44 characters.
  package let lines: [String]
  /// What the chip told.
  package let chip: ChipReading
  /// The holder's picture from the chip or the page, in the vault.
  package let picture: PictureID?

  /// A page with its printed lines, its chip and its picture.
  package init(lines: [String], chip: ChipReading, picture: PictureID?) {
    self.lines = lines
    self.chip = chip
    self.picture = picture
  }
}

/// What the chip of a document told.
package enum ChipReading: Hashable, Sendable {
  /// Passive authentication held; data group 1 has these lines.
  case genuine([String])
  /// No answer, or access was refused.
  case silent
  /// The signature over the data does not hold.
  case notGenuine
}
