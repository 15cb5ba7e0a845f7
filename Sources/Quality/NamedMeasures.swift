/// Measures that can be written down by their names.
package protocol NamedMeasures {
  /// Those with a fraction.
  static var fractions: [(name: String, path: WritableKeyPath<Self, Double>)] { get }
  /// Whole numbers.
  static var counts: [(name: String, path: WritableKeyPath<Self, Int>)] { get }
  /// Before anything is known of them.
  init()
}

extension NamedMeasures {
  /// Every measure by its name.
  package var named: [String: Double] {
    let fractions = Self.fractions.map { ($0.name, self[keyPath: $0.path]) }
    let counts = Self.counts.map { ($0.name, Double(self[keyPath: $0.path])) }
    return Dictionary(uniqueKeysWithValues: fractions + counts)
  }
}

extension PhotoMeasures: NamedMeasures {
  package static var fractions: [(name: String, path: WritableKeyPath<PhotoMeasures, Double>)] {
    [
      ("luminanceMean", \.luminanceMean), ("luminanceVariance", \.luminanceVariance),
      ("backgroundLuminance", \.backgroundLuminance), ("underExposure", \.underExposure),
      ("overExposure", \.overExposure), ("dynamicRange", \.dynamicRange), ("backgroundGradient", \.backgroundGradient),
      ("illuminationUniformity", \.illuminationUniformity), ("sharpness", \.sharpness), ("headHeight", \.headHeight),
      ("headOffsetX", \.headOffsetX), ("headOffsetY", \.headOffsetY), ("interEyeDistance", \.interEyeDistance),
      ("rollDegrees", \.rollDegrees), ("leftEyeOpening", \.leftEyeOpening), ("rightEyeOpening", \.rightEyeOpening),
      ("mouthOpening", \.mouthOpening), ("glare", \.glare),
    ]
  }
  package static var counts: [(name: String, path: WritableKeyPath<PhotoMeasures, Int>)] {
    [("faceCount", \.faceCount)]
  }
}

extension PrintMeasures: NamedMeasures {
  package static var fractions: [(name: String, path: WritableKeyPath<PrintMeasures, Double>)] {
    [
      ("mean", \.mean), ("deviation", \.deviation), ("offsetX", \.offsetX), ("offsetY", \.offsetY),
      ("ridgeShare", \.ridgeShare), ("contrast", \.contrast), ("certainty", \.certainty),
      ("plausibility", \.plausibility),
    ]
  }
  package static var counts: [(name: String, path: WritableKeyPath<PrintMeasures, Int>)] {
    [("foreground", \.foreground)]
  }
}

extension SignatureMeasures: NamedMeasures {
  package static var fractions: [(name: String, path: WritableKeyPath<SignatureMeasures, Double>)] {
    [("ink", \.ink), ("width", \.width), ("height", \.height)]
  }
  package static var counts: [(name: String, path: WritableKeyPath<SignatureMeasures, Int>)] {
    [
      ("strokeCount", \.strokeCount), ("pointCount", \.pointCount), ("milliseconds", \.milliseconds),
      ("outside", \.outside), ("backwards", \.backwards),
    ]
  }
}
