package import Quality

extension PictureRaster {
  /// Draws what the pen wrote: in quadrants, a quarter of a cell fine, or in whole cells where the font has none.
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
    let fine = capabilities.halfBlocks ? 2 : 1
    let across = target.columns * fine
    let down = target.rows * fine
    var touched = Array(repeating: false, count: across * down)
    func mark(_ start: (x: Double, y: Double), _ end: (x: Double, y: Double)) {
      let one = (x: start.x / width * Double(across), y: start.y / height * Double(down))
      let two = (x: end.x / width * Double(across), y: end.y / height * Double(down))
      for pixel in PixelPlane.path(from: one, to: two)
      where pixel.x >= 0 && pixel.x < across && pixel.y >= 0 && pixel.y < down {
        touched[pixel.y * across + pixel.x] = true
      }
    }
    for line in lines {
      guard let first = line.first else { continue }
      mark(first, first)
      for (start, end) in zip(line, line.dropFirst()) { mark(start, end) }
    }
    for row in 0..<target.rows {
      for column in 0..<target.columns {
        let scalar: Unicode.Scalar
        if fine == 2 {
          let upper = 2 * row * across + 2 * column
          let lower = upper + across
          let pattern =
            (touched[upper] ? 8 : 0) + (touched[upper + 1] ? 4 : 0) + (touched[lower] ? 2 : 0)
            + (touched[lower + 1] ? 1 : 0)
          scalar = PictureRaster.quadrants[pattern]
        } else {
          scalar = touched[row * across + column] ? "█" : " "
        }
        grid[target.column + column, target.row + row] = Cell(scalar, ink: ink)
      }
    }
    return target
  }

  /// Indexed by upper left 8, upper right 4, lower left 2, lower right 1.
  private static let quadrants: [Unicode.Scalar] = [
    " ", "▗", "▖", "▄", "▝", "▐", "▞", "▟", "▘", "▚", "▌", "▙", "▀", "▜", "▛", "█",
  ]
}
