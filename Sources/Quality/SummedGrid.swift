/// Sums over rectangles of a grid in four look-ups.
struct SummedGrid {
  let width: Int
  let height: Int
  private let sums: [Float]

  init(_ values: [Float], width: Int, height: Int) {
    let line = width + 1
    sums = [Float](unsafeUninitializedCapacity: line * (height + 1)) { sums, count in
      count = line * (height + 1)
      sums[0..<line].update(repeating: 0)
      values.withUnsafeBufferPointer { values in
        for y in 0..<height {
          var row: Float = 0
          sums[(y + 1) * line] = 0
          for x in 0..<width {
            row += values[y * width + x]
            sums[(y + 1) * line + x + 1] = sums[y * line + x + 1] + row
          }
        }
      }
    }
    self.width = width
    self.height = height
  }

  /// Lends the sums for as long as the body runs: what reads them often must not count who holds them.
  func lend<Result>(_ body: (Sums) -> Result) -> Result {
    sums.withUnsafeBufferPointer { body(Sums(width: width, height: height, sums: $0)) }
  }

  /// The sums, lent.
  struct Sums {
    let width: Int
    let height: Int
    fileprivate let sums: UnsafeBufferPointer<Float>

    /// The mean over a rectangle around a place; 0 when it lies outside the grid.
    @inline(__always)
    func mean(_ x: Float, _ y: Float, _ halfWidth: Float, _ halfHeight: Float) -> Float {
      let place = SIMD4(x, y, x, y)
      let reach = SIMD4(-halfWidth, -halfHeight, halfWidth, halfHeight)
      // Added to one and a half times two to the 23rd, a number is rounded to a whole one in the lower bits.
      let bits = unsafeBitCast(place + reach + 12_582_912, to: SIMD4<Int32>.self) &- 0x4B40_0000
      let left = max(0, bits[0])
      let top = max(0, bits[1])
      let right = min(Int32(truncatingIfNeeded: width), bits[2] &+ 1)
      let bottom = min(Int32(truncatingIfNeeded: height), bits[3] &+ 1)
      guard left < right, top < bottom else { return 0 }
      let line = width &+ 1
      let (above, below) = (Int(top) &* line, Int(bottom) &* line)
      let sum =
        sums[below &+ Int(right)] - sums[above &+ Int(right)] - sums[below &+ Int(left)] + sums[above &+ Int(left)]
      return sum / Float((right &- left) &* (bottom &- top))
    }

    /// The mean over a field of a cell of which all lies within the grid.
    func mean(_ field: GridField, _ cell: Int) -> Float {
      (sums[cell &+ Int(field.end)] - sums[cell &+ Int(field.endAbove)] - sums[cell &+ Int(field.before)]
        + sums[cell &+ Int(field.start)]) * field.share
    }
  }
}

/// A rectangle of cells that lies so and so from a cell of a grid: where its corners are in the sums.
struct GridField {
  fileprivate let start: Int32
  fileprivate let endAbove: Int32
  fileprivate let before: Int32
  fileprivate let end: Int32
  /// What one of its cells is of all.
  fileprivate let share: Float

  /// The cells of a rectangle, in a grid of this width.
  init(_ rectangle: GridRectangle, width: Int) {
    let line = width + 1
    start = Int32(rectangle.top * line + rectangle.left)
    endAbove = Int32(rectangle.top * line + rectangle.right)
    before = Int32(rectangle.bottom * line + rectangle.left)
    end = Int32(rectangle.bottom * line + rectangle.right)
    share = 1 / Float((rectangle.right - rectangle.left) * (rectangle.bottom - rectangle.top))
  }
}

/// Cells beside and around a cell.
struct GridRectangle {
  let left: Int
  let right: Int
  let top: Int
  let bottom: Int

  /// The cells that a rectangle around a place covers.
  init(_ x: Float, _ y: Float, _ halfWidth: Float, _ halfHeight: Float) {
    left = Int((x - halfWidth).rounded())
    right = Int((x + halfWidth).rounded()) + 1
    top = Int((y - halfHeight).rounded())
    bottom = Int((y + halfHeight).rounded()) + 1
  }
}
