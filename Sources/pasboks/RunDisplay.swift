import Glibc
import Renewal
import Runtime
import Screens
import Terminal

/// The terminal, as the loop sees it.
final class TerminalDisplay: Display {
  private var session: CursesSession

  init(_ session: consuming CursesSession) { self.session = session }

  /// The terminal's size as the system has it, before anything is drawn on it.
  static var sizeBeforeOpening: Size {
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return Size(columns: 80, rows: 24)
    }
    return Size(columns: Int(size.ws_col), rows: Int(size.ws_row)).clamped
  }

  /// As which type the terminal was opened, where terminfo has no description of its own.
  var substitute: String? { session.substitute }

  var descriptor: Int32 { session.descriptor }
  var deadline: Int? { session.deadline }
  var size: Size { session.size }
  var capabilities: TerminalCapabilities { session.capabilities }

  func draw(_ screen: Screen, theme: Theme, changed: Range<Int>?) {
    session.draw(screen, theme: theme, changed: changed)
  }

  /// Rings the terminal's bell.
  func ringBell() { session.ringBell() }

  /// Writes on the terminal's title, where it has one.
  func setTitle(_ title: String) { session.setTitle(title) }

  func inputs(now: Int) -> [DisplayInput] { session.nextInputs(now: now) }

  func forget() { session.forget() }

  func discardTyped(now: Int) -> [DisplayInput] { session.discardTyped(now: now) }
}
