/// The letters for lines that are printed as pictures, because the printer's code page does not have all of their letters.
///
/// A printer looks in pictures, too, for what it must do at once, a DLE with EOT, ENQ or DC4 behind it: no row of any two of these letters has them.
package enum PrinterFont {
  /// A cell of the paper in dots, as font A of the printer has it, with a row's distance to the next.
  static let (cellWidth, cellHeight) = (12, 30)
  /// A shape in dots, and where it stands in its cell.
  private static let (width, height, left, top) = (10, 20, 1, 5)

  /// The rows of each letter's cell from above; the leftmost dot is the highest of twelve bits.
  private static let cells: [UInt32: [UInt16]] = {
    var cells: [UInt32: [UInt16]] = [:]
    let words = written.split { $0 == " " || $0 == "\n" }
    for start in stride(from: 0, to: words.count - 1, by: 2) {
      guard let letter = UInt32(words[start], radix: 16) else { continue }
      cells[letter] = cell(words[start + 1])
    }
    return cells
  }()

  private static func cell(_ shape: Substring) -> [UInt16] {
    let bits = shape.flatMap { figure in
      let value = figure.hexDigitValue ?? 0
      return (0..<4).map { value >> (3 - $0) & 1 }
    }
    var rows = [UInt16](repeating: 0, count: cellHeight)
    for place in 0..<min(bits.count, width * height) where bits[place] == 1 {
      rows[top + place / width] |= 1 << UInt16(cellWidth - 1 - left - place % width)
    }
    return rows
  }

  /// All letters that are there.
  package static var letters: [Unicode.Scalar] { cells.keys.sorted().compactMap(Unicode.Scalar.init) }

  /// The rows of a letter's cell; nothing for a letter that is not there.
  package static func rows(of letter: Unicode.Scalar) -> [UInt16]? { cells[letter.value] }
}
