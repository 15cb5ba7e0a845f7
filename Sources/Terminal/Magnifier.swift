import Screens

/// Draws a screen of few cells twice as large by its own points, from the shapes of the console's font: the kernel has no letters of more than 32.
struct Magnifier {
  /// How many cells one becomes, across and down.
  static let factor = 2

  /// The colours of a cell, front and back.
  typealias Colours = (Cell) -> (RGB, RGB)

  /// What was made of the cells of a row that lie side by side.
  private struct Run {
    let cells: [Cell]
    let picture: PlacedPicture
  }

  let font: ConsoleFont
  /// By the place of the first cell, on the screen as it is drawn.
  private var runs: [Position: Run] = [:]

  init(_ font: ConsoleFont) { self.font = font }

  /// Has the next screen made anew, as under another theme.
  mutating func forget() { runs = [:] }

  /// A grid as large as the terminal that shows another one, which is half as large, in all its cells. What did not change is the same
  /// picture, so that it need not be written again.
  mutating func enlarged(_ grid: Grid, to size: Size, substitutes: [UInt32: UInt32], colours: Colours) -> Grid {
    var large = Grid(size: size)
    var made: [Position: Run] = [:]
    for row in 0..<grid.size.rows {
      for columns in grid.runs(row: row, of: grid.bounds, where: { !$0.ink.isPixels }) {
        let place = Position(column: columns.lowerBound, row: row)
        let cells = columns.map { grid[$0, row] }
        let known = runs[place].flatMap { $0.cells == cells ? $0 : nil }
        guard
          let run = known
            ?? picture(of: cells, at: place, substitutes, colours).map({ Run(cells: cells, picture: $0) })
        else { continue }
        made[place] = run
        large.put(run.picture)
      }
    }
    for picture in grid.pictures { large.put(picture.enlarged(by: Self.factor)) }
    runs = made
    return large
  }

  private func picture(
    of cells: [Cell], at place: Position, _ substitutes: [UInt32: UInt32], _ colours: Colours
  ) -> PlacedPicture? {
    let (width, height) = (font.width * Self.factor, font.height * Self.factor)
    let line = cells.count * width * 3
    let pixels = [UInt8](unsafeUninitializedCapacity: line * height) { pixels, filled in
      for (place, cell) in cells.enumerated() {
        let (front, back) = colours(cell)
        let character = substitutes[cell.scalar.value] ?? cell.scalar.value
        let shape = font.rows(of: character) ?? font.rows(of: UInt32(UInt8(ascii: "?"))) ?? []
        for y in 0..<height {
          var bits = y / Self.factor < shape.count ? shape[y / Self.factor] : 0
          // The last row but one, as the kernel underlines.
          if cell.style.contains(.underline), y / Self.factor == font.height - 2 { bits = ~0 }
          var at = y * line + place * width * 3
          for x in 0..<width {
            let colour = bits >> UInt32(font.width - 1 - x / Self.factor) & 1 == 1 ? front : back
            pixels[at] = colour.red
            pixels[at + 1] = colour.green
            pixels[at + 2] = colour.blue
            at += 3
          }
        }
      }
      filled = line * height
    }
    let rect = Rect(column: place.column, row: place.row, columns: cells.count, rows: 1)
    return PlacedPicture(
      width: cells.count * width, height: height, pixels: pixels, in: rect.enlarged(by: Self.factor))
  }
}
