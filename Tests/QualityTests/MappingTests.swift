import Quality
import Testing

/// The mapping's examples, both ways, from the table of measures (ISO/IEC 29794-5).
@Suite struct MappingTests {
  @Test(arguments: [(20.0, 90), (50, 76), (100, 55)])
  func `a restless wall scores less`(gradient: Double, score: Int) {
    #expect(QualityMapping.backgroundUniformity.score(gradient) == score)
  }

  @Test(arguments: [(0.1, 50), (0.5, 81)]) func `even light scores more`(likeness: Double, score: Int) {
    #expect(QualityMapping.illuminationUniformity(likeness) == score)
  }

  @Test(arguments: [(0.2, 50), (0.5, 100), (0.8, 50)]) func `luminance is best in the middle`(mean: Double, score: Int)
  {
    #expect(QualityMapping.luminanceMean(mean) == score)
  }

  @Test(arguments: [(0.8, 90), (0.9, 52)]) func `a black face scores less`(share: Double, score: Int) {
    #expect(QualityMapping.underExposure.score(share) == score)
  }

  @Test(arguments: [(0.001, 91), (0.01, 50)]) func `a white face scores less`(share: Double, score: Int) {
    #expect(QualityMapping.overExposure(share) == score)
  }

  @Test(arguments: [(7.0, 88), (8, 100)]) func `more shades score more`(bits: Double, score: Int) {
    #expect(QualityMapping.dynamicRange(bits) == score)
  }

  @Test(arguments: [(0.02, 50), (0.05, 95)]) func `open eyes score more`(opening: Double, score: Int) {
    #expect(QualityMapping.eyesOpen.score(opening) == score)
  }

  @Test(arguments: [(0.1, 84), (0.2, 50)]) func `an open mouth scores less`(opening: Double, score: Int) {
    #expect(QualityMapping.mouthClosed.score(opening) == score)
  }

  @Test(arguments: [(60.0, 38), (70, 50), (90, 73), (120, 92)])
  func `eyes far apart score more`(distance: Double, score: Int) {
    #expect(QualityMapping.interEyeDistance.score(distance) == score)
  }

  @Test(arguments: [(0.05, 54), (0, 100)]) func `a head of another size scores less`(difference: Double, score: Int) {
    #expect(QualityMapping.headSize.score(difference) == score)
  }

  @Test(arguments: [(5.0, 99), (10, 97), (15, 93)]) func `a turned head scores less`(degrees: Double, score: Int) {
    #expect(QualityMapping.turn(degrees) == score)
  }

  @Test func `natural colour's example holds for the general mapping`() {
    let colour = QualityMapping(h: 200, a: 1, s: -1, x0: 0, w: 10)
    #expect(colour.score(2) == 90)
    #expect(colour.score(10) == 54)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity]) func `what is no number is scored, not trapped on`(x: Double) {
    #expect((0...100).contains(QualityMapping.eyesOpen.score(x)))
    #expect((0...100).contains(QualityMapping.turn(x)))
  }
}
