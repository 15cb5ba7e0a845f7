/// A measure that a standard defines, with its quality value.
package struct StandardMeasure: Sendable, Hashable {
  /// The standard's name for it.
  package let name: String
  /// What was measured, in its own unit.
  package let native: Double
  /// The standard's quality value, 0 worst to 100 best.
  package let score: Int

  /// A measure.
  init(_ name: String, _ native: Double, _ score: Int) {
    self.name = name
    self.native = native
    self.score = score
  }
}
