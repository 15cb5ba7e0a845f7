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

  @Test func `Block elements show four pixels a cell, averaged, in two colours`() throws {
    var grid = Grid(size: Size(columns: 8, rows: 4))
    let picture = try Self.picture(width: 64, height: 64)
    PictureRaster(capabilities: .full).draw(picture, in: grid.bounds, on: &grid)
    #expect(grid[0, 0] == Cell("▀", ink: .picture(RGB(0xFFFFFF), on: RGB(0x0A141E))))
    #expect(grid[3, 3] == Cell(" ", ink: .picture(RGB(0x0A141E), on: RGB(0x0A141E))))
    #expect(grid[4, 0] == Cell(" ", ink: .picture(RGB(0xC8B4A0), on: RGB(0xC8B4A0))))
    PictureRaster(capabilities: .full).draw(picture, in: grid.bounds, on: &grid, mirrored: true)
    #expect(grid[7, 0].ink.picture?.foreground == RGB(0xFFFFFF))
  }

  @Test(
    arguments: [
      ([9, 9, 0, 0], "▀", 9, 0), ([9, 0, 9, 0], "▌", 9, 0), ([9, 0, 0, 9], "▚", 9, 0), ([9, 0, 0, 0], "▘", 9, 0),
      ([0, 9, 0, 0], "▝", 9, 0), ([9, 9, 9, 0], "▗", 0, 9), ([4, 4, 4, 4], " ", 4, 4), ([9, 8, 1, 0], "▀", 8, 0),
    ] as [([UInt8], Unicode.Scalar, UInt8, UInt8)])
  func `Of each cell the two parts come nearest`(quarters: [UInt8], scalar: Unicode.Scalar, front: UInt8, behind: UInt8)
    throws
  {
    // Two by four pixels have a cell's shape.
    let rows = [quarters[0], quarters[1], quarters[0], quarters[1], quarters[2], quarters[3], quarters[2], quarters[3]]
    let picture = try #require(RGBPicture(width: 2, height: 4, pixels: rows.flatMap { [$0 * 25, $0 * 25, $0 * 25] }))
    var grid = Grid(size: Size(columns: 1, rows: 1))
    PictureRaster(capabilities: .full).draw(picture, in: grid.bounds, on: &grid, fit: .filled)
    let colours = try #require(grid[0, 0].ink.picture)
    #expect(grid[0, 0].scalar == scalar)
    #expect(abs(Int(colours.foreground.red) - Int(front) * 25) <= 13)
    #expect(abs(Int(colours.background.red) - Int(behind) * 25) <= 13)
  }

  private static let elements = " ▀▄▌▐█▖▗▘▝▙▚▛▜▞▟".unicodeScalars

  @Test(arguments: [nil] + ThemeName.allCases)
  func `Block elements on the console use its colours alone`(theme: ThemeName?) throws {
    var grid = Grid(size: Size(columns: 40, rows: 15))
    var capabilities = TerminalCapabilities(colours: .sixteen, halfBlocks: true, symbols: true)
    capabilities.paletteTheme = theme
    let palette = theme.map { ConsolePalette.of($0).colours } ?? Palette.console
    PictureRaster(capabilities: capabilities).draw(
      try Self.picture(width: 640, height: 480), in: grid.bounds, on: &grid, fit: .filled)
    for cell in grid.cells {
      let colours = try #require(cell.ink.picture)
      #expect(palette.contains(colours.foreground))
      #expect(palette.prefix(8).contains(colours.background))
      #expect(Self.elements.contains(cell.scalar))
    }
    // A field that only a foreground can show is full.
    var bright = Grid(size: Size(columns: 2, rows: 1))
    let white = try #require(RGBPicture(width: 4, height: 4, pixels: [UInt8](repeating: 255, count: 48)))
    PictureRaster(capabilities: capabilities).draw(white, in: bright.bounds, on: &bright, fit: .filled)
    let shown = try #require(bright[0, 0].ink.picture)
    #expect((bright[0, 0].scalar == "█" ? shown.foreground : shown.background) == RGB(0xFFFFFF))
  }

  @Test func `Of 256 colours the one that looks nearest is among the cube's and the greys`() {
    for index in UInt8(16)...255 {
      #expect(Palette.fixed(Palette.nearestSeen(Palette.fixed(index))) == Palette.fixed(index))
    }
    for colour in stride(from: UInt32(0), to: 0xFFFFFF, by: 0x01_3579).map({ RGB($0) }) {
      let seen = Palette.fixed(Palette.nearestSeen(colour)).distance(to: colour)
      #expect(seen <= Palette.fixed(Palette.nearestFixed(colour)).distance(to: colour))
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
