/// How the pixels of one side of a picture become those of a plane: each is the mean of those around its place, the nearest counting most,
/// so that thin lines neither break when a picture is made smaller nor turn to steps when it is made larger.
struct Resampling {
  /// The first pixel that each one is made of.
  private(set) var first: [Int] = []
  /// How many it is made of.
  let taps: Int
  /// `taps` weights of each, in 1/16,384, together 1.
  private(set) var weights: [Int32] = []

  private static let one: Int32 = 1 << 14

  /// So many pixels over a length of a side, `isReversed` from the end on.
  init(_ count: Int, over length: Int, from start: Int, isReversed: Bool) {
    let scale = Double(length) / Double(count)
    let reach = max(1, scale)
    taps = min(length, Int(reach.rounded(.up)) * 2 + 1)
    for index in 0..<count {
      let centre = (Double(isReversed ? count - 1 - index : index) + 0.5) * scale
      let lowest = min(max(0, Int((centre - reach).rounded(.down))), length - taps)
      let plain = (0..<taps).map { tap in max(0, 1 - abs(Double(lowest + tap) + 0.5 - centre) / reach) }
      let sum = plain.reduce(0, +)
      var whole = plain.map { Int32(($0 / sum * Double(Self.one)).rounded()) }
      // What rounding lost or added goes to the nearest one.
      if let nearest = whole.indices.max(by: { whole[$0] < whole[$1] }) {
        whole[nearest] += Self.one - whole.reduce(0, +)
      }
      first.append(start + lowest)
      weights += whole
    }
  }

  /// The pixels of a plane, first its rows and then its columns.
  static func scale(_ pixels: [UInt8], channels: Int, width: Int, columns: Resampling, rows: Resampling) -> [RGB] {
    let line = width * channels
    var sums = [Int32](repeating: 0, count: line)
    var scaled: [RGB] = []
    scaled.reserveCapacity(columns.first.count * rows.first.count)
    pixels.withUnsafeBufferPointer { pixels in
      sums.withUnsafeMutableBufferPointer { sums in
        for row in rows.first.indices {
          sums.update(repeating: 0)
          for tap in 0..<rows.taps {
            let weight = rows.weights[row * rows.taps + tap]
            guard weight != 0 else { continue }
            let start = (rows.first[row] + tap) * line
            // Of its own beginning, so that the compiler adds many at once.
            let pixels = UnsafeBufferPointer(rebasing: pixels[start..<(start + line)])
            for index in 0..<line { sums[index] &+= weight &* Int32(pixels[index]) }
          }
          // A value is 22 bits now: eight go, so that those of a row fit into a sum.
          for index in 0..<line { sums[index] = (sums[index] &+ 32) &>> 6 }
          columns.append(row: UnsafeBufferPointer(sums), channels: channels, to: &scaled)
        }
      }
    }
    return scaled
  }

  private func append(row: UnsafeBufferPointer<Int32>, channels: Int, to scaled: inout [RGB]) {
    weights.withUnsafeBufferPointer { weights in
      for column in first.indices {
        var (red, green, blue): (Int32, Int32, Int32) = (0, 0, 0)
        for tap in 0..<taps {
          let weight = weights[column &* taps &+ tap]
          let at = (first[column] &+ tap) &* channels
          red &+= weight &* row[at]
          guard channels == 3 else { continue }
          green &+= weight &* row[at &+ 1]
          blue &+= weight &* row[at &+ 2]
        }
        let grey = Self.byte(red)
        scaled.append(
          channels == 3 ? RGB(red: grey, green: Self.byte(green), blue: Self.byte(blue)) : RGB(grey: grey))
      }
    }
  }

  private static func byte(_ sum: Int32) -> UInt8 { UInt8(clamping: (sum &+ (1 << 21)) >> 22) }
}
