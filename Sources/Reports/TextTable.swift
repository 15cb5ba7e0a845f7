/// A table for a terminal or a mail: columns as wide as what is in them, two blanks between.
struct TextTable {
  /// Where a column's text stands.
  enum Side {
    case left, right
  }

  /// The lines, without their ends; the first has the titles.
  let lines: [String]

  /// A table of columns and rows; each row has a cell for each column.
  init(_ columns: [(title: String, side: Side)], _ rows: [[String]]) {
    let all = [columns.map(\.title)] + rows
    let widths = columns.indices.map { place in all.map { $0[place].count }.max() ?? 0 }
    lines = all.map { cells in
      let padded = columns.indices.map { Self.pad(cells[$0], widths[$0], columns[$0].side) }
      let line = "  " + padded.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  private static func pad(_ text: String, _ width: Int, _ side: Side) -> String {
    let blanks = String(repeating: " ", count: width - text.count)
    return side == .left ? text + blanks : blanks + text
  }
}
