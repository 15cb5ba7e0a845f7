/// One thing in the rules that contradicts another, with the place it stands in.
package struct RulesFault: Error, Hashable, Sendable {
  package let place: Place
  package let problem: Problem

  package init(_ place: Place, _ problem: Problem) {
    self.place = place
    self.problem = problem
  }

  /// The table and row (from 0), or the single value, that is wrong.
  package enum Place: Hashable, Sendable {
    case fees(row: Int)
    case pensionSteps(row: Int)
    case validity(row: Int)
    case ages
    case grounds
    case passportLimit
    case months
  }

  /// What is wrong there.
  package enum Problem: Hashable, Sendable {
    /// The table has no row at all.
    case empty
    /// The row's day or age is not after the row before.
    case notSorted
    /// The row begins on the same day or age as the row before.
    case duplicate
    /// Nothing covers what lies before the first row, or a later row lacks its beginning.
    case hole
    /// An amount is negative.
    case negativeAmount
    /// An amount is above a hundred thousand kroner, so it is surely a slip.
    case amountTooLarge
    /// The prints part is more than a fee that includes it.
    case printsPartAboveFee
    /// A number lies outside what makes sense for it.
    case outOfRange(allowed: ClosedRange<Int>)
    /// Young people's fee begins after the adults' fee.
    case youthAboveMajority
    /// The same ground both doubles the fee and makes it free.
    case doubledAndFree
  }
}

extension RulesFault: CustomStringConvertible {
  /// The fault in English for whoever wrote the file.
  package var description: String {
    let what =
      switch problem {
      case .empty: "has no row"
      case .notSorted: "must begin later than the row before"
      case .duplicate: "begins like the row before"
      case .hole: "leaves a hole: the first row must hold from the beginning, and only the first"
      case .negativeAmount: "has a negative amount"
      case .amountTooLarge: "has an amount above 100,000 kroner"
      case .printsPartAboveFee: "has a prints part above a fee that includes it"
      case .outOfRange(let allowed): "must lie between \(allowed.lowerBound) and \(allowed.upperBound)"
      case .youthAboveMajority: "youthFromAge must not be above majority"
      case .doubledAndFree: "a ground cannot both double the fee and make it free"
      }
    return "\(place): \(what)"
  }
}

extension RulesFault.Place: CustomStringConvertible {
  /// The place by its name in the file, rows counted from 1.
  package var description: String {
    switch self {
    case .fees(let row): "fees, row \(row + 1)"
    case .pensionSteps(let row): "pensionSteps, row \(row + 1)"
    case .validity(let row): "validity, row \(row + 1)"
    case .ages: "ages"
    case .grounds: "grounds"
    case .passportLimit: "passportLimit"
    case .months: "months"
    }
  }
}

extension Rules {
  /// Everything in the rules that contradicts itself; a box must not start with any.
  package func faults() -> [RulesFault] {
    feeFaults() + pensionFaults() + validityFaults() + ageFaults() + limitFaults()
  }

  private func feeFaults() -> [RulesFault] {
    if fees.isEmpty { return [RulesFault(.fees(row: 0), .empty)] }
    var faults = Self.orderFaults(fees.map(\.validFrom.dayNumber)) { .fees(row: $0) }
    for (index, row) in fees.enumerated() {
      let amounts = [row.child, row.youth, row.adult, row.pensioner, row.printsPart]
      if amounts.contains(where: { $0 < .zero }) { faults.append(RulesFault(.fees(row: index), .negativeAmount)) }
      if amounts.contains(where: { $0 > Self.largestFee }) {
        faults.append(RulesFault(.fees(row: index), .amountTooLarge))
      }
      let paying = groupsWithPrints.map { row.amount(for: $0) }
      if paying.contains(where: { $0 < row.printsPart }) {
        faults.append(RulesFault(.fees(row: index), .printsPartAboveFee))
      }
    }
    return faults
  }

  private static let largestFee = Amount(kroner: 100_000)

  /// The groups in which somebody can be old enough for fingerprints.
  private var groupsWithPrints: [FeeGroup] {
    FeeGroup.allCases.filter { group in
      switch group {
      case .child: printsFromAge < youthFromAge
      case .youth: printsFromAge < majority
      case .adult, .pensioner: true
      }
    }
  }

  private func pensionFaults() -> [RulesFault] {
    if pensionSteps.isEmpty { return [RulesFault(.pensionSteps(row: 0), .empty)] }
    var faults: [RulesFault] = []
    for (index, step) in pensionSteps.enumerated() {
      if (index == 0) != (step.bornFrom == nil) { faults.append(RulesFault(.pensionSteps(row: index), .hole)) }
      if !Self.months.contains(step.ageMonths) {
        faults.append(RulesFault(.pensionSteps(row: index), .outOfRange(allowed: Self.months)))
      }
    }
    let starts = pensionSteps.map { $0.bornFrom?.dayNumber ?? .min }
    return faults + (faults.isEmpty ? Self.orderFaults(starts) { .pensionSteps(row: $0) } : [])
  }

  private func validityFaults() -> [RulesFault] {
    guard let first = validity.first else { return [RulesFault(.validity(row: 0), .empty)] }
    var faults = Self.orderFaults(validity.map(\.fromAge)) { .validity(row: $0) }
    if first.fromAge != 0 { faults.append(RulesFault(.validity(row: 0), .hole)) }
    for (index, step) in validity.enumerated() where !(1...20).contains(step.years) {
      faults.append(RulesFault(.validity(row: index), .outOfRange(allowed: 1...20)))
    }
    return faults
  }

  private func ageFaults() -> [RulesFault] {
    var faults: [RulesFault] = []
    let ages = [printsFromAge, signatureFromAge, majority, youthFromAge]
    if !ages.allSatisfy({ (0...100).contains($0) }) { faults.append(RulesFault(.ages, .outOfRange(allowed: 0...100))) }
    if youthFromAge > majority { faults.append(RulesFault(.ages, .youthAboveMajority)) }
    if !doubleFeeGrounds.isDisjoint(with: freeGrounds) { faults.append(RulesFault(.grounds, .doubledAndFree)) }
    return faults
  }

  private func limitFaults() -> [RulesFault] {
    var faults: [RulesFault] = []
    if let passportLimit, !(1...100).contains(passportLimit.count) || !(1...100).contains(passportLimit.years) {
      faults.append(RulesFault(.passportLimit, .outOfRange(allowed: 1...100)))
    }
    if !(0...120).contains(extensionLimit.months) { faults.append(RulesFault(.months, .outOfRange(allowed: 0...120))) }
    return faults
  }

  /// A pension age between 50 and 100 years.
  private static let months = 600...1200

  private static func orderFaults(_ starts: [Int], _ place: (Int) -> RulesFault.Place) -> [RulesFault] {
    starts.indices.dropFirst().compactMap { index in
      if starts[index] > starts[index - 1] { return nil }
      return RulesFault(place(index), starts[index] == starts[index - 1] ? .duplicate : .notSorted)
    }
  }
}
