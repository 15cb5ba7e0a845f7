package import Renewal

/// One thing that came from the terminal that the screens are on.
package enum DisplayInput: Hashable, Sendable {
  case key(Key)
  /// A reader's whole reading.
  case scan(Scan)
  /// A mouse button or a finger; `Screen.key(at:)` tells which key it stands for.
  case press(Position)
  /// The terminal has this size now; what is drawn from here on should fit it.
  case resized(Size)
  /// The terminal is gone for good: nobody is at the other end any more.
  case hungUp
}
