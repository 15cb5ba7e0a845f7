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

  // MARK: The measures of the table in Documentation/Domain.md (ISO/IEC 29794-5)

  /// The wall behind, by its mean Scharr gradient.
  package static let backgroundUniformity = QualityMapping(h: 190, a: 1, s: -1, x0: 10, w: 100)
  /// The black share of the face.
  package static let underExposure = QualityMapping(h: 120, a: 0.832, s: -1, x0: 0.92, w: 0.05)
  /// The opening of the narrower eye, as a share of the distance from the eyes to the chin.
  package static let eyesOpen = QualityMapping(x0: 0.02, w: 0.01)
  /// The opening of the mouth, as a share of the same distance.
  package static let mouthClosed = QualityMapping(a: 1, s: -1, x0: 0.2, w: 0.06)
  /// The distance between the eyes in pixels.
  package static let interEyeDistance = QualityMapping(x0: 70, w: 20)
  /// How far the head's height is from the wanted share of the picture's height.
  package static let headSize = QualityMapping(h: 200, a: 1, s: -1, x0: 0, w: 0.05)

  /// Likeness of the light on both halves of the face, 0–1.
  package static func illuminationUniformity(_ likeness: Double) -> Int {
    clamp(100 * pow(max(0, likeness), 0.3))
  }

  /// Mean luminance of the face, 0–1.
  package static func luminanceMean(_ mean: Double) -> Int {
    clamp(100 * sigmoid((mean - 0.2) / 0.05) * (1 - sigmoid((mean - 0.8) / 0.05)))
  }

  /// Variance of the luminance of the face.
  package static func luminanceVariance(_ variance: Double) -> Int {
    clamp(100 * sin(.pi * 60 * variance / (60 * variance + 1)))
  }

  /// The white share of the face.
  package static func overExposure(_ share: Double) -> Int {
    clamp(1 / (max(0, share) + 0.01))
  }

  /// Entropy of the luminance of the face in bits.
  package static func dynamicRange(_ bits: Double) -> Int {
    clamp(12.5 * bits)
  }

  /// A turn of the head in degrees.
  package static func turn(_ degrees: Double) -> Int {
    clamp(100 * pow(cos(degrees * .pi / 180), 2))
  }

  static func sigmoid(_ x: Double) -> Double {
    1 / (1 + exp(-x))
  }

  /// A score rounded and kept within 0–100; what is no number is 0.
  static func clamp(_ value: Double) -> Int {
    value.isNaN ? 0 : Int(min(100, max(0, value.rounded())))
  }

  /// One score for several: half their mean, half the worst of them; 0 for none.
  static func summary(_ scores: [Int]) -> Int {
    guard let worst = scores.min() else { return 0 }
    let mean = Double(scores.reduce(0, +)) / Double(scores.count)
    return clamp((mean + Double(worst)) / 2)
  }
}
