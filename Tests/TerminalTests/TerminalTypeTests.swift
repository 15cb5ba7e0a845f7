import Screens
import Terminal
import TestSupport
import Testing

/// What a terminal is opened as where terminfo has no description of its type.
@Suite struct TerminalTypeTests {
  /// What a minimal Debian has: the package ncurses-base.
  private static let base: Set<String> = [
    "Eterm", "Eterm-color", "ansi", "cons25", "cons25-debian", "cygwin", "dumb", "hurd", "linux", "mach", "mach-bold",
    "mach-color", "mach-gnu", "mach-gnu-color", "pcansi", "rxvt", "rxvt-basic", "rxvt-m", "rxvt-unicode",
    "rxvt-unicode-256color", "screen", "screen-256color", "screen-256color-bce", "screen-bce", "screen-s", "screen-w",
    "screen.xterm-256color", "sun", "tmux", "tmux-256color", "vt100", "vt102", "vt220", "vt52", "wsvt25", "wsvt25m",
    "xterm", "xterm-256color", "xterm-color", "xterm-mono", "xterm-r5", "xterm-r6", "xterm-vt220", "xterm-xfree86",
  ]

  @Test(
    arguments: [
      ("xterm-kitty", "xterm-256color"), ("xterm-ghostty", "xterm-256color"), ("xterm-direct", "xterm-256color"),
      ("xterm-new", "xterm-256color"), ("xterm-termite", "xterm-256color"), ("xterm+256color", "xterm-256color"),
      ("xterm-16color", "xterm"), ("xterm-88color", "xterm"), ("xterm-8color", "xterm"), ("xterm-mono-x", "vt220"),
      ("foot", "xterm-256color"), ("foot-extra", "xterm-256color"), ("foot-direct", "xterm-256color"),
      ("alacritty", "xterm-256color"), ("alacritty-direct", "xterm-256color"), ("Alacritty", "xterm-256color"),
      ("kitty", "xterm-256color"), ("kitty-direct", "xterm-256color"), ("wezterm", "xterm-256color"),
      ("ghostty", "xterm-256color"), ("konsole", "xterm-256color"), ("konsole-256color", "xterm-256color"),
      ("konsole-16color", "xterm"), ("gnome-256color", "xterm-256color"), ("vte", "xterm-256color"),
      ("vte-256color", "xterm-256color"), ("st", "xterm-256color"), ("st-256color", "xterm-256color"),
      ("st-16color", "xterm"), ("stterm-256color", "xterm-256color"), ("putty-256color", "xterm-256color"),
      ("iterm2", "xterm-256color"), ("nsterm-256color", "xterm-256color"), ("mintty", "xterm-256color"),
      ("mlterm-256color", "xterm-256color"), ("contour", "xterm-256color"), ("rio", "xterm-256color"),
      ("terminator", "xterm-256color"), ("eterm-color", "xterm"), ("aixterm", "xterm-256color"),
      ("rxvt-256color", "rxvt-unicode-256color"), ("rxvt-88color", "rxvt"), ("rxvt-16color", "rxvt"),
      ("urxvt", "rxvt-unicode-256color"), ("tmux-direct", "tmux-256color"), ("tmux-kitty", "tmux-256color"),
      ("tmux-16color", "tmux"), ("screen-16color", "screen"), ("screen.alacritty", "screen-256color"),
      ("screen-256color-s", "screen-256color"), ("screen.konsole-256color", "screen-256color"),
      ("linux-16color", "linux"), ("linux-basic", "linux"), ("con80x25", "linux"), ("fbterm", "linux"),
      ("vt320", "vt220"), ("vt420", "vt220"), ("vt525", "vt220"), ("wsvt25-x", "vt220"),
    ])
  func `A type that a minimal system has no description of is taken for one of its family`(
    type: String, taken: String
  ) {
    #expect(!Self.base.contains(type))
    #expect(TerminalType.known(type) { Self.base.contains($0) } == taken)
  }

  @Test(arguments: ["wyse60", "adm3a", "", "-", "unknown", "hp700", "../../etc/passwd", "tty", "1", "æøå", "sun-ss5"])
  func `A type of no family is told, with what to do`(type: String) {
    #expect(TerminalType.known(type) { Self.base.contains($0) } == nil)
    let message = TerminalFault.unknownTerminal(type: type).message
    #expect(message.contains("TERM=xterm-256color") && message.contains("TERM=linux"))
  }

  @Test(arguments: base)
  func `A type that is described is taken as it is`(type: String) {
    #expect(TerminalType.known(type) { Self.base.contains($0) } == type)
  }

  @Test func `On the machine's own console an unknown type is linux, whatever was said`() {
    for type in ["xterm-kitty", "wyse60", "nonsense"] {
      #expect(TerminalType.known(type, isConsole: true) { Self.base.contains($0) } == "linux")
    }
  }

  @Test func `With fewer descriptions the next best of the family is taken`() {
    #expect(TerminalType.known("alacritty") { $0 == "xterm" } == "xterm")
    #expect(TerminalType.known("tmux-direct") { $0 == "screen" } == "screen")
    #expect(TerminalType.known("foot") { $0 == "vt100" } == "vt100")
    #expect(TerminalType.known("foot") { _ in false } == nil)
  }
}
