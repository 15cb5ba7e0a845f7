import Glibc

/// The direction of a finger's ridges at every place, from the whirls and triangles of its pattern
/// (zero-pole model, Sherlock and Monro 1993); places in millimetres from the middle of the finger's tip.
struct RidgeFlow: Sendable, Hashable {
  /// The classes of patterns after Henry.
  enum Pattern: Sendable, Hashable, CaseIterable {
    case leftLoop, rightLoop, whorl, doubleLoop, arch
  }

  let pattern: Pattern
  private let cores: [Point]
  private let deltas: [Point]
  private let rise: Double

  init(_ numbers: inout SeededNumbers) {
    let kind = numbers.unit()
    pattern =
      kind < 0.31 ? .leftLoop : kind < 0.62 ? .rightLoop : kind < 0.84 ? .whorl : kind < 0.92 ? .doubleLoop : .arch
    let lean = numbers.within(-0.6...0.6)
    let top = Point(lean, numbers.within(-1.6 ... -0.4))
    let low = numbers.within(5.2...6.8)
    rise = numbers.within(0.7...1.1)
    switch pattern {
    case .leftLoop:
      cores = [top]
      deltas = [Point(numbers.within(3.2...4.6), low)]
    case .rightLoop:
      cores = [top]
      deltas = [Point(-numbers.within(3.2...4.6), low)]
    case .whorl:
      cores = [top, Point(lean + numbers.within(-0.3...0.3), top.y + numbers.within(0.8...2.2))]
      deltas = [Point(-numbers.within(4.2...5.4), low), Point(numbers.within(4.2...5.4), low)]
    case .doubleLoop:
      let apart = numbers.within(0.8...1.4) * (numbers.happens(0.5) ? 1 : -1)
      cores = [Point(top.x - apart, top.y), Point(top.x + apart, top.y + numbers.within(1.8...2.8))]
      deltas = [Point(-numbers.within(4.2...5.2), low), Point(numbers.within(4.2...5.2), low)]
    case .arch:
      cores = []
      deltas = []
    }
  }

  /// The direction of the ridges in radians, 0 along x, growing clockwise in the picture.
  func direction(_ x: Double, _ y: Double) -> Double {
    if pattern == .arch {
      let reach = max(0, 1 - abs(y - 1) / 9)
      return -atan(rise * reach * cos(x / 7.5 * .pi / 2 + .pi / 2) * 1.2)
    }
    var angle = 0.0
    for core in cores { angle += atan2(y - core.y, x - core.x) }
    for delta in deltas { angle -= atan2(y - delta.y, x - delta.x) }
    return angle / 2 + (cores.count == 1 ? .pi / 2 : 0) + (cores.count == 1 ? -deltaTurn : 0)
  }

  /// What a single triangle adds far away, so that ridges run level below a loop.
  private var deltaTurn: Double { .pi / 2 }
}
