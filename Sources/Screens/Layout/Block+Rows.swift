import Renewal

extension Block {
  /// The widest that a name column gets.
  private static let widestLabel = 24

  /// Names at the left, values beside them; amounts stand at the right of a common edge.
  static func lines(
    of rows: [Row], among others: [Row] = [], columns: Int, isTight: Bool, faults: inout [LayoutFault]
  ) -> [Line] {
    let hasNumbers = (rows + others).contains { $0.number != nil }
    // Beside a number every cell is missed on a tight page.
    let gap = hasNumbers && isTight ? 1 : 2
    let lead = hasNumbers ? 1 + gap : 0
    let room = max(1, columns - lead)
    let longest = (rows + others).map { Wrap.cells($0.label.shown) }.max() ?? 0
    if rows.contains(where: \.isAmount) {
      return amounts(rows, edge: min(columns, 46), faults: &faults)
    }
    let labelColumns = min(longest, widestLabel, max(1, room / 2))
    let valueColumns = max(1, room - labelColumns - gap)
    return rows.flatMap { row in
      let labels = Wrap.rows(of: row.label.shown, columns: labelColumns)
      let forms = isTight ? [row.value.shown] + row.shorter : []
      let value = forms.first { Wrap.cells($0) <= valueColumns } ?? forms.last ?? row.value.shown
      let values = Wrap.rows(of: value, columns: valueColumns)
      faults += labels.wide.map { .wideWord($0, columns: labelColumns) }
      faults += values.wide.map { .wideWord($0, columns: valueColumns) }
      return (0..<max(labels.rows.count, values.rows.count)).map { index in
        var line = Line()
        if hasNumbers {
          let number = index == 0 ? row.number.map(String.init) ?? " " : " "
          line.spans.append(
            Span(text: number + String(repeating: " ", count: gap), role: .choice, style: .bold))
        }
        let label = index < labels.rows.count ? labels.rows[index] : ""
        let padding = String(repeating: " ", count: max(0, labelColumns - Wrap.cells(label)) + gap)
        line.spans.append(Span(text: label + padding, role: .quiet))
        if index < values.rows.count { line.spans.append(Span(text: values.rows[index], role: row.role)) }
        line.key = row.number.map { .digit($0) }
        return line
      }
    }
  }

  private static func amounts(_ rows: [Row], edge: Int, faults: inout [LayoutFault]) -> [Line] {
    rows.flatMap { row in
      let value = Wrap.cells(row.value.shown)
      let labels = Wrap.rows(of: row.label.shown, columns: max(1, edge - value - 1))
      faults += labels.wide.map { .wideWord($0, columns: edge - value - 1) }
      var lines = labels.rows.map { Line($0, row.role) }
      if let last = lines.indices.last {
        let gap = String(repeating: " ", count: max(1, edge - value - lines[last].cells))
        lines[last].spans.append(Span(text: gap + row.value.shown, role: row.role))
      }
      let rule = row.isTotal ? [Line(String(repeating: "─", count: edge), .rule)] : []
      return rule + lines
    }
  }
}
