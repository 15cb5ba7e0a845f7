/// A colour picture in memory: 8-bit RGB, interleaved, row by row from the top left.
package struct RGBPicture: Sendable, Hashable {
  /// The width in pixels, at least 1.
  package let width: Int
  /// The height in pixels, at least 1.
  package let height: Int
  /// `width * height * 3` values: red, green, blue of each pixel.
  package let pixels: [UInt8]

  /// A picture, or nil when a side is not 1 ... `PictureLimit.side` or the number of values does not fit the sides.
  package init?(width: Int, height: Int, pixels: [UInt8]) {
    guard PictureLimit.sides.contains(width), PictureLimit.sides.contains(height),
      pixels.count == width * height * 3
    else { return nil }
    self.init(checkedWidth: width, height: height, pixels: pixels)
  }

  /// A picture whose sides and values are known to fit.
  init(checkedWidth width: Int, height: Int, pixels: [UInt8]) {
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// The red, green and blue of the pixel at (`x`, `y`), the nearest one inside when the place lies outside.
  package func pixel(x: Int, y: Int) -> (red: UInt8, green: UInt8, blue: UInt8) {
    let at = (min(max(y, 0), height - 1) * width + min(max(x, 0), width - 1)) * 3
    return (pixels[at], pixels[at + 1], pixels[at + 2])
  }

  /// A grey picture in colour.
  package init(_ picture: GreyPicture) {
    self.init(
      checkedWidth: picture.width, height: picture.height, pixels: picture.pixels.flatMap { [$0, $0, $0] })
  }

  /// The luminance of every pixel (ITU-R BT.601 weights, 0–255).
  package var luminance: GreyPicture {
    GreyPicture(
      checkedWidth: width, height: height, pixels: luminance(x: 0, y: 0, width: width, height: height))
  }

  /// The luminance of a field that lies within the picture, row by row.
  func luminance(x: Int, y: Int, width: Int, height: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: width * height) { target, filled in
      filled = width * height
      pixels.withUnsafeBufferPointer { source in
        for row in 0..<height {
          var at = ((y + row) * self.width + x) * 3
          for index in (row * width)..<((row + 1) * width) {
            let sum = 77 &* UInt32(source[at]) &+ 150 &* UInt32(source[at &+ 1]) &+ 29 &* UInt32(source[at &+ 2])
            target[index] = UInt8(truncatingIfNeeded: sum >> 8)
            at &+= 3
          }
        }
      }
    }
  }
}

/// A grey picture in memory: 8 bits a pixel, row by row from the top left; fingerprints at 500 pixels an inch.
package struct GreyPicture: Sendable, Hashable {
  /// The width in pixels, at least 1.
  package let width: Int
  /// The height in pixels, at least 1.
  package let height: Int
  /// `width * height` values, 0 black to 255 white.
  package let pixels: [UInt8]

  /// A picture, or nil when a side is not 1 ... `PictureLimit.side` or the number of values does not fit the sides.
  package init?(width: Int, height: Int, pixels: [UInt8]) {
    guard PictureLimit.sides.contains(width), PictureLimit.sides.contains(height), pixels.count == width * height
    else { return nil }
    self.init(checkedWidth: width, height: height, pixels: pixels)
  }

  /// A picture whose sides and values are known to fit.
  init(checkedWidth width: Int, height: Int, pixels: [UInt8]) {
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// The grey of the pixel at (`x`, `y`), the nearest one inside when the place lies outside.
  package func pixel(x: Int, y: Int) -> UInt8 {
    pixels[min(max(y, 0), height - 1) * width + min(max(x, 0), width - 1)]
  }
}

/// How large a picture may be; what a device sends beyond it is garbage.
package enum PictureLimit {
  /// The longest side of a picture in pixels.
  package static let side = 4096
  static let sides = 1...side
}
