import Glibc

extension PhotoMeasures {
  /// Measures a picture; every picture has measures, and one without a face says so in `faceCount`.
  package static func measure(_ picture: RGBPicture) -> PhotoMeasures {
    var measures = PhotoMeasures()
    let coarse = WorkingPicture(picture, rows: 135)
    let fine = WorkingPicture(picture, rows: 270)
    let scale = Double(coarse.factor) / Double(fine.factor)
    let skin = coarse.skin()
    let faces = persons(FaceFinder(coarse, skin: skin).faces(limit: 6), scale: scale, in: fine)
    measures.faceCount = faces.count
    guard let face = faces.first else {
      measures.measureLight(coarse, skin: skin, face: nil)
      return measures
    }
    measures.place(face)
    measures.measureLight(coarse, skin: skin, face: FaceField(face, scale: 1 / scale))
    measures.measureGlare(face)
    measures.sharpness = Self.sharpness(picture, face: face)
    return measures
  }

  /// The persons among the candidates, the surest first, at most two: each has something in both eyes' places, none is
  /// part of another's head or body, and the second is not much less sure than the first.
  private static func persons(
    _ candidates: [FaceCandidate], scale: Double, in picture: WorkingPicture
  ) -> [FaceGeometry] {
    guard !candidates.isEmpty else { return [] }
    let wall = PlainWall(picture)
    var first: (candidate: FaceCandidate, face: FaceGeometry)?
    for candidate in candidates {
      let face = FaceGeometry(candidate, scale: scale, in: picture, before: wall)
      guard face.left.opening > 0, face.right.opening > 0 else { continue }
      guard let found = first else {
        first = (candidate, face)
        continue
      }
      let across = abs(candidate.x - found.candidate.x)
      let larger = max(candidate.apart, found.candidate.apart)
      if across > 2 * larger, candidate.evidence > 0.4 * found.candidate.evidence { return [found.face, face] }
    }
    return first.map { [$0.face] } ?? []
  }

  /// Takes over where the head is and what it does.
  private mutating func place(_ face: FaceGeometry) {
    let picture = face.picture
    let middle = face.middle
    headHeight = (face.toChin + face.toCrown) / Double(picture.height)
    headOffsetX = middle.x / Double(picture.width) - 0.5
    headOffsetY = middle.y / Double(picture.height) - 0.5
    interEyeDistance = face.apart * Double(picture.factor)
    rollDegrees = face.degrees
    leftEyeOpening = face.left.opening / face.toChin
    rightEyeOpening = face.right.opening / face.toChin
    mouthOpening = face.mouthGap / face.toChin
  }

  /// The share of each eye's field that is as bright and colourless as a mirrored lamp; the worse eye counts.
  private mutating func measureGlare(_ face: FaceGeometry) {
    let picture = face.picture
    for side in [-0.5, 0.5] {
      let skin = face.tone(side, 0.5, 0.12)
      var (bright, count) = (0, 0)
      for row in -8...8 {
        for column in -10...10 {
          let at = face.place(side + Double(column) * 0.03, Double(row) * 0.03)
          let cell = picture.index(at.x, at.y)
          count += 1
          if picture.luminance[cell] > max(234, skin.light * 1.06), abs(FaceGeometry.warmth(picture, cell)) < 0.012 {
            bright += 1
          }
        }
      }
      glare = max(glare, Double(bright) / Double(count))
    }
  }

  /// How much of the rise of the face's strongest edges lies within two pixels, 0–1.
  private static func sharpness(_ picture: RGBPicture, face: FaceGeometry) -> Double {
    let factor = Double(face.picture.factor)
    let middle = face.place(0, 0.4)
    let reach = face.apart * 1.15
    let left = max(6, Int((middle.x - reach) * factor))
    let right = min(picture.width - 7, Int((middle.x + reach) * factor))
    let top = max(0, Int((middle.y - reach) * factor))
    let bottom = min(picture.height - 1, Int((middle.y + reach) * factor))
    guard left < right, top < bottom else { return 0 }
    // Six more at either side, to look how far each edge rises.
    let (width, height) = (right - left + 13, bottom - top + 1)
    let grey = picture.luminance(x: left - 6, y: top, width: width, height: height)
    return grey.withUnsafeBufferPointer { grey in
      sharpness(grey, width: width, height: height, wanted: max(40, (right - left) * (bottom - top) / 100))
    }
  }

  /// The same of a field of luminance, by at least as many of its strongest edges as are wanted.
  private static func sharpness(_ grey: UnsafeBufferPointer<UInt8>, width: Int, height: Int, wanted: Int) -> Double {
    let rises = [UInt8](unsafeUninitializedCapacity: grey.count) { rises, count in
      count = grey.count
      rises.initialize(repeating: 0)
      for at in 1..<(grey.count - 1) {
        let (before, after) = (grey[at &- 1], grey[at &+ 1])
        rises[at] = max(before, after) &- min(before, after)
      }
    }
    return rises.withUnsafeBufferPointer { rises in
      var tally = [Int](repeating: 0, count: 256)
      for y in 0..<height {
        for at in (y * width + 6)..<((y + 1) * width - 6) { tally[Int(rises[at])] &+= 1 }
      }
      var strong = 255
      var seen = tally[255]
      while strong > 4, seen < wanted {
        strong -= 1
        seen += tally[strong]
      }
      var (shares, count) = (0.0, 0)
      for y in 0..<height {
        for at in (y * width + 6)..<((y + 1) * width - 6) where rises[at] >= strong {
          var (low, high) = (UInt8.max, UInt8.min)
          for step in (at - 6)...(at + 6) {
            low = min(low, grey[step])
            high = max(high, grey[step])
          }
          shares += Double(rises[at]) / Double(max(1, high - low))
          count += 1
        }
      }
      return count == 0 ? 0 : shares / Double(count)
    }
  }
}
