/// What an application needs, by age and grounds.
package struct Requirements: Hashable, Sendable {
  /// Two fingerprints are taken.
  package let prints: Bool
  /// The holder signs.
  package let signature: Bool
  /// Everybody with custody must consent.
  package let guardianConsent: Bool
  /// The fee is doubled.
  package let doubledFee: Bool
  /// Why a member of staff must help; empty when nobody need.
  package let staff: Set<StaffReason>

  package init(prints: Bool, signature: Bool, guardianConsent: Bool, doubledFee: Bool, staff: Set<StaffReason>) {
    self.prints = prints
    self.signature = signature
    self.guardianConsent = guardianConsent
    self.doubledFee = doubledFee
    self.staff = staff
  }
}

/// Why an application needs a member of staff whatever its pictures and prints are like.
package enum StaffReason: String, CaseIterable, Sendable {
  /// The applicant is under age: custody and consent are looked at.
  case child
  /// The loss is declared and signed.
  case lossDeclaration
  /// The police's receipt for the theft is looked at.
  case policeReceipt
  /// The proof of the new name is looked at.
  case nameProof
  /// The authority's error is looked at.
  case authorityError
  /// There is no old passport to identify the applicant by.
  case firstPassport
  /// The rules tell no fee.
  case feeUnknown
}

extension Rules {
  /// What the application of somebody born on a day needs on another day.
  package func requirements(bornOn birth: CivilDate, on date: CivilDate, grounds: RenewalGrounds) -> Requirements {
    let age = birth.age(on: date)
    var staff = Self.staffReasons(for: grounds)
    if age < majority { staff.insert(.child) }
    if case .staff = fee(bornOn: birth, on: date, grounds: grounds) { staff.insert(.feeUnknown) }
    return Requirements(
      prints: age >= printsFromAge,
      signature: age >= signatureFromAge,
      guardianConsent: age < majority,
      doubledFee: doubleFeeGrounds.contains(grounds) && !freeGrounds.contains(grounds),
      staff: staff
    )
  }

  /// Why an application with these grounds needs a member of staff, whoever applies.
  package static func staffReasons(for grounds: RenewalGrounds) -> Set<StaffReason> {
    switch grounds {
    case .expired, .expiring, .full, .damaged: []
    case .lost: [.lossDeclaration]
    case .stolen: [.lossDeclaration, .policeReceipt]
    case .newName: [.nameProof]
    case .authorityError: [.authorityError]
    case .firstPassport: [.firstPassport]
    }
  }

  /// The validity in years of a passport issued to somebody of an age; 0 when the rules tell none.
  package func validityYears(age: Int) -> Int {
    validity.last { $0.fromAge <= age }?.years ?? 0
  }

  /// How long the passport that somebody born on a day applies for will be valid; nothing where the rules do not tell.
  ///
  /// With an authority's error and the rule `sameAsFaulty` it ends when the faulty passport would have, where that is known.
  package func validity(
    bornOn birth: CivilDate, on date: CivilDate, grounds: RenewalGrounds, faultyExpiry: CivilDate?
  ) -> Validity? {
    guard date >= validityFrom else { return nil }
    if grounds == .authorityError, validityForAuthorityError == .sameAsFaulty {
      return faultyExpiry.flatMap { $0 > date ? .until($0) : nil }
    }
    let years = validityYears(age: birth.age(on: date))
    return years > 0 ? .years(years) : nil
  }

  /// Whether the passport applied for on a day, after others that were issued, is one too many to be given without staff.
  package func reachesPassportLimit(issued: [CivilDate], on date: CivilDate) -> Bool {
    guard let passportLimit, date >= passportLimit.validFrom else { return false }
    let start = date.adding(years: -passportLimit.years)
    return issued.count { $0 > start && $0 <= date } + 1 >= passportLimit.count
  }

  /// Whether staff could still extend a passport instead of renewing it.
  package func canBeExtended(expiredOn expiry: CivilDate, on date: CivilDate) -> Bool {
    date >= extensionLimit.validFrom && expiry < date && date <= expiry.adding(months: extensionLimit.months)
  }
}

/// How long a passport will be valid.
package enum Validity: Hashable, Sendable {
  /// So many years from the day it is issued.
  case years(Int)
  /// Until a day that is known.
  case until(CivilDate)
}
