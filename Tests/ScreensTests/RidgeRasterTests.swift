import Quality
import Screens
import Testing

/// Fingerprints whose ridges are narrower than what a terminal can show.
@Suite struct RidgeRasterTests {
  /// Ridges of nine pixels that run in a direction, to the right and down; nothing at the edge.
  private static func print(_ right: Double, _ down: Double) throws -> GreyPicture {
    let (width, height) = (300, 400)
    let pixels = (0..<width * height).map { index -> UInt8 in
      let (x, y) = (Double(index % width) - 150, Double(index / width) - 200)
      guard (x * x) / (120 * 120) + (y * y) / (170 * 170) < 1 else { return 250 }
      let turns = (y * right - x * down) / 9
      return turns - turns.rounded(.down) < 0.5 ? 60 : 220
    }
    return try #require(GreyPicture(width: width, height: height, pixels: pixels))
  }

  /// How much the picture changes to each side, in the middle of a plane; of a line that slants whether it goes down to the right.
  private static func changes(_ plane: PixelPlane) -> (across: Int, down: Int, falls: Bool) {
    func grey(_ x: Int, _ y: Int) -> Int { Int(plane[x, y].red) }
    var (across, down, both) = (0, 0, 0)
    for y in (plane.height / 3)..<(plane.height * 2 / 3) {
      for x in (plane.width / 3)..<(plane.width * 2 / 3) {
        across += abs(grey(x + 1, y) - grey(x - 1, y))
        down += abs(grey(x, y + 1) - grey(x, y - 1))
        both += (grey(x + 1, y) - grey(x - 1, y)) * (grey(x, y + 1) - grey(x, y - 1))
      }
    }
    return (across, down, both < 0)
  }

  @Test(arguments: [Size(columns: 25, rows: 16), Size(columns: 39, rows: 26)])
  func `lines run as the ridges do`(size: Size) throws {
    let raster = PictureRaster(capabilities: .full)
    let level = Self.changes(raster.plane(of: try Self.print(1, 0), size: size))
    #expect(level.down > 8 * level.across, "\(level)")
    let upright = Self.changes(raster.plane(of: try Self.print(0, 1), size: size))
    #expect(upright.across > 8 * upright.down, "\(upright)")
    #expect(Self.changes(raster.plane(of: try Self.print(0.7, 0.7), size: size)).falls)
    #expect(!Self.changes(raster.plane(of: try Self.print(0.7, -0.7), size: size)).falls)
  }

  @Test func `lines are as dark and as light as ridges and valleys`() throws {
    let plane = PictureRaster(capabilities: .full).plane(of: try Self.print(1, 0), size: Size(columns: 25, rows: 16))
    let middle = (8..<24).map { Int(plane[25, $0].red) }
    #expect((middle.min() ?? 255) < 90 && (middle.max() ?? 0) > 190, "\(middle)")
    #expect(plane[0, 0].red > 240, "where no finger lay there is no line")
  }

  @Test(
    arguments: [(1.0, 0.0, "─"), (0, 1, "│"), (0.5, 0.87, "\\"), (0.5, -0.87, "/")] as [(Double, Double, Character)])
  func `without block elements each cell has a stroke of its ridges`(
    right: Double, down: Double, stroke: Character
  ) throws {
    for capabilities in [
      .plainConsole, TerminalCapabilities(colours: .mono, halfBlocks: false, symbols: false),
      TerminalCapabilities(colours: .mono, halfBlocks: true, symbols: true),
    ] {
      var grid = Grid(size: Size(columns: 25, rows: 16))
      PictureRaster(capabilities: capabilities).draw(try Self.print(right, down), in: grid.bounds, on: &grid)
      let middle = (5..<11).flatMap { row in (8..<17).map { Character(grid[$0, row].scalar) } }
      #expect(middle.count { $0 == stroke } > middle.count * 9 / 10, "\(grid.text)")
      #expect(grid[0, 0].scalar != stroke.unicodeScalars.first, "there is no finger")
    }
  }

  @Test(arguments: [ColourDepth.sixteen, .eight], [nil] + ThemeName.allCases)
  func `among few colours lines are dark and light greys`(depth: ColourDepth, theme: ThemeName?) throws {
    var capabilities = TerminalCapabilities(colours: depth, halfBlocks: true, symbols: true)
    capabilities.paletteTheme = theme
    var grid = Grid(size: Size(columns: 25, rows: 16))
    PictureRaster(capabilities: capabilities).draw(try Self.print(0.7, 0.7), in: grid.bounds, on: &grid)
    let colours = Set(grid.cells.compactMap(\.ink.picture).flatMap { [$0.foreground, $0.background] })
    #expect(colours.allSatisfy { $0.red == $0.green && $0.green == $0.blue }, "\(colours)")
    #expect((colours.map(\.red).max() ?? 0) - (colours.map(\.red).min() ?? 0) > 0x80)
  }

  @Test func `a picture without ridges stays as grey as it is`() throws {
    let flat = try #require(GreyPicture(width: 64, height: 64, pixels: Array(repeating: 90, count: 64 * 64)))
    let plane = PictureRaster(capabilities: .full).plane(of: flat, size: Size(columns: 8, rows: 4))
    #expect(plane.pixels.allSatisfy { $0 == RGB(grey: 90) })
    let small = try #require(GreyPicture(width: 3, height: 5, pixels: Array(repeating: 90, count: 15)))
    #expect(PictureRaster(capabilities: .full).plane(of: small, size: Size(columns: 8, rows: 8)).pixels.count == 256)
  }
}
