import Glibc

/// The field of a head in a working picture: an ellipse that leans with it.
struct FaceField {
  private let x: Double
  private let y: Double
  private let halfWidth: Double
  private let halfHeight: Double
  private let cosine: Double
  private let sine: Double

  /// The head of a face, its places multiplied by `scale`.
  init(_ face: FaceGeometry, scale: Double) {
    x = face.middle.x * scale
    y = face.middle.y * scale
    halfHeight = max(1, (face.toChin + face.toCrown) / 2 * scale)
    halfWidth = halfHeight * 0.7
    cosine = cos(face.degrees * .pi / 180)
    sine = sin(face.degrees * .pi / 180)
  }

  /// A cell's place in the head: across and down, −1 to 1 from rim to rim.
  func place(_ column: Int, _ row: Int) -> (across: Double, down: Double) {
    let right = Double(column) + 0.5 - x
    let down = Double(row) + 0.5 - y
    return ((right * cosine + down * sine) / halfWidth, (down * cosine - right * sine) / halfHeight)
  }

  /// The row of the eyes; below it, hair and shoulders may fill the picture.
  var middleRow: Int { Int(y) }
}

extension PhotoMeasures {
  /// Measures the light on the face and on the wall behind.
  mutating func measureLight(_ picture: WorkingPicture, face: FaceField?) {
    var tally = [Double](repeating: 0, count: 256)
    var left = LightTally()
    var right = LightTally()
    var wall = (sum: 0.0, gradient: 0.0, count: 0.0, edges: 0.0)
    for y in 0..<picture.height {
      for x in 0..<picture.width {
        let light = picture.luminance[y * picture.width + x]
        let place = face.map { $0.place(x, y) }
        let distance = place.map { ($0.across * $0.across + $0.down * $0.down).squareRoot() }
        if distance.map({ $0 < 0.96 }) ?? true {
          if face == nil || picture.skin[y * picture.width + x] > 0.3 || light < 26 || light > 245 {
            tally[Int(min(255, max(0, light)))] += 1
          }
          if let place, picture.skin[y * picture.width + x] > 0.3, (-0.4...0.8).contains(place.down) {
            if place.across < -0.08 { left.add(light) }
            if place.across > 0.08 { right.add(light) }
          }
        }
        let behind = distance.map { $0 > 1.45 && y < (face?.middleRow ?? 0) } ?? true
        if behind {
          wall.sum += Double(light)
          wall.count += 1
          if let gradient = picture.gradient(x, y) {
            wall.gradient += gradient
            wall.edges += 1
          }
        }
      }
    }
    backgroundLuminance = wall.count > 0 ? wall.sum / wall.count / 255 : 0
    backgroundGradient = wall.edges > 0 ? wall.gradient / wall.edges : 0
    illuminationUniformity = face == nil ? 0 : left.likeness(right)
    add(tally)
  }

  /// Takes over what follows from the face's tally of luminance.
  private mutating func add(_ tally: [Double]) {
    let count = tally.reduce(0, +)
    guard count > 0 else { return }
    var (sum, squares, entropy, dark, bright) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for (light, number) in tally.enumerated() where number > 0 {
      let share = number / count
      let value = Double(light) / 255
      sum += share * value
      squares += share * value * value
      entropy -= share * log2(share)
      if light <= 25 { dark += share }
      if light >= 247 { bright += share }
    }
    luminanceMean = sum
    luminanceVariance = max(0, squares - sum * sum)
    dynamicRange = entropy
    underExposure = dark
    overExposure = bright
  }
}

/// How much light of which strength lies on one half of a face, in steps of a tenth of its logarithm.
private struct LightTally {
  private var steps = [Double](repeating: 0, count: 64)
  private var count = 0.0

  mutating func add(_ light: Float) {
    let step = Double(log(max(1, light))) * 10
    let first = min(61, max(1, Int(step)))
    for (offset, share) in [(-1, 0.2), (0, 0.3), (1, 0.3), (2, 0.2)] { steps[first + offset] += share }
    count += 1
  }

  /// What both halves have in common, 0 (nothing) to 1 (all); 0 when one half shows nothing.
  func likeness(_ other: LightTally) -> Double {
    guard count > 0, other.count > 0 else { return 0 }
    return zip(steps, other.steps).reduce(0) { $0 + min($1.0 / count, $1.1 / other.count) }
  }
}

extension WorkingPicture {
  /// The size of Scharr's gradient of the luminance at a cell, or nil at the rim.
  func gradient(_ x: Int, _ y: Int) -> Double? {
    guard x > 0, y > 0, x < width - 1, y < height - 1 else { return nil }
    func at(_ across: Int, _ down: Int) -> Double { Double(luminance[(y + down) * width + x + across]) }
    let gx = 3 * (at(1, -1) - at(-1, -1)) + 10 * (at(1, 0) - at(-1, 0)) + 3 * (at(1, 1) - at(-1, 1))
    let gy = 3 * (at(-1, 1) - at(-1, -1)) + 10 * (at(0, 1) - at(0, -1)) + 3 * (at(1, 1) - at(1, -1))
    return (gx * gx + gy * gy).squareRoot()
  }
}
