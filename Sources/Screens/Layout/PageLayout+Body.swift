import Renewal

extension PageLayout {
  /// How generously the body is laid out; the first that fits is taken.
  private struct Level {
    let top: Int
    let hasGaps: Bool
    let hasHeadingGap: Bool
    let least: Weight
    /// Whether pictures get more than the least rows.
    var isRoomy = false
    /// Whether blocks take their shortest form.
    var isTight = false
    /// Whether choices stand one after the other, so that none of them is missing.
    var isFlowing = false
    /// Whether only what can be pressed, filled in or must be noticed stands there: no page is meant to come to that.
    var isBare = false
  }

  private var levels: [Level] {
    let top = format == .full ? 1 : 0
    var levels = [
      Level(top: top, hasGaps: true, hasHeadingGap: true, least: .may, isRoomy: true),
      Level(top: top, hasGaps: false, hasHeadingGap: true, least: .may, isRoomy: true),
      Level(top: top, hasGaps: false, hasHeadingGap: true, least: .may),
      Level(top: 0, hasGaps: false, hasHeadingGap: true, least: .may),
      Level(top: 0, hasGaps: false, hasHeadingGap: false, least: .may),
      Level(top: 0, hasGaps: false, hasHeadingGap: false, least: .should),
      Level(top: 0, hasGaps: false, hasHeadingGap: false, least: .should, isTight: true),
      Level(top: 0, hasGaps: false, hasHeadingGap: false, least: .must, isTight: true),
      Level(top: 0, hasGaps: false, hasHeadingGap: false, least: .must, isTight: true, isFlowing: true),
      Level(top: 0, hasGaps: false, hasHeadingGap: false, least: .must, isTight: true, isFlowing: true, isBare: true),
    ]
    // A narrow screen has its picture right below the heading's first row.
    if format == .full, grid.size.rows >= 30 {
      levels.insert(Level(top: 2, hasGaps: true, hasHeadingGap: true, least: .may, isRoomy: true), at: 0)
    }
    if let lowered {
      levels.insert(Level(top: lowered, hasGaps: true, hasHeadingGap: true, least: .may, isRoomy: true), at: 0)
    }
    return levels
  }

  /// The rows above the heading where there are many; pictures in the text take these rows.
  private var lowered: Int? {
    guard format == .full, grid.size.rows >= Self.tallRows, !page.items.contains(where: { $0.block.isGallery })
    else { return nil }
    return (grid.size.rows - 5) / 6
  }

  /// What a level makes of the page: the rows of each block that is kept, and the rows that pictures get.
  private struct Draft {
    var level: Level
    var message: [Line] = []
    var heading: [Line] = []
    var blocks: [(index: Int, lines: [Line], gap: Int)] = []
    var rows = 0
    var faults: [LayoutFault] = []
  }

  /// The columns that text keeps beside a picture where everything is centred.
  private static let textBesidePicture = 46
  /// The columns of a table there: what it has on a screen of 120.
  private static let tableBesideMargins = 106

  /// The widest that the text runs on this page.
  private var measure: Int {
    page.isWide ? isCentred ? Self.tableBesideMargins : 3 * PageLayout.measure : PageLayout.measure
  }

  /// The third zone.
  mutating func drawBody(_ body: Rect) {
    if let side = page.side {
      if drawBody(body, side: side, force: false) { return }
      if side.weight < .must, drawBody(body, side: nil, force: false) { return }
      _ = drawBody(body, side: side.weight < .must ? nil : side, force: true)
    } else {
      _ = drawBody(body, side: nil, force: true)
    }
  }

  private mutating func drawBody(_ body: Rect, side: Side?, force: Bool) -> Bool {
    var text = body
    var picture: Rect?
    var headingColumns = min(measure, body.columns)
    if let side {
      let least = format == .full ? max(side.textColumns, isCentred ? Self.textBesidePicture : 0) : side.fewestColumns
      let room = Rect(column: 0, row: 0, columns: max(0, body.columns - least - 3), rows: body.rows - 2)
      let wanted = side.figure.drawing.place(in: room)
      guard force || wanted.rows >= side.figure.leastRows else { return false }
      text.columns = body.columns - wanted.columns - 3
      // Beside the text, not at the far end of a wide screen.
      let column = min(body.endColumn - wanted.columns, body.column + measure + 4)
      let row = body.row + (format == .full ? row(ofPicture: wanted, in: body) : 2)
      picture = Rect(column: column, row: row, columns: wanted.columns, rows: wanted.rows)
      if format == .full || page.message != nil { headingColumns = min(headingColumns, text.columns) }
    }
    text.columns = min(measure, text.columns)
    if isCentred {
      var end = text.endColumn
      if let picture { end = min(picture.endColumn, end + 4 + picture.columns) }
      let aside = (grid.size.columns - (end - text.column)) / 2 - text.column
      if let columns = picture?.columns { picture?.column = end - columns + aside }
      text.column += aside
    }
    var last: Draft?
    var rows = 0
    for level in levels {
      let draft = self.draft(level, columns: text.columns, headingColumns: headingColumns)
      last = draft
      if !level.isBare { rows = draft.rows }
      if draft.rows <= body.rows { break }
    }
    guard let draft = last else { return false }
    guard force || rows <= body.rows && draft.faults.isEmpty else { return false }
    faults += draft.faults
    if rows > body.rows { faults.append(.tallBody(rows: rows, room: body.rows)) }
    placement = Placement(text: text, isTight: draft.level.isTight, side: picture)
    put(draft, in: text, of: body, headingColumns: headingColumns, spare: max(0, body.rows - draft.rows))
    if let side, let picture { putSide(side.figure, in: picture, body: body) }
    return true
  }

  /// How far below the body's first row a picture beside the text begins: at the heading, or as high as it must.
  private func row(ofPicture picture: Rect, in body: Rect) -> Int {
    min(max(1, lowered ?? 1), max(1, (body.rows - picture.rows) / 2))
  }

  private func draft(_ level: Level, columns: Int, headingColumns: Int) -> Draft {
    var draft = Draft(level: level)
    draft.heading = Block.wrapped(
      page.heading.shown, page.isStaff ? .staff : .heading, columns: headingColumns, faults: &draft.faults)
    if let message = page.message {
      let notice = Block.notice(.staff, message)
      draft.message = notice.lines(columns: headingColumns, isTight: false, faults: &draft.faults)
      if level.hasGaps { draft.message.append(Line()) }
    }
    draft.rows = level.top + draft.message.count + draft.heading.count
    for (index, item) in page.items.enumerated() where item.weight >= level.least {
      if level.isBare, item.block.onlyTells { continue }
      let block = level.isFlowing ? item.block.flowing : item.block
      let lines = block.lines(columns: columns, isTight: level.isTight, faults: &draft.faults)
      let isFirst = draft.blocks.isEmpty
      let gap = item.hasGap && (isFirst ? level.hasHeadingGap : level.hasGaps) ? 1 : 0
      draft.blocks.append((index, lines, gap))
      draft.rows += gap + (lines.isEmpty ? item.block.pictureRows(isRoomy: level.isRoomy) : lines.count)
    }
    // Where no block that was kept has the focus, the heading has it.
    if !draft.blocks.contains(where: { page.items[$0.index].block.hasFocus }), !draft.heading.isEmpty {
      draft.heading[0].isFocus = true
      draft.heading[0].cursor = 0
    }
    return draft
  }

  private mutating func put(_ draft: Draft, in text: Rect, of body: Rect, headingColumns: Int, spare: Int) {
    var row = text.row + draft.level.top
    for line in draft.message + draft.heading {
      put(line, at: Position(column: text.column, row: row), columns: headingColumns, end: text.endRow)
      row += 1
    }
    // Pictures in the text share the room that is left.
    let galleries = draft.blocks.count { $0.lines.isEmpty }
    for (index, lines, gap) in draft.blocks {
      row += gap
      let (firstRow, firstHotspot) = (row, hotspots.count)
      let block = page.items[index].block
      if case .gallery(let figures) = block {
        let rows = block.pictureRows(isRoomy: draft.level.isRoomy) + spare / max(1, galleries)
        let columns = min(body.columns, grid.size.columns - 2 * body.column)
        let rect = Rect(column: body.column, row: row, columns: columns, rows: rows)
        row += putGallery(figures, in: rect)
      } else {
        for line in lines {
          put(line, at: Position(column: text.column, row: row), columns: text.columns, end: text.endRow)
          row += 1
        }
      }
      placement?.blocks.append(
        Placement.PlacedBlock(item: index, rows: firstRow..<row, hotspots: firstHotspot..<hotspots.count))
    }
  }

  /// Draws a row of the body, with its mark and its hotspots.
  mutating func put(_ line: Line, at position: Position, columns: Int, end: Int) {
    guard position.row < end else { return }
    if line.cells > columns {
      faults.append(.wideLine(line.spans.map(\.text).joined(), columns: columns))
    }
    var column = position.column + line.indent
    for span in line.spans {
      // What is typed keeps the colours that the terminal is left with: a digit costs one byte.
      let style: CellStyle = line.isFocus && span.role != .entry ? span.style.union(.bold) : span.style
      if let key = span.key {
        let place = Rect(column: column, row: position.row, columns: Wrap.cells(span.text), rows: 1)
        hotspots.append(Hotspot(rect: place, key: key))
      }
      column = grid.put(span.text, at: Position(column: column, row: position.row), ink: .role(span.role), style: style)
    }
    if line.isFocus {
      grid.put("►", at: Position(column: position.column - 2, row: position.row), ink: .role(.heading), style: .bold)
      cursor = Position(column: position.column + (line.cursor ?? 0), row: position.row)
    }
    if let key = line.key {
      let width = max(1, min(columns, grid.size.columns - position.column))
      hotspots.append(
        Hotspot(rect: Rect(column: position.column, row: position.row, columns: width, rows: 1), key: key))
    }
  }
}
