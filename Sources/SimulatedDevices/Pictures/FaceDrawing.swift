import Glibc

/// One person drawn into one frame; lengths are in heads (crown to chin), the origin is the middle of the head.
struct FaceDrawing {
  let look: FaceLook
  let scene: FaceScene
  /// Where the head is, leaning with it.
  let head: Placement
  /// Where the body is, upright.
  let body: Placement

  func draw(on canvas: inout Painting) {
    drawHairBehind(on: &canvas)
    drawBody(on: &canvas)
    drawEars(on: &canvas)
    let face = canvas.fill(faceOutline.placed(head), look.skin)
    shade(face, on: &canvas)
    drawEye(-1, opening: scene.leftEye, within: face, on: &canvas)
    drawEye(1, opening: scene.rightEye, within: face, on: &canvas)
    drawNose(within: face, on: &canvas)
    drawBeard(within: face, on: &canvas)
    drawMouth(within: face, on: &canvas)
    drawHair(on: &canvas)
    drawBrows(on: &canvas)
    if look.wearsGlasses || scene.glare > 0 { drawGlasses(on: &canvas) }
  }

  /// The head from crown to chin.
  var faceOutline: Outline {
    let w = look.halfWidth
    let jaw = w * (1 - look.taper * 0.5)
    let chin = w * (1 - look.taper) * 0.62
    let right = [
      Point(w * 0.55, -0.462), Point(w * 0.86, -0.34), Point(w * 0.99, -0.17), Point(w, 0.0),
      Point(w * 0.965, 0.14), Point(jaw * 1.0, 0.27), Point(chin * 1.3, 0.385), Point(chin * 0.78, 0.468),
    ]
    let left = right.reversed().map { Point(-$0.x, $0.y) }
    return Outline(through: [Point(0, -0.5)] + right + [Point(0, 0.5)] + left)
  }

  private func drawBody(on canvas: inout Painting) {
    let neck = look.halfWidth * 0.56
    let skin = look.skin.lit(0.84)
    let throat = Outline(corners: [
      Point(-neck, 0.2), Point(neck, 0.2), Point(neck * 0.98, 0.53), Point(neck * 1.3, 0.66),
      Point(-neck * 1.3, 0.66), Point(-neck * 0.98, 0.53),
    ])
    let covered = canvas.fill(throat.placed(body), skin)
    canvas.glow(body, Point(0, 0.46), neck * 1.9, 0.2, look.skin.lit(0.4), 0.75, clip: covered)
    let shoulder = Outline(through: [
      Point(-neck * 1.08, 0.575), Point(0, 0.67), Point(neck * 1.08, 0.575), Point(0.4, 0.655), Point(0.66, 0.76),
      Point(0.86, 1.3), Point(0.86, 1.9), Point(-0.86, 1.9), Point(-0.86, 1.3), Point(-0.66, 0.76), Point(-0.4, 0.655),
    ])
    let coat = canvas.fill(shoulder.placed(body), look.clothes)
    canvas.glow(body, Point(0, 0.66), 0.5, 0.2, look.clothes.lit(0.6), 0.5, clip: coat)
    let collar = Outline(
      line: [
        Point(-neck * 1.12, 0.575), Point(-neck * 0.7, 0.64), Point(0, 0.675), Point(neck * 0.7, 0.64),
        Point(neck * 1.12, 0.575),
      ], thickness: 0.03, taper: 0.2)
    canvas.fill(collar.placed(body), look.clothes.lit(1.25))
  }

  private func drawEars(on canvas: inout Painting) {
    for side in [-1.0, 1.0] {
      let ear = Outline(ellipse: Point(side * look.halfWidth * 1.0, look.eyeLevel + 0.075), 0.04, 0.085)
      let covered = canvas.fill(ear.placed(head), look.skin.lit(0.95))
      canvas.glow(
        head, Point(side * look.halfWidth * 1.02, look.eyeLevel + 0.075), 0.028, 0.06, look.skin.lit(0.7), 0.6,
        clip: covered)
    }
  }

  /// Roundness: a lighter forehead and nose, darker rims, warm cheeks, and the lines of age.
  private func shade(_ face: Coverage, on canvas: inout Painting) {
    let w = look.halfWidth
    let dark = look.skin.lit(0.72)
    for side in [-1.0, 1.0] {
      canvas.glow(head, Point(side * w * 1.08, 0.08), w * 0.42, 0.55, dark, 0.7, clip: face)
      canvas.glow(
        head, Point(side * w * 0.55, 0.17), 0.12, 0.1, look.skin.mixed(Tint(214, 96, 88), 0.4), 0.42, clip: face)
      canvas.glow(
        head, Point(side * look.eyeApart, look.eyeLevel - 0.02), 0.1, 0.062, look.skin.lit(0.78), 0.55, clip: face)
    }
    canvas.glow(head, Point(0, 0.56), 0.24, 0.14, dark, 0.6, clip: face)
    canvas.glow(head, Point(0, -0.24), 0.26, 0.17, look.skin.lit(1.1), 0.5, clip: face)
    canvas.glow(head, Point(0, 0.42), 0.09, 0.05, look.skin.lit(1.07), 0.5, clip: face)
    if look.freckles { drawFreckles(within: face, on: &canvas) }
    guard look.lines > 0 else { return }
    let line = look.skin.lit(0.8)
    for side in [-1.0, 1.0] {
      let fold = [
        Point(side * (look.noseWidth + 0.02), 0.185), Point(side * (look.mouthWidth + 0.012), 0.25),
        Point(side * (look.mouthWidth + 0.022), 0.31),
      ]
      canvas.fill(Outline(line: fold, thickness: 0.009).placed(head), line, opacity: look.lines * 0.8, clip: face)
      let bag = [
        Point(side * (look.eyeApart - 0.055), look.eyeLevel + 0.052),
        Point(side * look.eyeApart, look.eyeLevel + 0.068),
        Point(side * (look.eyeApart + 0.055), look.eyeLevel + 0.05),
      ]
      canvas.fill(Outline(line: bag, thickness: 0.007).placed(head), line, opacity: look.lines * 0.6, clip: face)
    }
    for level in [-0.24, -0.2] {
      let crease = [Point(-0.13, level), Point(0, level - 0.008), Point(0.13, level)]
      canvas.fill(Outline(line: crease, thickness: 0.006).placed(head), line, opacity: look.lines * 0.55, clip: face)
    }
  }

  private func drawFreckles(within face: Coverage, on canvas: inout Painting) {
    var numbers = look.numbers
    for _ in 0..<46 {
      let side = numbers.happens(0.5) ? 1.0 : -1.0
      let place = Point(side * abs(numbers.bell()) * 0.09, 0.12 + numbers.bell() * 0.035)
      canvas.glow(head, place, 0.009, 0.009, look.skin.lit(0.72), 0.6, clip: face)
    }
  }
}
