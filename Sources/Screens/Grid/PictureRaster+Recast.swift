extension PictureRaster {
  /// A grid that was made for a terminal with pixels, its pictures in characters; on a terminal with pixels only those that do not stand
  /// whole within a part of it. Any other grid stays.
  func inCharacters(_ grid: Grid, showing part: Rect) -> Grid {
    func stays(_ picture: PlacedPicture) -> Bool {
      capabilities.hasPixels && part.intersection(picture.rect) == picture.rect
    }
    var plain = grid
    var characters = capabilities
    characters.hasPixels = false
    for picture in grid.pictures where !stays(picture) {
      let (drawn, rect) = (picture.drawn(by: PictureRaster(capabilities: characters)), picture.rect)
      for row in 0..<rect.rows {
        for column in 0..<rect.columns where grid[rect.column + column, rect.row + row].ink.isPixels {
          plain[rect.column + column, rect.row + row] = drawn[column, row]
        }
      }
    }
    plain.place(grid.pictures.filter(stays))
    return plain
  }

  /// A cell that was made for a terminal with block elements, as this one can show it; other cells stay.
  func recast(_ cell: Cell) -> Cell {
    guard pixelsPerCell == 1 else { return cell }
    if let (front, behind) = cell.ink.picture {
      guard let covered = QuadrantCell.covered(by: cell.scalar)?.nonzeroBitCount else { return cell }
      func mean(_ one: UInt8, _ other: UInt8) -> UInt8 {
        UInt8((Int(one) * covered + Int(other) * (4 - covered)) / 4)
      }
      return shade(
        RGB(
          red: mean(front.red, behind.red), green: mean(front.green, behind.green),
          blue: mean(front.blue, behind.blue)))
    }
    guard !capabilities.halfBlocks else { return cell }
    switch cell.scalar.value {
    // Halves and quadrants that strokes are made of.
    case 0x2580, 0x2584, 0x258C, 0x2590, 0x2596...0x259F: return Cell("█", ink: cell.ink, style: cell.style)
    case _: return cell
    }
  }
}
