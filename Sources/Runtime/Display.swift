package import Screens

/// What the loop draws on and listens to; used on the main thread alone.
package protocol Display: AnyObject {
  /// Becomes readable when there is something to take in.
  var descriptor: Int32 { get }
  /// When to look again although nothing became readable, in the loop's milliseconds: a reading that stopped half-way.
  var deadline: Int? { get }
  /// The size in cells.
  var size: Size { get }
  /// Whether screens can be drawn in letters larger than the terminal's.
  var canEnlarge: Bool { get }
  /// Draws in larger letters from now on where that can be, or in the terminal's; how many times as large, and there is room for so many times
  /// fewer cells.
  func enlarge(_ isWanted: Bool) -> Int
  /// What the terminal can do.
  var capabilities: TerminalCapabilities { get }
  /// Shows a drawing; only what changed is written. `changed` are the rows that may differ from the drawing before, where that is known.
  func draw(_ screen: Screen, theme: Theme, changed: Range<Int>?)
  /// Takes in what is there, bounded.
  func inputs(now: Int) -> [DisplayInput]
  /// Sounds, where the terminal can, for those who do not look.
  func ringBell()
  /// Makes the terminal forget what was shown: what it keeps behind the screen goes, and the next drawing is written whole.
  func forget()
  /// Throws away keys that were typed for the screen before; readings are kept.
  func discardTyped(now: Int) -> [DisplayInput]
}

extension Display {
  package var canEnlarge: Bool { false }
  package func enlarge(_ isWanted: Bool) -> Int { 1 }

  /// Shows a drawing of which it is not known what changed.
  package func draw(_ screen: Screen, theme: Theme) { draw(screen, theme: theme, changed: nil) }
}
