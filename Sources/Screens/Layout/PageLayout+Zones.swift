import Renewal

extension PageLayout {
  /// The first two zones: where the box is and its language, and where the citizen is on the way.
  mutating func drawHeader(progressRow: Int) {
    let columns = grid.size.columns
    grid.fill(Rect(column: 0, row: 0, columns: columns, rows: 1), ink: .role(.header))
    let note = page.headerNote?.shown ?? render.texts[LanguageText.name]
    let context = render.context
    // A name is never cut: what does not fit whole is left out, the library's name first; that it is only practice stays.
    var left = 1
    if context.isTraining {
      left = drawMark() + 1
    }
    let box = page.isStaff ? context.boxName : render(CommonText.product).shown
    let right = ["\(box) · \(note)", note].first { Wrap.cells($0) + 1 + left <= columns } ?? ""
    let used = Wrap.cells(right) + 1
    put(right, at: Position(column: columns - used, row: 0), columns: used, role: .header)
    put(context.library, at: Position(column: left, row: 0), columns: columns - used - 2 - left, role: .header)
    drawProgress(row: progressRow)
  }

  /// That it is only practice, and where one key ends that, which.
  private mutating func drawMark() -> Int {
    let end = render.offers.offering(.endRehearsal)
    let mark = " \(render(end == nil ? CommonText.training : .rehearsal).shown) "
    if let key = end?.keys.first {
      hotspots.append(Hotspot(rect: Rect(column: 0, row: 0, columns: Wrap.cells(mark), rows: 1), key: key))
    }
    return grid.put(mark, at: Position(column: 0, row: 0), ink: .role(.warning), style: .bold)
  }

  private mutating func drawProgress(row: Int) {
    let room = grid.size.columns - 2
    if let answer = page.answer {
      let text = "\(Mark.attention.sign) \(answer.shown)"
      if put(text, at: Position(column: 1, row: row), columns: room, role: .warning, style: .bold) { return }
    }
    let dots: [String]
    let caption: String
    switch page.progress {
    case .none: return
    case .before(let name):
      dots = Array(repeating: "○", count: Way.count)
      caption = name.shown
    case .at(let step, let name):
      dots = (1...Way.count).map { $0 < step ? "●" : $0 == step ? "◆" : "○" }
      caption =
        render(CommonText.progress, ["step": .number(step), "count": .number(Way.count)]).shown
        + " · " + name.shown
    case .done(let name):
      dots = Array(repeating: "●", count: Way.count)
      caption = name.shown
    }
    let forms = [dots.joined(separator: " ") + "  " + caption, dots.joined() + " " + caption, caption]
    guard let text = forms.first(where: { Wrap.cells($0) <= room }) else {
      faults.append(.wideLine(caption, columns: room))
      return
    }
    grid.put(text, at: Position(column: 1, row: row), ink: .role(.quiet))
    if let next = page.next, Wrap.cells(text) + Wrap.cells(next.shown) + 3 <= room {
      let column = grid.size.columns - 1 - Wrap.cells(next.shown)
      grid.put(next.shown, at: Position(column: column, row: row), ink: .role(.quiet))
    }
  }

  /// The last zone: the same keys in the same places everywhere; one without a meaning leaves its place empty.
  mutating func drawKeys() {
    let (row, rows) = (keyRows.lowerBound, keyRows.count)
    grid.fill(Rect(column: 0, row: row, columns: grid.size.columns, rows: rows), ink: .role(.key))
    let keys = page.keys.all
    let rowOf = rows == 1 ? [0, 0, 0, 0, 0] : [0, 0, 1, 1, 1]
    let share = rows == 1 ? [22, 18, 14, 11, 15] : [22, 18, 15, 11, 14]
    let first = isCentred ? 1 + (grid.size.columns - share.reduce(0, +)) / 2 : 1
    var column = first
    for (index, hint) in keys.enumerated() {
      if index > 0, rowOf[index] != rowOf[index - 1] { column = first }
      let width = share[index]
      if let words = hint.words {
        let place = Position(column: column, row: row + rowOf[index])
        let text = "\(hint.sign) \(words.shown)"
        if Wrap.cells(text) > width - 1 { faults.append(.wideLine(text, columns: width - 1)) }
        grid.put(hint.sign, at: place, ink: .role(.key), style: .bold)
        grid.put(
          " " + words.shown, at: Position(column: place.column + Wrap.cells(hint.sign), row: place.row),
          ink: .role(.key))
        hotspots.append(
          Hotspot(rect: Rect(column: place.column, row: place.row, columns: width - 1, rows: 1), key: hint.key))
      }
      column += width
    }
  }
}

extension KeyHints {
  /// The keys in their order, with the sign on the keypad.
  var all: [(key: Key, sign: String, words: SpokenText?)] {
    [(Key.enter, enter), (.back, back), (.help, help), (.stop, stop), (.again, again)].map { ($0, $0.sign, $1) }
  }
}

extension Key {
  /// What stands on the key of a keypad; nothing on keys that only a keyboard has.
  var sign: String {
    switch self {
    case .digit(let digit): String(digit)
    case .enter: "Enter"
    case .back: "-"
    case .help: "*"
    case .stop: "/"
    case .again: "+"
    case .up, .down, .left, .right, .tab, .backTab, .letter: ""
    }
  }
}
