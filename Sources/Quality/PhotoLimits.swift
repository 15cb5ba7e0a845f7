/// What a portrait must reach; a library or a ministry sets these numbers in its configuration.
package struct PhotoLimits: Sendable, Hashable {
  /// The mean luminance that the wall behind may have, 0–1.
  package var backgroundLuminance: ClosedRange<Double>
  /// The mean luminance that the face may have, 0–1.
  package var luminance: ClosedRange<Double>
  /// The largest share of the face that may be black (luminance 25 of 255 or less), 0–1.
  package var mostUnderExposure: Double
  /// The largest share of the face that may be white (luminance 247 of 255 or more), 0–1.
  package var mostOverExposure: Double
  /// The least likeness of the light on the two halves of the face, 0–1.
  package var leastIlluminationUniformity: Double
  /// The largest mean gradient (Scharr, 8-bit steps) of the wall behind.
  package var mostBackgroundGradient: Double
  /// The least sharpness of the face's edges, 0–1.
  package var leastSharpness: Double
  /// The height from chin to crown as a share of the picture's height.
  package var headHeight: ClosedRange<Double>
  /// How far the head may stand beside the middle, as a share of the picture's width.
  package var mostOffsetX: Double
  /// How far the head may stand above or below its place, as a share of the picture's height.
  package var mostOffsetY: Double
  /// The least distance between the eyes in pixels.
  package var leastInterEyeDistance: Double
  /// The largest lean of the head to either side in degrees.
  package var mostRoll: Double
  /// The least opening of each eye as a share of the distance from the eyes to the chin.
  package var leastEyeOpening: Double
  /// The largest opening of the mouth as a share of the distance from the eyes to the chin.
  package var mostMouthOpening: Double
  /// The largest share of the field around an eye that may mirror light, 0–1.
  package var mostGlare: Double

  /// The limits to start from. They are this project's own choice: ISO/IEC 29794-5 sets no pass thresholds. Head height
  /// and eye distance follow ICAO Doc 9303's portrait and the Danish passport photo (35 x 45 mm).
  package static let standard = PhotoLimits(
    backgroundLuminance: 0.45...0.98, luminance: 0.1...0.88, mostUnderExposure: 0.5, mostOverExposure: 0.1,
    leastIlluminationUniformity: 0.35, mostBackgroundGradient: 45, leastSharpness: 0.45, headHeight: 0.70...0.80,
    mostOffsetX: 0.06, mostOffsetY: 0.06, leastInterEyeDistance: 90, mostRoll: 5, leastEyeOpening: 0.045,
    mostMouthOpening: 0.1, mostGlare: 0.05
  )

  /// Limits, each given by name.
  package init(
    backgroundLuminance: ClosedRange<Double>, luminance: ClosedRange<Double>, mostUnderExposure: Double,
    mostOverExposure: Double, leastIlluminationUniformity: Double, mostBackgroundGradient: Double,
    leastSharpness: Double, headHeight: ClosedRange<Double>, mostOffsetX: Double, mostOffsetY: Double,
    leastInterEyeDistance: Double, mostRoll: Double, leastEyeOpening: Double, mostMouthOpening: Double,
    mostGlare: Double
  ) {
    self.backgroundLuminance = backgroundLuminance
    self.luminance = luminance
    self.mostUnderExposure = mostUnderExposure
    self.mostOverExposure = mostOverExposure
    self.leastIlluminationUniformity = leastIlluminationUniformity
    self.mostBackgroundGradient = mostBackgroundGradient
    self.leastSharpness = leastSharpness
    self.headHeight = headHeight
    self.mostOffsetX = mostOffsetX
    self.mostOffsetY = mostOffsetY
    self.leastInterEyeDistance = leastInterEyeDistance
    self.mostRoll = mostRoll
    self.leastEyeOpening = leastEyeOpening
    self.mostMouthOpening = mostMouthOpening
    self.mostGlare = mostGlare
  }
}
