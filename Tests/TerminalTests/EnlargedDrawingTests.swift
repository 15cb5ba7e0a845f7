import Quality
import Screens
import Terminal
import TestSupport
import Testing

extension CursesSessionTests {
  /// Letters twice as large as the console's, by points of their own: on a frame buffer in memory.
  @Suite(.serialized) struct EnlargedDrawingTests {
    private typealias Paper = PixelDrawingTests.Paper

    private static let terminal = Size(columns: 81, rows: 31)
    private static let half = Size(columns: 40, rows: 15)

    /// A font of 8 by 16: # is full, / has its left half, - its upper one, and all others are empty.
    private static let font = ConsoleFont(
      width: 8, height: 16,
      shapes: [
        0x20: [UInt32](repeating: 0, count: 16), 0x23: [UInt32](repeating: 0xFF, count: 16),
        0x2F: [UInt32](repeating: 0xF0, count: 16),
        0x2D: (0..<16).map { $0 < 8 ? 0xFF : 0 }, 0x3F: [UInt32](repeating: 0, count: 16),
      ])

    private static func paper() -> Paper {
      let paper = Paper()
      paper.font = font
      let (width, height) = (terminal.columns * 8, terminal.rows * 16)
      paper.facts.width = UInt32(width)
      paper.facts.height = UInt32(height)
      paper.facts.lineLength = UInt32(width * 4)
      paper.facts.length = UInt32(width * height * 4)
      return paper
    }

    private static func session(
      _ bench: Bench, _ paper: Paper, type: String = "linux"
    ) throws -> CursesSession {
      try CursesSession(
        input: bench.terminal.near, output: bench.terminal.near, type: type, setsPalette: true, surface: paper)
    }

    private static func bench() throws -> Bench { try Bench(columns: terminal.columns, rows: terminal.rows) }

    private static func screen(_ text: String, row: Int = 3, _ picture: RGBPicture? = nil) -> Screen {
      var grid = Grid(size: half)
      grid.put(text, at: Position(column: 2, row: row))
      if let picture { grid.put(PlacedPicture(picture, in: Rect(column: 20, row: 4, columns: 6, rows: 3))) }
      return Screen(grid: grid, cursor: Position(column: 2, row: row))
    }

    @Test func `A letter's points are four each, in the theme's colours`() throws {
      let (bench, paper) = (try Self.bench(), Self.paper())
      var session = try Self.session(bench, paper)
      #expect(session.canEnlarge && session.size == Self.terminal)
      #expect(session.enlarge(true) == 2 && session.size == Self.half)
      session.draw(Self.screen("#/-"), theme: .light)
      let (ink, ground) = (RGB(0x1C1C1C), RGB(0xEEEEEE))
      for y in 0..<32 {
        for x in 0..<48 {
          let isInk = x < 16 || (x < 32 && x < 24) || (x >= 32 && y < 16)
          #expect(paper[32 + x, 96 + y] == (isInk ? ink : ground), "\(x), \(y)")
        }
      }
      #expect(paper[0, 0] == ground && paper[Self.half.columns * 16 - 1, Self.half.rows * 32 - 1] == ground)
      #expect(paper[Self.half.columns * 16, 0] == RGB(0), "what is over of the terminal is ncurses'")
    }

    @Test func `Only rows that changed are written again, and all of them in another theme`() throws {
      let (bench, paper) = (try Self.bench(), Self.paper())
      var session = try Self.session(bench, paper)
      _ = session.enlarge(true)
      session.draw(Self.screen("#"), theme: .light)
      #expect(paper.takeLines() == Set(0..<Self.half.rows * 32))
      session.draw(Self.screen("#"), theme: .light)
      #expect(paper.takeLines() == [])
      session.draw(Self.screen("##"), theme: .light)
      #expect(paper.takeLines() == Set(96..<128))
      session.draw(Self.screen("##"), theme: .dark)
      #expect(paper.takeLines() == Set(0..<Self.half.rows * 32))
      #expect(paper[32, 96] == RGB(0xE4E4E4))
    }

    @Test func `A picture is as much larger as the letters, and stays when a row beside it changes`() throws {
      let (bench, paper) = (try Self.bench(), Self.paper())
      var session = try Self.session(bench, paper)
      _ = session.enlarge(true)
      let picture = try #require(RGBPicture(width: 48, height: 48, pixels: [UInt8](repeating: 200, count: 48 * 48 * 3)))
      session.draw(Self.screen("#", picture), theme: .light)
      func isPicture() -> Bool {
        (128..<224).allSatisfy { y in (320..<416).allSatisfy { x in paper[x, y] == RGB(grey: 200) } }
      }
      #expect(isPicture())
      session.draw(Self.screen("###", row: 5, picture), theme: .light)
      #expect(isPicture() && paper[32, 160] == RGB(0x1C1C1C))
    }

    @Test func `The usual letters come back whole, and nothing of the large ones stays`() throws {
      let (bench, paper) = (try Self.bench(), Self.paper())
      var session = try Self.session(bench, paper)
      _ = session.enlarge(true)
      session.draw(Self.screen("#"), theme: .light)
      #expect(session.enlarge(false) == 1 && session.size == Self.terminal)
      #expect(paper.bytes.allSatisfy { $0 == 0 })
      var grid = Grid(size: Self.terminal)
      grid.put("Velkommen", at: Position(column: 2, row: 3))
      session.draw(Screen(grid: grid, cursor: Position(column: 0, row: 0)), theme: .light)
      bench.look()
      #expect(bench.emulator.text.contains("Velkommen"))
    }

    @Test func `What is pressed is pressed where it stands`() throws {
      let (bench, paper) = (try Self.bench(), Self.paper())
      var session = try Self.session(bench, paper, type: "xterm-256color")
      _ = session.enlarge(true)
      bench.terminal.deliver("\u{1B}[<0;41;21M")
      var inputs: [DisplayInput] = []
      for now in 0..<100 where inputs.isEmpty { inputs = session.nextInputs(now: now) }
      #expect(inputs == [.press(Position(column: 20, row: 10))])
    }

    @Test func `Where it cannot be, letters stay as they are`() throws {
      do {
        let (bench, paper) = (try Self.bench(), Self.paper())
        paper.font = nil
        var session = try Self.session(bench, paper)
        #expect(!session.canEnlarge && session.enlarge(true) == 1 && session.size == Self.terminal)
      }
      do {
        // A frame buffer of 80 by 24 has no room for half of that.
        let (bench, paper) = (try Bench(), Paper())
        paper.font = Self.font
        var session = try Self.session(bench, paper)
        #expect(!session.canEnlarge && session.enlarge(true) == 1)
      }
      let (bench, paper) = (try Self.bench(), Self.paper())
      var session = try Self.session(bench, paper)
      #expect(session.enlarge(true) == 2)
      bench.terminal.resize(columns: 80, rows: 24)
      _ = session.nextInputs(now: 0)
      #expect(session.size == CursesSessionTests.usual, "the terminal is another one now")
    }
  }
}
