extension PictureRaster {
  /// Puts a plane's pixels on the grid as cells, in the way that this terminal can show.
  package func put(_ plane: PixelPlane, at origin: Position, on grid: inout Grid) {
    let rows = (plane.height + rowsPerCell - 1) / rowsPerCell
    for row in 0..<rows {
      for column in 0..<plane.width {
        grid[origin.column + column, origin.row + row] = cell(of: plane, column: column, row: row)
      }
    }
  }

  private func cell(of plane: PixelPlane, column: Int, row: Int) -> Cell {
    guard rowsPerCell == 2 else { return shade(plane[column, row]) }
    let upper = plane[column, 2 * row]
    let lower = 2 * row + 1 < plane.height ? plane[column, 2 * row + 1] : upper
    switch capabilities.colours {
    case .trueColour, .indexed256, .mono:
      return Cell(known: "▀", ink: .picture(upper, on: lower), style: [])
    case .sixteen where capabilities.hasThemePalette:
      // The terminal finds the nearest of its theme's colours.
      return Cell(known: "▀", ink: .picture(upper, on: lower), style: [])
    case .sixteen, .eight:
      let count = capabilities.colours == .sixteen ? 16 : 8
      let half = DitheredHalf(upper, lower, column: column, row: row, palette: Palette.console.prefix(count))
      let ink = Ink.picture(Palette.console[Int(half.foreground)], on: Palette.console[Int(half.background)])
      return Cell(known: half.scalar, ink: ink, style: [])
    }
  }

  /// A pixel as a shade: by characters and greys of the console, or by characters alone.
  func shade(_ colour: RGB) -> Cell {
    let light = (77 * Int(colour.red) + 150 * Int(colour.green) + 29 * Int(colour.blue)) >> 8
    guard capabilities.colours != .mono else {
      let ramp: [Unicode.Scalar] =
        capabilities.halfBlocks ? [" ", "░", "▒", "▓", "█"] : [" ", ".", ":", "-", "=", "+", "*", "#", "%", "@"]
      return Cell(ramp[min(light * ramp.count / 256, ramp.count - 1)])
    }
    let shades = capabilities.colours == .eight ? PictureRaster.shadesOfEight : PictureRaster.shadesOfSixteen
    var best = shades[0]
    for shade in shades where abs(shade.light - light) < abs(best.light - light) { best = shade }
    return Cell(best.scalar, ink: .picture(RGB(grey: best.front), on: RGB(grey: best.behind)))
  }

  private struct Shade: Sendable {
    let scalar: Unicode.Scalar
    let front: UInt8
    let behind: UInt8
    let light: Int

    /// Covered eighths of the cell tell how light it looks.
    init(_ scalar: Unicode.Scalar, _ front: UInt8, on behind: UInt8, covered: Int) {
      self.scalar = scalar
      self.front = front
      self.behind = behind
      light = (Int(front) * covered + Int(behind) * (8 - covered)) / 8
    }
  }

  private static let shadesOfEight: [Shade] = [
    Shade(" ", 0xAA, on: 0, covered: 0), Shade("░", 0xAA, on: 0, covered: 2), Shade("▒", 0xAA, on: 0, covered: 4),
    Shade("░", 0, on: 0xAA, covered: 2), Shade(" ", 0, on: 0xAA, covered: 0),
  ]

  private static let shadesOfSixteen: [Shade] =
    shadesOfEight + [
      Shade("░", 0x55, on: 0, covered: 2), Shade("▒", 0x55, on: 0, covered: 4), Shade("█", 0x55, on: 0, covered: 8),
      Shade("▒", 0x55, on: 0xAA, covered: 4), Shade("░", 0x55, on: 0xAA, covered: 2),
      Shade("░", 0xFF, on: 0xAA, covered: 2), Shade("▒", 0xFF, on: 0xAA, covered: 4),
      Shade("█", 0xFF, on: 0xAA, covered: 8),
    ]
}
