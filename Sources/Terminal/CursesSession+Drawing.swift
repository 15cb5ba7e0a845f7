import CTerminal
package import Screens

extension CursesSession {
  /// Shows a screen: only what changed is written, in one go, and nothing at all when nothing changed. Where it is known that only
  /// some rows differ from the screen before, `changed` are those.
  package mutating func draw(_ screen: Screen, theme: Theme, changed: Range<Int>? = nil) {
    guard !isGone else { return }
    canvas.draw(screen, theme: theme, size: terminalSize, changed: changed)
  }

  /// Makes the terminal forget what was shown, a console's scrollback too; the next drawing writes everything, over whatever others
  /// wrote on the screen.
  package mutating func forget() {
    pk_forget_scrollback()
    canvas.forget()
  }

  /// Writes on the terminal's title, where the type has one (xterm, screen, tmux, rxvt); it is given back at the end.
  package func setTitle(_ title: String) {
    pk_title(Repertoire.sanitize(title))
  }

  /// Rings the terminal's bell.
  package func ringBell() {
    pk_bell()
  }
}
