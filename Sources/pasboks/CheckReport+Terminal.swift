import Glibc

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
    if type.isEmpty || type == "dumb" {
      problem(
        "terminal", "TERM is “\(type)”: set it to the terminal's type, such as linux or xterm-256color", .unavailable)
    } else if !isKnown(type) {
      problem(
        "terminal", "no description of the type “\(type)”: install ncurses-base or ncurses-term, or set TERM",
        .unavailable)
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
  }

  private mutating func checkLocale() {
    for name in ["", "C.UTF-8"] where setlocale(LC_CTYPE, name) != nil {
      if let codes = nl_langinfo(nl_item(CODESET)), String(cString: codes) == "UTF-8" { return }
    }
    problem("terminal", "no UTF-8 locale can be set: set LANG=C.UTF-8", .unavailable)
  }

  /// Whether terminfo has a description of the type, in one of its usual places.
  private func isKnown(_ type: String) -> Bool {
    guard let first = type.unicodeScalars.first, !type.contains("/") else { return false }
    var places = [
      "/etc/terminfo", "/lib/terminfo", "/usr/lib/terminfo", "/usr/share/terminfo", "/usr/local/share/terminfo",
    ]
    if let own = getenv("TERMINFO") { places.insert(String(cString: own), at: 0) }
    if let home = getenv("HOME") { places.insert("\(String(cString: home))/.terminfo", at: 0) }
    let hexadecimal = String(first.value, radix: 16)
    return places.contains { place in
      access("\(place)/\(first)/\(type)", R_OK) == 0 || access("\(place)/\(hexadecimal)/\(type)", R_OK) == 0
    }
  }
}
