package import Quality
package import Renewal

extension Fixtures {
  /// Measures of a portrait that passes the policy.
  package var goodPhoto: PhotoMeasures {
    let limits = policy.photoLimits
    var measures = PhotoMeasures()
    measures.faceCount = 1
    measures.luminanceMean = Self.middle(limits.luminance)
    measures.backgroundLuminance = Self.middle(limits.backgroundLuminance)
    measures.illuminationUniformity = 1
    measures.sharpness = 1
    measures.headHeight = Self.middle(limits.headHeight)
    measures.interEyeDistance = limits.leastInterEyeDistance + 20
    measures.leftEyeOpening = limits.leastEyeOpening + 0.1
    measures.rightEyeOpening = limits.leastEyeOpening + 0.1
    return measures
  }

  /// Measures of a portrait that is not sharp and looks away from nothing else.
  package var blurredPhoto: PhotoMeasures {
    var measures = goodPhoto
    measures.sharpness = 0
    return measures
  }

  /// A round of pictures, each good or not.
  package func photos(_ good: [Bool]) -> DeviceAnswer {
    .photos(
      good.enumerated().map { place, isGood in
        isGood
          ? MeasuredPhoto(picture: Self.goodPhoto(place), measures: goodPhoto)
          : MeasuredPhoto(picture: Self.poorPhoto(place), measures: blurredPhoto)
      })
  }

  /// Measures of a print that passes the policy.
  package var goodPrint: PrintMeasures {
    let limits = policy.printLimits
    var measures = PrintMeasures()
    measures.mean = limits.mostMean / 2
    measures.deviation = limits.leastDeviation + 20
    measures.foreground = limits.leastForeground + 1000
    measures.ridgeShare = Self.middle(limits.ridgeShare)
    measures.contrast = limits.leastContrast + 20
    measures.certainty = 1
    measures.plausibility = 1
    return measures
  }

  /// A print of a finger: good, or dry.
  package func print(_ finger: Finger, good: Bool = true, sameAs: Finger? = nil) -> DeviceAnswer {
    var measures = goodPrint
    if !good { measures.contrast = 0 }
    let picture = good ? Self.picture(of: finger) : PictureID(150 + finger.rawValue)
    return .print(MeasuredPrint(picture: picture, finger: finger, measures: measures, sameAs: sameAs))
  }

  /// A signature: good, or a blank pad.
  package func signature(good: Bool = true) -> DeviceAnswer {
    let limits = policy.signatureLimits
    var measures = SignatureMeasures()
    if good {
      measures.ink = limits.leastInk + 20
      measures.strokeCount = 3
      measures.pointCount = 200
      measures.milliseconds = 2000
      measures.width = max(limits.leastWidth, limits.mostDot) + 10
      measures.height = limits.mostDot + 5
    }
    return .signature(
      MeasuredSignature(picture: good ? Self.signaturePicture : PictureID(21), measures: measures))
  }

  private static func middle(_ range: ClosedRange<Double>) -> Double { (range.lowerBound + range.upperBound) / 2 }
}
