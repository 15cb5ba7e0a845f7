package import PassportRules
package import Renewal

/// The simulated register of invented people.
package struct Register: Hashable, Sendable {
  /// An invented person.
  package struct Person: Hashable, Sendable {
    /// The key scenarios use.
    package let key: String
    /// A number that was never assigned: it fails modulus 11.
    package let cpr: CPRNumber
    /// Given names.
    package let givenNames: String
    /// Surname.
    package let surname: String
    /// What the face, the ridges and the hand come from.
    package let look: UInt64
    /// The old passport's number, or nothing for who never had one.
    package let documentNumber: String?
    /// The number that the old passport tells, when it is a former one: another number of somebody born on the same day.
    package let formerCPR: CPRNumber?
    /// When the old passport expires.
    package let documentExpiry: CivilDate?
    /// How many months ago the old passport expired, for one that has just expired whatever the day is.
    package let expiredMonthsAgo: Int?
    /// How many months ago passports were issued.
    package let issuedMonthsAgo: [Int]
    /// What the register remarks.
    package let remarks: Set<RegisterRemark>
    /// The booking, when there is one.
    package let booking: Booking?
    /// Whether the register knows the person.
    package let isRegistered: Bool
  }

  /// A booked visit.
  package struct Booking: Hashable, Sendable {
    /// Six digits.
    package let code: BookingCode
    /// What it fills in.
    package let details: BookedDetails
  }

  /// The people by their keys.
  package let people: [String: Person]

  /// The numbers that people have.
  package var numbers: Set<CPRNumber> { Set(people.values.map(\.cpr)) }

  /// Who has a number.
  package func person(_ cpr: CPRNumber) -> Person? { people.values.first { $0.cpr == cpr && $0.isRegistered } }
}

extension Register.Person {
  /// When the old passport expires, or expired, seen from a day.
  func expiry(on date: CivilDate) -> CivilDate? { expiredMonthsAgo.map { date.adding(months: -$0) } ?? documentExpiry }

  /// The lines of the old passport's machine readable zone on a day.
  package func zone(on date: CivilDate) -> [String]? {
    guard let documentNumber, let expiry = expiry(on: date) else { return nil }
    let printed = formerCPR ?? cpr
    let zone = try? MachineReadableZone.make(
      documentNumber: documentNumber, birthDate: printed.birthDate, sex: printed.sex, expiryDate: expiry,
      optionalData: printed.mrzForm, surname: surname, givenNames: givenNames)
    return zone?.lines()
  }

  /// What the register answers on a day to whoever asks with a document, or without one, and with a booking code.
  package func record(
    document number: String?, booking code: BookingCode?, on date: CivilDate
  ) -> RegisterRecord {
    RegisterRecord(
      cpr: cpr, givenNames: givenNames, surname: surname,
      documentMatches: number == nil || number == documentNumber, documentExpiry: expiry(on: date),
      issued: issuedMonthsAgo.map { date.adding(months: -$0) }, remarks: remarks,
      booking: booking.flatMap { $0.code == code ? $0.details : nil })
  }
}
