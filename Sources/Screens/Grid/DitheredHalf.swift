/// Two pixels, one above the other, as a cell of a palette of which the first eight may be a background.
package struct DitheredHalf: Hashable, Sendable {
  /// ▀ or ▄.
  package let scalar: Unicode.Scalar
  /// The foreground's number.
  package let foreground: UInt8
  /// The background's number, 0–7.
  package let background: UInt8

  /// The cell at this place of the screen.
  package init(_ upper: RGB, _ lower: RGB, column: Int, row: Int, palette: ArraySlice<RGB>) {
    let top = Self.dithered(upper, x: column, y: 2 * row)
    let bottom = Self.dithered(lower, x: column, y: 2 * row + 1)
    // Only eight backgrounds: the half that loses most by that becomes the foreground.
    let isTopFront = Self.loss(top, palette) >= Self.loss(bottom, palette)
    scalar = isTopFront ? "▀" : "▄"
    foreground = Palette.nearest(isTopFront ? top : bottom, in: palette)
    background = Palette.nearest(isTopFront ? bottom : top, in: palette.prefix(8))
  }

  /// An ordered dither (Bayer, 4 × 4): the same picture always gives the same cells, so a still one is not redrawn.
  private static func dithered(_ colour: RGB, x: Int, y: Int) -> RGB {
    let offset = bayer[(y & 3) * 4 + (x & 3)]
    func moved(_ value: UInt8) -> UInt8 { UInt8(clamping: Int(value) + offset) }
    return RGB(red: moved(colour.red), green: moved(colour.green), blue: moved(colour.blue))
  }

  private static let bayer = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5].map { ($0 * 2 - 15) * 5 }

  private static func loss(_ colour: RGB, _ palette: ArraySlice<RGB>) -> Int {
    let front = palette[Int(Palette.nearest(colour, in: palette))]
    let behind = palette[Int(Palette.nearest(colour, in: palette.prefix(8)))]
    return behind.distance(to: colour) - front.distance(to: colour)
  }
}
