import Glibc
import Screens
import Terminal

extension CheckReport {
  /// The least columns and rows on which the screens are whole.
  private static let least = (columns: 40, rows: 15)

  /// Looks at the terminal on standard input and output: locale, type, size.
  mutating func checkTerminal() {
    guard isatty(0) == 1, isatty(1) == 1 else {
      lookAt("terminal", "standard input or output is no terminal, so it was not looked at")
      return
    }
    checkLocale()
    let type = getenv("TERM").map { String(cString: $0) } ?? ""
    let known = TerminalType.known(type)
    if type.isEmpty || type == "dumb" {
      problem("terminal", "TERM is “\(type)”: \(TerminalFault.advice)", .unavailable)
    } else if known == nil {
      problem("terminal", TerminalFault.unknownTerminal(type: type).message, .unavailable)
    } else if let known, known != type {
      lookAt(
        "terminal", "no description of the type “\(type)”: it is taken for \(known); ncurses-term may have its own")
    }
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      lookAt("terminal", "it does not tell its size")
      return
    }
    let measure = "\(size.ws_col) columns and \(size.ws_row) rows"
    if Int(size.ws_col) < Self.least.columns || Int(size.ws_row) < Self.least.rows {
      problem(
        "terminal", "\(measure), and \(Self.least.columns) and \(Self.least.rows) are needed: make it larger",
        .unavailable)
    } else {
      good("terminal", "\(type), \(measure)")
    }
    checkPictures(Size(columns: Int(size.ws_col), rows: Int(size.ws_row)).clamped)
  }

  /// On a console, how pictures are shown there.
  private mutating func checkPictures(_ size: Size) {
    guard let report = Framebuffer()?.report(size) else { return }
    if report.isShown {
      good("pictures", report.words)
    } else {
      lookAt("pictures", report.words)
    }
  }

  private mutating func checkLocale() {
    for name in ["", "C.UTF-8"] where setlocale(LC_CTYPE, name) != nil {
      if let codes = nl_langinfo(nl_item(CODESET)), String(cString: codes) == "UTF-8" { return }
    }
    problem("terminal", "no UTF-8 locale can be set: set LANG=C.UTF-8", .unavailable)
  }
}
