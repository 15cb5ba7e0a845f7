import Glibc

extension FaceDrawing {
  /// An eye; `side` is −1 on the picture's left, `opening` 0 shut to 1 open.
  func drawEye(_ side: Double, opening: Double, within face: Coverage, on canvas: inout Painting) {
    let middle = Point(side * look.eyeApart, look.eyeLevel)
    let half = look.eyeWidth
    let opening = min(1, max(0, opening))
    let rise = look.eyeHeight * 0.6 * opening - look.eyeHeight * 0.34 * (1 - opening)
    let drop = look.eyeHeight * 0.4
    let inner = Point(middle.x - side * half, middle.y + 0.008)
    let outer = Point(middle.x + side * half, middle.y - 0.002)
    let upper = arc(from: inner, to: outer, rise: rise)
    let lower = arc(from: inner, to: outer, rise: -drop)
    let lash = look.skin.lit(0.3).mixed(Tint(24, 18, 18), 0.6)
    if opening > 0.08 {
      let white = canvas.fill(Outline(corners: upper + lower.reversed()).placed(head), Tint(216, 212, 208), clip: nil)
      let iris = Outline(ellipse: Point(middle.x, middle.y - 0.002), 0.0285, 0.0285)
      canvas.fill(iris.placed(head), look.iris.lit(0.7), clip: white)
      canvas.fill(
        Outline(ellipse: Point(middle.x, middle.y - 0.002), 0.0235, 0.0235).placed(head), look.iris, clip: white)
      canvas.fill(
        Outline(ellipse: Point(middle.x, middle.y - 0.002), 0.012, 0.012).placed(head), Tint(14, 12, 12), clip: white)
      canvas.glow(head, Point(middle.x, middle.y - rise), half, look.eyeHeight * 0.4, lash, 0.45, clip: white)
      canvas.glow(
        head, Point(middle.x - 0.009, middle.y - 0.012), 0.0085, 0.0085, Tint(250, 250, 250), 0.9, clip: white)
    } else {
      let lid = Outline(corners: arc(from: inner, to: outer, rise: look.eyeHeight * 0.6) + lower.reversed())
      canvas.fill(lid.placed(head), look.skin.lit(0.93), clip: face)
    }
    let crease = arc(
      from: Point(inner.x, inner.y - 0.014), to: Point(outer.x, outer.y - 0.012), rise: look.eyeHeight * 0.75)
    canvas.fill(Outline(line: crease, thickness: 0.007).placed(head), look.skin.lit(0.7), opacity: 0.6, clip: face)
    let line = opening > 0.08 ? upper : lower
    canvas.fill(Outline(line: line, thickness: 0.013, taper: 0.6).placed(head), lash)
    if opening > 0.08 {
      canvas.fill(Outline(line: lower, thickness: 0.005).placed(head), look.skin.lit(0.55), opacity: 0.6)
    }
  }

  func drawBrows(on canvas: inout Painting) {
    for side in [-1.0, 1.0] {
      let level = look.eyeLevel - 0.088
      let brow = [
        Point(side * (look.eyeApart - 0.075), level + 0.014), Point(side * (look.eyeApart - 0.03), level - 0.004),
        Point(side * (look.eyeApart + 0.03), level - 0.012), Point(side * (look.eyeApart + 0.085), level + 0.012),
      ]
      let line = Outline(line: smoothed(brow), thickness: look.browThickness, taper: 0.75)
      canvas.fill(line.placed(head), look.browTint, opacity: 0.88)
    }
  }

  func drawNose(within face: Coverage, on canvas: inout Painting) {
    let wide = look.noseWidth
    let base = look.eyeLevel + 0.19
    for side in [-1.0, 1.0] {
      canvas.glow(
        head, Point(side * wide * 0.75, look.eyeLevel + 0.07), 0.03, 0.13, look.skin.lit(0.8), 0.4, clip: face)
      canvas.glow(head, Point(side * wide, base - 0.012), 0.026, 0.03, look.skin.lit(0.74), 0.65, clip: face)
      let nostril = Outline(ellipse: Point(side * wide * 0.52, base + 0.006), 0.015, 0.0075)
      canvas.fill(nostril.placed(head), look.skin.lit(0.42), opacity: 0.85, clip: face)
    }
    canvas.glow(head, Point(0, base + 0.022), wide * 1.2, 0.03, look.skin.lit(0.72), 0.5, clip: face)
    canvas.glow(head, Point(0, base - 0.035), wide * 0.7, 0.04, look.skin.lit(1.1), 0.7, clip: face)
    canvas.glow(head, Point(0, look.eyeLevel + 0.05), 0.018, 0.12, look.skin.lit(1.08), 0.6, clip: face)
  }

  func drawMouth(within face: Coverage, on canvas: inout Painting) {
    let level = look.eyeLevel + 0.292
    let half = look.mouthWidth * (1 - 0.15 * scene.mouth)
    let gap = min(1, max(0, scene.mouth)) * 0.085
    let left = Point(-half, level - 0.006)
    let right = Point(half, level - 0.006)
    let upper = look.lipFullness * 0.024
    let lower = look.lipFullness * 0.032
    let bow = Outline(through: [
      left, Point(-half * 0.45, level - upper * 0.85), Point(-half * 0.16, level - upper * 1.1),
      Point(0, level - upper * 0.8),
      Point(half * 0.16, level - upper * 1.1), Point(half * 0.45, level - upper * 0.85), right,
      Point(half * 0.5, level + lower * 0.75 + gap), Point(0, level + lower * 1.12 + gap),
      Point(-half * 0.5, level + lower * 0.75 + gap),
    ])
    let covered = canvas.fill(bow.placed(head), look.lips)
    canvas.glow(
      head, Point(0, level + gap + lower * 0.55), half * 0.5, lower * 0.5, look.lips.lit(1.22), 0.6, clip: covered)
    canvas.glow(head, Point(0, level - upper * 0.4), half, upper, look.lips.lit(0.82), 0.5, clip: covered)
    if gap > 0.008 {
      let cavity = Outline(
        corners: arc(from: left, to: right, rise: 0.004) + arc(from: left, to: right, rise: -gap).reversed())
      let inside = canvas.fill(cavity.placed(head), Tint(52, 18, 20))
      if gap > 0.03 {
        canvas.glow(head, Point(0, level + gap), half * 0.6, gap * 0.4, Tint(112, 46, 50), 0.8, clip: inside)
      }
    } else {
      let line = [
        left, Point(-half * 0.4, level + 0.003), Point(0, level + 0.006), Point(half * 0.4, level + 0.003), right,
      ]
      canvas.fill(Outline(line: smoothed(line), thickness: 0.0085, taper: 0.5).placed(head), look.lips.lit(0.42))
    }
    canvas.glow(head, Point(0, level + gap + lower + 0.028), half * 0.7, 0.022, look.skin.lit(0.76), 0.55, clip: face)
  }

  func drawBeard(within face: Coverage, on canvas: inout Painting) {
    let level = look.eyeLevel + 0.292
    switch look.beard {
    case .none: return
    case .stubble:
      canvas.glow(head, Point(0, 0.36), 0.33, 0.2, look.hairTint.mixed(look.skin, 0.4), 0.5, clip: face)
    case .moustache:
      drawMoustache(level, on: &canvas)
    case .full:
      let w = look.halfWidth
      let edge = Outline(through: [
        Point(-w * 1.02, 0.08), Point(-w * 0.86, 0.2), Point(-0.13, 0.235), Point(0, 0.24), Point(0.13, 0.235),
        Point(w * 0.86, 0.2), Point(w * 1.02, 0.08), Point(w * 1.0, 0.34), Point(w * 0.5, 0.6), Point(-w * 0.5, 0.6),
        Point(-w * 1.0, 0.34),
      ])
      canvas.fill(edge.placed(head), look.hairTint.lit(1.05), opacity: 0.93, clip: face)
      canvas.glow(head, Point(0, 0.42), 0.16, 0.1, look.hairTint.lit(1.3), 0.4, clip: face)
    }
  }

  func drawGlasses(on canvas: inout Painting) {
    let frame = Tint(44, 40, 44)
    for side in [-1.0, 1.0] {
      let middle = Point(side * (look.eyeApart + 0.004), look.eyeLevel + 0.006)
      let rim = Outline(ellipse: middle, 0.108, 0.082, steps: 56)
      let ring = Outline(line: rim.corners + [rim.corners[0], rim.corners[1]], thickness: 0.012, taper: 0)
      canvas.fill(ring.placed(head), frame)
      let arm = [
        Point(side * (look.eyeApart + 0.11), look.eyeLevel - 0.01),
        Point(side * look.halfWidth * 1.02, look.eyeLevel - 0.015),
      ]
      canvas.fill(Outline(line: arm, thickness: 0.012, taper: 0).placed(head), frame)
      if scene.glare > 0 {
        let spot = Outline(through: [
          Point(middle.x - 0.062, middle.y - 0.04), Point(middle.x + 0.03, middle.y - 0.062),
          Point(middle.x + 0.055, middle.y + 0.012),
          Point(middle.x - 0.03, middle.y + 0.045),
        ])
        canvas.fill(spot.placed(head), Tint(253, 253, 255), opacity: min(1, scene.glare))
      }
    }
    let bridge = arc(
      from: Point(-look.eyeApart + 0.1, look.eyeLevel - 0.008), to: Point(look.eyeApart - 0.1, look.eyeLevel - 0.008),
      rise: 0.014)
    canvas.fill(Outline(line: bridge, thickness: 0.012, taper: 0).placed(head), frame)
  }

  private func drawMoustache(_ level: Double, on canvas: inout Painting) {
    let half = look.mouthWidth * 1.05
    let shape = Outline(through: [
      Point(-half, level + 0.004), Point(-half * 0.5, level - 0.05), Point(0, level - 0.056),
      Point(half * 0.5, level - 0.05),
      Point(half, level + 0.004), Point(half * 0.4, level - 0.014), Point(0, level - 0.02),
      Point(-half * 0.4, level - 0.014),
    ])
    canvas.fill(shape.placed(head), look.hairTint.lit(1.05), opacity: 0.92)
  }

  /// A bow between two places that rises (or, below 0, falls) in its middle.
  func arc(from: Point, to: Point, rise: Double) -> [Point] {
    (0...14).map { step in
      let t = Double(step) / 14
      return Point(from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t - rise * sin(.pi * t))
    }
  }

  /// An open line made smooth.
  func smoothed(_ line: [Point]) -> [Point] {
    guard line.count > 2 else { return line }
    let back = line.dropFirst().dropLast().reversed()
    let closed = Outline(through: line + back, steps: 6)
    return Array(closed.corners.prefix((line.count - 1) * 6 + 1))
  }
}
