import Glibc

/// How skin of some moisture shows on the glass where it touches; places in pixels from the finger's middle.
struct TouchedSkin {
  private let touch: RidgeTouch
  private let radiusX: Double
  private let radiusY: Double
  private let waves: [(kx: Double, ky: Double, phase: Double)]

  init(_ touch: RidgeTouch, _ numbers: inout SeededNumbers) {
    self.touch = touch
    let size = max(0, touch.coverage).squareRoot()
    radiusX = 140 * size * numbers.within(0.95...1.03)
    radiusY = 190 * size * numbers.within(0.95...1.03)
    waves = (0..<7).map { index in
      let angle = numbers.within(0...(2 * .pi))
      let pace = index < 4 ? numbers.within(0.02...0.06) : numbers.within(0.15...0.4)
      return (cos(angle) * pace, sin(angle) * pace, numbers.within(0...(2 * .pi)))
    }
  }

  /// How firmly the skin touches here: 1 within, fading to 0 at the rim of the fingertip.
  func contact(_ place: Point) -> Double {
    guard touch.coverage > 0 else { return 0 }
    let across = place.x / radiusX
    let down = place.y / radiusY
    let rim = 1 + 0.022 * sin(atan2(down, across) * 3 + waves[0].phase)
    let distance = (across * across + down * down).squareRoot() / rim
    return min(1, max(0, (1 - distance) * 14))
  }

  /// The grey of a ridge's height (−1 valley to 1 ridge): dry skin is thin and broken, wet skin runs together.
  func grey(_ height: Double, _ place: Point) -> Double {
    let slow = wave(place, 0..<4) * 0.5
    let quick = wave(place, 4..<7)
    var level = 0.02 + 0.1 * slow + touch.dryness * 0.62 - touch.wetness * 0.85
    level += touch.dryness * 0.55 * quick
    let ridge = 1 / (1 + exp(-(height - level) * (6.5 - 2 * touch.wetness)))
    let dark = 62 + 70 * touch.dryness - 22 * touch.wetness - 10 * slow
    let light = 214 + 16 * touch.dryness - 40 * touch.wetness - 12 * slow
    return light + (dark - light) * ridge
  }

  private func wave(_ place: Point, _ range: Range<Int>) -> Double {
    var sum = 0.0
    for wave in waves[range] { sum += sin(place.x * wave.kx + place.y * wave.ky + wave.phase) }
    return sum / Double(range.count)
  }
}
