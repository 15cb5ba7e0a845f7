/// Every amount, age and date of the law, as `Config/rules.yaml` gives them; the code knows none of its own.
package struct Rules: Hashable, Sendable {
  /// The fees, oldest row first.
  package var fees: [FeeRow]
  /// The pension age by birth date, oldest births first; the first step has no `bornFrom`.
  package var pensionSteps: [PensionStep]
  /// The validity of a new passport by age at issue, youngest first; the first step is from age 0.
  package var validity: [ValidityStep]
  /// The first day on which `validity` and `validityForAuthorityError` hold.
  package var validityFrom: CivilDate
  /// How long a passport is valid that replaces one with an authority's error.
  package var validityForAuthorityError: AuthorityErrorValidity
  /// The age from which fingerprints are taken, in years.
  package var printsFromAge: Int
  /// The age from which the holder signs, in years.
  package var signatureFromAge: Int
  /// The age at which no guardian's consent is needed, and the adult fee begins, in years.
  package var majority: Int
  /// The age at which the fee for young people begins, in years.
  package var youthFromAge: Int
  /// The grounds that double the fee.
  package var doubleFeeGrounds: Set<RenewalGrounds>
  /// The grounds that make the passport free.
  package var freeGrounds: Set<RenewalGrounds>
  /// How many passports in how many years send a citizen to staff; nothing when the rule is switched off.
  package var passportLimit: PassportLimit?
  /// How long after its end a passport can still be extended.
  package var extensionLimit: ExtensionLimit

  package init(
    fees: [FeeRow],
    pensionSteps: [PensionStep],
    validity: [ValidityStep],
    validityFrom: CivilDate,
    validityForAuthorityError: AuthorityErrorValidity = .sameAsFaulty,
    printsFromAge: Int,
    signatureFromAge: Int,
    majority: Int,
    youthFromAge: Int,
    doubleFeeGrounds: Set<RenewalGrounds>,
    freeGrounds: Set<RenewalGrounds>,
    passportLimit: PassportLimit?,
    extensionLimit: ExtensionLimit
  ) {
    self.fees = fees
    self.pensionSteps = pensionSteps
    self.validity = validity
    self.validityFrom = validityFrom
    self.validityForAuthorityError = validityForAuthorityError
    self.printsFromAge = printsFromAge
    self.signatureFromAge = signatureFromAge
    self.majority = majority
    self.youthFromAge = youthFromAge
    self.doubleFeeGrounds = doubleFeeGrounds
    self.freeGrounds = freeGrounds
    self.passportLimit = passportLimit
    self.extensionLimit = extensionLimit
  }
}

/// The fees from one day on, until the next row's day; each amount includes the prints part where prints are taken.
package struct FeeRow: Hashable, Sendable {
  /// The first day the row holds.
  package var validFrom: CivilDate
  /// Where the amounts are published.
  package var source: String
  /// The fee below `youthFromAge`.
  package var child: Amount
  /// The fee from `youthFromAge` to below `majority`.
  package var youth: Amount
  /// The fee from `majority` to below the pension age.
  package var adult: Amount
  /// The fee from the pension age on.
  package var pensioner: Amount
  /// What part of the fee is for taking fingerprints; owed only where they are taken.
  package var printsPart: Amount

  package init(
    validFrom: CivilDate, source: String, child: Amount, youth: Amount, adult: Amount, pensioner: Amount,
    printsPart: Amount
  ) {
    self.validFrom = validFrom
    self.source = source
    self.child = child
    self.youth = youth
    self.adult = adult
    self.pensioner = pensioner
    self.printsPart = printsPart
  }

  /// The fee of a group, prints part included.
  package func amount(for group: FeeGroup) -> Amount {
    switch group {
    case .child: child
    case .youth: youth
    case .adult: adult
    case .pensioner: pensioner
    }
  }
}

/// The groups of applicants that pay different fees.
package enum FeeGroup: String, CaseIterable, Sendable {
  case child, youth, adult, pensioner
}

/// The pension age of everybody born from one day on, until the next step's day.
package struct PensionStep: Hashable, Sendable {
  /// The first birth date the step holds for; nothing for the oldest step.
  package var bornFrom: CivilDate?
  /// The pension age in months (65½ years is 786).
  package var ageMonths: Int

  package init(bornFrom: CivilDate?, ageMonths: Int) {
    self.bornFrom = bornFrom
    self.ageMonths = ageMonths
  }
}

/// How long a new passport is valid for a holder of an age, until the next step's age.
package struct ValidityStep: Hashable, Sendable {
  /// The first age the step holds for, in years on the day of issue.
  package var fromAge: Int
  /// The passport's validity in years.
  package var years: Int

  package init(fromAge: Int, years: Int) {
    self.fromAge = fromAge
    self.years = years
  }
}

/// How long a passport is valid that replaces a faulty one; the raw values are the names used in configuration.
package enum AuthorityErrorValidity: String, CaseIterable, Sendable {
  /// As long as the faulty passport would have been.
  case sameAsFaulty
  /// As long as any new passport.
  case ordinary
}

/// So many passports within so many years send the citizen to staff.
package struct PassportLimit: Hashable, Sendable {
  /// The first day on which the rule holds.
  package var validFrom: CivilDate
  /// The number of passports, the one applied for among them.
  package var count: Int
  /// The years in which the earlier ones were issued, back from the day of application.
  package var years: Int

  package init(validFrom: CivilDate, count: Int, years: Int) {
    self.validFrom = validFrom
    self.count = count
    self.years = years
  }
}

/// How long after its end staff can still extend a passport; the box never does.
package struct ExtensionLimit: Hashable, Sendable {
  /// The first day on which the rule holds.
  package var validFrom: CivilDate
  /// The months after the passport's last day.
  package var months: Int

  package init(validFrom: CivilDate, months: Int) {
    self.validFrom = validFrom
    self.months = months
  }
}
