/// Four pixels as one cell: the block element and the two colours that come nearest to them.
package struct QuadrantCell: Hashable, Sendable {
  /// A blank, a half or a quadrant.
  package var scalar: Unicode.Scalar
  /// What the element covers.
  package var foreground: RGB
  /// What it leaves.
  package var background: RGB

  /// By the pixels that the element covers: 8 the upper left, 4 the upper right, 2 and 1 below.
  static let elements: [Unicode.Scalar] = [
    " ", "▗", "▖", "▄", "▝", "▐", "▞", "▟", "▘", "▚", "▌", "▙", "▀", "▜", "▛", "█",
  ]

  /// The pixels that an element covers, as above; nothing for another character.
  package static func covered(by scalar: Unicode.Scalar) -> Int? { elements.firstIndex(of: scalar) }
}

// MARK: Any colours

extension QuadrantCell {
  /// The ways to part four pixels in two; the other half of the patterns are the same with the colours swapped.
  private static let ways = [0b1100, 0b1010, 0b1000, 0b0100, 0b0010, 0b0001, 0b1001]
  /// Of so many pixels the square of their sum counts as 12 divided by their number.
  private static let shares = [0, 12, 6, 4, 3]
  /// What a parting must gain to be worth one: less than this nobody sees, and a camera's noise would write the cell anew.
  private static let least = 12 * 600

  /// The cell of four pixels, row by row, where every colour can be shown: each part has the mean of its pixels.
  init(_ upperLeft: RGB, _ upperRight: RGB, _ lowerLeft: RGB, _ lowerRight: RGB) {
    let each = (Sum(upperLeft), Sum(upperRight), Sum(lowerLeft), Sum(lowerRight))
    let all = each.0 + each.1 + each.2 + each.3
    let flat = all.square * Self.shares[4]
    var best = (gain: Self.least, pattern: 0, front: all)
    for pattern in Self.ways {
      var front = Sum()
      if pattern & 8 != 0 { front = front + each.0 }
      if pattern & 4 != 0 { front = front + each.1 }
      if pattern & 2 != 0 { front = front + each.2 }
      if pattern & 1 != 0 { front = front + each.3 }
      let count = pattern.nonzeroBitCount
      let gain = front.square * Self.shares[count] + (all - front).square * Self.shares[4 - count] - flat
      if gain > best.gain { best = (gain, pattern, front) }
    }
    scalar = Self.elements[best.pattern]
    let count = best.pattern.nonzeroBitCount
    background = (count == 0 ? all : all - best.front).mean(of: 4 - count)
    foreground = count == 0 ? background : best.front.mean(of: count)
  }

  /// Added pixels.
  private struct Sum {
    var red = 0
    var green = 0
    var blue = 0

    init() {}

    init(_ colour: RGB) { (red, green, blue) = (Int(colour.red), Int(colour.green), Int(colour.blue)) }

    /// Its square, as the eye weighs it (`RGB.distance`).
    var square: Int {
      let light = 77 * red + 150 * green + 29 * blue
      return 2 * red * red + 4 * green * green + 3 * blue * blue + (light * light) >> 14
    }

    func mean(of count: Int) -> RGB {
      func channel(_ sum: Int) -> UInt8 { UInt8(truncatingIfNeeded: (sum + count / 2) / count) }
      return RGB(red: channel(red), green: channel(green), blue: channel(blue))
    }

    static func + (one: Sum, other: Sum) -> Sum {
      var sum = one
      sum.red += other.red
      sum.green += other.green
      sum.blue += other.blue
      return sum
    }

    static func - (one: Sum, other: Sum) -> Sum {
      var rest = one
      rest.red -= other.red
      rest.green -= other.green
      rest.blue -= other.blue
      return rest
    }
  }
}
