import Renewal

extension Block {
  /// The rows that pictures want, captions included; nothing for other blocks.
  func pictureRows(isRoomy: Bool) -> Int {
    guard case .gallery(let exhibits) = self else { return 0 }
    let art = exhibits.map(\.leastRows).max() ?? 0
    let captions = exhibits.contains { $0.caption != nil } ? 1 : 0
    return art + captions + (isRoomy ? 3 : 0)
  }
}

extension PageLayout {
  /// Draws the picture beside the text, its caption below it.
  mutating func putSide(_ exhibit: Exhibit, in rect: Rect, body: Rect) {
    exhibit.art.draw(in: rect, on: &grid, capabilities: setting.context.capabilities)
    guard let caption = exhibit.caption, rect.endRow < body.endRow, Wrap.cells(caption.shown) <= rect.columns
    else { return }
    grid.put(
      caption.shown, at: Position(column: rect.column, row: rect.endRow), ink: .role(exhibit.role))
  }

  /// Draws pictures side by side and returns the rows they took.
  mutating func putGallery(_ exhibits: [Exhibit], in rect: Rect) -> Int {
    guard !exhibits.isEmpty else { return 0 }
    let gap = 2
    let share = max(1, (rect.columns - gap * (exhibits.count - 1)) / exhibits.count)
    let captions = exhibits.contains { $0.caption != nil } ? captionRows(exhibits, columns: share) : 0
    let room = Rect(column: 0, row: 0, columns: share, rows: max(1, rect.rows - captions))
    let places = exhibits.map { $0.art.place(in: room) }
    let tallest = places.map(\.rows).max() ?? 0
    // Wide enough for the widest picture and caption, so that small pictures stand together.
    let captionColumns = exhibits.map { exhibit in exhibit.caption.map { Wrap.cells($0.shown) + 4 } ?? 0 }.max() ?? 0
    let step = min(share, max(places.map(\.columns).max() ?? 0, min(captionColumns, share))) + gap
    var column = rect.column
    for (exhibit, place) in zip(exhibits, places) {
      let target = Rect(column: column, row: rect.row, columns: place.columns, rows: place.rows)
      exhibit.art.draw(in: target, on: &grid, capabilities: setting.context.capabilities)
      putCaption(exhibit, at: Position(column: column, row: rect.row + tallest), columns: step - gap)
      if let number = exhibit.number {
        hotspots.append(
          Hotspot(
            rect: Rect(column: column, row: rect.row, columns: step - gap, rows: tallest + captions),
            key: .digit(number)))
      }
      column += step
    }
    return tallest + captions
  }

  private func captionRows(_ exhibits: [Exhibit], columns: Int) -> Int {
    exhibits.map { exhibit in
      exhibit.caption.map { Wrap.rows(of: $0.shown, columns: columns - 4).rows.count } ?? 0
    }.max() ?? 0
  }

  private mutating func putCaption(_ exhibit: Exhibit, at place: Position, columns: Int) {
    guard let caption = exhibit.caption else { return }
    let lead = exhibit.number.map { "\($0) " } ?? ""
    let marked = (exhibit.isFocused ? "► " : exhibit.number == nil ? "" : "  ") + lead
    let (rows, wide) = Wrap.rows(of: caption.shown, columns: max(1, columns - Wrap.cells(marked)))
    faults += wide.map { .wideWord($0, columns: columns) }
    for (index, row) in rows.enumerated() {
      let position = Position(column: place.column, row: place.row + index)
      let text = index == 0 ? marked + row : String(repeating: " ", count: Wrap.cells(marked)) + row
      grid.put(text, at: position, ink: .role(exhibit.isFocused ? .focus : exhibit.role))
    }
    if exhibit.isFocused { cursor = Position(column: place.column + 2, row: place.row) }
  }
}
