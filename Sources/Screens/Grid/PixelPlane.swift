/// A small picture at the terminal's own resolution, before it becomes cells; marks can be laid over it.
package struct PixelPlane: Hashable, Sendable {
  package let width: Int
  package let height: Int

  /// How tall a pixel is in widths: 2 where it is a part of a cell.
  package let pixelAspect: Int

  /// Row after row, from the upper left.
  package private(set) var pixels: [RGB]

  package init(width: Int, height: Int, pixelAspect: Int, filledWith colour: RGB) {
    self.width = max(width, 0)
    self.height = max(height, 0)
    self.pixelAspect = pixelAspect
    pixels = Array(repeating: colour, count: self.width * self.height)
  }

  init(width: Int, height: Int, pixelAspect: Int, pixels: [RGB]) {
    self.width = width
    self.height = height
    self.pixelAspect = pixelAspect
    self.pixels = pixels
  }

  /// The pixel at a place; what lies outside is black, and writing there is ignored.
  package subscript(x: Int, y: Int) -> RGB {
    get {
      guard x >= 0, x < width, y >= 0, y < height else { return RGB(0) }
      return pixels[y * width + x]
    }
    set {
      guard x >= 0, x < width, y >= 0, y < height else { return }
      pixels[y * width + x] = newValue
    }
  }

  /// Lays a line over the picture; places are shares of width and height, 0–1.
  package mutating func line(from start: (x: Double, y: Double), to end: (x: Double, y: Double), colour: RGB) {
    for point in PixelPlane.path(from: scaled(start), to: scaled(end)) { self[point.x, point.y] = colour }
  }

  /// Lays the outline of an oval over the picture; the centre and half axes are shares of width and height, 0–1.
  package mutating func oval(centre: (x: Double, y: Double), across: Double, down: Double, colour: RGB) {
    // Sixty-four chords, from the eight-fold symmetry of cosines that need no mathematics library.
    let corners = PixelPlane.circle
    for index in corners.indices {
      let one = corners[index]
      let two = corners[(index + 1) % corners.count]
      line(
        from: (centre.x + one.x * across, centre.y + one.y * down),
        to: (centre.x + two.x * across, centre.y + two.y * down), colour: colour)
    }
  }

  private func scaled(_ place: (x: Double, y: Double)) -> (x: Double, y: Double) {
    (place.x * Double(width), place.y * Double(height))
  }

  /// The pixels that a straight line touches, at most 4,097; nothing for places that are no numbers.
  static func path(from start: (x: Double, y: Double), to end: (x: Double, y: Double)) -> [(x: Int, y: Int)] {
    let reach = 2048.0
    let all = [start.x, start.y, end.x, end.y]
    guard all.allSatisfy({ $0.isFinite && $0 > -reach && $0 < reach }) else { return [] }
    let across = end.x - start.x
    let down = end.y - start.y
    let steps = max(1, Int(max(abs(across), abs(down)).rounded(.up)))
    return (0...steps).map { step in
      let share = Double(step) / Double(steps)
      return (Int((start.x + across * share).rounded(.down)), Int((start.y + down * share).rounded(.down)))
    }
  }

  /// Sixty-four points of the unit circle, each found from the one before by turning a 64th of a turn.
  private static let circle: [(x: Double, y: Double)] = {
    let cosine = 0.995184726672196886
    let sine = 0.098017140329560602
    var point = (x: 1.0, y: 0.0)
    return (0..<64).map { _ in
      defer { point = (point.x * cosine - point.y * sine, point.x * sine + point.y * cosine) }
      return point
    }
  }()
}
