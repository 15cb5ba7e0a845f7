import CTerminal
package import Screens

/// The terminal while the box has it; its end puts the terminal back as it was found.
///
/// One a process, and on the main thread only: it cannot be copied or sent.
package struct CursesSession: ~Copyable {
  /// What the terminal can do.
  package private(set) var capabilities: TerminalCapabilities

  /// As which type the terminal was opened, where terminfo has no description of its own.
  package let substitute: String?

  /// The size to draw in, within `Size.largest`.
  package internal(set) var size: Size

  var decoder: KeyDecoder
  var canvas: Canvas
  private let surface: (any PixelSurface)?
  var isGone = false
  var hasMore = false

  /// Opens the terminal behind two descriptors; its type is the environment's (TERM) unless given, and whether its 16 colours can be set
  /// is the kernel's word. Pictures are shown by their own pixels where `surface` takes them.
  package init(
    input: Int32 = 0, output: Int32 = 1, type: String? = nil, wedge: WedgeSettings = .standard,
    setsPalette: Bool? = nil, surface: (any PixelSurface)? = nil
  ) throws(TerminalFault) {
    let said = type ?? String(cString: pk_environment_type())
    let isConsole = pk_is_virtual_console(output)
    let type = TerminalType.known(said, isConsole: isConsole) ?? said
    substitute = type == said ? nil : type
    let largest = pk_size(rows: Int32(Size.largest.rows), columns: Int32(Size.largest.columns))
    let code = Int(pk_open(input, output, type, largest, setsPalette ?? isConsole))
    switch code {
    case pk_ok: break
    case pk_no_utf8_locale: throw .noUTF8Locale
    case pk_not_a_terminal: throw .notATerminal
    case pk_unknown_terminal: throw .unknownTerminal(type: type)
    case pk_poor_terminal: throw .poorTerminal(type: type)
    case pk_already_open: throw .alreadyOpen
    case _: throw .system(code: pk_error_number())
    }
    capabilities = CursesSession.measure(setsPalette: setsPalette ?? isConsole)
    decoder = KeyDecoder(wedge: wedge)
    size = CursesSession.currentSize()
    capabilities.hasPixels = surface?.layout(of: size) != nil
    canvas = Canvas(capabilities: capabilities, surface: surface)
    self.surface = surface
    pk_resize(pk_size(rows: Int32(size.rows), columns: Int32(size.columns)))
  }

  deinit {
    // Nobody's face stays on a screen.
    surface?.clear()
    pk_close()
  }

  /// The terminal has another size, mode or font, and may show pictures otherwise.
  mutating func measureAnew() {
    canvas.forget()
    guard let surface else { return }
    surface.reopen()
    capabilities.hasPixels = surface.layout(of: size) != nil
    canvas = Canvas(capabilities: capabilities, surface: surface)
  }

  /// Becomes readable when `nextInputs` has something to tell.
  package var descriptor: Int32 { pk_descriptor() }

  /// When `nextInputs` should be called though nothing is readable; in milliseconds, as `now` there.
  package var deadline: Int? { hasMore ? 0 : decoder.deadline }

  static func currentSize() -> Size {
    let size = pk_terminal_size(pk_size(rows: Int32(Size.largest.rows), columns: Int32(Size.largest.columns)))
    return Size(columns: Int(size.columns), rows: Int(size.rows))
  }

  private static func measure(setsPalette: Bool) -> TerminalCapabilities {
    let depth: ColourDepth
    switch pk_colours() {
    case _ where pk_numbers_are_colours(): depth = .trueColour
    case 256...: depth = pk_direct_colour() ? .trueColour : .indexed256
    case 16...: depth = .sixteen
    case 8...: depth = pk_is_console() ? .sixteen : .eight
    case _: depth = .mono
    }
    return TerminalCapabilities(
      colours: depth,
      halfBlocks: "▀▄▌▐▖▟".unicodeScalars.allSatisfy { pk_font_has($0.value) },
      symbols: "✓✗►◄◆●○■□".unicodeScalars.allSatisfy { pk_font_has($0.value) },
      hasThemePalette: setsPalette && depth == .sixteen)
  }
}

@available(*, unavailable)
extension CursesSession: Sendable {}
