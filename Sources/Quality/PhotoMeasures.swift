/// What can be measured in a portrait, in native units; judged against `PhotoLimits`, scored by `QualityMapping`.
package struct PhotoMeasures: Sendable, Hashable {
  /// The mean luminance of the face (of the whole picture when there is none), 0–1.
  package var luminanceMean = 0.0
  /// The variance of the luminance of the face, 0–0.25.
  package var luminanceVariance = 0.0
  /// The mean luminance of the wall behind the person, 0–1.
  package var backgroundLuminance = 0.0
  /// The share of the face with luminance 25 of 255 or less.
  package var underExposure = 0.0
  /// The share of the face with luminance 247 of 255 or more.
  package var overExposure = 0.0
  /// The entropy of the face's luminance in bits, 0–8.
  package var dynamicRange = 0.0
  /// The mean gradient (Scharr, 8-bit steps) of the wall behind the person.
  package var backgroundGradient = 0.0
  /// How alike the light is on the two halves of the face, 0–1.
  package var illuminationUniformity = 0.0
  /// How steep the edges of the face are: the share of an edge's rise that lies within two pixels, 0–1.
  package var sharpness = 0.0
  /// How many faces were found: 0, 1, or 2 for more than one.
  package var faceCount = 0
  /// The height from chin to crown as a share of the picture's height.
  package var headHeight = 0.0
  /// How far the middle of the head is right of the picture's middle, as a share of its width (left is negative).
  package var headOffsetX = 0.0
  /// How far the middle of the head is below the picture's middle, as a share of its height (above is negative).
  package var headOffsetY = 0.0
  /// The distance between the middles of the eyes in pixels.
  package var interEyeDistance = 0.0
  /// How far the line of the eyes turns clockwise from level, in degrees.
  package var rollDegrees = 0.0
  /// The opening of the eye on the picture's left as a share of the distance from the eyes to the chin.
  package var leftEyeOpening = 0.0
  /// The opening of the eye on the picture's right as a share of the distance from the eyes to the chin.
  package var rightEyeOpening = 0.0
  /// The opening of the mouth as a share of the distance from the eyes to the chin.
  package var mouthOpening = 0.0
  /// The share of the field around the eyes (the worse of both) that mirrors light.
  package var glare = 0.0

  /// Measures of nothing: no face, no light.
  package init() {}

  /// What is wrong with the picture, the most useful advice first; empty when it passes.
  package func faults(against limits: PhotoLimits) -> [PhotoFault] {
    PhotoFault.allCases.filter { has($0, against: limits) }
  }

  /// Whether the picture has this fault. Without a face nothing is said about eyes, mouth or place.
  package func has(_ fault: PhotoFault, against limits: PhotoLimits) -> Bool {
    !criteria(of: fault, limits).allSatisfy(\.isMet)
  }

  /// What must be so for the picture not to have a fault; without a face nothing that hangs on one.
  package func criteria(of fault: PhotoFault, _ limits: PhotoLimits) -> [Criterion] {
    switch fault {
    case .tooDark:
      [
        Criterion("backgroundLuminance", backgroundLuminance, least: limits.backgroundLuminance.lowerBound),
        Criterion("underExposure", underExposure, most: limits.mostUnderExposure),
      ] + (faceCount > 0 ? [Criterion("luminanceMean", luminanceMean, least: limits.luminance.lowerBound)] : [])
    case .tooBright:
      [
        Criterion("backgroundLuminance", backgroundLuminance, most: limits.backgroundLuminance.upperBound),
        Criterion("overExposure", overExposure, most: limits.mostOverExposure),
      ] + (faceCount > 0 ? [Criterion("luminanceMean", luminanceMean, most: limits.luminance.upperBound)] : [])
    case .noFace: [Criterion("faceCount", Double(faceCount), least: 1)]
    case .twoFaces: [Criterion("faceCount", Double(faceCount), most: 1)]
    case _: faceCount > 0 ? criteria(ofFace: fault, limits) : []
    }
  }

  private func criteria(ofFace fault: PhotoFault, _ limits: PhotoLimits) -> [Criterion] {
    switch fault {
    case .tooDark, .tooBright, .noFace, .twoFaces: []
    case .unevenLight:
      [Criterion("illuminationUniformity", illuminationUniformity, least: limits.leastIlluminationUniformity)]
    case .busyBackground: [Criterion("backgroundGradient", backgroundGradient, most: limits.mostBackgroundGradient)]
    case .blurred: [Criterion("sharpness", sharpness, least: limits.leastSharpness)]
    case .tooFar:
      [
        Criterion("headHeight", headHeight, least: limits.headHeight.lowerBound),
        Criterion("interEyeDistance", interEyeDistance, least: limits.leastInterEyeDistance),
      ]
    case .tooClose: [Criterion("headHeight", headHeight, most: limits.headHeight.upperBound)]
    case .moveLeft: [Criterion("headOffsetX", headOffsetX, least: -limits.mostOffsetX)]
    case .moveRight: [Criterion("headOffsetX", headOffsetX, most: limits.mostOffsetX)]
    case .moveUp: [Criterion("headOffsetY", headOffsetY, most: limits.mostOffsetY)]
    case .moveDown: [Criterion("headOffsetY", headOffsetY, least: -limits.mostOffsetY)]
    case .eyesClosed:
      [
        Criterion("leftEyeOpening", leftEyeOpening, least: limits.leastEyeOpening),
        Criterion("rightEyeOpening", rightEyeOpening, least: limits.leastEyeOpening),
      ]
    case .tilted: [Criterion("rollDegrees", rollDegrees, least: -limits.mostRoll, most: limits.mostRoll)]
    case .mouthOpen: [Criterion("mouthOpening", mouthOpening, most: limits.mostMouthOpening)]
    case .glare: [Criterion("glare", glare, most: limits.mostGlare)]
    }
  }

  /// One number for the whole picture, 0–100: to tell the better of two pictures, never to refuse one. The mapping of
  /// each measure is ISO/IEC 29794-5's; that half the mean and half the worst make the whole is this project's own.
  package func score(against limits: PhotoLimits) -> Int {
    guard faceCount == 1 else { return 0 }
    let sharp = QualityMapping(x0: limits.leastSharpness, w: 0.08).score(sharpness)
    return QualityMapping.summary(scored(against: limits).map(\.score) + [sharp])
  }

  /// The measures that ISO/IEC 29794-5 has a mapping for, by its names; the size of the head is told from the middle of what is wanted. Without
  /// a face there are none.
  package func standardMeasures(against limits: PhotoLimits) -> [StandardMeasure] {
    guard faceCount > 0 else { return [] }
    return scored(against: limits) + [
      StandardMeasure("luminanceMean", luminanceMean, QualityMapping.luminanceMean(luminanceMean)),
      StandardMeasure("luminanceVariance", luminanceVariance, QualityMapping.luminanceVariance(luminanceVariance)),
    ]
  }

  /// Those of them that a picture's score is made of.
  private func scored(against limits: PhotoLimits) -> [StandardMeasure] {
    let wanted = (limits.headHeight.lowerBound + limits.headHeight.upperBound) / 2
    let (size, eye) = (abs(headHeight - wanted), min(leftEyeOpening, rightEyeOpening))
    return [
      StandardMeasure(
        "backgroundUniformity", backgroundGradient, QualityMapping.backgroundUniformity.score(backgroundGradient)),
      StandardMeasure(
        "illuminationUniformity", illuminationUniformity,
        QualityMapping.illuminationUniformity(illuminationUniformity)),
      StandardMeasure("underExposurePrevention", underExposure, QualityMapping.underExposure.score(underExposure)),
      StandardMeasure("overExposurePrevention", overExposure, QualityMapping.overExposure(overExposure)),
      StandardMeasure("dynamicRange", dynamicRange, QualityMapping.dynamicRange(dynamicRange)),
      StandardMeasure("eyesOpen", eye, QualityMapping.eyesOpen.score(eye)),
      StandardMeasure("mouthClosed", mouthOpening, QualityMapping.mouthClosed.score(mouthOpening)),
      StandardMeasure("interEyeDistance", interEyeDistance, QualityMapping.interEyeDistance.score(interEyeDistance)),
      StandardMeasure("headSize", size, QualityMapping.headSize.score(size)),
      StandardMeasure("headPoseRoll", rollDegrees, QualityMapping.turn(rollDegrees)),
    ]
  }
}
