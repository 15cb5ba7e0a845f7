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
  /// Measures the light on the face, by those of its cells that are like skin, and on the wall behind.
  mutating func measureLight(_ picture: WorkingPicture, skin: [Float], face: FaceField?) {
    var tally = [Double](repeating: 0, count: 256)
    var (left, right, wall) = (LightTally(), LightTally(), WallTally())
    for y in 0..<picture.height {
      for x in 0..<picture.width {
        let cell = y * picture.width + x
        let light = picture.luminance[cell]
        guard let face else {
          tally[Int(min(255, max(0, light)))] += 1
          wall.add(light, picture.gradient(x, y))
          continue
        }
        let place = face.place(x, y)
        let distance = place.across * place.across + place.down * place.down
        if distance < 0.96 * 0.96 {
          let isSkin = skin[cell] > 0.3
          if isSkin || light < 26 || light > 245 { tally[Int(min(255, max(0, light)))] += 1 }
          if isSkin, place.down >= -0.4, place.down <= 0.8 {
            if place.across < -0.08 { left.add(light) }
            if place.across > 0.08 { right.add(light) }
          }
        } else if distance > 1.45 * 1.45, y < face.middleRow {
          wall.add(light, picture.gradient(x, y))
        }
      }
    }
    backgroundLuminance = wall.luminance
    backgroundGradient = wall.gradient
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

/// What was seen of the wall behind.
private struct WallTally {
  private var (sum, count) = (0.0, 0.0)
  private var (edges, edgeCount) = (0.0, 0.0)

  mutating func add(_ light: Float, _ gradient: Float?) {
    sum += Double(light)
    count += 1
    guard let gradient else { return }
    edges += Double(gradient)
    edgeCount += 1
  }

  var luminance: Double { count > 0 ? sum / count / 255 : 0 }
  var gradient: Double { edgeCount > 0 ? edges / edgeCount : 0 }
}

/// How much light of which strength lies on one half of a face, in steps of a tenth of its logarithm.
private struct LightTally {
  private var steps = [Double](repeating: 0, count: 64)
  private var count = 0.0

  mutating func add(_ light: Float) {
    steps[min(61, max(1, Int(log(max(1, light)) * 10)))] += 1
    count += 1
  }

  /// What both halves have in common, 0 (nothing) to 1 (all); 0 when one half shows nothing.
  func likeness(_ other: LightTally) -> Double {
    guard count > 0, other.count > 0 else { return 0 }
    return steps.indices.reduce(0) { $0 + min(spread($1) / count, other.spread($1) / other.count) }
  }

  /// A step with a share of its neighbours'.
  private func spread(_ step: Int) -> Double {
    func at(_ step: Int) -> Double { steps.indices.contains(step) ? steps[step] : 0 }
    return 0.2 * at(step + 1) + 0.3 * at(step) + 0.3 * at(step - 1) + 0.2 * at(step - 2)
  }
}

extension WorkingPicture {
  /// The size of Scharr's gradient of the luminance at a cell, or nil at the rim.
  func gradient(_ x: Int, _ y: Int) -> Float? {
    guard x > 0, y > 0, x < width - 1, y < height - 1 else { return nil }
    return luminance.withUnsafeBufferPointer { luminance in
      let (above, at, below) = ((y - 1) * width + x, y * width + x, (y + 1) * width + x)
      let falling = luminance[below + 1] - luminance[above - 1]
      let rising = luminance[above + 1] - luminance[below - 1]
      let gx = 3 * (rising + falling) + 10 * (luminance[at + 1] - luminance[at - 1])
      let gy = 3 * (falling - rising) + 10 * (luminance[below] - luminance[above])
      return (gx * gx + gy * gy).squareRoot()
    }
  }
}
