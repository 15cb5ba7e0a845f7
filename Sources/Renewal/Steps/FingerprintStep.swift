package import Quality

/// The prints: right, then left; best of the tries; other fingers in order.
package struct FingerprintStep: Hashable, Sendable {
  /// Where the step is.
  package enum Situation: Hashable, Sendable {
    /// The screen shows the finger; Enter starts the sensor. 1: I lack this finger, 2: it is hurt.
    case ready
    /// The sensor waits for the finger or reads it.
    case reading
    /// A print was read that passes; Enter goes on, `-` reads again.
    case shown(FingerPrint)
    /// Done before; Enter goes on, 1 reads again.
    case done
  }

  /// What the sensor met last.
  package enum Notice: Hashable, Sendable {
    /// Nobody touched the sensor.
    case noFinger
    /// The print is poor; most useful advice first.
    case poor([PrintFault])
    /// It is the same finger as before.
    case sameFinger
    /// The sensor failed.
    case sensorFailed
    /// This finger would not do; the screen asks for another of the same hand.
    case otherFinger
  }

  /// Where the step is.
  package var situation: Situation
  /// What the sensor met last.
  package var notice: Notice?
  /// The finger asked for.
  package var finger: Finger
  /// Readings of this finger so far.
  package var tries = 0
  /// Times the same finger came twice, 0–3.
  package var repeats = 0
  /// The right hand's print, once it passed.
  package var right: FingerPrint?

  /// The step in a situation, at a finger.
  package init(situation: Situation, finger: Finger = .rightIndex, right: FingerPrint? = nil) {
    self.situation = situation
    self.finger = finger
    self.right = right
  }
}
