import Quality

/// How a fingerprint becomes so small that a pixel of the plane is wider than a ridge, and its ridges lines all the same.
///
/// The mean over such a pixel is a grey without a direction. So the lines of the small picture run as the measured ridges do, and bend where
/// they bend; only they lie further apart, as close as pixels can show, so that one line stands for several ridges. Where no ridge was
/// measured the mean stays. Each pixel begins at its mean and takes, a few times over, the wave across the measured direction that is
/// around it: so lines end and join by themselves (as ridges grow in SFinGe, Cappelli and others 2002).
struct RidgeRaster {
  /// What was measured around a pixel of the plane.
  struct Spot {
    /// The ridges' direction, of length 1: to the right, and down.
    var cosine = 1.0
    var sine = 0.0
    /// How much of ridges is there, 0–1.
    var strength = 0.0
    /// The mean grey, and its standard deviation, of ridges and valleys together.
    var mean = 255.0
    var deviation = 0.0
  }

  /// The distance from line to line in widths of the plane's pixels that are twice as tall: two and a half such rows.
  private static let leastPitch = 5.0
  /// How often each pixel looks around; after that nothing changes that is seen.
  private static let turns = 8
  /// Light that is no finger's any more, and that surely is one's.
  private static let light = (most: 244.0, sure: 224.0)

  private let width: Int
  private let height: Int
  /// Pixels of the picture that one of the plane covers, across and down.
  private let across: Double
  private let down: Double
  /// The plane's pixels, row by row.
  let spots: [Spot]
  /// The distance from line to line in pixels of the picture.
  private let pitch: Double

  /// For a plane whose pixels show these columns and rows of a picture, and have these means.
  init(_ picture: GreyPicture, columns: [Range<Int>], rows: [Range<Int>], means: [UInt8]) {
    width = columns.count
    height = rows.count
    across = Double((columns.last?.upperBound ?? 0) - (columns.first?.lowerBound ?? 0)) / Double(max(1, width))
    down = Double((rows.last?.upperBound ?? 0) - (rows.first?.lowerBound ?? 0)) / Double(max(1, height))
    let field = RidgeField(picture)
    let (width, height) = (width, height)
    spots = rows.indices.flatMap { y in
      columns.indices.map { x in
        var spot = field.spot(
          x: Double(columns[x].lowerBound + columns[x].upperBound) / 2,
          y: Double(rows[y].lowerBound + rows[y].upperBound) / 2)
        // Blocks are coarser than the finger's edge.
        let around = Self.mean(means, around: x, y, width, height)
        spot.strength *= min(max((Self.light.most - around) / (Self.light.most - Self.light.sure), 0), 1)
        return spot
      }
    }
    pitch = max(field.period, across * Self.leastPitch)
  }

  private static func mean(_ means: [UInt8], around x: Int, _ y: Int, _ width: Int, _ height: Int) -> Double {
    var (sum, count) = (0, 0)
    for row in max(0, y - 1)...min(height - 1, y + 1) {
      for column in max(0, x - 1)...min(width - 1, x + 1) {
        sum += Int(means[row * width + column])
        count += 1
      }
    }
    return Double(sum) / Double(count)
  }

  /// The plane's pixels: lines where ridges were measured, else their means.
  func lines(over means: [UInt8]) -> [UInt8] {
    let wave = waves(over: means)
    return wave.indices.map { index in
      let (spot, mean) = (spots[index], Double(means[index]))
      let line = spot.mean - Double(wave[index]) * spot.deviation
      return UInt8(min(max(line * spot.strength + mean * (1 - spot.strength), 0), 255))
    }
  }

  /// 1 where a line is darkest, −1 in the middle between two.
  private func waves(over means: [UInt8]) -> [Float] {
    let (reachX, reachY) = (Int((pitch / across).rounded(.up)), Int((pitch / down).rounded(.up)))
    let taps = (2 * reachX + 1) * (2 * reachY + 1)
    let (columns, rows) = (width + 2 * reachX, height + 2 * reachY)
    // With a margin of nothing around it, so that no pixel is at an edge.
    var wave = [Float](repeating: 0, count: columns * rows)
    var weights: [Float] = []
    var places: [Int] = []
    for y in 0..<height {
      for x in 0..<width where spots[y * width + x].strength > 0 {
        let (spot, place) = (spots[y * width + x], (y + reachY) * columns + x + reachX)
        wave[place] = Float((spot.mean - Double(means[y * width + x])) / max(8, spot.deviation))
        places.append(place)
        weights += filter(along: spot, reachX, reachY)
      }
    }
    var next = wave
    for _ in 0..<Self.turns {
      wave.withUnsafeBufferPointer { wave in
        weights.withUnsafeBufferPointer { weights in
          for (number, place) in places.enumerated() {
            var sum: Float = 0
            var tap = number &* taps
            for row in 0...(2 * reachY) {
              let start = place &- reachX &+ (row &- reachY) &* columns
              for column in 0...(2 * reachX) {
                sum += weights[tap] * wave[start &+ column]
                tap &+= 1
              }
            }
            next[place] = min(max(sum, -1), 1)
          }
        }
      }
      wave = next
    }
    return (0..<height).flatMap { y in wave[((y + reachY) * columns + reachX)...].prefix(width) }
  }

  /// What a pixel takes of those around it: a wave of the pitch across the direction, fading outwards, its sum 0.
  private func filter(along spot: Spot, _ reachX: Int, _ reachY: Int) -> [Float] {
    var (bells, weights): ([Float], [Float]) = ([], [])
    for y in -reachY...reachY {
      for x in -reachX...reachX {
        let (right, below) = (Double(x) * across / pitch, Double(y) * down / pitch)
        let over = below * spot.cosine - right * spot.sine
        let along = right * spot.cosine + below * spot.sine
        let bell = Float(Self.bell(over / 0.42) * Self.bell(along / 0.55))
        bells.append(bell)
        weights.append(bell * Float(Self.cosine(turns: over)))
      }
    }
    let flat = weights.reduce(0, +) / max(0.001, bells.reduce(0, +))
    for tap in weights.indices { weights[tap] -= bells[tap] * flat }
    // Stronger than what it is made of, so that it grows to a whole line.
    let size = weights.reduce(0) { $0 + abs($1) } / 2.5
    return weights.map { $0 / max(0.001, size) }
  }

  /// Nearly a Gaussian of deviation 1, nothing from 2.8 on.
  private static func bell(_ x: Double) -> Double {
    let rest = max(0, 1 - x * x / 8)
    return rest * rest * rest * rest
  }

  /// Nearly the cosine of so many turns (Bhaskara I).
  private static func cosine(turns: Double) -> Double {
    let rest = abs(turns - turns.rounded())
    func quarter(_ x: Double) -> Double { (0.25 - 4 * x * x) / (0.25 + x * x) }
    return rest <= 0.25 ? quarter(rest) : -quarter(0.5 - rest)
  }
}

extension RidgeRaster.Spot {
  /// The character of a cell that runs most like the ridges; a slanting one is as steep as a cell's diagonal.
  var stroke: Unicode.Scalar {
    let steepness = abs(sine)
    // Halfway in angle between a level line and the diagonal, and between that and an upright one.
    return steepness < 0.52 ? "─" : steepness > 0.97 ? "│" : sine > 0 ? "\\" : "/"
  }
}

/// The ridges of a picture, measured in blocks of 16 pixels of 500 ppi.
private struct RidgeField {
  private let blocks: RidgeBlocks
  /// Of each block and those around it: twice the direction as a vector, whether there are ridges, mean and deviation.
  private var fields: [SIMD8<Double>]
  /// The distance from ridge to ridge in pixels.
  let period: Double

  init(_ picture: GreyPicture) {
    blocks = RidgeBlocks(picture, side: 16)
    period = RidgeBlocks(picture, side: 32).period(in: picture) ?? 9
    fields = []
    for row in 0..<blocks.rows {
      for column in 0..<blocks.columns {
        let index = row * blocks.columns + column
        var field = SIMD8<Double>.zero
        // Ridges bend slowly: a pore or a scar is no direction.
        for y in max(0, row - 1)...min(blocks.rows - 1, row + 1) {
          for x in max(0, column - 1)...min(blocks.columns - 1, column + 1)
          where blocks.showsRidges(y * blocks.columns + x) {
            let block = blocks.blocks[y * blocks.columns + x]
            let weight = (x == column ? 2.0 : 1) * (y == row ? 2.0 : 1)
            field[0] += block.cosine * weight
            field[1] += block.sine * weight
          }
        }
        field[2] = blocks.showsRidges(index) ? 1 : 0
        field[3] = blocks.blocks[index].mean
        field[4] = blocks.blocks[index].deviation
        fields.append(field)
      }
    }
  }

  /// What is around a place of the picture, between the middles of four blocks.
  func spot(x: Double, y: Double) -> RidgeRaster.Spot {
    guard !fields.isEmpty else { return RidgeRaster.Spot() }
    let side = Double(blocks.side)
    let column = min(max(x / side - 0.5, 0), Double(blocks.columns - 1))
    let row = min(max(y / side - 0.5, 0), Double(blocks.rows - 1))
    let (left, top) = (Int(column), Int(row))
    let (right, bottom) = (min(left + 1, blocks.columns - 1), min(top + 1, blocks.rows - 1))
    let (toRight, toBottom) = (column - Double(left), row - Double(top))
    func between(_ row: Int) -> SIMD8<Double> {
      fields[row * blocks.columns + left] * (1 - toRight) + fields[row * blocks.columns + right] * toRight
    }
    let field = between(top) * (1 - toBottom) + between(bottom) * toBottom
    var spot = RidgeRaster.Spot(strength: field[2], mean: field[3], deviation: field[4])
    let length = (field[0] * field[0] + field[1] * field[1]).squareRoot()
    guard length > 0.01 else {
      spot.strength = 0
      return spot
    }
    // Half of the doubled angle.
    spot.cosine = max(0, (1 + field[0] / length) / 2).squareRoot()
    spot.sine = max(0, (1 - field[0] / length) / 2).squareRoot() * (field[1] < 0 ? -1 : 1)
    return spot
  }
}
