package import PassportRules

extension Rules {
  /// The rules of 2021 to 2024 as they were published, for tests.
  package static let sample = Rules(
    fees: [
      FeeRow(
        validFrom: day("2021-02-01"), source: "published fees 2021", child: Amount(kroner: 150),
        youth: Amount(kroner: 178),
        adult: Amount(kroner: 890), pensioner: Amount(kroner: 378), printsPart: Amount(kroner: 28)
      ),
      FeeRow(
        validFrom: day("2023-01-01"), source: "published fees 2023", child: Amount(kroner: 150),
        youth: Amount(kroner: 179),
        adult: Amount(kroner: 891), pensioner: Amount(kroner: 379), printsPart: Amount(kroner: 29)
      ),
      FeeRow(
        validFrom: day("2024-01-01"), source: "published fees 2024", child: Amount(kroner: 150),
        youth: Amount(kroner: 181),
        adult: Amount(kroner: 893), pensioner: Amount(kroner: 381), printsPart: Amount(kroner: 31)
      ),
    ],
    pensionSteps: [
      PensionStep(bornFrom: nil, ageMonths: 780),
      PensionStep(bornFrom: day("1954-01-01"), ageMonths: 786),
      PensionStep(bornFrom: day("1954-07-01"), ageMonths: 792),
      PensionStep(bornFrom: day("1955-01-01"), ageMonths: 798),
      PensionStep(bornFrom: day("1955-07-01"), ageMonths: 804),
      PensionStep(bornFrom: day("1963-01-01"), ageMonths: 816),
      PensionStep(bornFrom: day("1967-01-01"), ageMonths: 828),
      PensionStep(bornFrom: day("1971-01-01"), ageMonths: 840),
    ],
    validity: [
      ValidityStep(fromAge: 0, years: 2), ValidityStep(fromAge: 2, years: 5), ValidityStep(fromAge: 18, years: 10),
    ],
    validityFrom: day("2022-01-01"),
    validityForAuthorityError: .sameAsFaulty,
    printsFromAge: 12,
    signatureFromAge: 5,
    majority: 18,
    youthFromAge: 12,
    doubleFeeGrounds: [.damaged, .lost, .stolen],
    freeGrounds: [.authorityError],
    passportLimit: PassportLimit(validFrom: day("2022-01-01"), count: 3, years: 5),
    extensionLimit: ExtensionLimit(validFrom: day("2022-01-01"), months: 3)
  )
}

/// The day of an ISO date written in a test; a slip in it ends the test run.
package func day(_ iso: String) -> CivilDate {
  guard let date = CivilDate(iso: iso) else { preconditionFailure("no such day: \(iso)") }
  return date
}
