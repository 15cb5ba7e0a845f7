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
}

/// Finds faces by their build: two restless fields (eyes) side by side, calm skin between, above and below them,
/// and a restless field (mouth) further down. Nothing depends on how light or dark the skin is.
struct FaceFinder {
  static let threshold: Float = 0.7
  private static let peaks = 14
  /// The share of skin that each calm field has at least.
  private static let leastFlesh: Float = 0.55
  /// How restless eyes are at least.
  private static let leastRestless: Float = 0.03
  private static let leans = [-20.0, -10, 0, 10, 20].map { Lean(degrees: $0) }

  /// How the line of a face's eyes is turned.
  private struct Lean {
    let degrees: Double
    let cosine: Double
    let sine: Double

    init(degrees: Double) {
      self.degrees = degrees
      cosine = cos(degrees * .pi / 180)
      sine = sin(degrees * .pi / 180)
    }
  }

  private let skin: SummedGrid
  private let edges: SummedGrid
  private let light: SummedGrid

  init(_ picture: WorkingPicture) {
    skin = SummedGrid(picture.skin, width: picture.width, height: picture.height)
    edges = SummedGrid(picture.edges(), width: picture.width, height: picture.height)
    light = SummedGrid(picture.luminance.map { $0 / 255 }, width: picture.width, height: picture.height)
  }

  /// The places of the picture that may be faces, the surest first, at most `limit`.
  func faces(limit: Int) -> [FaceCandidate] {
    var peaks: [FaceCandidate] = []
    for candidate in candidates() where isApart(candidate, peaks, by: 0.6) {
      peaks.append(candidate)
      if peaks.count == Self.peaks { break }
    }
    let ranked = peaks.map { proven(refined(centred($0))) }.sorted { $0.evidence > $1.evidence }
    return Array(ranked.prefix { $0.evidence > Self.threshold }.prefix(limit))
  }

  /// Whether a candidate stands clear of all the others, in shares of the larger distance between eyes.
  private func isApart(_ candidate: FaceCandidate, _ others: [FaceCandidate], by share: Double) -> Bool {
    others.allSatisfy { other in
      hypot(candidate.x - other.x, candidate.y - other.y) > share * max(candidate.apart, other.apart)
    }
  }

  /// The candidate moved sideways and turned to where its halves mirror each other best.
  private func centred(_ candidate: FaceCandidate) -> FaceCandidate {
    var best = candidate
    var likeness = mirrored(candidate)
    for turn in [-6.0, 0, 6] {
      for shift in -6...6 {
        var other = candidate
        other.x += Double(shift) * 0.06 * candidate.apart
        other.degrees += turn
        let found = mirrored(other)
        if found > likeness { (best, likeness) = (other, found) }
      }
    }
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
    let across = cos(candidate.degrees * .pi / 180) * candidate.apart
    let down = sin(candidate.degrees * .pi / 180) * candidate.apart
    var (count, sumA, sumB, sumAA, sumBB, sumAB): (Float, Float, Float, Float, Float, Float) = (0, 0, 0, 0, 0, 0)
    let field = candidate.apart * 0.05
    for row in -4...9 {
      for column in 1...7 {
        let u = Double(column) * 0.125
        let v = Double(row) * 0.14
        let left = edges.mean(
          candidate.x - u * across - v * down, candidate.y - u * down + v * across, field, field)
        let right = edges.mean(
          candidate.x + u * across - v * down, candidate.y + u * down + v * across, field, field)
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

  /// Every place of the coarse search that may be a face, the surest first.
  private func candidates() -> [FaceCandidate] {
    var candidates: [FaceCandidate] = []
    var apart = max(6, Double(skin.height) * 0.06)
    while apart < Double(skin.width) * 0.45, apart < Double(skin.height) * 0.45 {
      let step = max(1, apart * 0.11)
      var y = apart * 0.5
      while y < Double(skin.height) - apart * 0.8 {
        var x = apart * 0.5
        while x < Double(skin.width) - apart * 0.5 {
          if skin.mean(x, y + apart * 0.2, apart * 0.1, apart * 0.2) > 0.6 {
            for lean in Self.leans {
              let evidence = evidence(x, y, apart, lean)
              if evidence > Self.threshold {
                candidates.append(FaceCandidate(x: x, y: y, apart: apart, degrees: lean.degrees, evidence: evidence))
              }
            }
          }
          x += step
        }
        y += step
      }
      apart *= 1.18
    }
    return candidates.sorted { $0.weight > $1.weight }
  }

  /// How much speaks for eyes at this place: restless eyes over calm skin, as the ratio's logarithm and by the skin.
  private func evidence(_ x: Double, _ y: Double, _ apart: Double, _ lean: Lean) -> Float {
    let across = lean.cosine * apart
    let down = lean.sine * apart
    func at(_ u: Double, _ v: Double) -> (Double, Double) { (x + u * across - v * down, y + u * down + v * across) }
    func edge(_ u: Double, _ v: Double, _ wide: Double, _ tall: Double) -> Float {
      let place = at(u, v)
      return edges.mean(place.0, place.1, wide * apart, tall * apart)
    }
    func skinned(_ u: Double, _ v: Double, _ wide: Double, _ tall: Double) -> Float {
      let place = at(u, v)
      return skin.mean(place.0, place.1, wide * apart, tall * apart)
    }
    func tone(_ u: Double, _ v: Double) -> Float {
      let place = at(u, v)
      return light.mean(place.0, place.1, 0.12 * apart, 0.08 * apart)
    }
    // Most places are no face: each look may be the last.
    let leftCheek = skinned(-0.5, 0.48, 0.16, 0.12)
    guard leftCheek > Self.leastFlesh else { return 0 }
    let rightCheek = skinned(0.5, 0.48, 0.16, 0.12)
    guard rightCheek > Self.leastFlesh else { return 0 }
    let leftEye = edge(-0.5, 0, 0.18, 0.1)
    guard leftEye > Self.leastRestless else { return 0 }
    let eyes = min(leftEye, edge(0.5, 0, 0.18, 0.1))
    guard eyes > Self.leastRestless else { return 0 }
    let brow = skinned(0, -0.6, 0.2, 0.1)
    guard brow > Self.leastFlesh else { return 0 }
    let flesh = min(
      leftCheek, rightCheek, brow, 0.4 + skinned(-0.85, 0.3, 0.07, 0.1), 0.4 + skinned(0.85, 0.3, 0.07, 0.1))
    guard flesh > Self.leastFlesh else { return 0 }
    let likeness = sameFlesh(
      cheeks: (tone(-0.5, 0.48), tone(0.5, 0.48)), brow: (tone(-0.4, -0.6), tone(0, -0.6), tone(0.4, -0.6)))
    guard likeness > 0 else { return 0 }
    let calm = max(
      (edge(-0.5, 0.56, 0.16, 0.11) + edge(0.5, 0.56, 0.16, 0.11)) * 0.5, edge(0, -0.62, 0.2, 0.08),
      edge(0, 0.36, 0.1, 0.14) * 0.7,
      edge(0, -0.45, 0.1, 0.1), (edge(-0.5, 0.34, 0.14, 0.06) + edge(0.5, 0.34, 0.14, 0.06)) * 0.12)
    guard eyes > calm + 0.02 else { return 0 }
    let mouth = edge(0, 1.03, 0.22, 0.14)
    let lips = min(1.5, max(0, log((mouth + 0.01) / (calm + 0.02))))
    return (log(eyes / (calm + 0.02)) + 0.6 * lips) * flesh * likeness * min(1, mouth / (0.35 * eyes))
  }

  /// Whether cheeks and forehead are one skin: alike in light once the sides' own light is allowed for, 0–1.
  private func sameFlesh(cheeks: (Float, Float), brow: (Float, Float, Float)) -> Float {
    let left = abs(log((brow.0 + 0.03) / (cheeks.0 + 0.03)))
    let right = abs(log((brow.2 + 0.03) / (cheeks.1 + 0.03)))
    let middle = abs(log((brow.1 + 0.03) / ((cheeks.0 + cheeks.1) / 2 + 0.03)))
    return min(1, max(0, (0.6 - max(left, right, middle)) / 0.3))
  }

  /// The candidate moved, turned and sized to the most evidence nearby.
  private func refined(_ candidate: FaceCandidate) -> FaceCandidate {
    var best = candidate
    var step = 0.08
    for _ in 0..<3 {
      let from = best
      for turn in [-20.0, 0, 20] {
        let lean = Lean(degrees: from.degrees + turn * step)
        for size in [-0.6, 0, 0.6] {
          for down in [-1.0, 0, 1] {
            for across in [-1.0, 0, 1] {
              var other = from
              other.x += across * step * 0.3 * from.apart
              other.y += down * step * from.apart
              other.apart *= 1 + size * step
              other.degrees = lean.degrees
              other.evidence = evidence(other.x, other.y, other.apart, lean)
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
