import Quality
import Screens
import Terminal
import TestSupport
import Testing

extension CursesSessionTests {
  /// Pictures by their own pixels, beside text that ncurses writes: on a frame buffer in memory.
  @Suite(.serialized) struct PixelDrawingTests {
    /// A frame buffer in memory.
    final class Paper: PixelSurface {
      var facts = FramebufferFacts(
        bits: 32, lineLength: 80 * 8 * 4 + 12, length: (80 * 8 * 4 + 12) * 24 * 16, width: 80 * 8, height: 24 * 16,
        red: .init(16, 8), green: .init(8, 8), blue: .init(0, 8), cellWidth: 8, cellHeight: 16)
      lazy var bytes = [UInt8](repeating: 0, count: Int(facts.length))
      var font: ConsoleFont?
      var isInFront = true
      var isDead = false
      var reopened = 0
      /// The lines that were written since it was asked last.
      var lines: Set<Int> = []

      func layout(of size: Size) -> PixelLayout? { isInFront ? PixelLayout(facts, size: size) : nil }
      func reopen() { reopened += 1 }
      func clear() { bytes = [UInt8](repeating: 0, count: bytes.count) }

      func write(_ new: [UInt8], at offset: Int) -> Bool {
        guard !isDead else { return false }
        bytes.replaceSubrange(offset..<(offset + new.count), with: new)
        lines.insert(offset / Int(facts.lineLength))
        return true
      }

      func takeLines() -> Set<Int> {
        defer { lines = [] }
        return lines
      }

      /// The colour of a point.
      subscript(x: Int, y: Int) -> RGB {
        let at = y * Int(facts.lineLength) + x * 4
        return RGB(red: bytes[at + 2], green: bytes[at + 1], blue: bytes[at])
      }
    }

    private static let place = Rect(column: 10, row: 4, columns: 6, rows: 3)

    private static func picture(_ red: UInt8) throws -> RGBPicture {
      let pixels = (0..<48 * 48).flatMap { [red, UInt8($0 % 48), UInt8($0 / 48)] }
      return try #require(RGBPicture(width: 48, height: 48, pixels: pixels))
    }

    private func session(_ bench: Bench, _ paper: Paper) throws -> CursesSession {
      try CursesSession(
        input: bench.terminal.near, output: bench.terminal.near, type: "linux", setsPalette: true, surface: paper)
    }

    private func screen(
      _ picture: RGBPicture?, _ session: borrowing CursesSession, _ text: String = "", at column: Int = 20, row: Int = 5
    ) -> Screen {
      var grid = Grid(size: CursesSessionTests.usual)
      if let picture {
        PictureRaster(capabilities: session.capabilities).draw(picture, in: Self.place, on: &grid, fit: .filled)
      }
      grid.put(text, at: Position(column: column, row: row))
      return Screen(grid: grid, cursor: Position(column: 0, row: 0))
    }

    /// Whether the points of the picture's cells, and no others, are its own.
    private func expectPicture(_ red: UInt8, on paper: Paper, but covered: Range<Int> = 0..<0, row: Int = 0) {
      var wrong = 0
      for y in 0..<24 * 16 {
        for x in 0..<80 * 8 {
          let isPicture = Self.place.contains(Position(column: x / 8, row: y / 16))
          let isCovered = y / 16 == row && covered.contains(x / 8)
          guard !isCovered else { continue }
          let wanted = isPicture ? RGB(red: red, green: UInt8(x - 80), blue: UInt8(y - 64)) : RGB(0)
          if paper[x, y] != wanted { wrong += 1 }
        }
      }
      #expect(wrong == 0)
    }

    @Test func `A picture stands pixel for pixel in its cells, and is written again only where text was`() throws {
      let (bench, paper) = (try Bench(), Paper())
      var session = try session(bench, paper)
      #expect(session.capabilities.hasPixels)
      let picture = try Self.picture(200)
      session.draw(screen(picture, session), theme: .light)
      expectPicture(200, on: paper)
      #expect(paper.takeLines() == Set(64..<112))
      session.draw(screen(picture, session), theme: .light)
      #expect(paper.takeLines() == [], "the same picture is not compared, and not written")
      session.draw(screen(picture, session, "Kom lidt nærmere"), theme: .light)
      #expect(paper.takeLines() == Set(80..<96), "the row that ncurses wrote in")
      expectPicture(200, on: paper)
      session.draw(screen(try Self.picture(10), session, "Kom lidt nærmere"), theme: .light)
      #expect(paper.takeLines() == Set(64..<112))
      expectPicture(10, on: paper)
      session.draw(screen(try Self.picture(10), session, "Kom lidt nærmere"), theme: .dark)
      #expect(paper.takeLines() == Set(64..<112), "in another theme all is drawn anew")
    }

    @Test func `Text over a picture stays`() throws {
      let (bench, paper) = (try Bench(), Paper())
      var session = try session(bench, paper)
      session.draw(screen(try Self.picture(200), session, "ja", at: 12, row: 5), theme: .light)
      expectPicture(200, on: paper, but: 12..<14, row: 5)
      #expect(paper[12 * 8, 80] == RGB(0) && paper[14 * 8 - 1, 95] == RGB(0))
      bench.look()
      #expect(bench.emulator.text.contains("ja"))
    }

    @Test func `Text writes over every cell of a picture that has gone`() throws {
      let (bench, paper) = (try Bench(), Paper())
      var session = try session(bench, paper)
      session.draw(screen(nil, session), theme: .light)
      bench.look()
      let ground = bench.emulator.cells[5][12].look
      session.draw(screen(try Self.picture(200), session), theme: .light)
      bench.look()
      #expect(bench.emulator.cells[5][12].look != ground)
      session.draw(screen(nil, session), theme: .light)
      bench.look()
      for row in bench.emulator.cells { #expect(row.allSatisfy { $0.look.background == ground.background }) }
      #expect(bench.emulator.cells[5][12].look == ground)
    }

    @Test func `Nothing of a picture is left when all is forgotten, and at the end`() throws {
      let (bench, paper) = (try Bench(), Paper())
      do {
        var session = try session(bench, paper)
        let picture = try Self.picture(200)
        session.draw(screen(picture, session), theme: .light)
        session.forget()
        #expect(paper.bytes.allSatisfy { $0 == 0 })
        session.draw(screen(picture, session), theme: .light)
        expectPicture(200, on: paper)
      }
      #expect(paper.bytes.allSatisfy { $0 == 0 })
    }

    @Test func `While another console is in front nothing is written, and all of it afterwards`() throws {
      let (bench, paper) = (try Bench(), Paper())
      var session = try session(bench, paper)
      let picture = try Self.picture(200)
      paper.isInFront = false
      session.draw(screen(picture, session), theme: .light)
      #expect(paper.takeLines() == [])
      paper.isInFront = true
      session.draw(screen(picture, session), theme: .light)
      expectPicture(200, on: paper)
      paper.isDead = true
      session.draw(screen(try Self.picture(1), session), theme: .light)
      paper.isDead = false
      let other = try Self.picture(1)
      session.draw(screen(other, session), theme: .light)
      expectPicture(1, on: paper)
    }

    @Test func `Another size is measured anew, and where pixels are no more pictures are drawn in characters`() throws {
      let (bench, paper) = (try Bench(), Paper())
      var session = try session(bench, paper)
      session.draw(screen(try Self.picture(200), session), theme: .light)
      bench.terminal.resize(columns: 100, rows: 30)
      #expect(session.nextInputs(now: 0).contains(.resized(Size(columns: 100, rows: 30))))
      #expect(paper.reopened == 1 && paper.bytes.allSatisfy { $0 == 0 })
      #expect(!session.capabilities.hasPixels, "the frame buffer has no such cells")
      bench.terminal.resize(columns: 80, rows: 24)
      #expect(session.nextInputs(now: 1).contains(.resized(CursesSessionTests.usual)))
      #expect(session.capabilities.hasPixels)
      let picture = try Self.picture(7)
      session.draw(screen(picture, session), theme: .light)
      expectPicture(7, on: paper)
    }

    @Test func `Without a frame buffer nothing is otherwise than it was`() throws {
      let bench = try Bench()
      let session = try bench.session("linux")
      #expect(!session.capabilities.hasPixels)
      let shown = screen(try Self.picture(200), session)
      #expect(shown.grid.pictures.isEmpty && shown.grid.cells.allSatisfy { !$0.ink.isPixels })
      #expect(Framebuffer(terminal: bench.terminal.near) == nil)
    }
  }
}
