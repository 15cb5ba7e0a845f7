/// Looks whether civil time goes on as steady time does. When it does not, nobody knows the date any more that fees and ages hang on.
package struct ClockDrift: Hashable, Sendable {
  /// How far civil time may run away from steady time between two looks, in milliseconds; a summer time's hour moves neither.
  package static let believable = 10 * 60_000

  /// How far civil time was ahead of steady time at the last look.
  private var last: Int?

  /// Nobody has looked yet.
  package init() {}

  /// Looks, all in milliseconds; by how much the civil clock jumped since the last look, when that cannot be believed.
  package mutating func look(civil: Int, steady: Int) -> Int? {
    let drift = civil - steady
    defer { last = drift }
    guard let last, abs(drift - last) > Self.believable else { return nil }
    return drift - last
  }
}
