import Renewal

/// A piece of a row in one colour.
struct Span {
  let text: String
  let role: Role
  var style: CellStyle = []
  /// What a press on the piece means.
  var key: Key?
}

/// One row of a page's body.
struct Line {
  var spans: [Span] = []
  /// Columns before the first piece.
  var indent = 0
  /// Whether the focus is here, marked in the margin.
  var isFocus = false
  /// Where the cursor stands when the focus is here, counted from the text's left edge.
  var cursor: Int?
  /// What a press on the row means.
  var key: Key?

  init(_ text: String = "", _ role: Role = .text, indent: Int = 0, key: Key? = nil) {
    spans = text.isEmpty ? [] : [Span(text: text, role: role)]
    self.indent = indent
    self.key = key
  }

  /// How many cells it takes.
  var cells: Int { spans.reduce(indent) { $0 + Wrap.cells($1.text) } }
}

/// Something that does not fit; on a screen with the shipped texts there is none.
package enum LayoutFault: Hashable, Sendable {
  /// A word is wider than its place.
  case wideWord(String, columns: Int)
  /// A line is wider than its place.
  case wideLine(String, columns: Int)
  /// The body is taller than its room.
  case tallBody(rows: Int, room: Int)
}
