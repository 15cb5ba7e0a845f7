/// What is wrong with a fingerprint, in the order in which advice about it is useful.
package enum PrintFault: String, CaseIterable, Sendable, Hashable {
  /// No finger touched the reader.
  case empty
  /// The picture has no shades at all.
  case uniform
  /// Too little of the finger lies on the reader.
  case tooSmall
  /// The finger lies too far from the middle of the reader.
  case misplaced
  /// The ridges are faint or broken: a dry finger, or too little pressure.
  case tooDry
  /// The ridges run together: a wet finger, or too much pressure.
  case tooWet
  /// The ridges have no clear direction: the finger moved, or is worn.
  case unclear
}

/// What a fingerprint must reach; a library or a ministry sets these numbers in its configuration.
package struct PrintLimits: Sendable, Hashable {
  /// The mean grey above which nobody touched the reader (NFIQ 2: 250).
  package var mostMean: Double
  /// The standard deviation of grey below which the picture is uniform (NFIQ 2: 1).
  package var leastDeviation: Double
  /// The least area of ridges in pixels at 500 ppi (NFIQ 2: 50,000).
  package var leastForeground: Int
  /// How far the middle of the finger may lie from the reader's middle, as a share of the picture's sides.
  package var mostOffset: Double
  /// The share of the print's area that ridges cover: below is dry, above is wet.
  package var ridgeShare: ClosedRange<Double>
  /// The least difference between ridge and valley in grey steps; less is dry.
  package var leastContrast: Double
  /// The least mean certainty of the ridges' direction over blocks of 32 x 32 pixels, 0–1.
  package var leastCertainty: Double
  /// The least share of blocks whose ridges have a plausible distance, 0–1.
  package var leastPlausibility: Double

  /// The limits to start from. The first three are NFIQ 2's feedback limits; the rest are this project's own choice,
  /// because enrolment thresholds are not public.
  package static let standard = PrintLimits(
    mostMean: 250, leastDeviation: 1, leastForeground: 50_000, mostOffset: 0.14, ridgeShare: 0.33...0.6,
    leastContrast: 45, leastCertainty: 0.65, leastPlausibility: 0.6
  )

  /// Limits, each given by name.
  package init(
    mostMean: Double, leastDeviation: Double, leastForeground: Int, mostOffset: Double,
    ridgeShare: ClosedRange<Double>, leastContrast: Double, leastCertainty: Double, leastPlausibility: Double
  ) {
    self.mostMean = mostMean
    self.leastDeviation = leastDeviation
    self.leastForeground = leastForeground
    self.mostOffset = mostOffset
    self.ridgeShare = ridgeShare
    self.leastContrast = leastContrast
    self.leastCertainty = leastCertainty
    self.leastPlausibility = leastPlausibility
  }
}
