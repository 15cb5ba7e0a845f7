import Glibc
import Renewal
import Runtime
package import Screens
package import Terminal

/// The terminal, as the loop sees it.
package final class TerminalDisplay: Display {
  private var session: CursesSession
  private let framebuffer: Framebuffer?
  /// What came while the terminal was waited for.
  private var early: [DisplayInput] = []

  /// Opens the terminal on standard input and output. Pictures are shown by their own pixels where it is a console with a frame buffer, or
  /// an emulator that answers that it shows them.
  package init(wedge: WedgeSettings = .standard) throws(TerminalFault) {
    framebuffer = Framebuffer()
    session = try CursesSession(wedge: wedge, surface: framebuffer, asks: true)
  }

  /// How a console shows pictures, for whoever looks after a box; nothing elsewhere.
  package var pictureReport: String? { framebuffer?.report(size).words }

  /// Waits until an emulator has answered what it was asked, a second at most; what is typed meanwhile comes with the next inputs.
  package func settle() {
    while true {
      early += session.nextInputs(now: steadyMilliseconds())
      guard !session.isMeasured, !early.contains(.hungUp) else { return }
      var asked = pollfd(fd: session.descriptor, events: Int16(POLLIN), revents: 0)
      let timeout = session.deadline.map { Int32(clamping: max(0, $0 - steadyMilliseconds())) } ?? -1
      _ = poll(&asked, 1, timeout)
    }
  }

  /// The terminal's size as the system has it, before anything is drawn on it.
  package static var sizeBeforeOpening: Size {
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return Size(columns: 80, rows: 24)
    }
    return Size(columns: Int(size.ws_col), rows: Int(size.ws_row)).clamped
  }

  /// As which type the terminal was opened, where terminfo has no description of its own.
  package var substitute: String? { session.substitute }

  package var descriptor: Int32 { session.descriptor }
  package var deadline: Int? { early.isEmpty ? session.deadline : 0 }
  package var size: Size { session.size }
  package var canEnlarge: Bool { session.canEnlarge }
  package func enlarge(_ isWanted: Bool) -> Int { session.enlarge(isWanted) }
  package var capabilities: TerminalCapabilities { session.capabilities }

  package func draw(_ screen: Screen, theme: Theme, changed: Range<Int>?) {
    session.draw(screen, theme: theme, changed: changed)
  }

  /// Rings the terminal's bell.
  package func ringBell() { session.ringBell() }

  /// Writes on the terminal's title, where it has one.
  package func setTitle(_ title: String) { session.setTitle(title) }

  package func inputs(now: Int) -> [DisplayInput] {
    defer { early = [] }
    return early + session.nextInputs(now: now)
  }

  package func forget() { session.forget() }

  package func discardTyped(now: Int) -> [DisplayInput] { session.discardTyped(now: now) }
}
