import Glibc

/// A fingerprint in the blocks of ISO/IEC 29794-4: 32 x 32 pixels.
struct StandardBlocks {
  /// How many pixels a block has across, and down.
  static let side = 32
  /// How much larger the square is, at each side, out of which a turned block is cut.
  private static let margin = 2
  /// The share of the picture's standard deviation of grey above which a block shows a finger.
  private static let fingerShare = 0.1

  private let picture: GreyPicture
  private let columns: Int
  private let rows: Int
  /// The mean grey of each block, row by row; those at the right and the bottom may not be whole.
  let means: [Double]
  private let deviations: [Double]

  /// A square of a block's size that lies within the finger, by its upper left pixel.
  struct Square {
    let left: Int
    let top: Int
  }

  init(_ picture: GreyPicture) {
    let side = Self.side
    let (columns, rows) = ((picture.width + side - 1) / side, (picture.height + side - 1) / side)
    var (means, deviations): ([Double], [Double]) = ([], [])
    for top in stride(from: 0, to: picture.height, by: side) {
      for left in stride(from: 0, to: picture.width, by: side) {
        let greys = Self.greys(
          picture, left..<min(left + side, picture.width), top..<min(top + side, picture.height))
        means.append(greys.mean)
        deviations.append(greys.deviation)
      }
    }
    self.picture = picture
    (self.columns, self.rows) = (columns, rows)
    (self.means, self.deviations) = (means, deviations)
  }

  private static func greys(
    _ picture: GreyPicture, _ across: Range<Int>, _ down: Range<Int>
  ) -> (mean: Double, deviation: Double) {
    var (sum, squares) = (0, 0)
    for y in down {
      for x in across {
        let value = Int(picture.pixels[y * picture.width + x])
        sum += value
        squares += value * value
      }
    }
    let count = Double(across.count * down.count)
    let mean = Double(sum) / count
    return (mean, max(0, Double(squares) / count - mean * mean).squareRoot())
  }

  /// The squares that begin a margin within the picture and touch blocks of the finger alone.
  func squaresOfFinger() -> [Square] {
    let (side, margin) = (Self.side, Self.margin)
    let whole = Self.greys(picture, 0..<picture.width, 0..<picture.height).deviation
    let isFinger = deviations.map { $0 / whole > Self.fingerShare }
    var squares: [Square] = []
    for top in stride(from: margin, to: picture.height - side - margin + 1, by: side) {
      for left in stride(from: margin, to: picture.width - side - margin + 1, by: side) {
        let touched = [top / side, (top + side - 1) / side].flatMap { row in
          [left / side, (left + side - 1) / side].map { row * columns + $0 }
        }
        if touched.allSatisfy({ isFinger[$0] }) { squares.append(Square(left: left, top: top)) }
      }
    }
    return squares
  }

  // MARK: Direction

  /// The structure tensor of a whole block: means of the products of grey's slopes, which are one-sided at the block's own edges.
  private func slopes(_ left: Int, _ top: Int) -> (xx: Double, yy: Double, xy: Double) {
    let side = Self.side
    var (xx, yy, xy) = (0, 0, 0)
    for y in 0..<side {
      for x in 0..<side {
        let across = doubledSlope(at: x) { grey(left + $0, top + y) }
        let down = doubledSlope(at: y) { grey(left + x, top + $0) }
        xx += across * across
        yy += down * down
        xy += across * down
      }
    }
    let count = Double(4 * side * side)
    return (Double(xx) / count, Double(yy) / count, Double(xy) / count)
  }

  private func doubledSlope(at place: Int, _ grey: (Int) -> Int) -> Int {
    switch place {
    case 0: 2 * (grey(1) - grey(0))
    case Self.side - 1: 2 * (grey(place) - grey(place - 1))
    default: grey(place + 1) - grey(place - 1)
    }
  }

  private func grey(_ x: Int, _ y: Int) -> Int { Int(picture.pixels[y * picture.width + x]) }

  /// One minus the ratio of the tensor's eigenvalues, for each whole block in which anything changes.
  func orientationCertainties() -> [Double] {
    var values: [Double] = []
    for row in 0..<(picture.height / Self.side) {
      for column in 0..<(picture.width / Self.side) {
        let (xx, yy, xy) = slopes(column * Self.side, row * Self.side)
        let spread = hypot(xx - yy, 2 * xy)
        guard xx + yy + spread > 0 else { continue }
        values.append(1 - (xx + yy - spread) / (xx + yy + spread))
      }
    }
    return values
  }

  /// The angle across the ridges in radians. The definition has the mixed product once where the tensor's own angle has it twice.
  private func angle(_ square: Square) -> Double {
    let (xx, yy, xy) = slopes(square.left, square.top)
    return atan2(xy, xx - yy) / 2
  }

  // MARK: Clarity

  /// How wide a ridge or a valley may be, in pixels; the definition reckons in twentieths, which decides where a width lies at the limit.
  private static let (ridgeWidth, valleyWidth) = (3.0 / 20...10.0 / 20, 2.0 / 20...10.0 / 20)

  /// How few pixels of ridges are light and of valleys dark, 0–1; 0 where they are not as wide as a finger's.
  func clarity(of square: Square) -> Double {
    let turned = turned(square, by: angle(square), border: 0)
    let (rows, columns) = (10..<26, 2..<34)
    let profile = columns.map { column in
      Double(rows.reduce(0) { $0 + Int(turned[$1 * Self.cut + column]) }) / Double(rows.count)
    }
    let line = Self.line(through: profile)
    let isRidge = zip(profile, line).map { $0 < $1 }
    let changes = (1..<isRidge.count).filter { isRidge[$0] != isRidge[$0 - 1] }.map { $0 - 1 }
    guard let first = changes.first else { return 0 }
    let widths = [first] + zip(changes.dropFirst(), changes).map { $0 - $1 }
    let (odd, even) = (Self.mean(ofEverySecond: widths, from: 0), Self.mean(ofEverySecond: widths, from: 1))
    let (ridge, valley) = isRidge[0] ? (odd, even) : (even, odd)
    guard Self.ridgeWidth.contains(ridge), Self.valleyWidth.contains(valley) else { return 0 }
    var (light, dark, ridges) = (0, 0, 0)
    for (place, column) in columns.enumerated() {
      let greys = rows.map { Double(turned[$0 * Self.cut + column]) }
      if isRidge[place] {
        ridges += 1
        light += greys.count { $0 >= line[place] }
      } else {
        dark += greys.count { $0 < line[place] }
      }
    }
    let (ofRidges, ofValleys) = (ridges * rows.count, (columns.count - ridges) * rows.count)
    return 1 - (Double(light) / Double(ofRidges) + Double(dark) / Double(ofValleys)) / 2
  }

  private static func mean(ofEverySecond widths: [Int], from start: Int) -> Double {
    let chosen = stride(from: start, to: widths.count, by: 2).map { Double(widths[$0]) / 20 }
    return chosen.isEmpty ? 0 : chosen.reduce(0, +) * (1 / Double(chosen.count))
  }

  /// The line of least squares through values at 1, 2, …; its two numbers to ten places, as the definition has them.
  private static func line(through values: [Double]) -> [Double] {
    let count = Double(values.count)
    let middle = (count + 1) / 2
    let mean = values.reduce(0, +) / count
    var (product, square) = (0.0, 0.0)
    for (place, value) in values.enumerated() {
      let offset = Double(place + 1) - middle
      product += offset * (value - mean)
      square += offset * offset
    }
    let slope = (product / square * 1e10).rounded() / 1e10
    let start = ((mean - product / square * middle) * 1e10).rounded() / 1e10
    return values.indices.map { Double($0 + 1) * slope + start }
  }

  // MARK: Regularity

  /// The share of the strongest frequency and its neighbours across the ridges in the strength of all; 1 where it is the lowest one.
  func regularity(of square: Square) -> Double {
    let turned = turned(square, by: angle(square) + .pi / 2, border: 2)
    let (rows, columns) = (2..<34, 10..<26)
    let profile = rows.map { row in
      Double(columns.reduce(0) { $0 + Int(turned[row * Self.cut + $1]) }) / Double(columns.count)
    }
    let strengths = (1...(profile.count / 2)).map { Self.strength(of: $0, in: profile) }
    // The upper half mirrors the lower one, the middle aside.
    let strongest = strengths.indices.max { strengths[$0] < strengths[$1] } ?? 0
    guard strongest > 0 else { return 1 }
    let above = strongest + 1 < strengths.count ? strengths[strongest + 1] : strengths[strongest - 1]
    let all = strengths.dropLast().reduce(0, +)
    return (strengths[strongest] + 0.3 * (strengths[strongest - 1] + above)) / all
  }

  /// The magnitude of a frequency of the discrete Fourier transform.
  private static func strength(of frequency: Int, in values: [Double]) -> Double {
    var (real, imaginary) = (0.0, 0.0)
    for (place, value) in values.enumerated() {
      let angle = 2 * Double.pi * Double(frequency * place % values.count) / Double(values.count)
      real += value * cos(angle)
      imaginary -= value * sin(angle)
    }
    return hypot(real, imaginary)
  }

  // MARK: Turning

  /// How many pixels a square with its margins has across, and down.
  private static let cut = side + 2 * margin
  /// Places are reckoned in this part of a pixel, as the definition's library does.
  private static let parts = 1024.0

  /// A square with its margins, turned about its middle by nearest neighbours; black comes in from outside. A border, of the picture's own
  /// pixels where there are any, moves the middle.
  private func turned(_ square: Square, by angle: Double, border: Int) -> [UInt8] {
    let cut = Self.cut
    let middle = Double(cut + 2 * border) / 2
    let (cosine, sine) = (cos(angle), sin(angle))
    let fixed = { (value: Double) in Int((value * Self.parts).rounded(.toNearestOrEven)) }
    let startX = (1 - cosine) * middle + sine * middle
    let startY = (1 - cosine) * middle - sine * middle
    var turned = [UInt8](repeating: 0, count: cut * cut)
    for y in 0..<cut {
      let rowX = fixed(startX - sine * Double(y)) + Int(Self.parts) / 2
      let rowY = fixed(startY + cosine * Double(y)) + Int(Self.parts) / 2
      for x in 0..<cut {
        let across = (rowX + fixed(cosine * Double(x))) >> 10 - border
        let down = (rowY + fixed(sine * Double(x))) >> 10 - border
        guard -border..<(cut + border) ~= across, -border..<(cut + border) ~= down else { continue }
        let (column, row) = (square.left - Self.margin + across, square.top - Self.margin + down)
        guard 0..<picture.width ~= column, 0..<picture.height ~= row else { continue }
        turned[y * cut + x] = picture.pixels[row * picture.width + column]
      }
    }
    return turned
  }
}
