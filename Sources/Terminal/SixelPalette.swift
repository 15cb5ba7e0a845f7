import Screens

/// The few colours of one sixel picture: those that its own pixels ask for, by median cut (Heckbert 1982) of what they vary most in.
struct SixelPalette {
  /// No terminal is given more.
  static let most = 256
  /// Colours are told apart by so many bits of each channel.
  private static let bits = 5
  private static let count = 1 << (3 * bits)

  /// The colours, at least one.
  let colours: [RGB]
  /// The number of the nearest colour, by the bits of a colour; -1 while nobody asked.
  private var nearest = [Int16](repeating: -1, count: count)

  /// The colours of some pixels, at most so many.
  init(of pixels: [RGB], limit: Int) {
    var field = Field(pixels)
    colours = field.cut(into: min(max(limit, 2), Self.most))
  }

  /// The number of the colour that comes nearest, by 8 bits of each channel.
  mutating func number(red: Int, green: Int, blue: Int) -> Int {
    let key = Self.key(UInt8(red), UInt8(green), UInt8(blue))
    if nearest[key] >= 0 { return Int(nearest[key]) }
    let half = 1 << (7 - Self.bits)
    let mask = ~(2 * half - 1)
    let (red, green, blue) = (red & mask + half, green & mask + half, blue & mask + half)
    var (best, least) = (0, Int.max)
    for (number, colour) in colours.enumerated() {
      let (r, g, b) = (Int(colour.red) - red, Int(colour.green) - green, Int(colour.blue) - blue)
      // By how bright a channel is to an eye, roughly.
      let distance = 3 * r * r + 6 * g * g + b * b
      if distance < least { (best, least) = (number, distance) }
    }
    nearest[key] = Int16(best)
    return best
  }

  private static func key(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int {
    let drop = 8 - UInt8(bits)
    return Int(red >> drop) << (2 * bits) | Int(green >> drop) << bits | Int(blue >> drop)
  }

  /// The colours that occur, with how often, and the boxes that they are cut into.
  private struct Field {
    struct Bin {
      var count = 0
      var sums = SIMD3<Int>()

      var mean: SIMD3<Int> { sums / SIMD3(repeating: count) }
    }

    struct Box {
      let bins: Range<Int>
      /// The channel that varies most, and how much it does in all.
      let channel: Int
      let weight: Double
    }

    private var bins: [Bin]

    init(_ pixels: [RGB]) {
      var all = [Bin](repeating: Bin(), count: SixelPalette.count)
      for pixel in pixels {
        let key = SixelPalette.key(pixel.red, pixel.green, pixel.blue)
        all[key].count += 1
        all[key].sums &+= SIMD3(Int(pixel.red), Int(pixel.green), Int(pixel.blue))
      }
      bins = all.filter { $0.count > 0 }
      if bins.isEmpty { bins = [Bin(count: 1)] }
    }

    mutating func cut(into limit: Int) -> [RGB] {
      var boxes = [box(0..<bins.count)]
      while boxes.count < limit {
        guard let at = boxes.indices.max(by: { boxes[$0].weight < boxes[$1].weight }), boxes[at].weight > 0 else {
          break
        }
        let (one, other) = halves(of: boxes[at])
        boxes[at] = box(one)
        boxes.append(box(other))
      }
      return boxes.map { box in
        let (count, sums) = total(box.bins)
        let mean = sums / SIMD3(repeating: count)
        return RGB(red: UInt8(mean.x), green: UInt8(mean.y), blue: UInt8(mean.z))
      }
    }

    private func total(_ range: Range<Int>) -> (Int, SIMD3<Int>) {
      bins[range].reduce((0, SIMD3())) { ($0.0 + $1.count, $0.1 &+ $1.sums) }
    }

    private func box(_ range: Range<Int>) -> Box {
      let (count, sums) = total(range)
      let middle = SIMD3<Double>(sums) / Double(count)
      var spread = SIMD3<Double>()
      for bin in bins[range] {
        let away = SIMD3<Double>(bin.mean) - middle
        spread += away * away * Double(bin.count)
      }
      if range.count < 2 { spread = SIMD3() }
      let channel = (0..<3).max { spread[$0] < spread[$1] } ?? 0
      return Box(bins: range, channel: channel, weight: spread[channel])
    }

    /// Cuts a box of at least two colours where its widest channel has its mean.
    private mutating func halves(of box: Box) -> (Range<Int>, Range<Int>) {
      let channel = box.channel
      bins[box.bins].sort { $0.mean[channel] < $1.mean[channel] }
      let (count, sums) = total(box.bins)
      let middle = sums[channel] / count
      let first = box.bins.first { bins[$0].mean[channel] > middle } ?? box.bins.upperBound - 1
      let at = min(max(first, box.bins.lowerBound + 1), box.bins.upperBound - 1)
      return (box.bins.lowerBound..<at, at..<box.bins.upperBound)
    }
  }
}
