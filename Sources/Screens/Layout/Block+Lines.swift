import Renewal

extension Block {
  /// The rows of a block at a width; nothing for pictures, which take what is left.
  func lines(columns: Int, isTight: Bool, faults: inout [LayoutFault]) -> [Line] {
    switch self {
    case .text(let words, let role):
      return Self.wrapped(words.shown, role, columns: columns, faults: &faults)
    case .notice(let mark, let words):
      return Self.hanging(mark.sign, words.shown, mark.role, columns: columns, faults: &faults)
    case .choices(let choices):
      let isWide = choices.contains { $0.number > 9 }
      return choices.flatMap { choice in
        let number = String(choice.number)
        let lead = isWide && number.utf8.count == 1 ? " " + number : number
        var lines = Self.hanging(
          lead + " ", choice.words.shown, choice.isFocused ? .focus : .choice, columns: columns, faults: &faults)
        for index in lines.indices { lines[index].key = choice.number > 9 ? nil : .digit(choice.number) }
        if choice.isFocused, !lines.isEmpty {
          lines[0].isFocus = true
          lines[0].cursor = 0
        }
        return lines
      }
    case .action(let key, let words):
      return Self.focused(Self.hanging(key + " ", words.shown, .focus, columns: columns, faults: &faults), key: .enter)
    case .prompt(let words):
      return Self.focused(Self.bold(Self.wrapped(words.shown, .text, columns: columns, faults: &faults)))
    case .field(let field): return Self.lines(of: field, columns: columns, faults: &faults)
    case .facts(let rows):
      return isTight
        ? Self.flowing(rows, columns: columns, faults: &faults)
        : Self.lines(of: rows, columns: columns, isTight: false, faults: &faults)
    case .tools(let choices): return Self.flowing(choices, columns: columns, faults: &faults)
    case .queue(let rows): return Self.lines(of: rows, columns: columns, faults: &faults)
    case .rows(let rows, let others):
      return Self.lines(of: rows, among: others, columns: columns, isTight: isTight, faults: &faults)
    case .comparison(let comparison): return comparison.rows(columns: columns, isTight: isTight)
    case .checks(let checks):
      return checks.flatMap { check in
        switch check.state {
        case .right: Self.hanging("✓", check.words.shown, .good, columns: columns, faults: &faults)
        case .wrong: Self.hanging("○", check.words.shown, .quiet, columns: columns, faults: &faults)
        case .focus: Self.focused(Self.wrapped(check.words.shown, .focus, columns: columns, faults: &faults))
        }
      }
    case .digits(let digits, _):
      return BlockDigits.lines(of: digits, columns: columns, isTight: isTight, faults: &faults)
    case .bar(let caption, let share): return Self.bar(caption, share, columns: columns, faults: &faults)
    case .gallery: return []
    }
  }

  static func wrapped(_ text: String, _ role: Role, columns: Int, faults: inout [LayoutFault]) -> [Line] {
    let (rows, wide) = Wrap.rows(of: text, columns: columns)
    faults += wide.map { .wideWord($0, columns: columns) }
    return rows.map { Line($0, role) }
  }

  /// A sign, and the text beside it, its further rows under the first one.
  private static func hanging(
    _ sign: String, _ text: String, _ role: Role, columns: Int, faults: inout [LayoutFault]
  ) -> [Line] {
    let lead = sign + " "
    let indent = Wrap.cells(lead)
    var lines = wrapped(text, role, columns: max(1, columns - indent), faults: &faults)
    for index in lines.indices.dropFirst() { lines[index].indent = indent }
    if !lines.isEmpty { lines[0].spans.insert(Span(text: lead, role: role, style: .bold), at: 0) }
    return lines
  }

  private static func bold(_ lines: [Line]) -> [Line] {
    lines.map { line in
      var line = line
      line.spans = line.spans.map { Span(text: $0.text, role: $0.role, style: .bold) }
      return line
    }
  }

  private static func focused(_ lines: [Line], key: Key? = nil) -> [Line] {
    var lines = lines
    for index in lines.indices { lines[index].key = key }
    if !lines.isEmpty {
      lines[0].isFocus = true
      lines[0].cursor = 0
    }
    return lines
  }

  private static func lines(of field: Field, columns: Int, faults: inout [LayoutFault]) -> [Line] {
    var cells = ""
    var cursor = 2
    let typed = field.entry.digits.utf8.count
    for (index, digit)
      in (Array(field.entry.digits).map(String.init)
      + Array(repeating: "_", count: max(0, field.entry.limit - typed))).enumerated()
    {
      if index == typed { cursor = 2 + Wrap.cells(cells) }
      cells += field.isDot(index) && index < typed ? "●" : digit
      cells += field.groups.contains(index + 1) ? "  " : " "
    }
    if typed >= field.entry.limit { cursor = 2 + max(0, Wrap.cells(cells) - 2) }
    let box = "[ \(cells)]"
    let unit = field.unit.isEmpty ? "" : " " + field.unit
    let label = field.label.shown + "  "
    var line = Line()
    line.isFocus = field.isFocused
    let entry = Span(text: box, role: field.isFocused ? .entry : .quiet)
    guard Wrap.cells(label) + Wrap.cells(box) + Wrap.cells(unit) > columns else {
      line.spans = [Span(text: label, role: .text), entry, Span(text: unit, role: .text)]
      line.cursor = Wrap.cells(label) + cursor
      return [line]
    }
    line.spans = [entry, Span(text: unit, role: .text)]
    line.cursor = cursor
    if line.cells > columns { faults.append(.wideLine(box + unit, columns: columns)) }
    return wrapped(field.label.shown, .text, columns: columns, faults: &faults) + [line]
  }

  private static func bar(
    _ caption: SpokenText, _ share: Double, columns: Int, faults: inout [LayoutFault]
  ) -> [Line] {
    let length = min(columns, 30)
    let filled = Int((min(max(share, 0), 1) * Double(length)).rounded())
    var line = Line()
    line.spans = [
      Span(text: String(repeating: "█", count: filled), role: .good),
      Span(text: String(repeating: "░", count: length - filled), role: .quiet),
    ]
    return [line] + wrapped(caption.shown, .text, columns: columns, faults: &faults)
  }
}
