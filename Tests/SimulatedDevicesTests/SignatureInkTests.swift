import Quality
import SimulatedDevices
import Testing

/// Signatures of many invented people, measured as the box measures them.
@Suite struct SignatureInkTests {
  @Test(arguments: 1...40) func `a usual signature passes, whoever writes`(seed: UInt64) {
    let measures = SignatureMeasures.measure(SignatureMaker(seed: seed).ink(.usual))
    #expect(measures.faults(against: .standard) == [])
  }

  @Test(arguments: [
    (SignatureMaker.Manner.nothing, SignatureFault.blank), (.dot, .dot), (.tiny, .tooSmall), (.scrambled, .damaged),
  ])
  func `what is no signature is told`(manner: SignatureMaker.Manner, fault: SignatureFault) {
    for seed in 1...20 {
      let measures = SignatureMeasures.measure(SignatureMaker(seed: UInt64(seed)).ink(manner))
      #expect(measures.faults(against: .standard).contains(fault))
    }
  }

  @Test func `the growing signature ends as the whole one`() {
    let maker = SignatureMaker(seed: 5)
    #expect(maker.growing(.usual).last == maker.ink(.usual))
  }
}
