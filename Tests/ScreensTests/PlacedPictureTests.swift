import Quality
import Screens
import Testing

@Suite struct PlacedPictureTests {
  private static let raster: PictureRaster = {
    var capabilities = TerminalCapabilities.plainConsole
    capabilities.hasPixels = true
    return PictureRaster(capabilities: capabilities)
  }()

  /// A ramp from black on the left to white on the right, red above and blue below.
  private static func ramp(_ width: Int, _ height: Int) throws -> RGBPicture {
    var pixels: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        pixels += [UInt8(255 * x / max(1, width - 1)), 128, UInt8(255 * y / max(1, height - 1))]
      }
    }
    return try #require(RGBPicture(width: width, height: height, pixels: pixels))
  }

  private static func placed(
    _ picture: RGBPicture, mirrored: Bool = false, guide: PictureGuide? = nil
  ) throws -> PlacedPicture {
    var grid = Grid(size: Size(columns: 40, rows: 20))
    raster.draw(
      picture, in: Rect(column: 4, row: 2, columns: 20, rows: 10), on: &grid, fit: .filled, mirrored: mirrored,
      guide: guide)
    return try #require(grid.pictures.first)
  }

  @Test func `A picture has its cells, and nothing else of the grid`() throws {
    var grid = Grid(size: Size(columns: 40, rows: 20))
    let picture = try Self.ramp(60, 60)
    let rect = Self.raster.draw(picture, in: Rect(column: 4, row: 2, columns: 20, rows: 10), on: &grid)
    #expect(grid.pictures.map(\.rect) == [rect])
    for row in 0..<20 {
      for column in 0..<40 {
        #expect(grid[column, row].ink.isPixels == rect.contains(Position(column: column, row: row)))
      }
    }
    #expect(!grid.hasPicture(inRow: 5), "it is no picture in characters")
    Self.raster.draw(picture, in: rect, on: &grid, fit: .filled)
    #expect(grid.pictures.count == 1, "another one takes its place")
    grid.fill(Rect(column: 0, row: 0, columns: 40, rows: 20), with: .blank)
    #expect(grid.pictures.isEmpty && grid.cells.allSatisfy { !$0.ink.isPixels })
  }

  @Test func `Pictures are equal when they are the same bytes in the same place`() throws {
    let picture = try Self.ramp(60, 60)
    let copy = try Self.ramp(60, 60)
    #expect(try Self.placed(picture) == Self.placed(picture))
    #expect(try Self.placed(picture) != Self.placed(copy))
    #expect(try Self.placed(picture) != Self.placed(picture, mirrored: true))
    let guide = PictureGuide(across: 0.3, down: 0.4, colour: RGB(0xFF))
    #expect(try Self.placed(picture) != Self.placed(picture, guide: guide))
  }

  @Test func `At its own size a picture stays as it is`() throws {
    let picture = try Self.ramp(48, 40)
    let plane = try Self.placed(picture).plane(width: 48, height: 40)
    for y in 0..<40 {
      for x in 0..<48 {
        let pixel = picture.pixel(x: x, y: y)
        #expect(plane[x, y] == RGB(red: pixel.red, green: pixel.green, blue: pixel.blue))
      }
    }
    let turned = try Self.placed(picture, mirrored: true).plane(width: 48, height: 40)
    for x in 0..<48 { #expect(turned[x, 3] == plane[47 - x, 3]) }
  }

  @Test(arguments: [(31, 29), (200, 180), (7, 5), (1, 1), (480, 617)])
  func `Larger and smaller, a ramp stays one and light stays as bright`(width: Int, height: Int) throws {
    let picture = try Self.ramp(120, 120 * height / width + 1)
    let plane = try Self.placed(picture).plane(width: width, height: height)
    #expect(plane.width == width && plane.height == height && plane.pixels.count == width * height)
    for y in 0..<height {
      for x in 1..<max(1, width) { #expect(plane[x, y].red >= plane[x - 1, y].red) }
    }
    #expect(plane.pixels.allSatisfy { $0.green == 128 })
    let mean = plane.pixels.reduce(0) { $0 + Int($1.red) } / plane.pixels.count
    #expect(abs(mean - 127) <= 4)
  }

  @Test func `What does not fit the shape is cut evenly, and a guide lies over it`() throws {
    let picture = try Self.ramp(200, 100)
    let plane = try Self.placed(picture).plane(width: 100, height: 100)
    #expect(abs(Int(plane[0, 0].red) - 64) < 4 && abs(Int(plane[99, 0].red) - 191) < 4)
    let guide = PictureGuide(across: 0.3, down: 0.4, colour: RGB(0x5FFF5F))
    let guided = try Self.placed(picture, guide: guide).plane(width: 240, height: 240)
    #expect(guided[12, 120] == guide.colour && guided[120, 24] == guide.colour && guided[120, 120] != guide.colour)
    #expect(guided[12, 121] == guide.colour, "at many pixels the line is thicker")
  }

  @Test func `Sides that are none give no pixels`() throws {
    let placed = try Self.placed(try Self.ramp(3, 2))
    for (width, height) in [(0, 5), (5, 0), (-1, 3), (5000, 5)] {
      #expect(placed.plane(width: width, height: height).pixels.isEmpty)
    }
  }

  @Test func `A signature is a line of the theme's ink, not a row of cells`() throws {
    for theme in ThemeName.allCases {
      var capabilities = Self.raster.capabilities
      capabilities.paletteTheme = theme
      var grid = Grid(size: Size(columns: 20, rows: 10))
      PictureRaster(capabilities: capabilities).draw(
        lines: [[(0, 0), (80, 80)]], width: 80, height: 80, in: grid.bounds, on: &grid)
      let entry = Theme.named(theme).entry
      let plane = try #require(grid.pictures.first).plane(width: 160, height: 160)
      for at in stride(from: 10, to: 150, by: 10) {
        #expect(plane[at, at] == entry.foreground && plane[at, at - 8] == entry.background, "\(theme) \(at)")
        #expect(plane[at - 8, at] == entry.background)
      }
    }
  }

  @Test func `Grey ridges keep their lines`() throws {
    let ridges = try #require(
      GreyPicture(width: 96, height: 96, pixels: (0..<96 * 96).map { $0 % 96 / 4 % 2 == 0 ? 0 : 255 }))
    var grid = Grid(size: Size(columns: 20, rows: 10))
    Self.raster.draw(ridges, in: grid.bounds, on: &grid, fit: .filled)
    let plane = try #require(grid.pictures.first).plane(width: 144, height: 144)
    var changes = 0
    for x in 1..<144 where (plane[x, 7].red > 127) != (plane[x - 1, 7].red > 127) { changes += 1 }
    #expect(changes == 23)
  }
}
