import Glibc

/// A picture made small for finding faces: luminance, skin-likeness and edges on a coarse grid.
struct WorkingPicture {
  /// How many pixels of the picture make one cell's side.
  let factor: Int
  let width: Int
  let height: Int
  /// The mean colour of each cell, three values a cell, 0–255.
  let colours: [Float]
  /// The luminance of each cell, 0–255.
  let luminance: [Float]
  /// How like skin each cell is by its colour alone, 0–1; the same for light and dark skin.
  let skin: [Float]

  /// Averages a picture down to about `rows` rows.
  init(_ picture: RGBPicture, rows: Int) {
    let factor = max(1, (picture.height + rows / 2) / rows)
    let width = max(1, picture.width / factor)
    let height = max(1, picture.height / factor)
    var colours = [Float](repeating: 0, count: width * height * 3)
    var luminance = [Float](repeating: 0, count: width * height)
    var skin = [Float](repeating: 0, count: width * height)
    picture.pixels.withUnsafeBufferPointer { source in
      for y in 0..<height {
        for x in 0..<width {
          let (red, green, blue) = Self.mean(source, picture, x * factor, y * factor, factor)
          let at = y * width + x
          colours[at * 3] = red
          colours[at * 3 + 1] = green
          colours[at * 3 + 2] = blue
          luminance[at] = 0.299 * red + 0.587 * green + 0.114 * blue
          skin[at] = Self.skinLikeness(red, green, blue)
        }
      }
    }
    self.factor = factor
    self.width = width
    self.height = height
    self.colours = colours
    self.luminance = luminance
    self.skin = skin
  }

  /// How like skin a colour is: red before green before blue in chromaticity, whatever the brightness.
  static func skinLikeness(_ red: Float, _ green: Float, _ blue: Float) -> Float {
    let sum = red + green + blue
    guard sum > 18 else { return 0 }
    let warmth = (red - green) / sum
    let yellow = (green - blue) / sum
    return ramp(warmth, 0.012, 0.03) * ramp(0.27 - warmth, 0, 0.03) * ramp(yellow, -0.03, -0.01)
      * ramp(0.14 - yellow, 0, 0.02)
  }

  private static func ramp(_ value: Float, _ from: Float, _ to: Float) -> Float {
    min(1, max(0, (value - from) / (to - from)))
  }

  private static func mean(
    _ source: UnsafeBufferPointer<UInt8>, _ picture: RGBPicture, _ left: Int, _ top: Int, _ factor: Int
  ) -> (Float, Float, Float) {
    let right = min(left + factor, picture.width)
    let bottom = min(top + factor, picture.height)
    var (red, green, blue) = (0, 0, 0)
    for y in top..<bottom {
      var at = (y * picture.width + left) * 3
      for _ in left..<right {
        red += Int(source[at])
        green += Int(source[at + 1])
        blue += Int(source[at + 2])
        at += 3
      }
    }
    let count = Float(max(1, (right - left) * (bottom - top)))
    return (Float(red) / count, Float(green) / count, Float(blue) / count)
  }

  /// The luminance at a place, the nearest cell's inside the picture.
  func light(_ x: Double, _ y: Double) -> Float {
    luminance[index(x, y)]
  }

  /// The cell of a place, the nearest one inside the picture.
  func index(_ x: Double, _ y: Double) -> Int {
    Self.clamp(y, height) * width + Self.clamp(x, width)
  }

  private static func clamp(_ value: Double, _ count: Int) -> Int {
    guard value > 0 else { return 0 }
    return value < Double(count) ? Int(value) : count - 1
  }

  /// The size of the luminance's gradient at each cell as a share of the light around it.
  func edges() -> [Float] {
    var edges = [Float](repeating: 0, count: width * height)
    guard width > 2, height > 2 else { return edges }
    for y in 1..<(height - 1) {
      for x in 1..<(width - 1) {
        let at = y * width + x
        let across = luminance[at + 1] - luminance[at - 1]
        let down = luminance[at + width] - luminance[at - width]
        let around = luminance[at + 1] + luminance[at - 1] + luminance[at + width] + luminance[at - width]
        edges[at] = min(1, (across * across + down * down).squareRoot() / (around * 0.25 + 12))
      }
    }
    return edges
  }
}

/// Sums over rectangles of a grid in four look-ups.
struct SummedGrid {
  let width: Int
  let height: Int
  private let sums: [Float]

  init(_ values: [Float], width: Int, height: Int) {
    var sums = [Float](repeating: 0, count: (width + 1) * (height + 1))
    for y in 0..<height {
      var row: Float = 0
      for x in 0..<width {
        row += values[y * width + x]
        sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row
      }
    }
    self.width = width
    self.height = height
    self.sums = sums
  }

  /// The mean over a rectangle around a place; 0 when it lies outside the grid.
  func mean(_ x: Double, _ y: Double, _ halfWidth: Double, _ halfHeight: Double) -> Float {
    let left = max(0, Int(x - halfWidth + 0.5))
    let right = min(width, Int(x + halfWidth + 1.5))
    let top = max(0, Int(y - halfHeight + 0.5))
    let bottom = min(height, Int(y + halfHeight + 1.5))
    guard left < right, top < bottom else { return 0 }
    let line = width + 1
    let sum =
      sums[bottom * line + right] - sums[top * line + right] - sums[bottom * line + left] + sums[top * line + left]
    return sum / Float((right - left) * (bottom - top))
  }
}
