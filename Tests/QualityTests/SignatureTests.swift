import Quality
import Testing

@Suite struct SignatureTests {
  private static func ink(_ places: [(Double, Double)], from start: Int = 0, step: Int = 10) -> SignatureInk {
    let points = places.enumerated().map {
      StrokePoint(x: $0.element.0, y: $0.element.1, milliseconds: start + $0.offset * step, pressure: 0.5)
    }
    return SignatureInk(strokes: [Stroke(points: points)], padWidth: 100, padHeight: 40)
  }

  @Test func `an empty pad is blank and nothing else`() {
    let measures = SignatureMeasures.measure(SignatureInk(strokes: [], padWidth: 100, padHeight: 40))
    #expect(measures.faults(against: .standard) == [.blank])
    let hollow = SignatureInk(strokes: [Stroke(points: [])], padWidth: 100, padHeight: 40)
    #expect(SignatureMeasures.measure(hollow).faults(against: .standard) == [.blank])
  }

  @Test func `length, size and time are measured in millimetres and milliseconds`() {
    let measures = SignatureMeasures.measure(Self.ink([(10, 10), (40, 10), (40, 30)]))
    #expect(measures.ink == 50)
    #expect(measures.width == 30)
    #expect(measures.height == 20)
    #expect(measures.milliseconds == 20)
    #expect(measures.strokeCount == 1)
    #expect(measures.faults(against: .standard) == [])
  }

  @Test(arguments: [
    ([(50.0, 20.0)], SignatureFault.dot), ([(50, 20), (51, 21), (50, 20)], .dot),
    ([(20, 20), (40, 20)], .tooShort), ([(50, 5), (50, 35), (55, 5)], .tooSmall),
    ([(10, 10), (140, 10), (40, 60)], .damaged), ([(.nan, 10), (40, .infinity), (60, 20)], .damaged),
  ])
  func `each fault is told first`(places: [(Double, Double)], fault: SignatureFault) {
    #expect(SignatureMeasures.measure(Self.ink(places)).faults(against: .standard).first == fault)
  }

  @Test func `time that runs backwards is damage`() {
    let measures = SignatureMeasures.measure(Self.ink([(10, 10), (40, 10), (40, 30)], from: 50, step: -10))
    #expect(measures.backwards == 2)
    #expect(measures.faults(against: .standard) == [.damaged])
  }

  @Test func `extreme clocks and pads do not trap`() {
    let points = [
      StrokePoint(x: 1, y: 1, milliseconds: .min, pressure: 0),
      StrokePoint(x: 2, y: 2, milliseconds: .max, pressure: 0),
    ]
    let ink = SignatureInk(strokes: [Stroke(points: points)], padWidth: -5, padHeight: .nan)
    #expect(SignatureMeasures.measure(ink).faults(against: .standard) == [.damaged])
  }
}
