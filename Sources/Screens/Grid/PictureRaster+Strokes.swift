package import Quality

extension PictureRaster {
  /// Draws what the pen wrote: in pixels, in quadrants, a quarter of a cell fine, or in whole cells where the font has none.
  @discardableResult
  package func draw(
    _ signature: SignatureInk, in rect: Rect, on grid: inout Grid, ink: Ink = .role(.entry)
  ) -> Rect {
    let lines = signature.strokes.map { stroke in
      stroke.points.filter { $0.pressure > 0 }.map { (x: $0.x, y: $0.y) }
    }
    return draw(lines: lines, width: signature.padWidth, height: signature.padHeight, in: rect, on: &grid, ink: ink)
  }

  /// Draws lines through points of a field of this width and height, to scale and in the middle of a place.
  ///
  /// A field without size, and points outside it or that are no numbers, draw nothing.
  @discardableResult
  package func draw(
    lines: [[(x: Double, y: Double)]], width: Double, height: Double, in rect: Rect, on grid: inout Grid,
    ink: Ink = .role(.entry)
  ) -> Rect {
    let empty = Rect(column: rect.column, row: rect.row, columns: 0, rows: 0)
    guard width > 0, height > 0, width < 1e6, height < 1e6, !rect.isEmpty else { return empty }
    let target = place(
      width: max(1, Int(width * 16)), height: max(1, Int(height * 16)), in: grid.bounds.intersection(rect))
    guard !target.isEmpty else { return empty }
    if capabilities.hasPixels {
      // As many as the largest font's cell has.
      let (across, down) = (target.columns * 16, target.rows * 32)
      let touched = Self.trace(lines, width, height, across, down, thickness: 4)
      let colours = Theme.named(capabilities.paletteTheme ?? .light).entry
      let pixels = touched.flatMap { isTouched in
        let colour = isTouched ? colours.foreground : colours.background
        return [colour.red, colour.green, colour.blue]
      }
      if let drawn = RGBPicture(width: across, height: down, pixels: pixels) {
        grid.put(PlacedPicture(drawn, in: target))
        return target
      }
    }
    let fine = capabilities.halfBlocks ? 2 : 1
    let across = target.columns * fine
    let touched = Self.trace(lines, width, height, across, target.rows * fine, thickness: 1)
    for row in 0..<target.rows {
      for column in 0..<target.columns {
        let scalar: Unicode.Scalar
        if fine == 2 {
          let upper = 2 * row * across + 2 * column
          let lower = upper + across
          let pattern =
            (touched[upper] ? 8 : 0) + (touched[upper + 1] ? 4 : 0) + (touched[lower] ? 2 : 0)
            + (touched[lower + 1] ? 1 : 0)
          scalar = QuadrantCell.elements[pattern]
        } else {
          scalar = touched[row * across + column] ? "█" : " "
        }
        grid[target.column + column, target.row + row] = Cell(scalar, ink: ink)
      }
    }
    return target
  }

  /// Which pixels the lines of a field touch, row by row, with a pen so many pixels thick.
  private static func trace(
    _ lines: [[(x: Double, y: Double)]], _ width: Double, _ height: Double, _ across: Int, _ down: Int, thickness: Int
  ) -> [Bool] {
    var touched = Array(repeating: false, count: across * down)
    func mark(_ start: (x: Double, y: Double), _ end: (x: Double, y: Double)) {
      let one = (x: start.x / width * Double(across), y: start.y / height * Double(down))
      let two = (x: end.x / width * Double(across), y: end.y / height * Double(down))
      for pixel in PixelPlane.path(from: one, to: two) {
        for y in (pixel.y - thickness / 2)..<(pixel.y - thickness / 2 + thickness) where y >= 0 && y < down {
          for x in (pixel.x - thickness / 2)..<(pixel.x - thickness / 2 + thickness) where x >= 0 && x < across {
            touched[y * across + x] = true
          }
        }
      }
    }
    for line in lines {
      guard let first = line.first else { continue }
      mark(first, first)
      for (start, end) in zip(line, line.dropFirst()) { mark(start, end) }
    }
    return touched
  }
}
