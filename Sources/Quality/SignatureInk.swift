/// One sample of the pen on the signature pad.
package struct StrokePoint: Sendable, Hashable {
  /// Millimetres from the pad's left edge.
  package let x: Double
  /// Millimetres from the pad's top edge.
  package let y: Double
  /// Milliseconds since the pad was opened for signing.
  package let milliseconds: Int
  /// The pressure of the pen, 0 (hovering) to 1.
  package let pressure: Double

  /// A sample of the pen.
  package init(x: Double, y: Double, milliseconds: Int, pressure: Double) {
    self.x = x
    self.y = y
    self.milliseconds = milliseconds
    self.pressure = pressure
  }
}

/// What the pen wrote between touching the pad and leaving it.
package struct Stroke: Sendable, Hashable {
  /// The samples in the order in which they came.
  package let points: [StrokePoint]

  /// A stroke of these samples.
  package init(points: [StrokePoint]) {
    self.points = points
  }
}

/// A signature as the pad saw it.
package struct SignatureInk: Sendable, Hashable {
  /// The strokes in the order in which they were written.
  package let strokes: [Stroke]
  /// The width of the pad's writing field in millimetres.
  package let padWidth: Double
  /// The height of the pad's writing field in millimetres.
  package let padHeight: Double

  /// The ink of a signature on a pad of this size.
  package init(strokes: [Stroke], padWidth: Double, padHeight: Double) {
    self.strokes = strokes
    self.padWidth = padWidth
    self.padHeight = padHeight
  }
}
