package import Cases

/// A report as it is told: its months, and how small a group may be.
package struct ToldReport: Sendable {
  /// What was counted; what it says of people is told by `months` alone.
  let report: Report
  /// How large a group must be to be told.
  package let smallest: SmallestGroup
  /// The months.
  package let months: [ToldMonth]

  /// A report, told.
  package init(_ report: Report, _ smallest: SmallestGroup = .usual) {
    self.report = report
    self.smallest = smallest
    months = report.months.map { ToldMonth($0, smallest) }
  }
}
