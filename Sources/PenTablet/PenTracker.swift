import Glibc
import InputDevices
import Quality

/// Follows a pen by the device's events and keeps what it writes.
///
/// Writing is a pen that touches; the other end of it, which rubs out, writes nothing. What comes between two reports was so at one time. Where the
/// device says that events were lost, the stroke ends: nobody knows where the pen was meanwhile.
struct PenTracker: Hashable, Sendable {
  /// The most samples that are kept: a minute and a half of the fastest pens. Who writes on is not followed any more.
  static let mostPoints = 20_000
  /// The most strokes that are kept.
  static let mostStrokes = 500

  /// What a report brought.
  enum Change: Hashable {
    case touched
    case moved
    case lifted
  }

  let field: TabletField
  /// Whether the pen touches the field.
  private(set) var isDown = false
  private(set) var strokes: [[StrokePoint]] = []
  private var count = 0
  private var (x, y, pressure): (Int32, Int32, Int32)
  private var touches = false
  private var rubs = false
  private var hasLost = false
  /// When the pad was opened for signing; nothing before its first event.
  private var beginning: Int?

  init(_ field: TabletField) {
    self.field = field
    (x, y, pressure) = (field.across.value, field.down.value, field.pressure?.value ?? 0)
  }

  /// Takes an event; what the report brought that it ends.
  mutating func take(_ event: InputEvent) -> Change? {
    switch (event.type, event.code) {
    case (.synchronization, InputCode.dropped):
      hasLost = true
      touches = false
    case (.synchronization, InputCode.report): return report(at: event.milliseconds)
    // What comes after the loss, up to the next report, belongs to what was lost.
    case _ where hasLost: break
    case (.absolute, InputCode.x): x = event.value
    case (.absolute, InputCode.y): y = event.value
    case (.absolute, InputCode.pressure): pressure = event.value
    case (.key, InputCode.touch): touches = event.value != 0
    case (.key, InputCode.rubber):
      rubs = event.value != 0
      if !rubs { touches = false }
    // A pen that is taken away touches nothing, whether or not that is told as well.
    case (.key, InputCode.pen): if event.value == 0 { touches = false }
    case _: break
    }
    return nil
  }

  /// What the device tells of now, after events were lost.
  mutating func resume(touches: Bool, x: Int32, y: Int32) {
    (self.touches, self.x, self.y) = (touches, x, y)
  }

  private mutating func report(at milliseconds: Int) -> Change? {
    let wasDown = isDown
    hasLost = false
    isDown = touches && !rubs
    if isDown { write(at: milliseconds, anew: !wasDown) }
    return switch (wasDown, isDown) {
    case (false, true): .touched
    case (true, true): .moved
    case (true, false): .lifted
    case (false, false): nil
    }
  }

  private mutating func write(at milliseconds: Int, anew: Bool) {
    guard count < Self.mostPoints, !anew || strokes.count < Self.mostStrokes else { return }
    let start = beginning ?? milliseconds
    beginning = start
    let point = StrokePoint(
      x: field.x(x), y: field.y(y), milliseconds: max(0, milliseconds - start), pressure: field.pressure(pressure))
    if anew || strokes.isEmpty { strokes.append([]) }
    strokes[strokes.count - 1].append(point)
    count += 1
  }

  /// All that was written.
  var ink: SignatureInk {
    SignatureInk(
      strokes: strokes.map { Stroke(points: $0) }, padWidth: field.size.width, padHeight: field.size.height)
  }

  /// Overwrites what was written and begins anew.
  mutating func forget() {
    for stroke in strokes.indices {
      strokes[stroke].withUnsafeMutableBytes { bytes in
        if let start = bytes.baseAddress { explicit_bzero(start, bytes.count) }
      }
    }
    (strokes, count, beginning) = ([], 0, nil)
  }
}
