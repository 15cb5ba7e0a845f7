import Glibc

/// What one block of a fingerprint shows.
package struct RidgeBlock {
  /// Twice the ridges' direction as a vector of length `certainty`; 0 is along x.
  package var cosine = 0.0
  package var sine = 0.0
  /// How certain the direction is, 0–1: one minus the ratio of the structure tensor's eigenvalues.
  package var certainty = 0.0
  /// The standard deviation of grey.
  package var deviation = 0.0
  /// The mean grey.
  package var mean = 255.0
}

/// A fingerprint cut into square blocks.
package struct RidgeBlocks {
  /// How many pixels a block has across, and down.
  package let side: Int
  package let columns: Int
  package let rows: Int
  /// Row by row.
  package let blocks: [RidgeBlock]

  /// Cuts the picture into whole blocks of `side` pixels; what is left over at the right and the bottom is not seen.
  package init(_ picture: GreyPicture, side: Int) {
    let columns = picture.width / side
    let rows = picture.height / side
    var blocks = [RidgeBlock](repeating: RidgeBlock(), count: columns * rows)
    picture.pixels.withUnsafeBufferPointer { pixels in
      for row in 0..<rows {
        for column in 0..<columns {
          blocks[row * columns + column] = Self.block(pixels, picture, column * side, row * side, side)
        }
      }
    }
    self.side = side
    self.columns = columns
    self.rows = rows
    self.blocks = blocks
  }

  private static func block(
    _ pixels: UnsafeBufferPointer<UInt8>, _ picture: GreyPicture, _ left: Int, _ top: Int, _ side: Int
  ) -> RidgeBlock {
    var (sum, squares, xx, yy, xy) = (0, 0, 0, 0, 0)
    for y in top..<(top + side) {
      let line = y * picture.width
      let above = max(y - 1, 0) * picture.width
      let below = min(y + 1, picture.height - 1) * picture.width
      for x in left..<(left + side) {
        let value = Int(pixels[line + x])
        sum += value
        squares += value * value
        let across = Int(pixels[line + min(x + 1, picture.width - 1)]) - Int(pixels[line + max(x - 1, 0)])
        let down = Int(pixels[below + x]) - Int(pixels[above + x])
        xx += across * across
        yy += down * down
        xy += across * down
      }
    }
    let count = Double(side * side)
    var block = RidgeBlock()
    block.mean = Double(sum) / count
    block.deviation = max(0, Double(squares) / count - block.mean * block.mean).squareRoot()
    let total = Double(xx + yy)
    let (difference, mixed) = (Double(xx - yy), 2 * Double(xy))
    let spread = hypot(difference, mixed)
    guard total + spread > 0 else { return block }
    block.certainty = 1 - (total - spread) / (total + spread)
    if spread > 0 {
      block.cosine = -difference / spread * block.certainty
      block.sine = -mixed / spread * block.certainty
    }
    return block
  }

  /// Whether a block shows ridges: dark and light beside each other, more than the sensor's grain.
  package func showsRidges(_ index: Int) -> Bool {
    blocks[index].deviation > 14 && blocks[index].mean < 236
  }
}
