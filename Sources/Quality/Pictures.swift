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
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// The red, green and blue of the pixel at (`x`, `y`), the nearest one inside when the place lies outside.
  package func pixel(x: Int, y: Int) -> (red: UInt8, green: UInt8, blue: UInt8) {
    let at = (min(max(y, 0), height - 1) * width + min(max(x, 0), width - 1)) * 3
    return (pixels[at], pixels[at + 1], pixels[at + 2])
  }

  /// The luminance of every pixel (ITU-R BT.601 weights, 0–255).
  package var luminance: GreyPicture {
    let count = width * height
    let grey = [UInt8](unsafeUninitializedCapacity: count) { target, filled in
      pixels.withUnsafeBufferPointer { source in
        var at = 0
        for index in 0..<count {
          let sum = 77 * Int(source[at]) + 150 * Int(source[at + 1]) + 29 * Int(source[at + 2])
          target[index] = UInt8(truncatingIfNeeded: sum >> 8)
          at += 3
        }
      }
      filled = count
    }
    return GreyPicture(checkedWidth: width, height: height, pixels: grey)
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
