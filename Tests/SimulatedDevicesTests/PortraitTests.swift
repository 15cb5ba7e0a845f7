import Quality
import SimulatedDevices
import Testing

/// Portraits of many invented people, measured as the box measures them.
@Suite struct PortraitTests {
  private static let ages = [38, 70, 8, 25, 50, 30, 15]

  static func look(_ seed: Int) -> FaceLook {
    FaceLook(seed: UInt64(seed), age: ages[seed % ages.count])
  }

  /// What cameras send: the grid that faces are looked for on lies otherwise over each.
  static let sizes = [(width: 420, height: 540), (width: 480, height: 617)]

  static func faults(
    _ seed: Int, _ scene: FaceScene, _ size: (width: Int, height: Int) = sizes[0]
  ) throws -> [PhotoFault] {
    var scene = scene
    scene.seed = UInt64(seed)
    (scene.width, scene.height) = size
    let picture = try #require(FaceMaker(look: look(seed)).picture(scene))
    return PhotoMeasures.measure(picture).faults(against: .standard)
  }

  @Test(arguments: 1...40) func `a good picture passes, whoever it shows`(seed: Int) throws {
    for size in Self.sizes { #expect(try Self.faults(seed, FaceScene(), size) == [], "\(size)") }
  }

  /// One thing wrong, the advice it must lead to.
  struct Defect: CustomStringConvertible, Sendable {
    let advice: PhotoFault
    let change: @Sendable (inout FaceScene) -> Void
    var description: String { advice.rawValue }
  }

  static let defects = [
    Defect(advice: .tooDark) { $0.light = 0.35 },
    Defect(advice: .tooBright) { $0.light = 1.8 },
    Defect(advice: .noFace) { $0.company = .nobody },
    Defect(advice: .unevenLight) { $0.sideShadow = 0.8 },
    Defect(advice: .busyBackground) { $0.clutter = 1 },
    Defect(advice: .blurred) { $0.blur = 4 },
    Defect(advice: .tooFar) { $0.headHeight = 0.6 },
    Defect(advice: .tooClose) { $0.headHeight = 0.9 },
    Defect(advice: .moveLeft) { $0.offsetX = -0.12 },
    Defect(advice: .moveRight) { $0.offsetX = 0.12 },
    Defect(advice: .moveUp) { $0.offsetY = 0.1 },
    Defect(advice: .moveDown) { $0.offsetY = -0.1 },
    Defect(advice: .eyesClosed) {
      $0.leftEye = 0
      $0.rightEye = 0
    },
    Defect(advice: .tilted) { $0.roll = 11 },
    Defect(advice: .mouthOpen) { $0.mouth = 0.9 },
    Defect(advice: .glare) { $0.glare = 1 },
  ]

  @Test(arguments: defects) func `one defect leads to its advice first, for nearly everybody`(defect: Defect) throws {
    var scene = FaceScene()
    defect.change(&scene)
    let people = Array(stride(from: 1, through: 40, by: 4))
    for size in Self.sizes {
      let advised = try people.filter { try Self.faults($0, scene, size).first == defect.advice }
      #expect(advised.count >= people.count * 9 / 10, "\(size) missed \(Set(people).subtracting(advised).sorted())")
    }
  }

  @Test func `two people are told apart from one`() throws {
    var scene = FaceScene()
    scene.company = .another
    let people = Array(1...10)
    for size in Self.sizes {
      let advised = try people.filter { try Self.faults($0, scene, size).contains(.twoFaces) }
      #expect(advised.count >= 8, "\(size)")
    }
  }

  @Test(arguments: [0.0, 0.25, 0.5, 0.75, 1]) func `light and dark skin pass alike`(tone: Double) throws {
    for seed in [3, 14, 15, 92] {
      let look = FaceLook(seed: UInt64(seed), age: 35, skinTone: tone)
      let picture = try #require(FaceMaker(look: look).picture(FaceScene()))
      #expect(PhotoMeasures.measure(picture).faults(against: .standard) == [], "seed \(seed)")
    }
  }

  @Test func `the same seed draws the same picture`() throws {
    let one = try #require(FaceMaker(look: Self.look(7)).picture(FaceScene()))
    let other = try #require(FaceMaker(look: Self.look(7)).picture(FaceScene()))
    #expect(one == other)
  }

  @Test func `a worse picture scores less`() throws {
    var blurred = FaceScene()
    blurred.blur = 5
    let maker = FaceMaker(look: Self.look(11))
    let good = PhotoMeasures.measure(try #require(maker.picture(FaceScene())))
    let bad = PhotoMeasures.measure(try #require(maker.picture(blurred)))
    #expect(good.score(against: .standard) > bad.score(against: .standard) + 15)
  }
}
