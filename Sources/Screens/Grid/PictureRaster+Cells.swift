extension PictureRaster {
  /// Puts a plane's pixels on the grid as cells, in the way that this terminal can show; those of a grey picture in greys alone, for
  /// among few colours one that is no grey may be nearer.
  package func put(_ plane: PixelPlane, at origin: Position, on grid: inout Grid, inGreys: Bool = false) {
    let (columns, rows) = (plane.width / pixelsPerCell, (plane.height + pixelsPerCell - 1) / pixelsPerCell)
    guard pixelsPerCell == 2 else {
      for row in 0..<rows {
        for column in 0..<columns { grid[origin.column + column, origin.row + row] = shade(plane[column, row]) }
      }
      return
    }
    let palette = palette(inGreys: inGreys)
    for row in 0..<rows {
      for column in 0..<columns {
        let (x, y) = (2 * column, 2 * row)
        let below = min(y + 1, plane.height - 1)
        let wanted = QuadrantCell(plane[x, y], plane[x + 1, y], plane[x, below], plane[x + 1, below])
        let cell = palette?.cell(wanted) ?? wanted
        grid[origin.column + column, origin.row + row] = Cell(
          known: cell.scalar, ink: .picture(cell.foreground, on: cell.background), style: [])
      }
    }
  }

  /// What finds this terminal's colours; nothing where all can be shown.
  private func palette(inGreys: Bool) -> QuadrantPalette? {
    switch capabilities.colours {
    case .trueColour, .mono: return nil
    case .indexed256: return QuadrantPalette { colour, _ in Palette.fixed(Palette.nearestSeen(colour)) }
    case .sixteen, .eight:
      let all = capabilities.paletteTheme.map { ConsolePalette.of($0).colours } ?? Palette.console
      let count = capabilities.colours == .sixteen ? 16 : 8
      let greys = (all.prefix(count).filter(\.isGrey), all.prefix(8).filter(\.isGrey))
      if inGreys, greys.1.count > 1 {
        return QuadrantPalette { colour, isBackground in
          let greys = isBackground ? greys.1 : greys.0
          return greys[Int(Palette.nearest(colour, in: greys[...]))]
        }
      }
      return QuadrantPalette { colour, isBackground in
        all[Int(Palette.nearest(colour, in: all.prefix(isBackground ? 8 : count)))]
      }
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

  /// A stroke of a ridge: dark on light where there are greys.
  func stroke(_ scalar: Unicode.Scalar) -> Cell {
    guard capabilities.colours != .mono else { return Cell(scalar) }
    return Cell(scalar, ink: .picture(RGB(grey: 0), on: RGB(grey: 0xAA)))
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
