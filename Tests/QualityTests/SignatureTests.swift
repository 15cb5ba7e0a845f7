import Quality
import Testing

@Suite struct SignatureTests {
  @Test func `an empty pad is blank and nothing else`() {
    let measures = SignatureMeasures.measure(SignatureInk(strokes: [], padWidth: 100, padHeight: 40))
    #expect(measures.faults(against: .standard) == [.blank])
  }
}
