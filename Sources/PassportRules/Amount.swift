/// An amount of Danish money, in øre; sums beyond what an integer holds stay at its limit.
package struct Amount: Hashable, Sendable {
  /// The amount in øre.
  package let ore: Int

  /// An amount of so many øre.
  package init(ore: Int) {
    self.ore = ore
  }

  /// An amount of so many whole kroner.
  package init(kroner: Int) {
    let (product, overflow) = kroner.multipliedReportingOverflow(by: 100)
    ore = overflow ? (kroner < 0 ? .min : .max) : product
  }

  /// Nothing.
  package static let zero = Amount(ore: 0)

  /// The whole kroner in the amount, øre left out.
  package var kroner: Int { ore / 100 }

  /// Twice the amount.
  package var doubled: Amount { self + self }

  package static func + (left: Amount, right: Amount) -> Amount {
    let (sum, overflow) = left.ore.addingReportingOverflow(right.ore)
    return Amount(ore: overflow ? (left.ore < 0 ? .min : .max) : sum)
  }

  package static func - (left: Amount, right: Amount) -> Amount {
    let (difference, overflow) = left.ore.subtractingReportingOverflow(right.ore)
    return Amount(ore: overflow ? (left.ore < 0 ? .min : .max) : difference)
  }
}

extension Amount: Comparable {
  package static func < (left: Amount, right: Amount) -> Bool { left.ore < right.ore }
}
