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

  /// The terminal's size, within `Size.largest`.
  var terminalSize: Size

  /// The size to draw in: the terminal's, or half of that where screens are drawn twice as large.
  package var size: Size { isEnlarged ? terminalSize.divided(by: Magnifier.factor) : terminalSize }

  /// Whether screens are drawn twice as large; only where they can be.
  package private(set) var isEnlarged = false

  var decoder: KeyDecoder
  var canvas: Canvas
  private let surface: (any PixelSurface)?
  /// What the terminal is asked about pictures, where it is asked, and how far that is.
  private let question: TerminalQuestion?
  var asking = Asking.over
  /// Shows pictures on a terminal that answered that it takes them.
  private var graphics: GraphicsWriter?
  var isGone = false
  var hasMore = false

  /// How far the terminal's question is.
  enum Asking: Hashable {
    /// It was asked, and nothing was read since.
    case asked
    /// Answers are waited for; `isOutdated` when they must be asked for again.
    case waiting(isOutdated: Bool)
    /// Nothing is waited for.
    case over
  }

  /// Opens the terminal behind two descriptors; its type is the environment's (TERM) unless given, and whether its 16 colours can be set
  /// is the kernel's word. Pictures are shown by their own pixels where `surface` takes them; with
  /// `asks` the terminal is asked whether it does, and the answer comes with what is typed.
  package init(
    input: Int32 = 0, output: Int32 = 1, type: String? = nil, wedge: WedgeSettings = .standard,
    setsPalette: Bool? = nil, surface: (any PixelSurface)? = nil, asks: Bool = false
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
    terminalSize = CursesSession.currentSize()
    capabilities.hasPixels = surface?.layout(of: terminalSize) != nil
    canvas = Canvas(capabilities: capabilities, painter: surface.map { PixelWriter($0) })
    self.surface = surface
    question = asks ? TerminalQuestion(type: said, isConsole: isConsole) { Self.variable($0) } : nil
    pk_resize(pk_size(rows: Int32(terminalSize.rows), columns: Int32(terminalSize.columns)))
    ask()
  }

  /// Whether screens can be drawn twice as large: by points of their own, from the shapes of the console's letters.
  package var canEnlarge: Bool { largeFont != nil }

  /// The shapes that larger letters are drawn from; nothing where there is no room for them, or no point can be written.
  private var largeFont: ConsoleFont? {
    guard capabilities.hasPixels, Screens.canBeDrawn(in: terminalSize.divided(by: Magnifier.factor)) else { return nil }
    return surface?.font
  }

  /// Draws screens twice as large from now on, or as they are; where they cannot be, as they are. How many times as large they are.
  package mutating func enlarge(_ isWanted: Bool) -> Int {
    if isWanted != isEnlarged { draw(from: isWanted ? largeFont : nil) }
    return isEnlarged ? Magnifier.factor : 1
  }

  private mutating func draw(from font: ConsoleFont?) {
    guard font != nil || isEnlarged else { return }
    isEnlarged = font != nil
    canvas.enlarge(from: font)
  }

  deinit {
    // Nobody's face stays on a screen.
    surface?.clear()
    graphics?.forget()
    pk_close()
  }

  /// The terminal has another size, mode or font, and may show pictures otherwise.
  mutating func measureAnew() {
    canvas.forget()
    if let surface {
      surface.reopen()
      capabilities.hasPixels = surface.layout(of: terminalSize) != nil
      canvas = Canvas(capabilities: capabilities, painter: PixelWriter(surface))
      // Its letters may be others now.
      if isEnlarged { draw(from: largeFont) }
    } else if case .waiting = asking {
      asking = .waiting(isOutdated: true)
    } else if graphics != nil {
      // Its cells may be others now.
      show(by: nil)
      ask()
    }
  }

  // MARK: Asking the terminal

  /// Whether nothing is waited for any more that the terminal was asked, so that its capabilities are known.
  package var isMeasured: Bool { asking == .over }

  private mutating func ask() {
    guard let question else { return }
    asking = .asked
    Self.write(question.bytes)
  }

  /// The terminal has answered, or will not any more; tells whether pictures are shown otherwise than before.
  mutating func heard(_ answers: TerminalAnswers) -> Bool {
    let isOutdated = asking == .waiting(isOutdated: true)
    asking = .over
    guard let form = GraphicsForm(answers, measured: Self.measuredCell()) else { return false }
    guard !isOutdated else {
      ask()
      return false
    }
    show(by: form)
    return true
  }

  private mutating func show(by form: GraphicsForm?) {
    canvas.forget()
    // Characters show a face where its own pixels would be too many to send.
    let form = form.flatMap { GraphicsWriter.hasRoom(for: $0, on: terminalSize) ? $0 : nil }
    graphics = form.map { GraphicsWriter($0) { Self.write($0) } }
    pk_pictures_are_kept(form?.isKept ?? false)
    capabilities.hasPixels = graphics != nil
    canvas = Canvas(capabilities: capabilities, painter: graphics)
  }

  private static func write(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { pk_send($0.baseAddress, UInt($0.count)) }
  }

  private static func variable(_ name: String) -> String? { pk_variable(name).map { String(cString: $0) } }

  /// The cell by the size in points that the terminal's driver has; nothing where it has none.
  private static func measuredCell() -> CellPoints? {
    let cell = pk_cell_points()
    return CellPoints(width: Int(cell.columns), height: Int(cell.rows))
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
