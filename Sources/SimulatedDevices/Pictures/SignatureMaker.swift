import Glibc
package import Quality

/// Writes the signature of an invented person: an initial, a running hand that gets flatter, and now and then a flourish.
package struct SignatureMaker: Sendable, Hashable {
  /// What the citizen does with the pen.
  package enum Manner: String, Sendable, Hashable, CaseIterable {
    /// Signs as always.
    case usual
    /// Signs far too small.
    case tiny
    /// Touches the pad once.
    case dot
    /// Writes nothing.
    case nothing
    /// Signs, but the pad sends samples whose time runs backwards.
    case scrambled
  }

  /// The width of the pad's writing field in millimetres.
  package static let padWidth = 100.0
  /// The height of the pad's writing field in millimetres.
  package static let padHeight = 40.0

  private let seed: UInt64

  /// The hand of the person with this seed.
  package init(seed: UInt64) {
    self.seed = seed
  }

  /// What the pad sees; `attempt` makes each signature of a person a little different.
  package func ink(_ manner: Manner, attempt: Int = 1) -> SignatureInk {
    let strokes =
      switch manner {
      case .usual: written(attempt, size: 1)
      case .tiny: written(attempt, size: 0.12)
      case .dot: [Stroke(points: (0..<6).map { sample(48 + 0.05 * Double($0), 20, $0 * 8) })]
      case .nothing: [Stroke]()
      case .scrambled: written(attempt, size: 1).map { Stroke(points: $0.points.reversed()) }
      }
    return SignatureInk(strokes: strokes, padWidth: Self.padWidth, padHeight: Self.padHeight)
  }

  /// What the pad has seen after each stroke, for showing the signature while it is written.
  package func growing(_ manner: Manner, attempt: Int = 1) -> [SignatureInk] {
    let whole = ink(manner, attempt: attempt)
    return whole.strokes.indices.map { last in
      SignatureInk(strokes: Array(whole.strokes[...last]), padWidth: whole.padWidth, padHeight: whole.padHeight)
    }
  }

  private func written(_ attempt: Int, size: Double) -> [Stroke] {
    var hand = SeededNumbers(seed: seed, purpose: "hand")
    var moment = SeededNumbers(seed: seed &+ UInt64(truncatingIfNeeded: attempt), purpose: "signing")
    var clock = 0
    var strokes = [initial(&hand, &moment, &clock), running(&hand, &moment, &clock)]
    if hand.happens(0.6) { strokes.append(flourish(&hand, &clock)) }
    if hand.happens(0.5) {
      clock += 180
      let x = hand.within(40...60)
      strokes.append(Stroke(points: (0..<5).map { sample(x + 0.1 * Double($0), 9.5, clock + $0 * 8) }))
    }
    return strokes.map { stroke in
      Stroke(
        points: stroke.points.map { point in
          StrokePoint(
            x: 50 + (point.x - 50) * size, y: 20 + (point.y - 20) * size, milliseconds: point.milliseconds,
            pressure: point.pressure)
        })
    }
  }

  /// The first letter: a tall loop.
  private func initial(_ hand: inout SeededNumbers, _ moment: inout SeededNumbers, _ clock: inout Int) -> Stroke {
    let wide = hand.within(4...7)
    let tall = hand.within(10...14)
    let turns = hand.within(1.2...1.8)
    let start = hand.within(0...1)
    let shake = moment.within(-0.4...0.4)
    var points: [StrokePoint] = []
    for step in 0...70 {
      let t = Double(step) / 70
      let angle = (start + t * turns) * 2 * .pi
      points.append(
        sample(
          14 + wide * cos(angle) + t * 9, 19 + shake - tall * sin(angle) * (1 - 0.35 * t), clock,
          pressure: 0.5 + 0.4 * t))
      clock += 8
    }
    clock += 120
    return Stroke(points: points)
  }

  /// The rest of the name: waves and loops along a rising line.
  private func running(_ hand: inout SeededNumbers, _ moment: inout SeededNumbers, _ clock: inout Int) -> Stroke {
    let letters = hand.within(5...9)
    let length = hand.within(42...58)
    let rise = hand.within(-3...6)
    let tall = (0..<12).map { _ in hand.within(1.2...5.5) }
    let slant = hand.within(0.5...1.6)
    let shake = moment.within(-0.6...0.6)
    var points: [StrokePoint] = []
    for step in 0...220 {
      let t = Double(step) / 220
      let angle = t * letters * 2 * .pi
      let height = tall[min(11, Int(t * letters))] * (1 - 0.45 * t)
      let x = 26 + length * t + slant * height * 0.35 * sin(angle + 0.8)
      let y = 23 + shake - rise * t - height * cos(angle) - height * 0.3
      points.append(sample(x, y, clock, pressure: 0.7 + 0.25 * cos(angle)))
      clock += 8
    }
    clock += 150
    return Stroke(points: points)
  }

  /// A line under the name.
  private func flourish(_ hand: inout SeededNumbers, _ clock: inout Int) -> Stroke {
    let from = hand.within(62...84)
    let to = hand.within(16...30)
    var points: [StrokePoint] = []
    for step in 0...50 {
      let t = Double(step) / 50
      points.append(sample(from + (to - from) * t, 31 + 2.5 * sin(t * .pi * 1.6), clock, pressure: 0.8 - 0.5 * t))
      clock += 8
    }
    clock += 100
    return Stroke(points: points)
  }

  private func sample(_ x: Double, _ y: Double, _ milliseconds: Int, pressure: Double = 0.7) -> StrokePoint {
    StrokePoint(
      x: min(Self.padWidth - 1, max(1, x)), y: min(Self.padHeight - 1, max(1, y)), milliseconds: milliseconds,
      pressure: pressure)
  }
}
