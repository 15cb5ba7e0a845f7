package import PassportRules

/// The days a report is about, with the moments at which they begin at the library.
package struct ReportSpan: Hashable, Sendable {
  /// A calendar month all of whose days are in the span.
  package struct Month: Hashable, Sendable {
    /// The first day.
    package let first: CivilDate
    /// The last day.
    package let last: CivilDate
    /// The first moment, Unix time in milliseconds.
    package let start: Int
    /// The first moment after it.
    package let end: Int
  }

  /// The first day.
  package let first: CivilDate
  /// When each day begins and, last, when the day after the last one does; Unix times in milliseconds, growing.
  package let starts: [Int]

  /// Days from the first on; nothing when there is none, or time does not grow.
  package init?(first: CivilDate, starts: [Int]) {
    guard starts.count > 1, zip(starts, starts.dropFirst()).allSatisfy(<) else { return nil }
    self.first = first
    self.starts = starts
  }

  /// The last day.
  package var last: CivilDate { first.adding(days: starts.count - 2) }
  /// The first moment.
  var start: Int { starts[0] }
  /// The first moment after it.
  var end: Int { starts[starts.count - 1] }

  /// The whole months, in their order.
  package var months: [Month] {
    let firsts = starts.indices.filter { first.adding(days: $0).day == 1 }
    return zip(firsts, firsts.dropFirst()).map { from, next in
      Month(
        first: first.adding(days: from), last: first.adding(days: next - 1), start: starts[from], end: starts[next])
    }
  }
}
