import Quality
import Screens
import Testing

@Suite struct GridPictureTests {
  /// Left half dark, right half light; a white dot in the upper left.
  private static func picture(width: Int, height: Int) throws -> RGBPicture {
    var pixels: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        let isDot = x < width / 8 && y < height / 8
        pixels += isDot ? [255, 255, 255] : x < width / 2 ? [10, 20, 30] : [200, 180, 160]
      }
    }
    return try #require(RGBPicture(width: width, height: height, pixels: pixels))
  }

  @Test(arguments: [(640, 480), (80, 60), (3, 2), (1, 1), (480, 640), (4096, 1)])
  func `A picture keeps its shape and stays in its place`(width: Int, height: Int) throws {
    let raster = PictureRaster(capabilities: .full)
    for rect in [Rect(column: 3, row: 2, columns: 40, rows: 15), Rect(column: 0, row: 0, columns: 1, rows: 1)] {
      var grid = Grid(size: Size(columns: 60, rows: 20))
      let taken = raster.draw(try Self.picture(width: width, height: height), in: rect, on: &grid)
      #expect(rect.intersection(taken) == taken && !taken.isEmpty)
      for row in 0..<20 {
        for column in 0..<60 {
          let isPicture = grid[column, row].ink.picture != nil
          #expect(isPicture == taken.contains(Position(column: column, row: row)))
        }
      }
    }
    let place = raster.place(width: 640, height: 480, in: Rect(column: 0, row: 0, columns: 80, rows: 24))
    #expect(place == Rect(column: 8, row: 0, columns: 64, rows: 24))
  }

  @Test func `Half blocks show two pixels a cell, averaged`() throws {
    var grid = Grid(size: Size(columns: 8, rows: 4))
    let picture = try Self.picture(width: 64, height: 64)
    PictureRaster(capabilities: .full).draw(picture, in: grid.bounds, on: &grid)
    #expect(grid[0, 0] == Cell("▀", ink: .picture(RGB(0xFFFFFF), on: RGB(0x0A141E))))
    #expect(grid[3, 3] == Cell("▀", ink: .picture(RGB(0x0A141E), on: RGB(0x0A141E))))
    #expect(grid[4, 0] == Cell("▀", ink: .picture(RGB(0xC8B4A0), on: RGB(0xC8B4A0))))
    PictureRaster(capabilities: .full).draw(picture, in: grid.bounds, on: &grid, mirrored: true)
    #expect(grid[7, 0].ink.picture?.foreground == RGB(0xFFFFFF))
  }

  @Test func `Half blocks on the console use its colours alone`() throws {
    var grid = Grid(size: Size(columns: 40, rows: 15))
    let capabilities = TerminalCapabilities(colours: .sixteen, halfBlocks: true, symbols: true)
    PictureRaster(capabilities: capabilities).draw(
      try Self.picture(width: 640, height: 480), in: grid.bounds, on: &grid, fit: .filled)
    for cell in grid.cells {
      let colours = try #require(cell.ink.picture)
      #expect(Palette.console.contains(colours.foreground))
      #expect(Palette.console.prefix(8).contains(colours.background))
      #expect(cell.scalar == "▀" || cell.scalar == "▄")
    }
  }

  @Test(arguments: ThemeName.allCases) func `A half in a theme's colours lies near to its pixels`(name: ThemeName) {
    let palette = ConsolePalette.of(name).colours
    for (upper, lower) in [(0xFFFFFF, 0x000000), (0x000000, 0xFFFFFF), (0xC68763, 0xC68763)] as [(UInt32, UInt32)] {
      // Where the dither moves nothing far.
      let half = DitheredHalf(RGB(upper), RGB(lower), column: 1, row: 1, palette: palette[...])
      let isTopFront = half.scalar == "▀"
      let (front, behind) = (palette[Int(half.foreground)], palette[Int(half.background)])
      #expect(half.background < 8)
      #expect((isTopFront ? front : behind).distance(to: RGB(upper)) < 40_000)
      #expect((isTopFront ? behind : front).distance(to: RGB(lower)) < 40_000)
    }
  }

  @Test(arguments: [ColourDepth.sixteen, .eight, .mono], [true, false])
  func `Without half blocks a ramp of greys rises in even steps`(depth: ColourDepth, halfBlocks: Bool) throws {
    guard !halfBlocks || depth == .mono else { return }
    let capabilities = TerminalCapabilities(colours: depth, halfBlocks: halfBlocks, symbols: false)
    let ramp = try #require(
      GreyPicture(width: 256, height: 256, pixels: (0..<256).flatMap { _ in (0...255).map { UInt8($0) } }))
    var grid = Grid(size: Size(columns: 64, rows: 1))
    PictureRaster(capabilities: capabilities).draw(ramp, in: grid.bounds, on: &grid, fit: .filled)
    var seen: [Cell] = []
    for cell in grid.cells where seen.last != cell {
      #expect(!seen.contains(cell))
      seen.append(cell)
    }
    #expect(seen.count >= 5)
    let blocks = grid.cells.contains { (0x2580...0x2590).contains($0.scalar.value) && $0.scalar != "█" }
    #expect(!blocks)
  }

  @Test func `Strokes become quadrants, or whole cells where there are none`() {
    let lines: [[(x: Double, y: Double)]] = [[(0, 0), (79.9, 39.9)], [(20, 35)]]
    var grid = Grid(size: Size(columns: 8, rows: 2))
    PictureRaster(capabilities: .full).draw(lines: lines, width: 80, height: 40, in: grid.bounds, on: &grid)
    #expect(grid.text == "▀▀▄▄\n  ▖ ▀▀▄▄")
    PictureRaster(capabilities: .plainConsole).draw(lines: lines, width: 80, height: 40, in: grid.bounds, on: &grid)
    #expect(grid.cells.allSatisfy { $0.scalar == " " || $0.scalar == "█" })
  }

  @Test(
    arguments: [
      [[(Double.nan, 0), (1, 1)]], [[(.infinity, 2)]], [[(-1e300, 0), (1e300, 1)]], [[]], [[(500, 500), (-500, 3)]],
    ] as [[[(x: Double, y: Double)]]])
  func `Points that are outside or no numbers do no harm`(lines: [[(x: Double, y: Double)]]) {
    var grid = Grid(size: Size(columns: 8, rows: 2))
    let raster = PictureRaster(capabilities: .full)
    raster.draw(lines: lines, width: 80, height: 40, in: grid.bounds, on: &grid)
    raster.draw(lines: lines, width: 0, height: .nan, in: grid.bounds, on: &grid)
    #expect(grid.size == Size(columns: 8, rows: 2))
  }

  @Test func `An oval and a line lie over a picture`() {
    var plane = PixelPlane(width: 40, height: 40, pixelAspect: 1, filledWith: RGB(0))
    plane.oval(centre: (0.5, 0.5), across: 0.4, down: 0.4, colour: RGB(0xFFFFFF))
    plane.line(from: (0, 0.5), to: (1, 0.5), colour: RGB(0xFF0000))
    #expect(plane[20, 4] == RGB(0xFFFFFF) && plane[20, 36] == RGB(0xFFFFFF))
    #expect(plane[0, 20] == RGB(0xFF0000) && plane[39, 20] == RGB(0xFF0000))
    #expect(plane[20, 12] == RGB(0) && plane[2, 2] == RGB(0))
    plane.line(from: (.nan, 0), to: (0, .infinity), colour: RGB(1))
  }
}
