import Renewal

extension Block {
  /// Whether it is pictures.
  var isGallery: Bool { if case .gallery = self { true } else { false } }

  /// The rows that pictures want, captions included; nothing for other blocks.
  func pictureRows(isRoomy: Bool) -> Int {
    guard case .gallery(let figures) = self else { return 0 }
    let tallest = figures.map(\.leastRows).max() ?? 0
    let captions = figures.contains { $0.caption != nil } ? 1 : 0
    return tallest + captions + (isRoomy ? 3 : 0)
  }
}

extension PageLayout {
  /// Draws the pictures that take the whole screen below the header, each with its caption below it, and then what is told.
  mutating func drawEnlarged() {
    guard let figures = page.enlarged, !figures.isEmpty else { return }
    drawHeader(progressRow: 1)
    drawKeys()
    let first = 1
    var notices: [Line] = []
    for item in page.items {
      notices += item.block.lines(columns: grid.size.columns - 2, isTight: true, faults: &faults)
    }
    let end = keyRows.lowerBound - notices.count
    let gap = 2
    let share = (grid.size.columns - gap * (figures.count - 1)) / figures.count
    let places = figures.map { $0.drawing.place(in: Rect(column: 0, row: 0, columns: share, rows: end - 1 - first)) }
    let (rows, columns) = (places.map(\.rows).max() ?? 0, places.map(\.columns).max() ?? 0)
    let top = first + (end - 1 - first - rows) / 2
    var column = (grid.size.columns - columns * figures.count - gap * (figures.count - 1)) / 2
    for (figure, place) in zip(figures, places) {
      let target = Rect(column: column, row: top, columns: place.columns, rows: place.rows)
      figure.drawing.draw(in: target, on: &grid, capabilities: render.context.capabilities)
      putCaption(figure, at: Position(column: column, row: top + rows), columns: columns)
      column += columns + gap
    }
    for (index, line) in notices.enumerated() {
      put(line, at: Position(column: 1, row: end + index), columns: grid.size.columns - 2, end: keyRows.lowerBound)
    }
  }

  /// Draws the picture beside the text, its caption below it.
  mutating func putSide(_ figure: CaptionedFigure, in rect: Rect, body: Rect) {
    figure.drawing.draw(in: rect, on: &grid, capabilities: render.context.capabilities)
    if let key = figure.key { hotspots.append(Hotspot(rect: rect, key: key)) }
    if case .keypad(let keypad) = figure.drawing { hotspots += keypad.hotspots(at: rect.origin) }
    guard let caption = figure.caption, rect.endRow < body.endRow, Wrap.cells(caption.shown) <= rect.columns
    else { return }
    grid.put(
      caption.shown, at: Position(column: rect.column, row: rect.endRow), ink: .role(figure.role))
  }

  /// Draws pictures side by side and returns the rows they took.
  mutating func putGallery(_ figures: [CaptionedFigure], in rect: Rect) -> Int {
    guard !figures.isEmpty else { return 0 }
    let gap = 2
    let share = max(1, (rect.columns - gap * (figures.count - 1)) / figures.count)
    let captions = figures.contains { $0.caption != nil } ? captionRows(figures, columns: share) : 0
    let room = Rect(column: 0, row: 0, columns: share, rows: max(1, rect.rows - captions))
    let places = figures.map { $0.drawing.place(in: room) }
    let tallest = places.map(\.rows).max() ?? 0
    // Wide enough for the widest picture and caption, so that small pictures stand together.
    let captionColumns = figures.map { figure in figure.caption.map { Wrap.cells($0.shown) + 4 } ?? 0 }.max() ?? 0
    let step = min(share, max(places.map(\.columns).max() ?? 0, min(captionColumns, share))) + gap
    let hasRoom = Self.haveRoom(figures, columns: step - gap)
    var column = rect.column
    if isCentred { column += max(0, rect.columns - (step * figures.count - gap)) / 2 }
    for (figure, place) in zip(figures, places) {
      let target = Rect(column: column, row: rect.row, columns: place.columns, rows: place.rows)
      figure.drawing.draw(in: target, on: &grid, capabilities: render.context.capabilities)
      putCaption(
        figure, hasRoom: hasRoom, at: Position(column: column, row: rect.row + tallest), columns: step - gap)
      if let key = figure.key {
        hotspots.append(
          Hotspot(
            rect: Rect(column: column, row: rect.row, columns: step - gap, rows: tallest + captions), key: key))
      }
      column += step
    }
    return tallest + captions
  }

  private func captionRows(_ figures: [CaptionedFigure], columns: Int) -> Int {
    figures.map { figure in
      figure.caption.map { Wrap.rows(of: $0.shown, columns: columns - 4).rows.count } ?? 0
    }.max() ?? 0
  }

  /// Whether the words below some pictures have room; where not, the numbers that choose them say enough.
  private static func haveRoom(_ figures: [CaptionedFigure], columns: Int) -> Bool {
    figures.contains { $0.number == nil }
      || figures.allSatisfy { Wrap.rows(of: $0.caption?.shown ?? "", columns: max(1, columns - 4)).wide.isEmpty }
  }

  private mutating func putCaption(_ figure: CaptionedFigure, hasRoom: Bool = true, at place: Position, columns: Int) {
    guard let caption = figure.caption else { return }
    let lead = figure.number.map { "\($0) " } ?? ""
    let marked = (figure.isFocused ? "► " : figure.number == nil ? "" : "  ") + lead
    let words = Wrap.rows(of: caption.shown, columns: max(1, columns - Wrap.cells(marked)))
    let (rows, wide) = hasRoom ? words : ([""], [])
    faults += wide.map { .wideWord($0, columns: columns) }
    for (index, row) in rows.enumerated() {
      let position = Position(column: place.column, row: place.row + index)
      let text = index == 0 ? marked + row : String(repeating: " ", count: Wrap.cells(marked)) + row
      grid.put(text, at: position, ink: .role(figure.isFocused ? .focus : figure.role))
    }
    if figure.isFocused { cursor = Position(column: place.column + 2, row: place.row) }
  }
}
