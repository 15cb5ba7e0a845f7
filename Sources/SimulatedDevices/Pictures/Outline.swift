import Glibc

/// A point of a drawing: `x` to the right, `y` down.
struct Point: Sendable, Hashable {
  var x: Double
  var y: Double

  init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// Where a drawing's own units lie in the picture: moved, turned clockwise and enlarged.
struct Placement: Sendable, Hashable {
  let middle: Point
  /// Pixels for one unit.
  let unit: Double
  private let cosine: Double
  private let sine: Double

  init(middle: Point, unit: Double, degrees: Double = 0) {
    self.middle = middle
    self.unit = unit
    cosine = cos(degrees * .pi / 180)
    sine = sin(degrees * .pi / 180)
  }

  /// The pixel place of a drawing's place.
  func callAsFunction(_ x: Double, _ y: Double) -> Point {
    Point(middle.x + (x * cosine - y * sine) * unit, middle.y + (x * sine + y * cosine) * unit)
  }

  /// Two corners of the upright rectangle around an ellipse, in pixels.
  func corners(aroundEllipse middle: Point, _ radiusX: Double, _ radiusY: Double) -> [Point] {
    let place = self(middle.x, middle.y)
    let across = hypot(radiusX * cosine, radiusY * sine) * unit
    let down = hypot(radiusX * sine, radiusY * cosine) * unit
    return [Point(place.x - across, place.y - down), Point(place.x + across, place.y + down)]
  }

  /// The drawing's place of a pixel place.
  func inverse(_ x: Double, _ y: Double) -> Point {
    let across = (x - middle.x) / unit
    let down = (y - middle.y) / unit
    return Point(across * cosine + down * sine, down * cosine - across * sine)
  }
}

/// A closed outline, in the units of the drawing.
struct Outline: Sendable, Hashable {
  var corners: [Point]

  /// An outline with straight sides.
  init(corners: [Point]) {
    self.corners = corners
  }

  /// A smooth outline through these places (closed Catmull-Rom).
  init(through knots: [Point], steps: Int = 8) {
    corners = []
    let count = knots.count
    guard count > 2 else { return }
    for index in 0..<count {
      let before = knots[(index + count - 1) % count]
      let from = knots[index]
      let to = knots[(index + 1) % count]
      let after = knots[(index + 2) % count]
      for step in 0..<steps {
        let t = Double(step) / Double(steps)
        corners.append(
          Point(
            Self.spline(before.x, from.x, to.x, after.x, t), Self.spline(before.y, from.y, to.y, after.y, t)))
      }
    }
  }

  /// An ellipse.
  init(ellipse middle: Point, _ radiusX: Double, _ radiusY: Double, steps: Int = 40) {
    corners = (0..<steps).map { step in
      let angle = 2 * .pi * Double(step) / Double(steps)
      return Point(middle.x + radiusX * cos(angle), middle.y + radiusY * sin(angle))
    }
  }

  /// A line along these places, `thickness` in the middle and thin at its ends by `taper` (0 none, 1 to a point).
  init(line: [Point], thickness: Double, taper: Double = 0.7) {
    corners = []
    guard line.count > 1 else { return }
    var upper: [Point] = []
    var lower: [Point] = []
    for (index, place) in line.enumerated() {
      let before = line[max(index - 1, 0)]
      let after = line[min(index + 1, line.count - 1)]
      let length = max(1e-9, hypot(after.x - before.x, after.y - before.y))
      let share = Double(index) / Double(line.count - 1) * 2 - 1
      let half = thickness / 2 * (1 - taper * share * share)
      let across = Point(-(after.y - before.y) / length * half, (after.x - before.x) / length * half)
      upper.append(Point(place.x + across.x, place.y + across.y))
      lower.append(Point(place.x - across.x, place.y - across.y))
    }
    corners = upper + lower.reversed()
  }

  /// The outline in pixels.
  func placed(_ placement: Placement) -> Outline {
    Outline(corners: corners.map { placement($0.x, $0.y) })
  }

  private static func spline(_ a: Double, _ b: Double, _ c: Double, _ d: Double, _ t: Double) -> Double {
    0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t)
  }
}
