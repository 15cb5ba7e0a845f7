/// Numbers that look random and are the same for the same seed on every machine (SplitMix64, Steele and others 2014).
package struct SeededNumbers: Sendable, Hashable {
  private var state: UInt64

  /// A sequence of its own for a seed and a purpose.
  package init(seed: UInt64, purpose: String = "") {
    state = seed
    for byte in purpose.utf8 {
      state = (state ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    _ = next()
  }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// The next number of 0 ..< 1.
  package mutating func unit() -> Double {
    Double(next() >> 11) / 9_007_199_254_740_992
  }

  /// The next number of a range, evenly spread.
  package mutating func within(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * unit()
  }

  /// The next number around 0 with a standard deviation of 1 (sum of twelve, so never beyond 6).
  package mutating func bell() -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += unit() }
    return sum
  }

  /// Whether something of this chance (0–1) happens.
  package mutating func happens(_ chance: Double) -> Bool {
    unit() < chance
  }

  /// One of the values, or nil when there is none.
  package mutating func pick<Value>(_ values: [Value]) -> Value? {
    values.isEmpty ? nil : values[Int(next() % UInt64(values.count))]
  }
}
