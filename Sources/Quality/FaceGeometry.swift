import Glibc

/// The places of one face, in cells of the fine working picture.
struct FaceGeometry {
  /// One eye: its middle and the height of its opening.
  struct Eye {
    var x: Double
    var y: Double
    var opening: Double
  }

  let picture: WorkingPicture
  private(set) var left: Eye
  private(set) var right: Eye
  /// The distance from the line of the eyes down to the chin.
  private(set) var toChin = 0.0
  /// The distance from the line of the eyes up to the crown.
  private(set) var toCrown = 0.0
  /// The height of the dark gap between the lips.
  private(set) var mouthGap = 0.0

  /// Measures the face of a candidate that was found on a coarser grid (`scale` fine cells to one of its cells),
  /// before a wall when that is plain.
  init(_ candidate: FaceCandidate, scale: Double, in picture: WorkingPicture, before wall: PlainWall?) {
    self.picture = picture
    let half = candidate.apart * scale / 2
    let across = cos(candidate.degrees * .pi / 180) * half
    let down = sin(candidate.degrees * .pi / 180) * half
    let x = (candidate.x + 0.5) * scale
    let y = (candidate.y + 0.5) * scale
    left = Eye(x: x - across, y: y - down, opening: 0)
    right = Eye(x: x + across, y: y + down, opening: 0)
    for _ in 0..<3 {
      let (first, second) = (settled(left), settled(right))
      left = first
      right = second
    }
    toChin = chin()
    toCrown = crown(wall)
    mouthGap = gap()
  }

  /// The distance between the eyes.
  var apart: Double { max(1, hypot(right.x - left.x, right.y - left.y)) }

  /// The eyes' line turned clockwise from level, in degrees.
  var degrees: Double { atan2(right.y - left.y, right.x - left.x) * 180 / .pi }

  /// The place `u` eye distances along the eyes' line and `v` below it.
  func place(_ u: Double, _ v: Double) -> (x: Double, y: Double) {
    let across = right.x - left.x
    let down = right.y - left.y
    return ((left.x + right.x) / 2 + u * across - v * down, (left.y + right.y) / 2 + u * down + v * across)
  }

  /// The middle between crown and chin.
  var middle: (x: Double, y: Double) { place(0, (toChin - toCrown) / 2 / apart) }

  /// The mean light and warmth (red over green) of a small field.
  func tone(_ u: Double, _ v: Double, _ radius: Double) -> (light: Float, warmth: Float) {
    var light: Float = 0
    var warmth: Float = 0
    for down in -2...2 {
      for across in -2...2 {
        let at = place(u + Double(across) * radius / 2, v + Double(down) * radius / 2)
        let cell = picture.index(at.x, at.y)
        light += picture.luminance[cell]
        warmth += Self.warmth(picture, cell)
      }
    }
    return (light / 25, warmth / 25)
  }

  static func warmth(_ picture: WorkingPicture, _ cell: Int) -> Float {
    let (red, green, blue) = (picture.colours[cell * 3], picture.colours[cell * 3 + 1], picture.colours[cell * 3 + 2])
    return (red - green) / (red + green + blue + 6)
  }

  // MARK: Eyes

  /// An eye moved to the middle of what is not skin there, and the height of that.
  private func settled(_ eye: Eye) -> Eye {
    let side = (eye.x - (left.x + right.x) / 2) * (right.x - left.x) < 0 ? -0.5 : 0.5
    let skin = tone(side, 0.5, 0.12)
    let reach = Int((apart * 0.26).rounded(.up))
    let rise = Int((apart * 0.2).rounded(.up))
    let bridged = max(2, Int(apart * 0.04))
    let across = (right.x - left.x) / apart
    let down = (right.y - left.y) / apart
    var (sum, sumX, sumY) = (0.0, 0.0, 0.0)
    var heights: [Double] = []
    var column = [Bool](repeating: false, count: 2 * rise + 1)
    let beside = (-reach...reach).map { exp(-Double($0 * $0) / (0.06 * apart * apart)) }
    let above = (-rise...rise).map { exp(-Double($0 * $0) / (0.024 * apart * apart)) }
    for step in -reach...reach {
      for row in -rise...rise {
        let x = eye.x + Double(step) * across - Double(row) * down
        let y = eye.y + Double(step) * down + Double(row) * across
        let share = Double(unlike(picture.index(x, y), skin))
        column[row + rise] = share > 0.5
        guard share > 0 else { continue }
        let weight = share * beside[step + reach] * above[row + rise]
        sum += weight
        sumX += weight * x
        sumY += weight * y
      }
      heights.append(Self.longestRun(column, bridging: bridged))
    }
    guard sum > 0 else { return Eye(x: eye.x, y: eye.y, opening: 0) }
    heights = heights.filter { $0 > 0 }.sorted()
    let opening = heights.isEmpty ? 0 : heights[min(heights.count - 1, heights.count * 8 / 10)]
    return Eye(x: sumX / sum, y: sumY / sum, opening: opening)
  }

  /// The longest run of marked cells, across gaps of at most `bridging` cells.
  private static func longestRun(_ column: [Bool], bridging: Int) -> Double {
    var (longest, first, last) = (0, -1, -1)
    for (row, marked) in column.enumerated() where marked {
      if first < 0 || row - last > bridging + 1 { first = row }
      last = row
      longest = max(longest, last - first + 1)
    }
    return Double(longest)
  }

  /// How unlike the skin beside it a cell is, 0–1: much darker, much lighter, or of another colour.
  private func unlike(_ cell: Int, _ skin: (light: Float, warmth: Float)) -> Float {
    let ratio = abs(log((picture.luminance[cell] + 4) / (skin.light + 4)))
    let colour = abs(Self.warmth(picture, cell) - skin.warmth)
    return min(1, max(0, (ratio - 0.34) / 0.12, (colour - 0.024) / 0.016))
  }

  // MARK: Chin, crown and mouth

  /// The mean light of a short line across the face's axis, `v` eye distances below the eyes.
  private func axis(_ v: Double, half: Double) -> Float {
    var sum: Float = 0
    for step in -3...3 {
      let at = place(Double(step) / 3 * half, v)
      sum += picture.light(at.x, at.y)
    }
    return sum / 7
  }

  /// The distance to the chin: the strongest step of light under the mouth, near where a chin may be.
  private func chin() -> Double {
    let step = 1 / apart
    var best = (v: 1.75, strength: 0.0)
    var v = 1.45
    while v < 2.15 {
      let above = axis(v - 2 * step, half: 0.12)
      let below = axis(v + 2 * step, half: 0.12)
      let change = Double(abs(log((above + 6) / (below + 6))))
      let likely = exp(-pow((v - 1.76) / 0.22, 2) / 2)
      let under = place(0, v + 0.1)
      let strength = change * likely * (picture.skin(picture.index(under.x, under.y)) > 0.4 ? 1 : 0.4)
      if strength > best.strength { best = (v, strength) }
      v += step
    }
    return best.v * apart
  }

  /// The distance to the crown: up to where the wall begins; as far as to the chin when the wall is not plain.
  private func crown(_ wall: PlainWall?) -> Double {
    guard let wall else { return toChin }
    var reaches: [Double] = []
    for column in [-0.3, -0.15, 0, 0.15, 0.3] {
      var v = 0.5
      var plain = 0
      while v < 3, plain < 6 {
        let at = place(column, -v)
        guard at.y >= 0 else { break }
        plain = wall.shows(in: picture, picture.index(at.x, at.y)) ? plain + 1 : 0
        v += 1 / apart
      }
      reaches.append((v - Double(plain) / apart) * apart)
    }
    reaches.sort()
    return min(max(reaches[3], toChin * 0.82), toChin * 1.3)
  }

  /// The height of the dark red gap between the lips.
  private func gap() -> Double {
    let skin = tone(0, 0.55, 0.1)
    let sides = [tone(-0.5, 0.5, 0.12), tone(0.5, 0.5, 0.12)]
    let cheek = (sides[0].light + sides[1].light) / 2
    let warmth = max(skin.warmth, (sides[0].warmth + sides[1].warmth) / 2)
    var heights: [Double] = []
    for column in [-0.12, -0.06, 0, 0.06, 0.12] {
      var height = 0.0
      var v = 0.75
      while v < 1.5 {
        let at = place(column, v)
        let cell = picture.index(at.x, at.y)
        let yellow = (picture.colours[cell * 3 + 1] - picture.colours[cell * 3 + 2]) / (picture.luminance[cell] * 3 + 6)
        if picture.luminance[cell] < cheek * 0.75, Self.warmth(picture, cell) > warmth + 0.09, yellow < 0.05 {
          height += 1
        }
        v += 1 / apart
      }
      heights.append(height)
    }
    heights.sort()
    return heights[2]
  }
}
