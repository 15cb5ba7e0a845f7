import Screens
import Testing

@Suite struct GridRepertoireTests {
  @Test func `What the documents declare is in the repertoire`() {
    let declared =
      "aZ09~ ¡ÿæøåÆØÅß × Łłőžŧ ЖщЯё ─│┼╬ ▀▄█▌▐░▒▓▘▟ – — ‘ ’ “ ” „ • … € ← ↑ → ↓ ► ◄ ◆ ● ○ ■ □ ✓ ✗"
    #expect(Repertoire.covers(declared))
    #expect(Repertoire.sanitize(declared) == declared)
  }

  @Test(
    arguments: [
      ("e\u{301}", "é"), ("A\u{30A}", "Å"), ("o\u{308}l", "öl"), ("и\u{306}", "й"), ("\u{212B}", "Å"),
      ("a\u{301}\u{328}", "?"), ("x\u{301}", "?"), ("\u{301}", ""), ("a\u{20DD}", "?"),
      ("a\tb\nc\r\nd", "a b c d"), ("a\u{A0}b\u{2003}c\u{3000}", "a b c "), ("\u{1B}[2J", "?[2J"),
      ("\u{9B}2J", "?2J"), ("\u{0}\u{8}\u{7F}", "???"), ("a\u{202E}b\u{200D}c\u{AD}d\u{FEFF}", "abcd"),
      ("漢字", "??"), ("👩‍👩‍👧", "?"), ("ﬁ", "?"), ("\u{E000}", "?"), ("", ""),
    ])
  func `Any other text becomes cells that nothing obeys`(text: String, sanitized: String) {
    #expect(Array(Repertoire.sanitize(text).unicodeScalars) == Array(sanitized.unicodeScalars))
    #expect(Repertoire.covers(Repertoire.sanitize(text)))
  }

  @Test func `Whatever comes, each cell has a character of the repertoire`() {
    var grid = Grid(size: Size(columns: 100, rows: 1))
    for value in stride(from: UInt32(0), to: 0x11_0000, by: 61) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      grid.put("a\(String(Character(scalar)))b", at: Position(column: 0, row: 0))
      for column in 0..<4 { #expect(Repertoire.contains(grid[column, 0].scalar)) }
      #expect(Repertoire.contains(Cell(scalar).scalar))
    }
  }

  @Test func `A long text is cut and a heap of marks takes no room`() {
    #expect(Repertoire.sanitize(String(repeating: "x", count: 100_000)).unicodeScalars.count == Repertoire.limit)
    #expect(Repertoire.sanitize("a" + String(repeating: "\u{301}", count: 100_000) + "b") == "?b")
  }
}
