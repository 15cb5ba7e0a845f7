import Glibc

/// ISO/IEC 29794-5's way from a native measure `x` to 0–100: `round(h·(a + s·σ((x−x0)/w)))`, clamped.
package struct QualityMapping: Sendable, Hashable {
  /// The height of the curve.
  let h: Double
  /// The curve's offset.
  let a: Double
  /// 1 when more is better, −1 when less is better.
  let s: Double
  /// The native measure in the middle of the curve.
  let x0: Double
  /// The width of the curve.
  let w: Double

  /// A mapping by its five numbers.
  package init(h: Double = 100, a: Double = 0, s: Double = 1, x0: Double, w: Double) {
    self.h = h
    self.a = a
    self.s = s
    self.x0 = x0
    self.w = w
  }

  /// The score of a native measure, 0–100.
  package func score(_ x: Double) -> Int {
    Self.clamp(h * (a + s * Self.sigmoid((x - x0) / w)))
  }

  static func sigmoid(_ x: Double) -> Double {
    1 / (1 + exp(-x))
  }

  /// A score rounded and kept within 0–100; what is no number is 0.
  static func clamp(_ value: Double) -> Int {
    value.isNaN ? 0 : Int(min(100, max(0, value.rounded())))
  }
}
