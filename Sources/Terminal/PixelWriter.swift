import Screens

/// Writes pictures' own pixels on a surface beside the terminal, such as a console's frame buffer.
struct PixelWriter: PicturePainter {
  /// A picture that stands on the screen.
  private struct Shown {
    let picture: PlacedPicture
    let plane: PixelPlane
  }

  private let surface: any PixelSurface
  private var shown: [Shown] = []

  /// A writer on a surface.
  init(_ surface: any PixelSurface) { self.surface = surface }

  mutating func forget() {
    shown = []
    surface.clear()
  }

  mutating func write(_ grid: Grid, touched: Range<Int>) {
    guard !grid.pictures.isEmpty || !shown.isEmpty else { return }
    guard !grid.pictures.isEmpty, let layout = surface.layout(of: grid.size) else {
      // Where another console is in front it is written when this one draws again.
      shown = []
      return
    }
    let before = shown
    shown = []
    for picture in grid.pictures {
      let (width, height) = layout.points(of: picture.rect.size)
      let known = before.first { $0.picture == picture && $0.plane.width == width && $0.plane.height == height }
      let plane = known?.plane ?? picture.plane(width: width, height: height)
      let isWritten = (picture.rect.row..<picture.rect.endRow).allSatisfy { row in
        (known != nil && !touched.contains(row)) || write(plane, of: picture, row: row, of: grid, layout)
      }
      if isWritten { shown.append(Shown(picture: picture, plane: plane)) }
    }
  }

  /// Writes what one row of cells shows of a picture; text over it stays.
  private func write(
    _ plane: PixelPlane, of picture: PlacedPicture, row: Int, of grid: Grid, _ layout: PixelLayout
  ) -> Bool {
    let rect = picture.rect
    let lines = layout.points(of: Size(columns: 1, rows: 1)).height
    for columns in grid.pixelRuns(row: row, of: rect) {
      for line in (row - rect.row) * lines..<(row - rect.row + 1) * lines {
        guard let (offset, bytes) = layout.bytes(of: plane, at: rect, columns: columns, line: line) else { continue }
        guard surface.write(bytes, at: offset) else { return false }
      }
    }
    return true
  }
}
