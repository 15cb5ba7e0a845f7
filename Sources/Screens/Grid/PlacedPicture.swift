package import Quality

/// The oval and the eye line that lie over a picture; places and lengths are shares of its width and height, 0–1.
package struct PictureGuide: Hashable, Sendable {
  /// Half the oval's width.
  package let across: Double
  /// Half the oval's height.
  package let down: Double
  package let colour: RGB

  package init(across: Double, down: Double, colour: RGB) {
    self.across = across
    self.down = down
    self.colour = colour
  }

  /// Lays them over a plane, in lines so many pixels thick.
  package func lay(over plane: inout PixelPlane, thickness: Int = 1) {
    // By half pixels, so that no gap is left between slanting lines.
    for step in 0..<max(1, 2 * thickness - 1) {
      let half = Double(step) / 2
      let (x, y) = (half / Double(max(1, plane.width)), half / Double(max(1, plane.height)))
      plane.oval(centre: (0.5, 0.5), across: max(0, across - x), down: max(0, down - y), colour: colour)
      plane.line(from: (0.03, 0.5 + y), to: (0.5 - across, 0.5 + y), colour: colour)
      plane.line(from: (0.5 + across, 0.5 + y), to: (0.97, 0.5 + y), colour: colour)
    }
  }
}

/// A picture with the cells that it takes, for a terminal that shows its own pixels.
///
/// Two are equal when they are made of the same bytes in memory, so that no pixel is compared; both are held meanwhile, so the bytes
/// are not others' by then.
package struct PlacedPicture: Hashable, Sendable {
  /// The cells that it takes.
  package let rect: Rect

  /// Row by row: grey, or red, green and blue of each pixel.
  private let pixels: [UInt8]
  private let channels: Int
  private let width: Int
  private let height: Int
  private let isMirrored: Bool
  private let guide: PictureGuide?

  /// A colour picture; what does not fit the shape of its cells is cut evenly.
  package init(_ picture: RGBPicture, in rect: Rect, isMirrored: Bool = false, guide: PictureGuide? = nil) {
    self.init(rect, picture.pixels, 3, picture.width, picture.height, isMirrored, guide)
  }

  /// A picture of so many points, red, green and blue of each; nothing where they are not so many.
  package init?(width: Int, height: Int, pixels: [UInt8], in rect: Rect) {
    guard let picture = RGBPicture(width: width, height: height, pixels: pixels) else { return nil }
    self.init(picture, in: rect)
  }

  /// A grey picture; what does not fit the shape of its cells is cut evenly.
  init(_ picture: GreyPicture, in rect: Rect) {
    self.init(rect, picture.pixels, 1, picture.width, picture.height, false, nil)
  }

  private init(
    _ rect: Rect, _ pixels: [UInt8], _ channels: Int, _ width: Int, _ height: Int, _ isMirrored: Bool,
    _ guide: PictureGuide?
  ) {
    self.rect = rect
    self.pixels = pixels
    self.channels = channels
    self.width = width
    self.height = height
    self.isMirrored = isMirrored
    self.guide = guide
  }

  /// The same picture in cells further right and down.
  func moved(columns: Int, rows: Int) -> PlacedPicture {
    placed(in: Rect(column: rect.column + columns, row: rect.row + rows, columns: rect.columns, rows: rect.rows))
  }

  /// The same picture where each of its cells is so many across and down.
  package func enlarged(by factor: Int) -> PlacedPicture { placed(in: rect.enlarged(by: factor)) }

  private func placed(in rect: Rect) -> PlacedPicture {
    PlacedPicture(rect, pixels, channels, width, height, isMirrored, guide)
  }

  /// Its pixels at the usual shape of its cells, to be shown elsewhere, the guide over them: at most so many points; nothing for a place
  /// without cells.
  package func points(atMost most: Int) -> PixelPlane? {
    // A cell is taken to be twice as tall as wide.
    var (across, down) = (rect.columns * 10, rect.rows * 20)
    while across * down > most { (across, down) = (across * 9 / 10, down * 9 / 10) }
    guard across > 0, down > 0 else { return nil }
    return plane(width: across, height: down)
  }

  /// Draws it in a terminal's characters instead, in cells of its own from the upper left of a grid as large as its place.
  func drawn(by raster: PictureRaster) -> Grid {
    var grid = Grid(size: rect.size)
    if channels == 3, let picture = RGBPicture(width: width, height: height, pixels: pixels) {
      raster.draw(picture, in: grid.bounds, on: &grid, fit: .filled, mirrored: isMirrored, guide: guide)
    } else if let picture = GreyPicture(width: width, height: height, pixels: pixels) {
      raster.draw(picture, in: grid.bounds, on: &grid, fit: .filled)
    }
    return grid
  }

  /// Its pixels at a resolution, the guide over them; a side of 0, or beyond `PictureLimit.side`, gives none.
  package func plane(width across: Int, height down: Int) -> PixelPlane {
    guard (1...PictureLimit.side).contains(across), (1...PictureLimit.side).contains(down) else {
      return PixelPlane(width: 0, height: 0, pixelAspect: 1, pixels: [])
    }
    if across == width, down == height, channels == 3, !isMirrored, guide == nil {
      return PixelPlane(width: across, height: down, pixelAspect: 1, pixels: RGB.of(pixels))
    }
    let usedWidth = min(width, max(1, height * across / down))
    let usedHeight = min(height, max(1, width * down / across))
    let columns = Resampling(across, over: usedWidth, from: (width - usedWidth) / 2, isReversed: isMirrored)
    let rows = Resampling(down, over: usedHeight, from: (height - usedHeight) / 2, isReversed: false)
    let scaled = Resampling.scale(pixels, channels: channels, width: width, columns: columns, rows: rows)
    var plane = PixelPlane(width: across, height: down, pixelAspect: 1, pixels: scaled)
    guide?.lay(over: &plane, thickness: max(1, across / 120))
    return plane
  }

  package static func == (one: PlacedPicture, other: PlacedPicture) -> Bool {
    one.rect == other.rect && one.width == other.width && one.height == other.height
      && one.isMirrored == other.isMirrored && one.guide == other.guide && one.address == other.address
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(rect)
    hasher.combine(address)
  }

  private var address: UInt { pixels.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) } }
}

extension RGB {
  /// Colours from their red, green and blue, one behind the other.
  fileprivate static func of(_ values: [UInt8]) -> [RGB] {
    [RGB](unsafeUninitializedCapacity: values.count / 3) { colours, filled in
      for place in 0..<(values.count / 3) {
        colours.initializeElement(
          at: place, to: RGB(red: values[place * 3], green: values[place * 3 + 1], blue: values[place * 3 + 2]))
      }
      filled = values.count / 3
    }
  }
}
