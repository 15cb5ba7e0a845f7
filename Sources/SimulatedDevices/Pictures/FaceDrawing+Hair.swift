import Glibc

extension FaceDrawing {
  /// What of the hair lies behind the head and on the shoulders.
  func drawHairBehind(on canvas: inout Painting) {
    let w = look.halfWidth
    let tint = look.hairTint.lit(0.8)
    switch look.hair {
    case .short, .side, .bald, .tied: return
    case .curls:
      canvas.fill(Outline(ellipse: Point(0, -0.2), w * 1.14, 0.335).placed(head), tint)
    case .long:
      let shape = Outline(through: [
        Point(0, -0.525), Point(w * 0.8, -0.46), Point(w * 1.12, -0.2), Point(w * 1.18, 0.2), Point(w * 1.24, 0.62),
        Point(w * 0.9, 0.8), Point(-w * 0.9, 0.8), Point(-w * 1.24, 0.62), Point(-w * 1.18, 0.2),
        Point(-w * 1.12, -0.2),
        Point(-w * 0.8, -0.46),
      ])
      canvas.fill(shape.placed(head), tint)
    case .bob:
      let shape = Outline(through: [
        Point(0, -0.525), Point(w * 0.8, -0.46), Point(w * 1.14, -0.2), Point(w * 1.2, 0.15), Point(w * 1.16, 0.4),
        Point(w * 0.6, 0.46), Point(-w * 0.6, 0.46), Point(-w * 1.16, 0.4), Point(-w * 1.2, 0.15),
        Point(-w * 1.14, -0.2),
        Point(-w * 0.8, -0.46),
      ])
      canvas.fill(shape.placed(head), tint)
    }
  }

  /// What of the hair frames the forehead.
  func drawHair(on canvas: inout Painting) {
    let w = look.halfWidth
    let tint = look.hairTint
    let shine = tint.lit(1.25).mixed(Tint(255, 255, 255), 0.04)
    let cap: Outline
    switch look.hair {
    case .bald:
      guard look.beard != .full else { return }
      for side in [-1.0, 1.0] {
        let patch = Outline(through: [
          Point(side * w * 0.97, -0.16), Point(side * w * 1.05, -0.1), Point(side * w * 1.04, 0.03),
          Point(side * w * 0.96, 0.0),
        ])
        canvas.fill(patch.placed(head), tint, opacity: 0.7)
      }
      return
    case .short:
      cap = hairCap(
        line: [
          (0.93, -0.12), (0.8, -0.26), (0.45, -0.315), (0, -0.325), (-0.45, -0.315), (-0.8, -0.26), (-0.93, -0.12),
        ],
        lift: 0.018, side: 1.03, foot: 0.0)
    case .side:
      cap = hairCap(
        line: [
          (0.93, -0.1), (0.84, -0.23), (0.6, -0.3), (0.35, -0.385), (-0.1, -0.315), (-0.7, -0.235), (-0.93, -0.1),
        ],
        lift: 0.028, side: 1.04, foot: 0.02)
    case .tied:
      cap = hairCap(
        line: [(0.95, -0.1), (0.82, -0.27), (0.4, -0.36), (0, -0.385), (-0.4, -0.36), (-0.82, -0.27), (-0.95, -0.1)],
        lift: 0.015, side: 1.02, foot: -0.04)
    case .curls:
      cap = hairCap(
        line: [(0.94, -0.1), (0.82, -0.24), (0.5, -0.3), (0, -0.32), (-0.5, -0.3), (-0.82, -0.24), (-0.94, -0.1)],
        lift: 0.03, side: 1.1, foot: -0.03)
    case .long, .bob:
      cap = hairCap(
        line: [(0.9, 0.1), (0.86, -0.15), (0.62, -0.29), (0.12, -0.39), (-0.5, -0.31), (-0.85, -0.15), (-0.9, 0.1)],
        lift: 0.026, side: 1.12, foot: 0.2)
    }
    let covered = canvas.fill(cap.placed(head), tint)
    canvas.glow(head, Point(-w * 0.35, -0.43), w * 0.7, 0.09, shine, 0.55, clip: covered)
    drawStrands(covered, on: &canvas)
  }

  /// The hair over the crown: along the head outside, along `line` (shares of the half width, heads) inside.
  private func hairCap(line: [(Double, Double)], lift: Double, side: Double, foot: Double) -> Outline {
    let w = look.halfWidth
    let outside = [
      Point(-w * side, foot), Point(-w * (side + 0.01), -0.17), Point(-w * (side - 0.1), -0.36),
      Point(-w * 0.58, -0.475 - lift * 0.8), Point(0, -0.5 - lift), Point(w * 0.58, -0.475 - lift * 0.8),
      Point(w * (side - 0.1), -0.36), Point(w * (side + 0.01), -0.17), Point(w * side, foot),
    ]
    return Outline(through: outside + line.map { Point($0.0 * w, $0.1) })
  }

  /// Fine lines that make a surface read as hair.
  private func drawStrands(_ hair: Coverage, on canvas: inout Painting) {
    var numbers = look.numbers
    let w = look.halfWidth
    for _ in 0..<(look.hair == .curls ? 60 : 34) {
      let tint = look.hairTint.lit(numbers.within(0.72...1.3))
      if look.hair == .curls {
        let place = Point(numbers.within(-1.1...1.1) * w, numbers.within(-0.54 ... -0.05))
        let curl = Outline(ellipse: place, 0.022, 0.018, steps: 10).corners
        canvas.fill(Outline(line: curl, thickness: 0.008).placed(head), tint, opacity: 0.5, clip: hair)
      } else {
        let start = numbers.within(-0.5...0.5)
        let end = start * 2.1 + numbers.within(-0.05...0.05)
        let line = [
          Point(start * w, -0.53), Point((start + end) * 0.55 * w, -0.42), Point(end * w, -0.2),
          Point(end * w * 1.05, 0.2),
        ]
        canvas.fill(Outline(line: smoothed(line), thickness: 0.007).placed(head), tint, opacity: 0.4, clip: hair)
      }
    }
  }
}
