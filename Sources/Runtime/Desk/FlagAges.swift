/// Since when the queue's flags wait, in the clock's milliseconds.
package struct FlagAges: Hashable, Sendable {
  private var raisedAt: [FlagMark: Int] = [:]

  /// No flag was seen yet.
  package init() {}

  /// When the oldest flag was raised.
  package var oldest: Int? { raisedAt.values.min() }

  /// A flag was open at the start, and was raised then.
  package mutating func remember(_ mark: FlagMark, raisedAt moment: Int, now: Int) {
    raisedAt[mark] = min(raisedAt[mark] ?? now, moment)
  }

  /// These flags wait now: the new ones since now, and those that are gone are forgotten.
  package mutating func note(_ marks: [FlagMark], now: Int) {
    let before = raisedAt
    raisedAt = Dictionary(marks.map { ($0, before[$0] ?? now) }, uniquingKeysWith: min)
  }

  /// For how many minutes a flag has waited; nothing when it is not known.
  package func minutes(of mark: FlagMark, now: Int) -> Int? { raisedAt[mark].map { max(0, now - $0) / 60_000 } }
}
