import Glibc
package import Quality

/// Draws portraits of invented people as a camera would see them.
package struct FaceMaker: Sendable, Hashable {
  /// Who sits before the camera.
  package let look: FaceLook

  /// A maker of pictures of this person.
  package init(look: FaceLook) {
    self.look = look
  }

  /// The frame that the camera takes of a scene; nil only for a scene without a size.
  package func picture(_ scene: FaceScene) -> RGBPicture? {
    let sides = 1...PictureLimit.side
    guard sides.contains(scene.width), sides.contains(scene.height) else { return nil }
    var numbers = SeededNumbers(seed: scene.seed, purpose: "frame")
    var canvas = Painting(width: scene.width, height: scene.height, Tint(214, 219, 224))
    drawWall(scene, on: &canvas)
    let tall = Double(scene.height)
    var middle = Point(Double(scene.width) * (0.5 + scene.offsetX), tall * (0.5 + scene.offsetY))
    var head = scene.headHeight
    switch scene.company {
    case .nobody: break
    case .another:
      let other = FaceLook(seed: scene.seed &+ 977, age: 35)
      let place = Point(middle.x + 0.27 * Double(scene.width), middle.y + 0.02 * tall)
      middle.x -= 0.2 * Double(scene.width)
      head *= 0.6
      let drawing = FaceDrawing(
        look: other, scene: FaceScene(), head: Placement(middle: place, unit: tall * head * 0.95, degrees: 0),
        body: Placement(middle: place, unit: tall * head * 0.95))
      drawing.draw(on: &canvas)
      fallthrough
    case .alone:
      let drawing = FaceDrawing(
        look: look, scene: scene, head: Placement(middle: middle, unit: tall * head, degrees: scene.roll),
        body: Placement(middle: middle, unit: tall * head))
      drawing.draw(on: &canvas)
    }
    canvas.light(
      columns: { column in
        let side = 1 - abs(scene.sideShadow) * smooth((scene.sideShadow < 0 ? 1 - column : column) * 1.6 - 0.3)
        return scene.light * side
      }, rows: { row in 1.02 - 0.05 * row })
    canvas.blur(scene.blur * tall / 540)
    return canvas.finished(grain: scene.grain, &numbers)
  }

  /// The wall behind: plain, with a faint shade; with clutter, a shelf of books.
  private func drawWall(_ scene: FaceScene, on canvas: inout Painting) {
    guard scene.clutter > 0 else { return }
    var numbers = SeededNumbers(seed: scene.seed, purpose: "wall")
    let unit = Double(scene.height) / 12
    for shelf in 0..<6 {
      let top = Double(shelf) * unit * 2.2
      var left = 0.0
      while left < Double(scene.width) {
        let wide = numbers.within(0.25...0.7) * unit
        let tall = numbers.within(1.4...2.0) * unit
        let tint = Tint(
          Float(numbers.within(40...230)), Float(numbers.within(40...210)), Float(numbers.within(60...230)))
        let foot = top + 2.1 * unit
        canvas.fill(
          Outline(corners: [
            Point(left, foot - tall), Point(left + wide * 0.94, foot - tall), Point(left + wide * 0.94, foot),
            Point(left, foot),
          ]), tint, opacity: scene.clutter)
        left += wide
      }
    }
  }

  /// A step from 0 to 1 without corners.
  private func smooth(_ x: Double) -> Double {
    let x = min(1, max(0, x))
    return x * x * (3 - 2 * x)
  }
}
