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
  /// It is the chip that was issued, and what it says is what was signed (passive authentication); data group 1 has these lines.
  case genuine([String])
  /// It did not come to that.
  case failed(ChipFault)
}

/// Why a chip is not believed; the raw values are the words of the driver protocol.
package enum ChipFault: String, Hashable, Sendable, CaseIterable {
  /// No chip answered.
  case silent
  /// It refused access: the zone's number and dates are not its keys.
  case locked
  /// The document was taken away while its chip was read.
  case takenAway
  /// What it says is not what was signed.
  case altered
  /// Who signed it is none of those whose certificates are there: perhaps a forger, mostly a certificate that a technician must install.
  case unknownSigner
  /// It says what was signed, and is another chip than the one that was issued (chip authentication).
  case cloned

  /// The flag by which a person is called.
  package var flag: FlagCode {
    switch self {
    case .silent: .chipSilent
    case .locked: .chipLocked
    case .takenAway: .documentTakenAway
    case .altered: .chipAltered
    case .unknownSigner: .chipIssuerUnknown
    case .cloned: .chipCloned
    }
  }

  /// Whether it may be otherwise when the document is laid down once more.
  var mayPass: Bool {
    switch self {
    case .locked, .takenAway: true
    case .silent, .altered, .unknownSigner, .cloned: false
    }
  }
}
