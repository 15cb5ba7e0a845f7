import Renewal

/// The citizen's screen as it is now, cell by cell in a frame, with the messages' numbers below it.
extension PageLayout {
  /// Draws what a desk watches; what it has no room for is cut, and what the citizen is asked stays in sight.
  static func watch(_ citizen: Grid, _ page: Page, _ render: RenderContext) -> Drawing {
    var layout = PageLayout(page, render, grid: Grid(size: render.context.size.clamped))
    guard layout.format != .tiny else { return draw(page, render) }
    layout.drawWatched(citizen)
    return layout.drawing(changedRows: nil)
  }

  private mutating func drawWatched(_ citizen: Grid) {
    let size = grid.size
    drawHeader(progressRow: 1)
    drawKeys()
    var words: [Line] = []
    for item in page.items where item.weight == .must {
      words += item.block.lines(columns: size.columns - 2, isTight: true, faults: &faults)
    }
    let first = keyRows.lowerBound - words.count
    put(words, from: first)
    let room = Rect(column: 0, row: 1, columns: size.columns, rows: first - 1)
    put(citizen, in: room)
  }

  private mutating func put(_ words: [Line], from first: Int) {
    for (row, line) in words.enumerated() {
      var column = 1 + line.indent
      for span in line.spans {
        let place = Position(column: column, row: first + row)
        column = grid.put(span.text, at: place, ink: .role(span.role), style: span.style)
        if let key = span.key {
          let rect = Rect(column: place.column, row: place.row, columns: column - place.column, rows: 1)
          hotspots.append(Hotspot(rect: rect, key: key))
        }
      }
    }
  }

  /// The frame has no sides where the citizen's screen needs their columns.
  private mutating func put(_ citizen: Grid, in room: Rect) {
    guard room.rows > 2, room.columns > 2 else { return }
    let hasSides = room.columns >= citizen.size.columns + 2
    let rows = min(citizen.size.rows, room.rows - 2)
    let inside = Rect(
      column: hasSides ? (room.columns - citizen.size.columns) / 2 : 0, row: room.row + 1,
      columns: min(citizen.size.columns, room.columns), rows: rows)
    let top = firstRow(of: citizen, showing: rows)
    let heading = " \(page.heading.shown) "
    if hasSides {
      grid.box(
        Rect(column: inside.column - 1, row: inside.row - 1, columns: inside.columns + 2, rows: rows + 2),
        kind: .double, ink: .role(.staff))
    } else {
      for row in [inside.row - 1, inside.endRow] {
        grid.horizontalLine(
          at: Position(column: 0, row: row), length: room.columns, kind: .double, ink: .role(.staff))
      }
    }
    let place = Position(column: inside.column + 2, row: inside.row - 1)
    put(heading, at: place, columns: inside.columns - 4, role: .staff)
    cursor = inside.origin
    let raster = PictureRaster(capabilities: render.context.capabilities)
    let citizen = raster.inCharacters(
      citizen, showing: Rect(column: 0, row: top, columns: inside.columns, rows: rows))
    for row in 0..<rows {
      for column in 0..<inside.columns {
        let cell = raster.recast(citizen[column, top + row])
        grid[inside.column + column, inside.row + row] = cell
        if cell.scalar == "►" { cursor = Position(column: inside.column + column, row: inside.row + row) }
      }
    }
    grid.place(citizen.pictures.map { $0.moved(columns: inside.column, rows: inside.row - top) })
  }

  /// Where the part that is shown begins: the header goes first, and the row that the citizen is at stays.
  private func firstRow(of citizen: Grid, showing rows: Int) -> Int {
    let spare = citizen.size.rows - rows
    guard spare > 0 else { return 0 }
    let focus = (0..<citizen.size.rows).last { row in
      (0..<citizen.size.columns).contains { citizen[$0, row].scalar == "►" }
    }
    return min(spare, max(1, (focus ?? 0) - rows + 2))
  }
}
