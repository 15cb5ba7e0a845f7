import Glibc

/// A picture made small for finding faces: colour, luminance, skin-likeness and edges on a coarse grid.
struct WorkingPicture {
  /// How many pixels of the picture make one cell's side.
  let factor: Int
  let width: Int
  let height: Int
  /// The mean colour of each cell, three values a cell, 0–255.
  let colours: [Float]
  /// The luminance of each cell, 0–255.
  let luminance: [Float]

  /// Averages a picture down to about `rows` rows.
  init(_ picture: RGBPicture, rows: Int) {
    factor = max(1, (picture.height + rows / 2) / rows)
    width = max(1, picture.width / factor)
    height = max(1, picture.height / factor)
    colours = Self.means(picture, factor, width, height)
    luminance = Self.each(colours) { red, green, blue in 0.299 * red + 0.587 * green + 0.114 * blue }
  }

  /// How like skin each cell is by its colour alone, 0–1; the same for light and dark skin.
  func skin() -> [Float] { Self.each(colours, Self.skinLikeness) }

  /// How like skin one cell is.
  func skin(_ cell: Int) -> Float {
    Self.skinLikeness(colours[cell * 3], colours[cell * 3 + 1], colours[cell * 3 + 2])
  }

  @inline(__always)
  private static func each(_ colours: [Float], _ value: (Float, Float, Float) -> Float) -> [Float] {
    let count = colours.count / 3
    return [Float](unsafeUninitializedCapacity: count) { values, filled in
      filled = count
      colours.withUnsafeBufferPointer { colours in
        for index in 0..<count {
          values[index] = value(colours[index &* 3], colours[index &* 3 &+ 1], colours[index &* 3 &+ 2])
        }
      }
    }
  }

  /// The mean of each field of `factor` x `factor` pixels: first the rows of a field are added, all columns at once.
  private static func means(_ picture: RGBPicture, _ factor: Int, _ width: Int, _ height: Int) -> [Float] {
    let line = picture.width * 3
    let (across, down) = (min(factor, picture.width), min(factor, picture.height))
    let share = 1 / Float(across * down)
    var columns = [UInt16](repeating: 0, count: line)
    return [Float](unsafeUninitializedCapacity: width * height * 3) { means, filled in
      filled = width * height * 3
      picture.pixels.withUnsafeBufferPointer { pixels in
        columns.withUnsafeMutableBufferPointer { columns in
          for y in 0..<height {
            columns.update(repeating: 0)
            for row in (y * factor)..<(y * factor + down) {
              // Of its own beginning, so that the compiler adds many at once.
              let pixels = UnsafeBufferPointer(rebasing: pixels[(row * line)..<((row + 1) * line)])
              for index in 0..<line { columns[index] &+= UInt16(pixels[index]) }
            }
            var at = 0
            for x in 0..<width {
              var (red, green, blue) = (0, 0, 0)
              for _ in 0..<across {
                red &+= Int(columns[at])
                green &+= Int(columns[at &+ 1])
                blue &+= Int(columns[at &+ 2])
                at &+= 3
              }
              let cell = (y * width + x) * 3
              means[cell] = Float(red) * share
              means[cell + 1] = Float(green) * share
              means[cell + 2] = Float(blue) * share
            }
          }
        }
      }
    }
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
