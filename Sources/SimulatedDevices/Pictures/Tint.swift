/// A colour while a picture is drawn: red, green and blue of 0–255, allowed to leave that range in between.
struct Tint: Sendable, Hashable {
  var red: Float
  var green: Float
  var blue: Float

  init(_ red: Float, _ green: Float, _ blue: Float) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// The colour darkened (below 1) or lightened (above 1).
  func lit(_ factor: Double) -> Tint {
    let factor = Float(factor)
    return Tint(red * factor, green * factor, blue * factor)
  }

  /// The colour moved towards another by `share` (0 none, 1 all the way).
  func mixed(_ other: Tint, _ share: Double) -> Tint {
    let share = Float(share)
    return Tint(
      red + (other.red - red) * share, green + (other.green - green) * share, blue + (other.blue - blue) * share)
  }
}
