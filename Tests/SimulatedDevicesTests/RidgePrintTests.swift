import Quality
import SimulatedDevices
import Testing

/// Prints of many invented fingers, measured and compared as the box does it.
@Suite struct RidgePrintTests {
  static let fingers = (1...6).map { RidgeMaker(seed: UInt64($0), finger: 2) }

  static func touched(_ finger: Int, _ change: (inout RidgeTouch) -> Void = { _ in }) throws -> GreyPicture {
    var touch = RidgeTouch()
    touch.seed = UInt64(finger + 100)
    change(&touch)
    return try #require(fingers[finger].picture(touch))
  }

  @Test(arguments: 0..<6) func `a good touch passes`(finger: Int) throws {
    let measures = PrintMeasures.measure(try Self.touched(finger))
    #expect(measures.faults(against: .standard) == [])
    #expect(measures.score(against: .standard) > 80)
  }

  /// One thing wrong, the advice it must lead to.
  struct Defect: CustomStringConvertible, Sendable {
    let advice: PrintFault
    let change: @Sendable (inout RidgeTouch) -> Void
    var description: String { advice.rawValue }
  }

  static let defects = [
    Defect(advice: .empty) { $0.coverage = 0 },
    Defect(advice: .tooSmall) { $0.coverage = 0.4 },
    Defect(advice: .misplaced) {
      $0.shiftX = 95
      $0.shiftY = 60
    },
    Defect(advice: .tooDry) { $0.dryness = 0.9 },
    Defect(advice: .tooWet) { $0.wetness = 0.9 },
    Defect(advice: .unclear) { $0.smear = 1 },
  ]

  @Test(arguments: defects) func `one defect leads to its advice first`(defect: Defect) throws {
    for finger in 0..<6 {
      let measures = PrintMeasures.measure(try Self.touched(finger, defect.change))
      #expect(measures.faults(against: .standard).first == defect.advice, "finger \(finger)")
    }
  }

  @Test func `a finger is known again, moved, turned, dry and wet`() throws {
    for finger in 0..<3 {
      let first = try Self.touched(finger)
      let second = try Self.touched(finger) {
        $0.seed += 1
        $0.degrees = 9
        $0.shiftX = 16
        $0.shiftY = -22
        $0.dryness = 0.3
      }
      let third = try Self.touched(finger) {
        $0.seed += 2
        $0.degrees = -7
        $0.wetness = 0.4
      }
      #expect(PrintMeasures.sameFinger(first, second))
      #expect(PrintMeasures.sameFinger(first, third))
    }
  }

  @Test func `other fingers are others, and so is a mirrored one`() throws {
    let prints = try (0..<5).map { try Self.touched($0) }
    for (index, print) in prints.enumerated() {
      for other in prints[(index + 1)...] { #expect(PrintMeasures.likeness(print, other) < 0.32) }
      var mirrored: [UInt8] = []
      for row in 0..<print.height {
        mirrored += print.pixels[(row * print.width)..<((row + 1) * print.width)].reversed()
      }
      let picture = try #require(GreyPicture(width: print.width, height: print.height, pixels: mirrored))
      #expect(!PrintMeasures.sameFinger(print, picture))
    }
  }

  @Test func `the two index fingers of one person are two fingers`() throws {
    let right = try #require(RidgeMaker(seed: 4, finger: 2).picture(RidgeTouch()))
    let left = try #require(RidgeMaker(seed: 4, finger: 7).picture(RidgeTouch()))
    #expect(!PrintMeasures.sameFinger(right, left))
  }
}
