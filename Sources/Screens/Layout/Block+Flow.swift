import Renewal

extension Block {
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
        let wrapped = wrapped(piece.map(\.text).joined(), piece.last?.role ?? .text, columns: columns, faults: &faults)
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
