/// A count as a report tells it: no group so small that somebody could be known by it.
package enum Told: Hashable, Sendable {
  /// Just so many.
  case exactly(Int)
  /// So many or more.
  case atLeast(Int)
  /// At least one, and fewer than the smallest group that is told.
  case few
  /// Not told, for it would tell how many few are.
  case withheld

  /// What is known of it from below: what a bar is drawn by.
  package var least: Int {
    switch self {
    case .exactly(let count), .atLeast(let count): count
    case .few, .withheld: 0
    }
  }

  /// Just so many, where that is told.
  package var exact: Int? { if case .exactly(let count) = self { count } else { nil } }

  /// Both together, from what is told of each.
  static func + (one: Told, other: Told) -> Told {
    guard let first = one.exact, let second = other.exact else { return .atLeast(one.least + other.least) }
    return .exactly(first + second)
  }

  /// The part in whole percent: rounded where both are told, otherwise cut, for it is at least that. Of nothing it is nothing.
  package func percent(of whole: Told) -> Told? {
    guard let all = whole.exact else { return self == .exactly(0) ? self : .withheld }
    guard all > 0 else { return nil }
    return switch self {
    case .exactly(let count): .exactly((count * 200 + all) / (2 * all))
    case .atLeast(let count): .atLeast(count * 100 / all)
    case .few, .withheld: .withheld
    }
  }
}

/// How large a group must be to be told.
///
/// Five, as Danmarks Statistik has it for what may leave its research machines (its rules on “hjemtagelse af analyseresultater”): no
/// cell of fewer, and none from which one could be worked out.
package struct SmallestGroup: Hashable, Sendable {
  /// So many.
  package let size: Int

  /// A size; nothing for one that is none of the sizes.
  package init?(_ size: Int) {
    guard Self.sizes.contains(size) else { return nil }
    self.size = size
  }

  private init(known size: Int) { self.size = size }

  /// The sizes that can be chosen.
  package static let sizes = 5...100
  /// What a report takes when nothing else is said.
  package static let usual = SmallestGroup(known: 5)

  /// A count that no other figure is a part or a sum of.
  func told(_ count: Int) -> Told { isFew(count) ? .few : .exactly(count) }

  /// A count of which only the fives are told; nothing when it is few or none. What it is a part of, or is worked out from, may be
  /// told exactly.
  func floor(_ count: Int) -> Told? { count < size ? nil : .atLeast(count - count % Self.fives) }

  /// The same whatever the size: a count that was told in fives, sixes and sevens would be known.
  private static let fives = 5

  /// What is told of a count, in fives where it is told exactly and is not nothing.
  func whole(_ told: Told) -> Told {
    guard let count = told.exact, count > 0 else { return told }
    return floor(count) ?? .few
  }

  /// Whether a count is few.
  func isFew(_ count: Int) -> Bool { (1..<size).contains(count) }

  /// A sum and its parts, so that none that is few can be worked out from the rest.
  ///
  /// The sum is what most other figures come near to, so it is told, and the first part is not: what is told of it is what follows from
  /// the sum when each of the few is as many as few can be. Where that would narrow down what the few are, the sum is told in fives,
  /// and of the parts only which are none.
  func group(_ parts: [Int]) -> ToldGroup {
    let sum = parts.reduce(0, +)
    let few = parts.filter(isFew)
    guard !few.isEmpty else { return ToldGroup(sum: .exactly(sum), parts: parts.map(Told.exactly)) }
    guard !isFew(sum) else { return ToldGroup(sum: .few, parts: parts.map { _ in .withheld }) }
    let most = few.count * (size - 1)
    let hidden = parts[0] + few.reduce(0, +)
    if parts[0] >= size, hidden >= size + most {
      let rest = parts.dropFirst().map(told)
      return ToldGroup(sum: .exactly(sum), parts: [.atLeast(hidden - most)] + rest)
    }
    return ToldGroup(sum: whole(.exactly(sum)), parts: parts.map { $0 == 0 ? .exactly(0) : .withheld })
  }
}

/// A sum and its parts, told.
struct ToldGroup: Hashable, Sendable {
  let sum: Told
  let parts: [Told]
}
