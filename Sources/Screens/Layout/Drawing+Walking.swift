import Renewal

extension Drawing {
  /// Marks what the second of the two keys would take now, in place of what Enter would, and says it after all else.
  mutating func mark(_ focus: WalkedFocus?, _ offers: [Offer]) {
    guard let key = focus?.key, let offer = offers.taking(key) else { return }
    let texts = conditions.texts
    walkedWords =
      offer.intent == .endRehearsal
      ? texts(WelcomeText.endRehearsal).spoken : page.words(for: offer.intent == .type ? [key] : offer.keys, texts)
    let grid = screen.grid
    let spots = screen.hotspots.filter { spot in
      spot.rect != grid.bounds && grid.firstWritten(in: spot.rect) != nil
        && (spot.key == key || offer.intent != .type && offer.keys.contains(spot.key))
    }
    guard let first = spots.min(by: { place($0) < place($1) }) else { return }
    screen.grid.unmark()
    var last = first.rect
    for spot in spots.sorted(by: { place($0) < place($1) }) where spot.key == first.key {
      guard spot == first || spot.rect.continues(last) else { continue }
      screen.grid.tint(asFocus: spot.rect)
      last = spot.rect
    }
    screen.cursor = screen.grid.mark(first.rect, in: keyRows)
  }

  /// The line of keys, where there are such.
  private var keyRows: Range<Int> {
    let rows = PageLayout.Format(screen.grid.size) == .full ? 1 : 2
    return max(0, screen.grid.size.rows - rows)..<screen.grid.size.rows
  }

  /// In reading order, what stands in the text before the line of keys and the header.
  private func place(_ spot: Hotspot) -> (Int, Int, Int) {
    let isAtEdge = spot.rect.row == 0 || keyRows.contains(spot.rect.row)
    return (isAtEdge ? 1 : 0, spot.rect.row, spot.rect.column)
  }
}

extension Rect {
  /// Whether it goes on with what another one began: the next row of a choice, or the next piece of it.
  fileprivate func continues(_ other: Rect) -> Bool {
    column == other.column && row == other.endRow || row == other.row && column == other.endColumn
  }
}

extension Grid {
  /// Takes the mark and the colours of the focus away.
  fileprivate mutating func unmark() {
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        var cell = self[column, row]
        guard cell.scalar == "►" || cell.ink == .role(.focus) else { continue }
        cell = Cell(
          cell.scalar == "►" ? " " : cell.scalar, ink: cell.ink == .role(.focus) ? .role(.choice) : cell.ink)
        self[column, row] = cell
      }
    }
  }

  /// Gives what is written in a place the colours of the focus; a picture keeps its own.
  fileprivate mutating func tint(asFocus rect: Rect) {
    for row in rect.row..<rect.endRow {
      for column in rect.column..<rect.endColumn where self[column, row].ink.role.map({ $0 != .rule }) == true {
        tint(Rect(column: column, row: row, columns: 1, rows: 1), ink: .role(.focus), style: .bold)
      }
    }
  }

  /// Puts the mark before what is written in a place, and returns where that begins.
  fileprivate mutating func mark(_ rect: Rect, in keyRows: Range<Int>) -> Position {
    let text = firstWritten(in: rect) ?? rect.origin
    // Within a key or a caption, in the margin of the text, or right before a word in the line of keys.
    let isInside = text.column - 2 >= rect.column
    let isClose = keyRows.contains(text.row) || text.row == 0 || text.column < 2
    let column = max(0, text.column - (isInside || !isClose ? 2 : 1))
    let ink = self[column, text.row].ink
    put("►", at: Position(column: column, row: text.row), ink: ink, style: .bold)
    return text
  }

  /// Where a word begins in a place, other than a picture's and the lines round it.
  fileprivate func firstWritten(in rect: Rect) -> Position? {
    for row in rect.row..<rect.endRow {
      for column in rect.column..<rect.endColumn {
        let cell = self[column, row]
        if cell.scalar != " ", let role = cell.ink.role, role != .rule { return Position(column: column, row: row) }
      }
    }
    return nil
  }
}

extension Page {
  /// What one of some keys does, as it is said: a choice, a picture, a line, what Enter does, a key of the last line, or a figure.
  fileprivate func words(for taking: [Key], _ texts: Texts) -> String {
    let figures = Set(taking.compactMap { if case .digit(let digit) = $0 { digit } else { nil } })
    for item in items {
      if let words = item.block.words(for: figures) { return words.spoken }
      if case .action(_, let words) = item.block, taking.contains(.enter) { return words.spoken }
    }
    if let caption = side?.figure.words(for: figures) { return caption.spoken }
    if let hint = keys.all.first(where: { taking.contains($0.key) && $0.words != nil }) {
      return hint.words?.spoken ?? ""
    }
    return figures.min().map { texts(TwoKeysText.digits, ["digit": .plain(String($0))]).spoken } ?? ""
  }
}

extension Block {
  /// The words of what one of some figures takes.
  fileprivate func words(for figures: Set<Int>) -> SpokenText? {
    switch self {
    case .choices(let choices), .tools(let choices): choices.first { figures.contains($0.number) }?.words
    case .rows(let rows, _), .facts(let rows):
      rows.first { $0.number.map(figures.contains) == true }?.label
    case .queue(let rows): rows.first { $0.number.map(figures.contains) == true }?.reason
    case .gallery(let figuresShown): figuresShown.lazy.compactMap { $0.words(for: figures) }.first
    case .text, .notice, .action, .prompt, .field, .comparison, .checks, .digits, .bar: nil
    }
  }
}

extension CaptionedFigure {
  fileprivate func words(for figures: Set<Int>) -> SpokenText? {
    number.map(figures.contains) == true ? caption : nil
  }
}
