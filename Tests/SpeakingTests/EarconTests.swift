import ChildProcesses
import Foundation
import Renewal
import Screens
import Speaking
import Testing

/// The short sounds: how they are told apart, and that they are whole.
@Suite struct EarconTests {
  /// How strong a pitch is in some samples (Goertzel).
  private static func strength(of hertz: Double, in samples: ArraySlice<Double>) -> Double {
    let turn = 2 * cos(2 * .pi * hertz / Double(Earcon.rate))
    let (last, before) = samples.reduce((0, 0)) { state, sample in (sample + turn * state.0 - state.1, state.0) }
    return last * last + before * before - turn * last * before
  }

  /// The pitch that is strongest in some samples, of those that a telephone carries.
  private static func pitch(of samples: ArraySlice<Double>) -> Double {
    stride(from: 200.0, to: 1_200, by: 10).max { strength(of: $0, in: samples) < strength(of: $1, in: samples) } ?? 0
  }

  @Test func `what is done rises, what is wrong falls, and each is another sound`() {
    func ends(_ earcon: Earcon) -> (Double, Double) {
      let samples = earcon.samples(volume: 3)
      return (Self.pitch(of: samples.prefix(400)), Self.pitch(of: samples.suffix(400)))
    }
    let (done, wrong, warning) = (ends(.done), ends(.error), ends(.warning))
    #expect(done.0 * 1.3 < done.1)
    #expect(wrong.0 > wrong.1 * 1.3)
    #expect(abs(warning.0 - warning.1) < 20)
    #expect(wrong.0 < done.0, "and lower")
  }

  @Test(arguments: Earcon.allCases)
  func `a sound is short, whole and no crack, and louder for who asked for it`(earcon: Earcon) {
    let usual = earcon.samples(volume: 3)
    #expect((0.02...0.25).contains(Double(usual.count) / Double(Earcon.rate)))
    #expect(usual.first == 0 && abs(usual.last ?? 1) < 0.01)
    #expect(zip(usual, usual.dropFirst()).allSatisfy { abs($0 - $1) < 0.3 })
    let peaks = (1...5).map { earcon.samples(volume: $0).map(abs).max() ?? 0 }
    #expect(zip(peaks, peaks.dropFirst()).allSatisfy { $0 < $1 } && (peaks.last ?? 1) <= 0.7)
    let wave = earcon.wave(volume: 5)
    #expect(wave.starts(with: Array("RIFF".utf8)) && wave[8..<16].elementsEqual("WAVEfmt ".utf8))
    #expect(wave.count == 44 + usual.count * 2 && wave.count <= Child.longestInput)
  }
}
