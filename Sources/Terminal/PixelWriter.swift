import Screens

/// Writes pictures' own pixels into the cells that are theirs, after ncurses has written its own.
struct PixelWriter {
  /// A picture that stands on the screen.
  private struct Shown {
    let picture: PlacedPicture
    let plane: PixelPlane
  }

  private let surface: any PixelSurface
  private var shown: [Shown] = []

  /// A writer on a surface.
  init(_ surface: any PixelSurface) { self.surface = surface }

  /// Nothing of any picture is left: neither on the surface nor here.
  mutating func forget() {
    shown = []
    surface.clear()
  }

  /// Shows a grid's pictures: those that are not shown yet, and of the others the rows in which ncurses wrote.
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
    for columns in runs(row: row, of: rect, grid) {
      for line in (row - rect.row) * lines..<(row - rect.row + 1) * lines {
        guard let (offset, bytes) = layout.bytes(of: plane, at: rect, columns: columns, line: line) else { continue }
        guard surface.write(bytes, at: offset) else { return false }
      }
    }
    return true
  }

  /// The columns of a row that are a picture's.
  private func runs(row: Int, of rect: Rect, _ grid: Grid) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for column in rect.column..<rect.endColumn where grid[column, row].ink.isPixels {
      if let last = runs.last, last.upperBound == column {
        runs[runs.count - 1] = last.lowerBound..<(column + 1)
      } else {
        runs.append(column..<(column + 1))
      }
    }
    return runs
  }
}
