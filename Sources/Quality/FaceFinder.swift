import Glibc

/// Where a face's eyes probably are, in cells of the working picture.
struct FaceCandidate {
  /// The middle between the eyes.
  var x: Double
  var y: Double
  /// The distance between the eyes.
  var apart: Double
  /// The eyes' line turned clockwise from level, in degrees.
  var degrees: Double
  /// How much speaks for a face; above `FaceFinder.threshold` it is one.
  var evidence: Float

  /// The evidence weighed by size: the features of a face look like smaller faces, never like larger ones.
  var weight: Float { evidence * Float(apart).squareRoot() / 4 }

  /// The same once more, for the order of those that are proven.
  var rank: Float { evidence * Float(apart).squareRoot().squareRoot() }
}

/// Finds faces by their build: two restless fields (eyes) side by side, calm skin between, above and below them,
/// and a restless field (mouth) further down. Nothing depends on how light or dark the skin is.
struct FaceFinder {
  private let skin: SummedGrid
  private let edges: SummedGrid
  private let light: SummedGrid

  /// What is looked at: the picture, and how like skin its cells are.
  init(_ picture: WorkingPicture, skin: [Float]) {
    self.skin = SummedGrid(skin, width: picture.width, height: picture.height)
    edges = SummedGrid(picture.edges(), width: picture.width, height: picture.height)
    light = SummedGrid(picture.luminance.map { $0 / 255 }, width: picture.width, height: picture.height)
  }

  /// The places of the picture that may be faces, the surest first, at most `limit`.
  func faces(limit: Int) -> [FaceCandidate] {
    skin.lend { skin in
      edges.lend { edges in
        light.lend { light in FaceSearch(skin: skin, edges: edges, light: light).faces(limit: limit) }
      }
    }
  }
}

/// One search for faces.
struct FaceSearch {
  static let threshold: Float = 0.7
  private static let peaks = 10
  /// The share of skin that each calm field has at least.
  private static let leastFlesh: Float = 0.55
  /// How restless eyes are at least.
  private static let leastRestless: Float = 0.03
  private static let leans = [-20.0, -10, 0, 10, 20].map { FaceLean(degrees: $0) }

  let skin: SummedGrid.Sums
  let edges: SummedGrid.Sums
  let light: SummedGrid.Sums

  /// The places of the picture that may be faces, the surest first, at most `limit`.
  func faces(limit: Int) -> [FaceCandidate] {
    var peaks: [FaceCandidate] = []
    for candidate in candidates() where isApart(candidate, peaks, by: 0.6) {
      peaks.append(candidate)
      if peaks.count == Self.peaks { break }
    }
    let found = peaks.map { proven(refined(centred($0))) }.filter { $0.evidence > Self.threshold }
    return Array(found.sorted { $0.rank > $1.rank }.prefix(limit))
  }

  /// Whether a candidate stands clear of all the others, in shares of the larger distance between eyes.
  private func isApart(_ candidate: FaceCandidate, _ others: [FaceCandidate], by share: Double) -> Bool {
    others.allSatisfy { other in
      hypot(candidate.x - other.x, candidate.y - other.y) > share * max(candidate.apart, other.apart)
    }
  }

  /// The candidate moved sideways and turned to where its halves mirror each other best: in long steps, then in one short one.
  private func centred(_ candidate: FaceCandidate) -> FaceCandidate {
    var best = candidate
    var likeness = mirrored(candidate)
    func consider(_ from: FaceCandidate, turn: Double, shift: Int) {
      var other = from
      other.x += Double(shift) * 0.06 * candidate.apart
      other.degrees += turn
      let found = mirrored(other)
      if found > likeness { (best, likeness) = (other, found) }
    }
    for turn in [-6.0, 0, 6] {
      for shift in stride(from: -6, through: 6, by: 2) { consider(candidate, turn: turn, shift: shift) }
    }
    let found = best
    for shift in [-1, 1] { consider(found, turn: 0, shift: shift) }
    return best
  }

  /// The candidate with its evidence weighed by its size and by how much its halves mirror each other.
  private func proven(_ candidate: FaceCandidate) -> FaceCandidate {
    var proven = candidate
    proven.evidence = candidate.weight * max(0, mirrored(candidate))
    return proven
  }

  /// How much the edges right of the candidate's axis mirror those left of it (correlation, −1 to 1).
  private func mirrored(_ candidate: FaceCandidate) -> Float {
    let across = Float(cos(candidate.degrees * .pi / 180) * candidate.apart)
    let down = Float(sin(candidate.degrees * .pi / 180) * candidate.apart)
    let (x, y) = (Float(candidate.x), Float(candidate.y))
    var (count, sumA, sumB, sumAA, sumBB, sumAB): (Float, Float, Float, Float, Float, Float) = (0, 0, 0, 0, 0, 0)
    let field = Float(candidate.apart) * 0.05
    for row in -4...9 {
      let v = Float(row) * 0.14
      let (axisX, axisY) = (x - v * down, y + v * across)
      for column in 1...7 {
        let u = Float(column) * 0.125
        let left = edges.mean(axisX - u * across, axisY - u * down, field, field)
        let right = edges.mean(axisX + u * across, axisY + u * down, field, field)
        count += 1
        sumA += left
        sumB += right
        sumAA += left * left
        sumBB += right * right
        sumAB += left * right
      }
    }
    let spread = ((sumAA - sumA * sumA / count) * (sumBB - sumB * sumB / count)).squareRoot()
    return spread > 1e-6 ? (sumAB - sumA * sumB / count) / spread : 0
  }

  /// Every place of the coarse search that may be a face, with its likeliest lean, the surest first.
  private func candidates() -> [FaceCandidate] {
    var candidates: [FaceCandidate] = []
    var apart = max(6, Double(skin.height) * 0.06)
    while apart < Double(skin.width) * 0.45, apart < Double(skin.height) * 0.45 {
      FaceBuild.lend(apart, Self.leans, width: skin.width) { search($0, &candidates) }
      apart *= 1.18
    }
    return candidates.sorted { $0.weight > $1.weight }
  }

  /// Adds the places that may be faces of one size.
  private func search(_ builds: [FaceBuild], _ candidates: inout [FaceCandidate]) {
    let upright = builds[builds.count / 2]
    let apart = upright.apart
    // A candidate is centred afterwards, so that places may stand farther apart along the eyes' line than across it.
    let (stride, step) = (max(1, apart * 0.17), max(1, apart * 0.13))
    var y = apart * 0.5
    while y < Double(skin.height) - apart * 0.8 {
      let row = Int(y + 0.5)
      y += step
      var x = apart * 0.5
      while x < Double(skin.width) - apart * 0.5 {
        let column = Int(x + 0.5)
        x += stride
        guard FaceAtCell(upright, column, row, in: skin).mean(.bridge, skin) > 0.6 else { continue }
        var best = FaceCandidate(
          x: Double(column), y: Double(row), apart: apart, degrees: 0, evidence: Self.threshold)
        for build in builds {
          let evidence =
            build.fits(skin, column, row)
            ? evidence(FaceAtCell(build, column, row, in: skin))
            : evidence(FaceAtPlace(best.x, best.y, apart, build.lean))
          if evidence > best.evidence { (best.evidence, best.degrees) = (evidence, build.lean.degrees) }
        }
        if best.evidence > Self.threshold { candidates.append(best) }
      }
    }
  }

  /// How much speaks for eyes at this place: restless eyes over calm skin, as the ratio's logarithm and by the skin.
  private func evidence(_ face: some FaceView) -> Float {
    // Most places are no face: each look may be the last.
    let leftEye = face.mean(.leftEye, edges)
    guard leftEye > Self.leastRestless else { return 0 }
    let eyes = min(leftEye, face.mean(.rightEye, edges))
    guard eyes > Self.leastRestless else { return 0 }
    let leftCheek = face.mean(.leftCheek, skin)
    guard leftCheek > Self.leastFlesh else { return 0 }
    let rightCheek = face.mean(.rightCheek, skin)
    guard rightCheek > Self.leastFlesh else { return 0 }
    var calm = max((face.mean(.leftBelow, edges) + face.mean(.rightBelow, edges)) * 0.5, face.mean(.nose, edges) * 0.7)
    guard eyes > calm + 0.02 else { return 0 }
    calm = max(calm, face.mean(.forehead, edges), face.mean(.betweenBrows, edges))
    guard eyes > calm + 0.02 else { return 0 }
    calm = max(calm, (face.mean(.leftBag, edges) + face.mean(.rightBag, edges)) * 0.12)
    guard eyes > calm + 0.02 else { return 0 }
    let brow = face.mean(.brow, skin)
    guard brow > Self.leastFlesh else { return 0 }
    let flesh = min(leftCheek, rightCheek, brow, 0.4 + face.mean(.leftSide, skin), 0.4 + face.mean(.rightSide, skin))
    guard flesh > Self.leastFlesh else { return 0 }
    let likeness = sameFlesh(face)
    guard likeness > 0 else { return 0 }
    let mouth = face.mean(.mouth, edges)
    let lips = min(1.5, max(0, log((mouth + 0.01) / (calm + 0.02))))
    return (log(eyes / (calm + 0.02)) + 0.6 * lips) * flesh * likeness * min(1, mouth / (0.35 * eyes))
  }

  /// Whether cheeks and forehead are one skin: alike in light once the sides' own light is allowed for, 0–1.
  private func sameFlesh(_ face: some FaceView) -> Float {
    let cheeks = (face.mean(.leftTone, light) + 0.03, face.mean(.rightTone, light) + 0.03)
    let left = (face.mean(.leftBrowTone, light) + 0.03) / cheeks.0
    let right = (face.mean(.rightBrowTone, light) + 0.03) / cheeks.1
    let middle = (face.mean(.browTone, light) + 0.03) * 2 / (cheeks.0 + cheeks.1)
    let farthest = max(left, right, middle, 1 / left, 1 / right, 1 / middle)
    // Whoever is farther off than 0.6 has nothing in common, and needs no logarithm.
    guard farthest < 1.8222 else { return 0 }
    return min(1, max(0, (0.6 - log(farthest)) / 0.3))
  }

  /// The candidate moved, turned and sized to the most evidence nearby.
  private func refined(_ candidate: FaceCandidate) -> FaceCandidate {
    var best = candidate
    var step = 0.08
    for _ in 0..<3 {
      let from = best
      for turn in [-20.0, 0, 20] {
        let lean = FaceLean(degrees: from.degrees + turn * step)
        for size in [-0.6, 0, 0.6] {
          for down in [-1.0, 0, 1] {
            for across in [-1.0, 0, 1] {
              var other = from
              other.x += across * step * 0.3 * from.apart
              other.y += down * step * from.apart
              other.apart *= 1 + size * step
              other.degrees = lean.degrees
              other.evidence = evidence(FaceAtPlace(other.x, other.y, other.apart, lean))
              if other.evidence > best.evidence { best = other }
            }
          }
        }
      }
      step *= 0.6
    }
    return best
  }
}
