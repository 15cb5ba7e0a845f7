import Glibc
package import Screens

/// How the short sounds sound: tones that nobody takes for one another, told apart by their number and by whether they rise or fall.
extension Earcon {
  /// A tone, or a pause where its pitch is nothing.
  private struct Tone {
    let hertz: Double?
    let milliseconds: Int
  }

  /// Samples a second, of 16 bits each.
  package static let rate = 8_000
  /// What a tone takes to swell and to fade, so that it does not crack.
  private static let edge = rate * 5 / 1000
  /// How loud the five steps of the volume are, of all that there is.
  private static let levels = [0.12, 0.2, 0.3, 0.45, 0.65]

  private var tones: [Tone] {
    switch self {
    case .key: [Tone(hertz: 880, milliseconds: 30)]
    case .done: [Tone(hertz: 523, milliseconds: 90), Tone(hertz: 784, milliseconds: 120)]
    case .warning:
      [
        Tone(hertz: 988, milliseconds: 50), Tone(hertz: nil, milliseconds: 35), Tone(hertz: 988, milliseconds: 50),
        Tone(hertz: nil, milliseconds: 35), Tone(hertz: 988, milliseconds: 50),
      ]
    case .error: [Tone(hertz: 370, milliseconds: 90), Tone(hertz: 247, milliseconds: 140)]
    }
  }

  /// The sound as samples from -1 to 1; `volume` is 1 softest to 5 loudest.
  package func samples(volume: Int) -> [Double] {
    let level = Self.levels[min(max(volume, 1), Self.levels.count) - 1]
    return tones.flatMap { tone -> [Double] in
      let count = Self.rate * tone.milliseconds / 1000
      guard let hertz = tone.hertz else { return [Double](repeating: 0, count: count) }
      return (0..<count).map { place in
        let swell = Double(min(place, count - 1 - place, Self.edge)) / Double(Self.edge)
        return level * swell * sin(2 * .pi * hertz * Double(place) / Double(Self.rate))
      }
    }
  }

  /// The sound as a file of WAVE (RIFF, PCM, one channel).
  package func wave(volume: Int) -> [UInt8] {
    let data = samples(volume: volume).flatMap { Self.bytes(Int($0 * Double(Int16.max)), count: 2) }
    let format =
      [1, 1].flatMap { Self.bytes($0, count: 2) } + [Self.rate, Self.rate * 2].flatMap { Self.bytes($0, count: 4) }
      + [2, 16].flatMap { Self.bytes($0, count: 2) }
    let chunks = Array("WAVE".utf8) + Self.chunk("fmt ", format) + Self.chunk("data", data)
    return Self.chunk("RIFF", chunks)
  }

  private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    Array(name.utf8) + bytes(content.count, count: 4) + content
  }

  /// A number in so many bytes, the smallest first.
  private static func bytes(_ number: Int, count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }
}
