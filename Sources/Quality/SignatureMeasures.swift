/// What is wrong with a signature, in the order in which advice about it is useful.
package enum SignatureFault: String, CaseIterable, Sendable, Hashable {
  /// Nothing was written.
  case blank
  /// Only a dot was made.
  case dot
  /// The pad's samples are not to be trusted: far outside the pad, or time runs backwards.
  case damaged
  /// The line is too short for a signature.
  case tooShort
  /// The signature is too small to be read.
  case tooSmall
}

/// What a signature must reach; a library or a ministry sets these numbers in its configuration.
package struct SignatureLimits: Sendable, Hashable {
  /// The largest width and height in millimetres of what counts as a dot.
  package var mostDot: Double
  /// The least length of the ink in millimetres.
  package var leastInk: Double
  /// The least width of the whole in millimetres.
  package var leastWidth: Double
  /// The largest share of samples outside the pad.
  package var mostOutside: Double

  /// The limits to start from; they are this project's own choice.
  package static let standard = SignatureLimits(mostDot: 3, leastInk: 25, leastWidth: 12, mostOutside: 0.05)

  /// Limits, each given by name.
  package init(mostDot: Double, leastInk: Double, leastWidth: Double, mostOutside: Double) {
    self.mostDot = mostDot
    self.leastInk = leastInk
    self.leastWidth = leastWidth
    self.mostOutside = mostOutside
  }
}

/// What can be measured in a signature.
package struct SignatureMeasures: Sendable, Hashable {
  /// The length of the ink in millimetres.
  package var ink = 0.0
  /// How many strokes touched the pad.
  package var strokeCount = 0
  /// How many samples there are.
  package var pointCount = 0
  /// The time from the first sample to the last in milliseconds.
  package var milliseconds = 0
  /// The width of the whole in millimetres.
  package var width = 0.0
  /// The height of the whole in millimetres.
  package var height = 0.0
  /// How many samples lie outside the pad, or are no numbers.
  package var outside = 0
  /// How many samples are older than the one before.
  package var backwards = 0

  /// Measures of an empty pad.
  package init() {}

  /// Measures a signature; samples that are no numbers count as outside and are not followed.
  package static func measure(_ ink: SignatureInk) -> SignatureMeasures {
    var measures = SignatureMeasures()
    var box: (left: Double, top: Double, right: Double, bottom: Double)?
    var first: Int?
    var last: Int?
    for stroke in ink.strokes where !stroke.points.isEmpty {
      measures.strokeCount += 1
      var before: StrokePoint?
      for point in stroke.points {
        measures.pointCount += 1
        if let last, point.milliseconds < last { measures.backwards += 1 }
        first = min(first ?? point.milliseconds, point.milliseconds)
        last = max(last ?? point.milliseconds, point.milliseconds)
        guard (0...max(0, ink.padWidth)).contains(point.x), (0...max(0, ink.padHeight)).contains(point.y) else {
          measures.outside += 1
          continue
        }
        if let before {
          let across = point.x - before.x
          let down = point.y - before.y
          measures.ink += (across * across + down * down).squareRoot()
        }
        before = point
        let old = box ?? (point.x, point.y, point.x, point.y)
        box = (min(old.left, point.x), min(old.top, point.y), max(old.right, point.x), max(old.bottom, point.y))
      }
    }
    if let box {
      measures.width = box.right - box.left
      measures.height = box.bottom - box.top
    }
    if let first, let last { measures.milliseconds = last.subtractingReportingOverflow(first).partialValue }
    return measures
  }

  /// What is wrong with the signature, the most useful advice first; empty when it passes.
  package func faults(against limits: SignatureLimits) -> [SignatureFault] {
    SignatureFault.allCases.filter { has($0, against: limits) }
  }

  /// Whether the signature has this fault; of a blank or a dot nothing else is said.
  package func has(_ fault: SignatureFault, against limits: SignatureLimits) -> Bool {
    let blank = pointCount == 0
    let damaged = !blank && (backwards > 0 || Double(outside) > limits.mostOutside * Double(pointCount))
    let dot = !blank && !damaged && max(width, height) <= limits.mostDot
    let shown = !blank && !damaged && !dot
    return switch fault {
    case .blank: blank
    case .dot: dot
    case .damaged: damaged
    case .tooShort: shown && ink < limits.leastInk
    case .tooSmall: shown && width < limits.leastWidth
    }
  }
}
