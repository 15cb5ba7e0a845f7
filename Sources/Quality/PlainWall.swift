/// The colour of a plain wall behind, column by column, from the picture's upper rim; the light may fall from one side.
struct PlainWall {
  /// Three values a column.
  private let colours: [Float]
  private let width: Int

  /// The wall of a picture, or nil when its upper corners are not plain.
  init?(_ picture: WorkingPicture) {
    let wide = max(1, picture.width / 8)
    guard let left = Self.corner(picture, 0..<wide),
      let right = Self.corner(picture, (picture.width - wide)..<picture.width)
    else { return nil }
    width = picture.width
    var colours: [Float] = []
    for x in 0..<picture.width {
      let share = Float(x) / Float(picture.width)
      let between = (0..<3).map { left[$0] + (right[$0] - left[$0]) * share }
      let rim = Self.mean(picture, max(0, x - 2)..<min(picture.width, x + 3), rows: min(3, picture.height)).colour
      colours += Self.isSameWall(rim, between) ? rim : between
    }
    self.colours = colours
  }

  /// Whether a cell shows the wall.
  func shows(in picture: WorkingPicture, _ cell: Int) -> Bool {
    let column = cell % width
    var (difference, sum): (Float, Float) = (0, 0)
    for part in 0..<3 {
      difference += abs(picture.colours[cell * 3 + part] - colours[column * 3 + part])
      sum += colours[column * 3 + part]
    }
    return difference < 8 + 0.04 * sum
  }

  /// Whether the rim's colour is the corners' wall in other light: as bright within a third, and of the same hue.
  private static func isSameWall(_ rim: [Float], _ corners: [Float]) -> Bool {
    let (rimSum, sum) = (rim[0] + rim[1] + rim[2] + 1, corners[0] + corners[1] + corners[2] + 1)
    guard rimSum > sum * 0.67, rimSum < sum * 1.5 else { return false }
    return (0..<3).allSatisfy { abs(rim[$0] / rimSum - corners[$0] / sum) < 0.012 }
  }

  private static func corner(_ picture: WorkingPicture, _ columns: Range<Int>) -> [Float]? {
    let found = mean(picture, columns, rows: max(1, picture.height / 8))
    let light = 0.299 * found.colour[0] + 0.587 * found.colour[1] + 0.114 * found.colour[2]
    return found.spread < 12 + light * 0.05 ? found.colour : nil
  }

  /// The mean colour of a field at the upper rim, and the standard deviation of its light.
  private static func mean(
    _ picture: WorkingPicture, _ columns: Range<Int>, rows: Int
  ) -> (colour: [Float], spread: Float) {
    let count = Float(max(1, rows * columns.count))
    var colour: [Float] = [0, 0, 0]
    var squares: Float = 0
    for y in 0..<rows {
      for x in columns {
        let at = y * picture.width + x
        for part in 0..<3 { colour[part] += picture.colours[at * 3 + part] / count }
        squares += picture.luminance[at] * picture.luminance[at] / count
      }
    }
    let light = 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]
    return (colour, max(0, squares - light * light).squareRoot())
  }
}
