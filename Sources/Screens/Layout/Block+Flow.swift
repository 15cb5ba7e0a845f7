import Renewal

extension Block {
  /// Whether it can be left out without anything missing that is pressed, filled in or must be noticed.
  var onlyTells: Bool {
    switch self {
    case .text, .facts, .bar: true
    case .rows(let rows, _): rows.allSatisfy { $0.number == nil }
    case .choices, .tools, .action, .prompt, .field, .notice, .checks, .digits, .gallery, .queue, .comparison: false
    }
  }

  /// Choices without a focus one after the other; anything else as it is.
  var flowing: Block {
    guard case .choices(let choices) = self, !hasFocus else { return self }
    return .tools(choices)
  }

  /// Names and values one after the other, for a page without room for a row each.
  static func flowing(_ rows: [Row], columns: Int, faults: inout [LayoutFault]) -> [Line] {
    flow(
      rows.map { row in
        [
          Span(text: row.label.shown + ": ", role: .quiet),
          Span(text: row.value.shown, role: row.role),
        ]
      }, separator: " · ", columns: columns, faults: &faults)
  }

  /// Numbered choices one after the other; each can be pressed.
  static func flowing(_ choices: [Choice], columns: Int, faults: inout [LayoutFault]) -> [Line] {
    flow(
      choices.map { choice in
        let key: Key? = choice.number > 9 ? nil : .digit(choice.number)
        return [
          Span(text: "\(choice.number) ", role: .choice, style: .bold, key: key),
          Span(text: choice.words.shown, role: .choice, key: key),
        ]
      }, separator: "   ", columns: columns, faults: &faults)
  }

  /// Pieces one after the other; a piece goes whole into the next row, and only one that is wider than a row is wrapped.
  private static func flow(
    _ pieces: [[Span]], separator: String, columns: Int, faults: inout [LayoutFault]
  ) -> [Line] {
    var lines: [Line] = []
    var line = Line()
    for piece in pieces {
      let cells = piece.reduce(0) { $0 + Wrap.cells($1.text) }
      let lead = line.spans.isEmpty ? 0 : Wrap.cells(separator)
      if line.cells + lead + cells > columns, !line.spans.isEmpty {
        lines.append(line)
        line = Line()
      }
      guard cells <= columns else {
        var wrapped = wrapped(piece.map(\.text).joined(), piece.last?.role ?? .text, columns: columns, faults: &faults)
        for row in wrapped.indices {
          for place in wrapped[row].spans.indices { wrapped[row].spans[place].key = piece.last?.key }
        }
        lines += wrapped.dropLast()
        line = wrapped.last ?? Line()
        continue
      }
      if !line.spans.isEmpty { line.spans.append(Span(text: separator, role: .quiet)) }
      line.spans += piece
    }
    return line.spans.isEmpty ? lines : lines + [line]
  }
}
