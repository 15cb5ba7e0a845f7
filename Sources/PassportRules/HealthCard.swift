/// What the Danish yellow health card's magnetic stripe or barcode tells about its holder.
package struct HealthCard: Hashable, Sendable {
  /// The holder's CPR number.
  package let cpr: CPRNumber
  /// The holder's surname; nothing when only track 2 or the barcode was read.
  package let surname: String?
  /// The holder's given names; nothing when only track 2 or the barcode was read.
  package let givenNames: String?
  /// The day from which the card is valid; nothing when only the barcode was read.
  package let validFrom: CivilDate?

  /// Reads both tracks as a reader sends them, track 2 alone, or the barcode's ten digits.
  ///
  /// Any of the sentinels may have been taken off by the reader. Track 1 alone tells no CPR number and is a fault.
  package init(stripe text: some StringProtocol) throws(HealthCardFault) {
    // One for a return at the end and one more, to see that there is too much.
    var reader = StripeReader(text.prefix(StripeReader.longest + 2))
    reader.dropLineEnd()
    guard !reader.isAtEnd else { throw .empty }
    guard reader.characters.count <= StripeReader.longest else { throw .tooLong(limit: StripeReader.longest) }

    if let cpr = try reader.barcode() {
      self.init(cpr: cpr, name: nil, validFrom: nil)
      return
    }
    let name = try reader.trackOne()
    let (cpr, validFrom) = try reader.trackTwo()
    guard reader.isAtEnd else { throw .unexpectedCharacter(position: reader.position, expected: "the end") }
    self.init(cpr: cpr, name: name, validFrom: validFrom)
  }

  private init(cpr: CPRNumber, name: (surname: String, givenNames: String)?, validFrom: CivilDate?) {
    self.cpr = cpr
    surname = name?.surname
    givenNames = name?.givenNames
    self.validFrom = validFrom
  }
}

/// Why a text is no health card; positions count characters of the text from 1.
package enum HealthCardFault: Error, Hashable, Sendable {
  /// There is nothing.
  case empty
  /// There are more characters than both tracks have.
  case tooLong(limit: Int)
  /// The text ends where a track still wants characters.
  case tooShort(track: Int, missing: Int)
  /// A character cannot stand where it is.
  case unexpectedCharacter(position: Int, expected: String)
  /// Only track 1 was read: a name, but no CPR number.
  case trackTwoMissing
  /// The ten digits from this position on are no CPR number.
  case cpr(CPRFault, position: Int)
  /// The six digits from this position on are no day of the form DDMMYY.
  case impossibleDate(position: Int)
}

extension HealthCard: CustomStringConvertible, CustomDebugStringConvertible {
  /// The masked CPR number only, so that an interpolation or a log line tells nothing more.
  package var description: String { "health card \(cpr.masked)" }
  /// The same as `description`.
  package var debugDescription: String { description }
}
