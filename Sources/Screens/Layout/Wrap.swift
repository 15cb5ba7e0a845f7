/// Breaks a text into rows, never inside a word; a space that must not break is U+00A0.
enum Wrap {
  /// The rows of a text, and the words that are wider than a row.
  static func rows(of text: String, columns: Int) -> (rows: [String], wide: [String]) {
    var rows: [String] = []
    var wide: [String] = []
    var row = ""
    var width = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      let length = cells(word)
      if length > columns { wide.append(String(word)) }
      if !row.isEmpty, width + 1 + length > columns {
        rows.append(row)
        row = ""
        width = 0
      }
      if !row.isEmpty {
        row += " "
        width += 1
      }
      row += word
      width += length
    }
    if !row.isEmpty { rows.append(row) }
    return (rows, wide)
  }

  /// How many cells a text takes.
  static func cells(_ text: some StringProtocol) -> Int { Repertoire.sanitize(String(text)).unicodeScalars.count }

  /// How many cells the widest word of a text takes.
  static func widestWord(of text: String) -> Int {
    guard Repertoire.covers(text) else { return text.split(separator: " ").map { cells($0) }.max() ?? 0 }
    // Where each character is drawn as it stands, it takes one cell.
    var (widest, width) = (0, 0)
    for scalar in text.unicodeScalars {
      width = scalar == " " ? 0 : width + 1
      widest = max(widest, width)
    }
    return widest
  }
}
