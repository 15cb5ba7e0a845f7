/// What a measure must be, and what it is.
package struct Criterion: Sendable, Hashable {
  /// The measure's name.
  package let measure: String
  /// What was measured.
  package let value: Double
  /// What it may be; without a lower or an upper end where there is none.
  package let allowed: ClosedRange<Double>

  /// A measure that must be at least so much, at most so much, or both.
  init(_ measure: String, _ value: Double, least: Double = -.infinity, most: Double = .infinity) {
    self.measure = measure
    self.value = value
    allowed = least...max(least, most)
  }

  /// Whether it is as it must be; what is no number is held against nobody.
  package var isMet: Bool { allowed.contains(value) || value.isNaN }
}
