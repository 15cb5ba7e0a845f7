import Renewal
import Screens
import Testing

@Suite struct GridTests {
  private static let usual = Size(columns: 20, rows: 4)

  @Test func `What is put stands where it was put, and text shows it without trailing blanks`() {
    var grid = Grid(size: Self.usual)
    let end = grid.put("Ørestad ", at: Position(column: 2, row: 1), ink: .role(.heading), style: .bold)
    #expect(end == 10)
    #expect(grid.text == "\n  Ørestad\n\n")
    #expect(grid[2, 1] == Cell("Ø", ink: .role(.heading), style: .bold))
    #expect(grid.text(row: 1) == "  Ørestad" && grid.text(row: 9) == "")
  }

  @Test func `What falls outside is cut, on every side`() {
    var grid = Grid(size: Self.usual)
    for position in [(-3, 0), (18, 1), (0, -1), (0, 4), (25, 2)] {
      grid.put("abcdef", at: Position(column: position.0, row: position.1))
    }
    #expect(grid.text == "def\n                  ab\n\n")
    grid[99, 99] = Cell("x")
    #expect(grid[99, 99] == .blank)
  }

  @Test func `A clip cuts too`() {
    var grid = Grid(size: Self.usual)
    let clip = Rect(column: 2, row: 0, columns: 3, rows: 1)
    grid.put("abcdefgh", at: Position(column: 0, row: 0), clippedTo: clip)
    grid.put("abcdefgh", at: Position(column: 0, row: 1), clippedTo: clip)
    #expect(grid.text == "  cde\n\n\n")
  }

  @Test(arguments: [Size(columns: 0, rows: 0), Size(columns: 1, rows: 1), Size(columns: -5, rows: 3)])
  func `The smallest grids can be drawn on`(size: Size) {
    var grid = Grid(size: size)
    grid.put("abc", at: Position(column: 0, row: 0))
    grid.box(Rect(column: 0, row: 0, columns: 10, rows: 10))
    grid.fill(Rect(column: -9, row: -9, columns: 99, rows: 99), ink: .role(.header))
    grid.bar(at: Position(column: 0, row: 0), length: 9, share: .nan)
    #expect(grid.cells.count == max(size.columns, 0) * max(size.rows, 0))
  }

  @Test func `A grid is no larger than the largest terminal`() {
    #expect(Grid(size: Size(columns: 65535, rows: 65535)).size == Size.largest)
  }

  @Test func `A box and its lines`() {
    var grid = Grid(size: Size(columns: 6, rows: 3))
    grid.box(grid.bounds)
    #expect(grid.text == "┌────┐\n│    │\n└────┘")
    grid.box(grid.bounds, kind: .double)
    #expect(grid.text == "╔════╗\n║    ║\n╚════╝")
    grid.box(grid.bounds, kind: .ascii)
    #expect(grid.text == "+----+\n|    |\n+----+")
  }

  @Test(
    arguments: [(0.0, "░░░░"), (0.5, "██░░"), (0.3, "█▎░░"), (1.0, "████"), (7, "████"), (-1, "░░░░")])
  func `A bar is filled to its share`(share: Double, bar: String) {
    var grid = Grid(size: Size(columns: 4, rows: 1))
    grid.bar(at: Position(column: 0, row: 0), length: 4, share: share)
    #expect(grid.text == bar)
  }

  @Test func `A tint leaves the characters, and a grid can be put on another`() {
    var grid = Grid(size: Self.usual)
    var small = Grid(size: Size(columns: 3, rows: 1))
    small.put("abc", at: Position(column: 0, row: 0))
    grid.put(small, at: Position(column: 18, row: 3))
    grid.tint(Rect(column: 19, row: 3, columns: 5, rows: 5), ink: .role(.focus), style: .reverse)
    #expect(grid.text(row: 3) == "                  ab")
    #expect(grid[19, 3] == Cell("b", ink: .role(.focus), style: .reverse))
    #expect(grid[18, 3] == Cell("a"))
  }

  @Test func `A press finds the key that was drawn on top`() {
    let screen = Screen(
      grid: Grid(size: Self.usual), cursor: Position(column: 0, row: 0),
      hotspots: [
        Hotspot(rect: Rect(column: 0, row: 0, columns: 20, rows: 4), key: .enter),
        Hotspot(rect: Rect(column: 2, row: 1, columns: 3, rows: 1), key: .digit(1)),
      ])
    #expect(screen.key(at: Position(column: 4, row: 1)) == .digit(1))
    #expect(screen.key(at: Position(column: 5, row: 1)) == .enter)
    #expect(screen.key(at: Position(column: 20, row: 1)) == nil)
  }

  @Test func `A cell is twelve bytes without holes, so that rows compare as memory`() {
    #expect(MemoryLayout<Cell>.size == 12)
    #expect(MemoryLayout<Cell>.stride == 12)
  }
}
