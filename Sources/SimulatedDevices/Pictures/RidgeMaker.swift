import Glibc
package import Quality

/// How a finger was laid on the reader.
package struct RidgeTouch: Sendable, Hashable {
  /// The picture's width in pixels at 500 ppi.
  package var width = 300
  /// The picture's height in pixels at 500 ppi.
  package var height = 400
  /// How dry the finger is, 0–1: ridges thin, faint and broken.
  package var dryness = 0.0
  /// How wet the finger is, 0–1: ridges run together.
  package var wetness = 0.0
  /// How much the finger moved or how worn it is, 0–1: directions get lost.
  package var smear = 0.0
  /// The share of the fingertip that touches, 0–1.
  package var coverage = 1.0
  /// How far the finger lies right of the middle, in pixels.
  package var shiftX = 0.0
  /// How far the finger lies below the middle, in pixels.
  package var shiftY = 0.0
  /// How far the finger is turned clockwise, in degrees.
  package var degrees = 0.0
  /// The standard deviation of the sensor's grain in 8-bit steps.
  package var grain = 6.0
  /// What the moment's chances come from.
  package var seed: UInt64 = 1

  /// A good touch.
  package init() {}
}

/// Grows the ridges of one invented finger and shows them as a 500 ppi reader would.
///
/// Ridges grow from seeds by repeated filtering along the flow, as in SFinGe (Cappelli and others 2002), so that
/// minutiae come about by themselves.
package struct RidgeMaker: Sendable, Hashable {
  /// Grown ridges on a grid of half the reader's resolution, −1 valley to 1 ridge.
  private let ridges: [Float]
  private static let gridWidth = 184
  private static let gridHeight = 240
  /// Millimetres between two places of the grid: 2 pixels at 500 ppi.
  private static let spacing = 2 * 25.4 / 500

  /// The finger with this code (ISO/IEC 19794-2) of the person with this seed.
  package init(seed: UInt64, finger: Int) {
    var numbers = SeededNumbers(seed: seed &* 31 &+ UInt64(truncatingIfNeeded: finger), purpose: "ridges")
    let flow = RidgeFlow(&numbers)
    ridges = Self.grow(flow, period: numbers.within(4.2...4.9), &numbers)
  }

  /// What the reader shows of a touch; nil only for a picture without a size.
  package func picture(_ touch: RidgeTouch) -> GreyPicture? {
    let sides = 1...PictureLimit.side
    guard sides.contains(touch.width), sides.contains(touch.height) else { return nil }
    var numbers = SeededNumbers(seed: touch.seed, purpose: "touch")
    let skin = TouchedSkin(touch, &numbers)
    let cosine = cos(touch.degrees * .pi / 180)
    let sine = sin(touch.degrees * .pi / 180)
    let middle = Point(Double(touch.width) / 2 + touch.shiftX, Double(touch.height) / 2 + touch.shiftY)
    var pixels = [UInt8](repeating: 255, count: touch.width * touch.height)
    for y in 0..<touch.height {
      for x in 0..<touch.width {
        let right = Double(x) - middle.x
        let down = Double(y) - middle.y
        let place = Point(right * cosine + down * sine, down * cosine - right * sine)
        let bits = numbers.next()
        let noise =
          (Double(bits & 0xFFFF) + Double((bits >> 16) & 0xFFFF) + Double((bits >> 32) & 0xFFFF)) / 65536 - 1.5
        let glass = 252 + noise * touch.grain * 0.5
        let contact = skin.contact(place)
        guard contact > 0 else {
          pixels[y * touch.width + x] = UInt8(min(255, max(0, glass)))
          continue
        }
        let height = self.height(place.x / 2, place.y / 2, smear: touch.smear)
        let grey = skin.grey(height, place) + noise * touch.grain * 2
        pixels[y * touch.width + x] = UInt8(min(255, max(0, glass + (grey - glass) * contact)))
      }
    }
    return GreyPicture(width: touch.width, height: touch.height, pixels: pixels)
  }

  /// The ridge's height at a place of the grid (from its middle); a worn or moving finger smears it and shows specks.
  private func height(_ x: Double, _ y: Double, smear: Double) -> Double {
    guard smear > 0 else { return sample(x, y) }
    var sum = 0.0
    for step in 0..<5 {
      let far = (Double(step) / 4 - 0.5) * smear * 9
      sum += sample(x + far, y + far * 0.7 + smear * sin(x * 0.22) * 2)
    }
    var specks = 0.0
    for wave in 0..<6 {
      let angle = Double(wave) * 0.53 + 0.2 * sin(x * 0.09 + y * 0.07 + Double(wave))
      specks += cos((x * cos(angle) + y * sin(angle)) * 1.15 + Double(wave * wave))
    }
    return sum / 5 * (1 - smear * 0.8) + specks * 0.42 * smear
  }

  private func sample(_ x: Double, _ y: Double) -> Double {
    let right = min(max(x + Double(Self.gridWidth) / 2, 0), Double(Self.gridWidth) - 1.01)
    let down = min(max(y + Double(Self.gridHeight) / 2, 0), Double(Self.gridHeight) - 1.01)
    let column = Int(right)
    let row = Int(down)
    let (u, v) = (right - Double(column), down - Double(row))
    let at = row * Self.gridWidth + column
    let upper = Double(ridges[at]) * (1 - u) + Double(ridges[at + 1]) * u
    let lower = Double(ridges[at + Self.gridWidth]) * (1 - u) + Double(ridges[at + Self.gridWidth + 1]) * u
    return upper * (1 - v) + lower * v
  }

  // MARK: Growing

  private static let directions = 24
  private static let reach = 5

  private static func grow(_ flow: RidgeFlow, period: Double, _ numbers: inout SeededNumbers) -> [Float] {
    let count = gridWidth * gridHeight
    var kinds = [Int](repeating: 0, count: count)
    for y in 0..<gridHeight {
      for x in 0..<gridWidth {
        let angle = flow.direction(
          (Double(x) - Double(gridWidth) / 2) * spacing, (Double(y) - Double(gridHeight) / 2) * spacing)
        let turns = angle / .pi
        kinds[y * gridWidth + x] = Int(((turns - turns.rounded(.down)) * Double(directions)).rounded()) % directions
      }
    }
    let filters = (0..<directions).flatMap { filter(Double($0) * .pi / Double(directions), period: period) }
    var field = [Float](repeating: 0, count: count)
    for index in 0..<count { field[index] = Float(numbers.unit() - 0.5) }
    for _ in 0..<9 { field = filtered(field, kinds, filters, gain: 1.6) }
    return filtered(field, kinds, filters, gain: 0.75)
  }

  private static func filtered(_ field: [Float], _ kinds: [Int], _ filters: [Float], gain: Float) -> [Float] {
    let side = 2 * reach + 1
    let line = gridWidth + 2 * reach
    // The rim is repeated all around, so that no place needs to ask whether it lies at it.
    let framed = [Float](unsafeUninitializedCapacity: line * (gridHeight + 2 * reach)) { framed, count in
      for y in 0..<(gridHeight + 2 * reach) {
        let from = min(max(y - reach, 0), gridHeight - 1) * gridWidth
        for x in 0..<line { framed[y * line + x] = field[from + min(max(x - reach, 0), gridWidth - 1)] }
      }
      count = line * (gridHeight + 2 * reach)
    }
    return [Float](unsafeUninitializedCapacity: field.count) { result, count in
      framed.withUnsafeBufferPointer { source in
        filters.withUnsafeBufferPointer { weights in
          for y in 0..<gridHeight {
            for x in 0..<gridWidth {
              var weight = kinds[y * gridWidth + x] * side * side
              var sum: Float = 0
              for down in 0..<side {
                let place = (y + down) * line + x
                for across in 0..<side { sum += source[place + across] * weights[weight + across] }
                weight += side
              }
              result[y * gridWidth + x] = max(-1, min(1, sum * gain))
            }
          }
        }
      }
      count = field.count
    }
  }

  /// A Gabor filter for ridges of a direction, with no answer to plain grey.
  private static func filter(_ angle: Double, period: Double) -> [Float] {
    var weights: [Double] = []
    for y in -reach...reach {
      for x in -reach...reach {
        let across = Double(y) * cos(angle) - Double(x) * sin(angle)
        let far = Double(x * x + y * y)
        weights.append(cos(2 * .pi * across / period) * exp(-far / (2 * 2.1 * 2.1)))
      }
    }
    let mean = weights.reduce(0, +) / Double(weights.count)
    let size = weights.reduce(0) { $0 + abs($1 - mean) }
    return weights.map { Float(($0 - mean) / size * 2) }
  }
}
