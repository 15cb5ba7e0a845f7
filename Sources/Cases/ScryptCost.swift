/// What one log-in costs: scrypt's parameters (RFC 7914).
package struct ScryptCost: Hashable, Sendable {
  /// Rounds, a power of two.
  package let rounds: Int
  /// The block's size; one lane takes 128 × rounds × blockSize bytes.
  package let blockSize: Int
  /// Lanes, one after the other.
  package let parallelism: Int

  /// A cost by its three parameters.
  package init(rounds: Int, blockSize: Int, parallelism: Int) {
    self.rounds = rounds
    self.blockSize = blockSize
    self.parallelism = parallelism
  }

  /// For a box: 16 MiB and some thirty milliseconds, on a worker and never at the start.
  ///
  /// The result is marked with the store's key besides, so that whoever has the file alone cannot try PINs at any cost.
  package static let standard = ScryptCost(rounds: 1 << 14, blockSize: 8, parallelism: 1)
  /// For tests and the simulation: next to nothing.
  package static let cheap = ScryptCost(rounds: 2, blockSize: 1, parallelism: 1)
}
