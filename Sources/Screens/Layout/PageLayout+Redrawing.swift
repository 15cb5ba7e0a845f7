import Renewal

extension PageLayout {
  /// The drawing of a page: over the one before where the two differ only in what stands in the same places, else from nothing.
  static func draw(_ page: Page, _ render: RenderContext, over old: consuming Drawing? = nil) -> Drawing {
    let format = Format(render.context.size.clamped)
    let page = page.answering(in: format).withKeypad(in: format)
    if let old = old.take(), let drawing = redraw(page, render, over: old) { return drawing }
    var layout = PageLayout(page, render, grid: Grid(size: render.context.size.clamped))
    layout.draw()
    return layout.drawing(changedRows: nil)
  }

  private static func redraw(_ page: Page, _ render: RenderContext, over old: consuming Drawing) -> Drawing? {
    guard let placement = old.placement, old.conditions.areLike(DrawingConditions(render)),
      page.isArranged(as: old.page)
    else { return nil }
    var layout = PageLayout(page, render, grid: old.screen.grid)
    // The cells are this layout's alone, so that they are changed where they are.
    old.screen.grid = .empty
    layout.cursor = old.screen.cursor
    layout.hotspots = old.screen.hotspots
    layout.placement = placement
    guard let rows = layout.redraw(where: old.page, placement) else { return nil }
    return layout.drawing(changedRows: rows)
  }

  /// Draws what differs from another page in its place and returns the rows; nothing where it does not fit there.
  private mutating func redraw(where old: Page, _ placement: Placement) -> Range<Int>? {
    var changed: [Range<Int>] = []
    if page.keys != old.keys {
      // The same keys can be pressed.
      let hotspots = hotspots
      drawKeys()
      self.hotspots = hotspots
      guard faults.isEmpty else { return nil }
      changed.append(keyRows)
    }
    for (index, item) in page.items.enumerated() where item.block != old.items[index].block {
      // Of a block without room nobody knows whether it has room now; the shortest form may be needed no longer.
      guard !placement.isTight, let place = placement.blocks.first(where: { $0.item == index }),
        item.block.hasFocus == old.items[index].block.hasFocus, redraw(item.block, at: place, placement.text)
      else { return nil }
      changed.append(place.rows)
    }
    if let side = page.side, side != old.side {
      guard let rect = placement.side else { return nil }
      grid.fill(rect, with: .blank)
      side.figure.drawing.draw(in: rect, on: &grid, capabilities: render.context.capabilities)
      changed.append(rect.row..<rect.endRow)
    }
    guard let first = changed.map(\.lowerBound).min(), let end = changed.map(\.upperBound).max() else { return 0..<0 }
    return first..<end
  }

  private mutating func redraw(_ block: Block, at place: Placement.PlacedBlock, _ text: Rect) -> Bool {
    var misfits: [LayoutFault] = []
    let lines = block.lines(columns: text.columns, isTight: false, faults: &misfits)
    guard misfits.isEmpty, !lines.isEmpty, lines.count == place.rows.count,
      lines.allSatisfy({ $0.cells <= text.columns })
    else { return false }
    // The mark of the focus stands in the margin.
    grid.fill(
      Rect(column: text.column - 2, row: place.rows.lowerBound, columns: text.columns + 2, rows: lines.count),
      with: .blank)
    let others = hotspots
    hotspots = []
    for (row, line) in zip(place.rows, lines) {
      put(line, at: Position(column: text.column, row: row), columns: text.columns, end: text.endRow)
    }
    guard hotspots.count == place.hotspots.count else { return false }
    hotspots = others[..<place.hotspots.lowerBound] + hotspots + others[place.hotspots.upperBound...]
    return true
  }
}

extension Page {
  /// The page with its answer among the rest where that has room; on a small screen it takes the place of the way.
  fileprivate func answering(in format: PageLayout.Format) -> Page {
    guard let answer, format == .full, enlarged == nil else { return self }
    var page = self
    page.answer = nil
    page.add(.notice(.attention, answer), .should)
    return page
  }

  /// The page with its keypad beside the text where that has room, in place of a picture that helps.
  fileprivate func withKeypad(in format: PageLayout.Format) -> Page {
    guard let keypad, format == .full, enlarged == nil else { return self }
    var page = self
    page.side = Side(CaptionedFigure(.keypad(keypad)))
    return page
  }

  /// Whether its parts stand where another page's stand, as far as that hangs on the page.
  fileprivate func isArranged(as other: Page) -> Bool {
    progress == other.progress && answer == other.answer && heading == other.heading && next == other.next
      && message == other.message
      && enlarged == nil && other.enlarged == nil && headerNote == other.headerNote && isStaff == other.isStaff
      && isWide == other.isWide
      && wholeScreen == other.wholeScreen && keypad == other.keypad && keys.isArranged(as: other.keys)
      && isSideArranged(as: other.side)
      && items.count == other.items.count
      && zip(items, other.items).allSatisfy { $0.weight == $1.weight && $0.hasGap == $1.hasGap }
  }

  private func isSideArranged(as other: Side?) -> Bool {
    guard let side, let other else { return self.side == nil && other == nil }
    return side.weight == other.weight && side.textColumns == other.textColumns
      && side.fewestColumns == other.fewestColumns
      && side.figure.isArranged(as: other.figure)
  }
}

extension CaptionedFigure {
  /// Whether it takes the same cells, under the same caption.
  fileprivate func isArranged(as other: CaptionedFigure) -> Bool {
    caption == other.caption && key == other.key && isFocused == other.isFocused && role == other.role
      && leastRows == other.leastRows && drawing.hasShape(of: other.drawing)
  }
}

extension KeyHints {
  /// Whether the same keys have a meaning.
  fileprivate func isArranged(as other: KeyHints) -> Bool {
    (enter == nil) == (other.enter == nil) && (back == nil) == (other.back == nil)
      && (help == nil) == (other.help == nil) && (stop == nil) == (other.stop == nil)
      && (again == nil) == (other.again == nil)
  }
}
