/// What can be measured in a fingerprint of 500 ppi and 8 bits, in native units; judged against `PrintLimits`.
package struct PrintMeasures: Sendable, Hashable {
  /// The mean grey, 0 black to 255 white.
  package var mean = 255.0
  /// The standard deviation of grey.
  package var deviation = 0.0
  /// The area of the picture that shows ridges, in pixels.
  package var foreground = 0
  /// How far the middle of that area lies right of the picture's middle, as a share of its width.
  package var offsetX = 0.0
  /// How far the middle of that area lies below the picture's middle, as a share of its height.
  package var offsetY = 0.0
  /// The share of that area that ridges (not valleys) cover.
  package var ridgeShare = 0.0
  /// The difference between valley and ridge in grey steps, over that area.
  package var contrast = 0.0
  /// The mean certainty of the ridges' direction over blocks of 32 x 32 pixels that show ridges, 0–1; NFIQ 2's own over all blocks is
  /// `PrintBlockMeasures.orientationCertainty`.
  package var certainty = 0.0
  /// The share of blocks whose ridges have the distance of human ridges.
  package var plausibility = 0.0

  /// Measures of an empty reader.
  package init() {}

  /// What is wrong with the print, the most useful advice first; empty when it passes.
  package func faults(against limits: PrintLimits) -> [PrintFault] {
    PrintFault.allCases.filter { has($0, against: limits) }
  }

  /// Whether the print has this fault; of an empty or uniform picture nothing else is said.
  package func has(_ fault: PrintFault, against limits: PrintLimits) -> Bool {
    let uniform = mean <= limits.mostMean && deviation < limits.leastDeviation
    let empty = !uniform && (mean > limits.mostMean || foreground == 0)
    return switch fault {
    case .empty: empty
    case .uniform: uniform
    case .tooSmall, .misplaced, .tooDry, .tooWet, .unclear:
      !empty && !uniform && !criteria(of: fault, limits).allSatisfy(\.isMet)
    }
  }

  /// What must be so for the print not to have a fault.
  package func criteria(of fault: PrintFault, _ limits: PrintLimits) -> [Criterion] {
    switch fault {
    case .empty:
      [Criterion("mean", mean, most: limits.mostMean), Criterion("foreground", Double(foreground), least: 1)]
    case .uniform: [Criterion("deviation", deviation, least: limits.leastDeviation)]
    case .tooSmall: [Criterion("foreground", Double(foreground), least: Double(limits.leastForeground))]
    case .misplaced:
      [
        Criterion("offsetX", offsetX, least: -limits.mostOffset, most: limits.mostOffset),
        Criterion("offsetY", offsetY, least: -limits.mostOffset, most: limits.mostOffset),
      ]
    case .tooDry:
      [
        Criterion("ridgeShare", ridgeShare, least: limits.ridgeShare.lowerBound),
        Criterion("contrast", contrast, least: limits.leastContrast),
      ]
    case .tooWet: [Criterion("ridgeShare", ridgeShare, most: limits.ridgeShare.upperBound)]
    case .unclear:
      [
        Criterion("certainty", certainty, least: limits.leastCertainty),
        Criterion("plausibility", plausibility, least: limits.leastPlausibility),
      ]
    }
  }

  /// One number for the whole print, 0–100: to keep the best of several tries, and for the bar on the screen. It is this
  /// project's own: the mean of what each measure is worth, drawn down by the worst; at its limit a measure is worth 50.
  package func score(against limits: PrintLimits) -> Int {
    if has(.empty, against: limits) || has(.uniform, against: limits) { return 0 }
    let scores = [
      QualityMapping(x0: Double(limits.leastForeground), w: 8000).score(Double(foreground)),
      QualityMapping(x0: limits.leastContrast, w: 14).score(contrast),
      QualityMapping(x0: limits.leastCertainty, w: 0.06).score(certainty),
      QualityMapping(x0: limits.leastPlausibility, w: 0.08).score(plausibility),
      QualityMapping(x0: limits.ridgeShare.lowerBound, w: 0.03).score(ridgeShare),
      QualityMapping(a: 1, s: -1, x0: limits.ridgeShare.upperBound, w: 0.03).score(ridgeShare),
      QualityMapping(a: 1, s: -1, x0: limits.mostOffset, w: 0.02).score(max(abs(offsetX), abs(offsetY))),
    ]
    return QualityMapping.summary(scores)
  }

  /// Whether two prints show the same finger, whatever its shift, small turn, pressure and moisture; mirrored is another.
  package static func sameFinger(_ first: GreyPicture, _ second: GreyPicture) -> Bool {
    likeness(first, second) > RidgeMatch.same
  }

  /// How well the ridges of two prints lie on each other in the best position, up to 1; different fingers are near 0.2.
  package static func likeness(_ first: GreyPicture, _ second: GreyPicture) -> Double {
    RidgeMatch(first, second).likeness()
  }
}
