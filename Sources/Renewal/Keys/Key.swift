/// A key as the machines understand it, whichever keyboard, keypad, mouse or touch screen it came from.
///
/// A numeric keypad alone has every case but the arrows, `tab`, `backTab` and `letter`, and no screen needs those.
package enum Key: Hashable, Sendable {
  /// A figure, 0–9: chooses or types.
  case digit(Int)
  /// Enter: on.
  case enter
  /// Backspace or `-`: erases, or goes back.
  case back
  /// Esc or `/`: stop, asked first.
  case stop
  /// `*` or F1.
  case help
  /// `+` or F2: read aloud again.
  case again
  case up
  case down
  case left
  case right
  case tab
  case backTab
  /// Any other printable character of the repertoire, for staff's optional notes on a full keyboard.
  case letter(Unicode.Scalar)
}
