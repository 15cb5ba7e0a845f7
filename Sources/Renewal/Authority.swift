package import PassportRules

/// A booking code: six digits, from the citizen's letter or typed.
package struct BookingCode: Hashable, Sendable {
  /// The six digits.
  package let digits: String
  /// A code, or nothing unless it is six digits.
  package init?(_ digits: String) {
    guard digits.utf8.count == 6, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    self.digits = digits
  }
}

/// What the box asks the authority.
package enum AuthorityQuestion: Hashable, Sendable {
  /// The holder of a document in hand; asked only with a document that was read, or by an officer who saw other proof.
  case lookUp(cpr: CPRNumber, documentNumber: String?, booking: BookingCode?)
}

/// Something the register knows that a person must look at.
package enum RegisterRemark: String, Hashable, Sendable, CaseIterable, Comparable {
  case passportRestriction, documentReportedStolen
  package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

/// What a booking fills in beforehand.
package struct BookedDetails: Hashable, Sendable {
  /// Height in centimetres.
  package let height: Int?
  /// Eight digits.
  package let mobile: String?
  /// An index into the policy's places.
  package let pickUpPlace: Int?

  /// Details from a booking.
  package init(height: Int?, mobile: String?, pickUpPlace: Int?) {
    self.height = height
    self.mobile = mobile
    self.pickUpPlace = pickUpPlace
  }
}

/// What the register says of a booking code that came with the document in hand: another's code is as unknown as one that nobody has.
package enum BookingAnswer: Hashable, Sendable {
  case known(BookedDetails)
  case unknown
}

/// A person as the register has them.
package struct RegisterRecord: Hashable, Sendable {
  /// The person's number.
  package let cpr: CPRNumber
  /// Given names, as they shall stand in the passport.
  package let givenNames: String
  /// Surname, as it shall stand in the passport.
  package let surname: String
  /// Whether the document belongs to this person; true when none was asked about.
  package let documentMatches: Bool
  /// The expiry date of the document asked about.
  package let documentExpiry: CivilDate?
  /// When passports were issued to the person, the document asked about among them.
  package let issued: [CivilDate]
  /// What a person must look at.
  package let remarks: Set<RegisterRemark>
  /// What the booking code fills in.
  package let booking: BookedDetails?

  /// A person as the register has them.
  package init(
    cpr: CPRNumber, givenNames: String, surname: String, documentMatches: Bool, documentExpiry: CivilDate?,
    issued: [CivilDate], remarks: Set<RegisterRemark>, booking: BookedDetails?
  ) {
    self.cpr = cpr
    self.givenNames = givenNames
    self.surname = surname
    self.documentMatches = documentMatches
    self.documentExpiry = documentExpiry
    self.issued = issued
    self.remarks = remarks
    self.booking = booking
  }
}

/// What the authority answers.
package enum AuthorityAnswer: Hashable, Sendable {
  case person(RegisterRecord)
  case unknown
  /// Out of reach or overdue; the box works on and sends later.
  case unavailable
}
