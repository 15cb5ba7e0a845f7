package import Quality
package import Renewal

// What was measured in a picture is kept as figures: it decides what comes next, and nobody is known by it.

extension PhotoMeasures: FieldValue {
  private static var members: [(name: String, path: WritableKeyPath<PhotoMeasures, Double>)] {
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

  package var canonical: Canonical {
    .figures(of: self, Self.members, whole: [("faceCount", \.faceCount)])
  }

  package init?(canonical: Canonical) {
    self.init()
    guard canonical.fill(&self, Self.members, whole: [("faceCount", \.faceCount)]) else { return nil }
  }
}

extension PrintMeasures: FieldValue {
  private static var members: [(name: String, path: WritableKeyPath<PrintMeasures, Double>)] {
    [
      ("mean", \.mean), ("deviation", \.deviation), ("offsetX", \.offsetX), ("offsetY", \.offsetY),
      ("ridgeShare", \.ridgeShare), ("contrast", \.contrast), ("certainty", \.certainty),
      ("plausibility", \.plausibility),
    ]
  }

  package var canonical: Canonical {
    .figures(of: self, Self.members, whole: [("foreground", \.foreground)])
  }

  package init?(canonical: Canonical) {
    self.init()
    guard canonical.fill(&self, Self.members, whole: [("foreground", \.foreground)]) else { return nil }
  }
}

extension SignatureMeasures: FieldValue {
  private static var members: [(name: String, path: WritableKeyPath<SignatureMeasures, Double>)] {
    [("ink", \.ink), ("width", \.width), ("height", \.height)]
  }

  private static var counts: [(name: String, path: WritableKeyPath<SignatureMeasures, Int>)] {
    [
      ("strokeCount", \.strokeCount), ("pointCount", \.pointCount), ("milliseconds", \.milliseconds),
      ("outside", \.outside), ("backwards", \.backwards),
    ]
  }

  package var canonical: Canonical { .figures(of: self, Self.members, whole: Self.counts) }

  package init?(canonical: Canonical) {
    self.init()
    guard canonical.fill(&self, Self.members, whole: Self.counts) else { return nil }
  }
}

extension Canonical {
  /// Figures by their names; those with a fraction as text, in the shortest form that reads back as the same.
  fileprivate static func figures<Value>(
    of value: Value, _ members: [(name: String, path: WritableKeyPath<Value, Double>)],
    whole counts: [(name: String, path: WritableKeyPath<Value, Int>)]
  ) -> Canonical {
    var figures: [String: Canonical] = [:]
    for member in members { figures[member.name] = .text("\(value[keyPath: member.path])") }
    for count in counts { figures[count.name] = .integer(value[keyPath: count.path]) }
    return .object(figures)
  }

  /// Sets what stands here by its names; whether all of it does.
  fileprivate func fill<Value>(
    _ value: inout Value, _ members: [(name: String, path: WritableKeyPath<Value, Double>)],
    whole counts: [(name: String, path: WritableKeyPath<Value, Int>)]
  ) -> Bool {
    for member in members {
      guard let figure = self[member.name].text.flatMap(Double.init) else { return false }
      value[keyPath: member.path] = figure
    }
    for count in counts {
      guard let figure = self[count.name].integer else { return false }
      value[keyPath: count.path] = figure
    }
    return true
  }
}

extension MeasuredPhoto: FieldValue {
  package var canonical: Canonical { ["picture": picture.canonical, "measures": measures.canonical] }
  package init?(canonical: Canonical) {
    guard let picture = PictureID(canonical: canonical["picture"]),
      let measures = PhotoMeasures(canonical: canonical["measures"])
    else { return nil }
    self.init(picture: picture, measures: measures)
  }
}

extension MeasuredPrint: FieldValue {
  package var canonical: Canonical {
    [
      "picture": picture.canonical, "finger": finger.canonical, "measures": measures.canonical,
      "sameAs": sameAs.canonical,
    ]
  }
  package init?(canonical: Canonical) {
    guard let picture = PictureID(canonical: canonical["picture"]), let finger = Finger(canonical: canonical["finger"]),
      let measures = PrintMeasures(canonical: canonical["measures"]),
      let sameAs = Finger?(canonical: canonical["sameAs"])
    else { return nil }
    self.init(picture: picture, finger: finger, measures: measures, sameAs: sameAs)
  }
}

extension MeasuredSignature: FieldValue {
  package var canonical: Canonical { ["picture": picture.canonical, "measures": measures.canonical] }
  package init?(canonical: Canonical) {
    guard let picture = PictureID(canonical: canonical["picture"]),
      let measures = SignatureMeasures(canonical: canonical["measures"])
    else { return nil }
    self.init(picture: picture, measures: measures)
  }
}
