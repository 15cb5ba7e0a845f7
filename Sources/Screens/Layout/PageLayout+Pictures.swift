import Renewal

extension Block {
  /// The rows that pictures want, captions included; nothing for other blocks.
  func pictureRows(isRoomy: Bool) -> Int {
    guard case .gallery(let figures) = self else { return 0 }
    let tallest = figures.map(\.leastRows).max() ?? 0
    let captions = figures.contains { $0.caption != nil } ? 1 : 0
    return tallest + captions + (isRoomy ? 3 : 0)
  }
}

extension PageLayout {
  /// Draws the picture beside the text, its caption below it.
  mutating func putSide(_ figure: CaptionedFigure, in rect: Rect, body: Rect) {
    figure.drawing.draw(in: rect, on: &grid, capabilities: render.context.capabilities)
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
    var column = rect.column
    for (figure, place) in zip(figures, places) {
      let target = Rect(column: column, row: rect.row, columns: place.columns, rows: place.rows)
      figure.drawing.draw(in: target, on: &grid, capabilities: render.context.capabilities)
      putCaption(figure, at: Position(column: column, row: rect.row + tallest), columns: step - gap)
      if let number = figure.number {
        hotspots.append(
          Hotspot(
            rect: Rect(column: column, row: rect.row, columns: step - gap, rows: tallest + captions),
            key: .digit(number)))
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

  private mutating func putCaption(_ figure: CaptionedFigure, at place: Position, columns: Int) {
    guard let caption = figure.caption else { return }
    let lead = figure.number.map { "\($0) " } ?? ""
    let marked = (figure.isFocused ? "► " : figure.number == nil ? "" : "  ") + lead
    let (rows, wide) = Wrap.rows(of: caption.shown, columns: max(1, columns - Wrap.cells(marked)))
    faults += wide.map { .wideWord($0, columns: columns) }
    for (index, row) in rows.enumerated() {
      let position = Position(column: place.column, row: place.row + index)
      let text = index == 0 ? marked + row : String(repeating: " ", count: Wrap.cells(marked)) + row
      grid.put(text, at: position, ink: .role(figure.isFocused ? .focus : figure.role))
    }
    if figure.isFocused { cursor = Position(column: place.column + 2, row: place.row) }
  }
}
