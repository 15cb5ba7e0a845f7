import Screens

/// A part of a picture in its own points.
struct PixelPart: Hashable {
  let x: Int
  let y: Int
  let width: Int
  let height: Int
}

/// Writes pictures as sixels (DEC VT330/VT340 Programmer Reference, chapter 14): bands of six lines, a pass over each for every colour in it.
///
/// An own one: libsixel, the library that Debian has, brings readers of every kind of file into a program that must not read any.
struct SixelEncoder {
  /// With fewer colours than this each pixel's error is spread over its neighbours (Floyd and Steinberg 1976).
  private static let plenty = 64
  /// The longest side that xterm takes, less some (`maxGraphicSize`, 1000 × 1000).
  static let longest = 960

  private let width: Int
  private let palette: SixelPalette
  /// The colour's number of each point, row by row.
  private let numbers: [UInt8]

  /// An encoder of a picture in at most so many colours.
  init(_ plane: PixelPlane, colours: Int) {
    width = plane.width
    var palette = SixelPalette(of: plane.pixels, limit: colours)
    numbers = Self.numbers(of: plane, &palette, spreads: colours < Self.plenty)
    self.palette = palette
  }

  /// A part of the picture as one image, from where the cursor stands; points outside of it keep what they show.
  func image(of part: PixelPart) -> [UInt8] {
    var bytes = Array("\u{1B}P0;1;0q\"1;1;\(part.width);\(part.height)".utf8)
    bytes.reserveCapacity(part.width * part.height / 2)
    for (number, colour) in palette.colours.enumerated() {
      let shares = [colour.red, colour.green, colour.blue].map { (Int($0) * 100 + 127) / 255 }
      bytes += Array("#\(number);2;\(shares[0]);\(shares[1]);\(shares[2])".utf8)
    }
    // A pass a colour, over all columns: which of the six points have it.
    var passes = [UInt8](repeating: 0, count: SixelPalette.most * part.width)
    for top in stride(from: 0, to: part.height, by: 6) {
      var ends = [Int](repeating: 0, count: palette.colours.count)
      for line in 0..<min(6, part.height - top) {
        let from = (part.y + top + line) * width + part.x
        for x in 0..<part.width {
          let number = Int(numbers[from + x])
          passes[number * part.width + x] |= 1 << UInt8(line)
          ends[number] = max(ends[number], x + 1)
        }
      }
      var isFirst = true
      for (number, end) in ends.enumerated() where end > 0 {
        if !isFirst { bytes.append(UInt8(ascii: "$")) }
        isFirst = false
        bytes.append(UInt8(ascii: "#"))
        Self.append(number, to: &bytes)
        let start = number * part.width
        Self.append(passes[start..<(start + end)], to: &bytes)
        for x in start..<(start + end) { passes[x] = 0 }
      }
      bytes.append(UInt8(ascii: "-"))
    }
    // After the last band no line is begun: at the foot of a screen it would scroll.
    if bytes.last == UInt8(ascii: "-") { bytes.removeLast() }
    return bytes + [0x1B, UInt8(ascii: "\\")]
  }

  /// Six points a character, and what repeats more than thrice as a count.
  private static func append(_ pass: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    var at = pass.startIndex
    while at < pass.endIndex {
      let value = pass[at]
      var next = at + 1
      while next < pass.endIndex, pass[next] == value { next += 1 }
      let (count, character) = (next - at, value + 63)
      if count > 3 {
        bytes.append(UInt8(ascii: "!"))
        append(count, to: &bytes)
        bytes.append(character)
      } else {
        for _ in 0..<count { bytes.append(character) }
      }
      at = next
    }
  }

  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    if number >= 10 { append(number / 10, to: &bytes) }
    bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
  }

  private static func numbers(of plane: PixelPlane, _ palette: inout SixelPalette, spreads: Bool) -> [UInt8] {
    guard spreads else {
      return plane.pixels.map {
        UInt8(palette.number(red: Int($0.red), green: Int($0.green), blue: Int($0.blue)))
      }
    }
    var numbers: [UInt8] = []
    numbers.reserveCapacity(plane.pixels.count)
    // Errors in sixteenths, of this line and the next, with a column more at each end.
    var here = [SIMD3<Int>](repeating: SIMD3(), count: plane.width + 2)
    var below = here
    for y in 0..<plane.height {
      for x in 0..<plane.width {
        let pixel = plane.pixels[y * plane.width + x]
        let wanted = SIMD3(Int(pixel.red), Int(pixel.green), Int(pixel.blue)) &+ here[x + 1] / SIMD3(repeating: 16)
        let bounded = wanted.clamped(lowerBound: SIMD3(), upperBound: SIMD3(repeating: 255))
        let number = palette.number(red: bounded.x, green: bounded.y, blue: bounded.z)
        let colour = palette.colours[number]
        let error = bounded &- SIMD3(Int(colour.red), Int(colour.green), Int(colour.blue))
        here[x + 2] &+= 7 &* error
        below[x] &+= 3 &* error
        below[x + 1] &+= 5 &* error
        below[x + 2] &+= error
        numbers.append(UInt8(number))
      }
      (here, below) = (below, [SIMD3<Int>](repeating: SIMD3(), count: plane.width + 2))
    }
    return numbers
  }
}
