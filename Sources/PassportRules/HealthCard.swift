/// What the Danish yellow health card's magnetic stripe or barcode tells about its holder.
package struct HealthCard: Hashable, Sendable {
  /// The holder's CPR number.
  package let cpr: CPRNumber
  /// The holder's surname; nothing when track 1 was not read whole.
  package let surname: String?
  /// The holder's given names; nothing when track 1 was not read whole.
  package let givenNames: String?
  /// The day from which the card is valid; nothing when only the barcode was read.
  package let validFrom: CivilDate?

  /// Reads what any reader sends of the card: a stripe whose track 2 may stand anywhere, or the barcode's number and nothing else.
  ///
  /// Ten digits that merely stand somewhere in a stripe are not its number. Track 1 alone tells no CPR number and is a fault.
  package init(reading text: some StringProtocol) throws(HealthCardFault) {
    let stripe = StripeReader(text)
    guard !stripe.isEmpty else { throw .empty }
    guard !stripe.isTooLong else { throw .tooLong(limit: StripeReader.longest) }
    if let code = ReadCode(text), code.number.utf8.count == 10 {
      do throws(CPRFault) {
        self.init(cpr: try CPRNumber(parsing: code.number), name: nil, validFrom: nil)
        return
      } catch {
        throw .cpr(error, position: code.position)
      }
    }
    let (cpr, validFrom) = try stripe.trackTwo()
    self.init(cpr: cpr, name: stripe.names(), validFrom: validFrom)
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
  /// There are more characters than a card's tracks can have.
  case tooLong(limit: Int)
  /// The track ends where it still wants characters.
  case tooShort(track: Int, missing: Int)
  /// The reader itself could not read the track.
  case unreadable(track: Int)
  /// A character cannot stand where it is.
  case unexpectedCharacter(position: Int, expected: String)
  /// It is another card: track 2 has not Denmark's country code at this position.
  case otherCard(position: Int)
  /// There is no track 2, which has the CPR number.
  case trackTwoMissing
  /// There is more than one track 2, with different numbers.
  case twoNumbers
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
