import PassportRules
import Renewal

/// Two readings of the same line, one under the other, for staff who compare them; never spoken.
///
/// What differs is marked by a sign: under it, or where rows are few around it.
struct Comparison: Equatable {
  /// The lines that differ.
  let lines: [MRZDifference.Line]
  /// What the upper reading is.
  let printed: SpokenText
  /// What the lower reading is.
  let chip: SpokenText

  /// How much of a line is seen before the first difference when there is no room for all of it.
  private static let lead = 4

  /// The rows at a width: of a line that is too wide the parts with differences; on a tight page only the first.
  func rows(columns: Int, isTight: Bool) -> [Line] {
    let label = max(Wrap.cells(printed.shown), Wrap.cells(chip.shown)) + 2
    return lines.flatMap { line in
      let room = max(1, columns - label - (isTight ? 2 * runs(of: line) : 0))
      let windows = windows(of: line, room: room)
      return (isTight ? windows.prefix(1) : windows[...]).flatMap { window in
        let readings = [
          row(printed.shown, line.printed, line, window, label, isTight),
          row(chip.shown, line.chip, line, window, label, isTight),
        ]
        return isTight ? readings : readings + [marks(line, window, label)]
      }
    }
  }

  /// How many stretches of a line differ.
  private func runs(of line: MRZDifference.Line) -> Int {
    line.places.count { !line.places.contains($0 - 1) }
  }

  private func windows(of line: MRZDifference.Line, room: Int) -> [Range<Int>] {
    let length = line.printed.count
    guard length > room else { return [0..<length] }
    var windows: [Range<Int>] = []
    for place in line.places where windows.last.map({ $0.upperBound <= place }) ?? true {
      let start = min(max(0, place - Self.lead), length - room)
      windows.append(start..<(start + room))
    }
    return windows
  }

  private func row(
    _ name: String, _ text: String, _ line: MRZDifference.Line, _ window: Range<Int>, _ label: Int, _ isTight: Bool
  ) -> Line {
    let characters = Array(text)
    var row = Line()
    row.spans = [Span(text: padded(name, to: label), role: .quiet)]
    for place in window where characters.indices.contains(place) {
      let differs = line.places.contains(place)
      let opening = isTight && differs && !line.places.contains(place - 1) ? "[" : ""
      let closing = isTight && differs && !line.places.contains(place + 1) ? "]" : ""
      let shown = opening + String(characters[place]) + closing
      row.spans.append(Span(text: shown, role: differs ? .warning : .text, style: differs ? .bold : []))
    }
    return row
  }

  private func marks(_ line: MRZDifference.Line, _ window: Range<Int>, _ label: Int) -> Line {
    Line(padded("", to: label) + window.map { line.places.contains($0) ? "^" : " " }.joined(), .warning)
  }

  private func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - Wrap.cells(text)))
  }
}
