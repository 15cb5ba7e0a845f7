import Renewal

extension Block {
  /// What waits, a row each where there is room, else two: who is needed, how long and why; then where and who has it.
  static func lines(of rows: [QueueRow], columns: Int, faults: inout [LayoutFault]) -> [Line] {
    func widest(_ words: (QueueRow) -> SpokenText) -> Int { rows.map { Wrap.cells(words($0).shown) }.max() ?? 0 }
    let severity = widest(\.severity)
    let age = widest(\.age)
    let reason = widest(\.reason)
    let step = widest(\.step)
    let first = 2 + 2 + severity + 2 + (age > 0 ? age + 2 : 0)
    let isOneRow = first + reason + 2 + step + 2 + widest(\.holder) <= columns
    return rows.flatMap { row in
      var lines = [lead(row, severity: severity, age: age)]
      if isOneRow {
        let gap = Span(text: padded(row.reason.shown, reason + 2), role: .text)
        lines[0].spans += [
          gap, Span(text: padded(row.step.shown, step + 2), role: .quiet), Span(text: row.holder.shown, role: .quiet),
        ]
      } else {
        let wrapped = wrapped(row.reason.shown, .text, columns: max(1, columns - first), faults: &faults)
        lines[0].spans += wrapped.first?.spans ?? []
        for more in wrapped.dropFirst() {
          var more = more
          more.indent = first
          lines.append(more)
        }
        let place = [row.step.shown, row.holder.shown].filter { !$0.isEmpty }.joined(separator: " · ")
        for var line in Self.wrapped(place, .quiet, columns: max(1, columns - 4), faults: &faults) {
          line.indent = 4
          lines.append(line)
        }
      }
      for index in lines.indices { lines[index].key = row.number.map { .digit($0) } }
      if row.isFocused {
        lines[0].isFocus = true
        lines[0].cursor = 0
      }
      return lines
    }
  }

  private static func lead(_ row: QueueRow, severity: Int, age: Int) -> Line {
    var line = Line()
    line.spans = [
      Span(text: (row.number.map(String.init) ?? " ") + " ", role: .choice, style: .bold),
      Span(text: row.sign + " ", role: row.role, style: .bold),
      Span(text: padded(row.severity.shown, severity + 2), role: row.role),
    ]
    if age > 0 {
      // Ages stand right, so that the longest is seen at once.
      let text = String(repeating: " ", count: max(0, age - Wrap.cells(row.age.shown))) + row.age.shown + "  "
      line.spans.append(Span(text: text, role: .text))
    }
    return line
  }

  private static func padded(_ text: String, _ columns: Int) -> String {
    text + String(repeating: " ", count: max(0, columns - Wrap.cells(text)))
  }
}
