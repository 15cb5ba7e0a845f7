import Glibc

extension RidgeBlocks {
  /// The distances from ridge to ridge that human fingers have, in pixels of 500 ppi.
  static let human = 5.5...14

  /// The mean distance from ridge to ridge in pixels, where it is a human one; nothing of a picture without ridges.
  package func period(in picture: GreyPicture) -> Double? {
    var (sum, count) = (0.0, 0)
    for row in 0..<rows {
      for column in 0..<columns where showsRidges(row * columns + column) {
        guard let period = period(ofColumn: column, row: row, in: picture), Self.human.contains(period) else {
          continue
        }
        sum += period
        count += 1
      }
    }
    return count == 0 ? nil : sum / Double(count)
  }

  /// The distance from ridge to ridge in pixels around the middle of a block, or nil when nothing repeats there.
  func period(ofColumn column: Int, row: Int, in picture: GreyPicture) -> Double? {
    let block = blocks[row * columns + column]
    let (x, y) = (column * side + side / 2, row * side + side / 2)
    let direction = atan2(block.sine, block.cosine) / 2
    let (cosine, sine) = (cos(direction), sin(direction))
    var profile: [Double] = []
    for across in -18...18 {
      var sum = 0
      for along in stride(from: -8, through: 8, by: 2) {
        let right = Double(along) * cosine - Double(across) * sine
        let down = Double(along) * sine + Double(across) * cosine
        sum += Int(picture.pixel(x: x + Int(right.rounded()), y: y + Int(down.rounded())))
      }
      profile.append(Double(sum) / 9)
    }
    let mean = profile.reduce(0, +) / Double(profile.count)
    let spread = (profile.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(profile.count)).squareRoot()
    guard spread > 6 else { return nil }
    var rises: [Double] = []
    var armed = false
    for index in 1..<profile.count {
      if profile[index] < mean - spread * 0.35 { armed = true }
      if armed, profile[index - 1] < mean, profile[index] >= mean {
        rises.append(Double(index) - (profile[index] - mean) / max(1e-9, profile[index] - profile[index - 1]))
        armed = false
      }
    }
    guard let first = rises.first, let last = rises.last, rises.count > 1 else { return nil }
    return (last - first) / Double(rises.count - 1)
  }
}
