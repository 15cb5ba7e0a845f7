/// What a citizen owes, or why the box cannot say.
package enum FeeOutcome: Hashable, Sendable {
  case fee(Fee)
  case staff(FeeFault)
}

/// Why no fee can be told; each is a case for staff.
package enum FeeFault: Hashable, Sendable {
  /// The rules hold no fee row at all.
  case noRows
  /// The day lies before the first fee row, which begins on `first`.
  case beforeFirstRow(first: CivilDate)
  /// The applicant is not born on the day.
  case notBorn
}

/// A fee, broken down as the payment screen shows it.
package struct Fee: Hashable, Sendable {
  /// The `validFrom` of the row the fee is taken from.
  package let row: CivilDate
  /// The group the applicant pays in.
  package let group: FeeGroup
  /// What the passport costs, doubled when `doubled`.
  package let base: Amount
  /// What the fingerprints cost, doubled when `doubled`; zero where none are taken.
  package let printsPart: Amount
  /// Whether both parts are doubled (passport lost, stolen or damaged).
  package let doubled: Bool
  /// The fee of the group without doubling or exemption.
  package let ordinary: Amount

  package init(row: CivilDate, group: FeeGroup, base: Amount, printsPart: Amount, doubled: Bool, ordinary: Amount) {
    self.row = row
    self.group = group
    self.base = base
    self.printsPart = printsPart
    self.doubled = doubled
    self.ordinary = ordinary
  }

  /// What is owed in all.
  package var total: Amount { base + printsPart }
}

extension Rules {
  /// The fee of somebody born on a day who applies on another, by the row in force on the day of application.
  package func fee(bornOn birth: CivilDate, on date: CivilDate, grounds: RenewalGrounds) -> FeeOutcome {
    guard let first = fees.map(\.validFrom).min() else { return .staff(.noRows) }
    guard let row = feeRow(on: date) else { return .staff(.beforeFirstRow(first: first)) }
    guard birth <= date else { return .staff(.notBorn) }

    let group = feeGroup(bornOn: birth, on: date)
    let ordinary = row.amount(for: group)
    let prints = birth.age(on: date) >= printsFromAge ? row.printsPart : .zero
    let doubled = doubleFeeGrounds.contains(grounds)
    let base = ordinary - prints
    return .fee(
      freeGrounds.contains(grounds)
        ? Fee(row: row.validFrom, group: group, base: .zero, printsPart: .zero, doubled: false, ordinary: ordinary)
        : Fee(
          row: row.validFrom, group: group,
          base: doubled ? base.doubled : base, printsPart: doubled ? prints.doubled : prints,
          doubled: doubled, ordinary: ordinary
        )
    )
  }

  /// The group in which somebody born on a day pays on another day.
  package func feeGroup(bornOn birth: CivilDate, on date: CivilDate) -> FeeGroup {
    let age = birth.age(on: date)
    if age < youthFromAge { return .child }
    if age < majority { return .youth }
    return date < pensionDate(bornOn: birth) ? .adult : .pensioner
  }

  /// The row in force on a day; nothing before the first row.
  package func feeRow(on date: CivilDate) -> FeeRow? {
    fees.filter { $0.validFrom <= date }.max { $0.validFrom < $1.validFrom }
  }

  /// The row that holds last.
  package var newestFeeRow: FeeRow? {
    fees.max { $0.validFrom < $1.validFrom }
  }

  /// Whether the newest fee row is over a year old, so that somebody should look for newer fees; true without any row.
  package func isStale(on date: CivilDate) -> Bool {
    guard let newest = newestFeeRow else { return true }
    return date > newest.validFrom.adding(years: 1)
  }

  /// The first day on which somebody born on a day has the pension age; the calendar's last day without any step.
  package func pensionDate(bornOn birth: CivilDate) -> CivilDate {
    let step = pensionSteps.last { $0.bornFrom.map { $0 <= birth } ?? true }
    return step.map { birth.day(ofAgeInMonths: $0.ageMonths) } ?? .last
  }
}
