extension RGB {
  /// Whether it is black, white, or between them.
  var isGrey: Bool { red == green && green == blue }

  /// The relative luminance of WCAG 2.2, 0 black to 1 white.
  package var luminance: Double {
    0.2126 * RGB.linear[Int(red)] + 0.7152 * RGB.linear[Int(green)] + 0.0722 * RGB.linear[Int(blue)]
  }

  /// The contrast ratio of WCAG 2.2, 1 to 21.
  package func contrast(with other: RGB) -> Double {
    let one = luminance
    let two = other.luminance
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)
  }

  /// How far two colours are from each other to the eye: brightness counts most. Zero for equal colours.
  package func distance(to other: RGB) -> Int {
    let red = Int(red) - Int(other.red)
    let green = Int(green) - Int(other.green)
    let blue = Int(blue) - Int(other.blue)
    let light = 77 * red + 150 * green + 29 * blue
    return 2 * red * red + 4 * green * green + 3 * blue * blue + (light * light) >> 14
  }

  /// The linear light of each 8-bit value (IEC 61966-2-1).
  private static let linear: [Double] = (0...255).map { value in
    let encoded = Double(value) / 255
    if encoded <= 0.04045 { return encoded / 12.92 }
    let base = (encoded + 0.055) / 1.055
    // base^2.4 = base² · ⁵√base², the root by Newton's method: the standard library has no pow.
    let square = base * base
    var root = 1.0
    for _ in 0..<24 {
      let fourth = root * root * root * root
      root -= (root * fourth - square) / (5 * fourth)
    }
    return square * root
  }
}
