/// The colour of a plain wall behind, column by column, from the picture's upper rim; the light may fall from one side.
struct PlainWall {
  /// The colour of each column: red, green and blue.
  private let colours: [SIMD4<Float>]

  /// The wall of a picture, or nil when its upper corners are not plain.
  init?(_ picture: WorkingPicture) {
    let wide = max(1, picture.width / 8)
    guard let left = Self.corner(picture, 0..<wide),
      let right = Self.corner(picture, (picture.width - wide)..<picture.width)
    else { return nil }
    colours = (0..<picture.width).map { x in
      let between = left + (right - left) * (Float(x) / Float(picture.width))
      let rim = Self.mean(picture, max(0, x - 2)..<min(picture.width, x + 3), rows: min(3, picture.height)).colour
      return Self.isSameWall(rim, between) ? rim : between
    }
  }

  /// Whether a cell shows the wall.
  func shows(in picture: WorkingPicture, _ cell: Int) -> Bool {
    let wall = colours[cell % picture.width]
    let difference = Self.colour(picture, cell) - wall
    return abs(difference.x) + abs(difference.y) + abs(difference.z) < 8 + 0.04 * wall.sum()
  }

  /// Whether the rim's colour is the corners' wall in other light: as bright within a third, and of the same hue.
  private static func isSameWall(_ rim: SIMD4<Float>, _ corners: SIMD4<Float>) -> Bool {
    let (rimSum, sum) = (rim.sum() + 1, corners.sum() + 1)
    guard rimSum > sum * 0.67, rimSum < sum * 1.5 else { return false }
    let hue = rim / rimSum - corners / sum
    return abs(hue.x) < 0.012 && abs(hue.y) < 0.012 && abs(hue.z) < 0.012
  }

  private static func corner(_ picture: WorkingPicture, _ columns: Range<Int>) -> SIMD4<Float>? {
    let found = mean(picture, columns, rows: max(1, picture.height / 8))
    return found.spread < 12 + light(found.colour) * 0.05 ? found.colour : nil
  }

  /// The mean colour of a field at the upper rim, and the standard deviation of its light.
  private static func mean(
    _ picture: WorkingPicture, _ columns: Range<Int>, rows: Int
  ) -> (colour: SIMD4<Float>, spread: Float) {
    let share = 1 / Float(max(1, rows * columns.count))
    var colour = SIMD4<Float>()
    var squares: Float = 0
    for y in 0..<rows {
      for x in columns {
        let at = y * picture.width + x
        colour += Self.colour(picture, at)
        squares += picture.luminance[at] * picture.luminance[at]
      }
    }
    colour *= share
    let light = light(colour)
    return (colour, max(0, squares * share - light * light).squareRoot())
  }

  private static func colour(_ picture: WorkingPicture, _ cell: Int) -> SIMD4<Float> {
    SIMD4(picture.colours[cell * 3], picture.colours[cell * 3 + 1], picture.colours[cell * 3 + 2], 0)
  }

  private static func light(_ colour: SIMD4<Float>) -> Float {
    0.299 * colour.x + 0.587 * colour.y + 0.114 * colour.z
  }
}
