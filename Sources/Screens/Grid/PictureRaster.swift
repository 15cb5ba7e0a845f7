package import Quality

/// How a picture fills its place.
package enum PictureFit: Hashable, Sendable {
  /// All of the picture, with room left over.
  case whole
  /// All of the place, with the picture's longer side cut evenly.
  case filled
}

/// Gives pictures their cells by what the terminal can do: their own pixels, block elements in two colours, or shades.
package struct PictureRaster: Hashable, Sendable {
  package let capabilities: TerminalCapabilities

  package init(capabilities: TerminalCapabilities) {
    self.capabilities = capabilities
  }

  /// Pixels a cell has across, and down: two with block elements.
  var pixelsPerCell: Int { capabilities.halfBlocks && capabilities.colours != .mono ? 2 : 1 }

  /// Where in a place a picture of this shape lies, in the middle, so that circles stay round.
  package func place(width: Int, height: Int, in rect: Rect, fit: PictureFit = .whole) -> Rect {
    guard width > 0, height > 0, !rect.isEmpty else {
      return Rect(column: rect.column, row: rect.row, columns: 0, rows: 0)
    }
    switch fit {
    case .filled: return rect
    case .whole:
      // A cell is taken to be twice as tall as wide.
      let columns = min(rect.columns, max(1, (rect.rows * 2 * width + height / 2) / height))
      let rows = min(rect.rows, max(1, (columns * height + width) / (2 * width)))
      return Rect(
        column: rect.column + (rect.columns - columns) / 2, row: rect.row + (rect.rows - rows) / 2,
        columns: columns, rows: rows)
    }
  }

  /// A picture at the resolution of a place of this size; what does not fit its shape is cut evenly.
  package func plane(of picture: RGBPicture, size: Size, mirrored: Bool = false) -> PixelPlane {
    plane(width: picture.width, height: picture.height, size: size, mirrored: mirrored) { rows, columns in
      let means = Self.means(picture.pixels, channels: 3, width: picture.width, rows, columns)
      return stride(from: 0, to: means.count, by: 3).map {
        RGB(red: means[$0], green: means[$0 + 1], blue: means[$0 + 2])
      }
    }
  }

  /// A fingerprint at the resolution of a place of this size, its ridges as lines; what does not fit its shape is cut evenly.
  package func plane(of picture: GreyPicture, size: Size) -> PixelPlane {
    plane(width: picture.width, height: picture.height, size: size, mirrored: false) { rows, columns in
      let means = Self.means(picture.pixels, channels: 1, width: picture.width, rows, columns)
      return RidgeRaster(picture, columns: columns, rows: rows, means: means).lines(over: means).map { RGB(grey: $0) }
    }
  }

  /// The mean of each field of a picture, row by row: first the rows of a field are added, all columns at once.
  private static func means(
    _ pixels: [UInt8], channels: Int, width: Int, _ rows: [Range<Int>], _ columns: [Range<Int>]
  ) -> [UInt8] {
    let line = width * channels
    var sums = [UInt32](repeating: 0, count: line)
    var means: [UInt8] = []
    means.reserveCapacity(rows.count * columns.count * channels)
    pixels.withUnsafeBufferPointer { pixels in
      sums.withUnsafeMutableBufferPointer { sums in
        for rows in rows {
          sums.update(repeating: 0)
          for row in rows {
            // Of its own beginning, so that the compiler adds many at once.
            let pixels = UnsafeBufferPointer(rebasing: pixels[(row * line)..<((row + 1) * line)])
            for index in 0..<line { sums[index] &+= UInt32(pixels[index]) }
          }
          for columns in columns {
            let count = UInt32(rows.count * columns.count)
            for channel in 0..<channels {
              var sum: UInt32 = 0
              for column in columns { sum &+= sums[column &* channels &+ channel] }
              means.append(UInt8(truncatingIfNeeded: sum / count))
            }
          }
        }
      }
    }
    return means
  }

  /// Draws a picture into a place and returns the cells it took.
  @discardableResult
  package func draw(
    _ picture: RGBPicture, in rect: Rect, on grid: inout Grid, fit: PictureFit = .whole, mirrored: Bool = false,
    guide: PictureGuide? = nil
  ) -> Rect {
    let target = place(width: picture.width, height: picture.height, in: rect, fit: fit)
    if capabilities.hasPixels {
      grid.put(PlacedPicture(picture, in: target, isMirrored: mirrored, guide: guide))
    } else {
      var plane = plane(of: picture, size: target.size, mirrored: mirrored)
      guide?.lay(over: &plane)
      put(plane, at: target.origin, on: &grid)
    }
    return target
  }

  /// Draws a fingerprint into a place and returns the cells it took.
  @discardableResult
  package func draw(_ picture: GreyPicture, in rect: Rect, on grid: inout Grid, fit: PictureFit = .whole) -> Rect {
    let target = place(width: picture.width, height: picture.height, in: rect, fit: fit)
    if capabilities.hasPixels {
      grid.put(PlacedPicture(picture, in: target))
    } else if pixelsPerCell == 1 {
      putStrokes(of: picture, in: target, on: &grid)
    } else {
      put(plane(of: picture, size: target.size), at: target.origin, on: &grid, inGreys: true)
    }
    return target
  }

  /// Ridges as lines of characters, one a cell, on the shades of what is no ridge.
  private func putStrokes(of picture: GreyPicture, in target: Rect, on grid: inout Grid) {
    var spots: [RidgeRaster.Spot] = []
    let plane = plane(width: picture.width, height: picture.height, size: target.size, mirrored: false) {
      rows, columns in
      let means = Self.means(picture.pixels, channels: 1, width: picture.width, rows, columns)
      spots = RidgeRaster(picture, columns: columns, rows: rows, means: means).spots
      return means.map { RGB(grey: $0) }
    }
    put(plane, at: target.origin, on: &grid)
    for (index, spot) in spots.enumerated() where spot.strength > 0.5 {
      let (column, row) = (target.column + index % plane.width, target.row + index / plane.width)
      grid[column, row] = stroke(spot.stroke)
    }
  }

  private func plane(
    width: Int, height: Int, size: Size, mirrored: Bool, means: ([Range<Int>], [Range<Int>]) -> [RGB]
  ) -> PixelPlane {
    let across = size.clamped.columns * pixelsPerCell
    let down = size.clamped.rows * pixelsPerCell
    let aspect = 2
    guard across > 0, down > 0, width > 0, height > 0 else {
      return PixelPlane(width: 0, height: 0, pixelAspect: aspect, pixels: [])
    }
    // The part of the picture that has the place's shape, in the middle.
    let shapeDown = down * aspect
    let usedWidth = min(width, max(1, height * across / shapeDown))
    let usedHeight = min(height, max(1, width * shapeDown / across))
    let rows = (0..<down).map { span($0, of: down, over: usedHeight, from: (height - usedHeight) / 2) }
    let columns = (0..<across).map { span($0, of: across, over: usedWidth, from: (width - usedWidth) / 2) }
    let pixels = means(rows, mirrored ? columns.reversed() : columns)
    return PixelPlane(width: across, height: down, pixelAspect: aspect, pixels: pixels)
  }

  private func span(_ index: Int, of count: Int, over length: Int, from start: Int) -> Range<Int> {
    let first = min(index * length / count, length - 1)
    let last = min(max((index + 1) * length / count, first + 1), length)
    return (start + first)..<(start + last)
  }
}
