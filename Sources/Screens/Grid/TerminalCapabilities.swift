/// How many colours a terminal can show.
package enum ColourDepth: Int, CaseIterable, Comparable, Sendable {
  case mono
  /// 8 foregrounds and 8 backgrounds; bold may or may not be brighter.
  case eight
  /// 16 foregrounds and 8 backgrounds, as on the Linux console.
  case sixteen
  case indexed256
  /// 24 bits in pictures; text uses the 256 colours.
  case trueColour

  package static func < (one: ColourDepth, other: ColourDepth) -> Bool {
    one.rawValue < other.rawValue
  }
}

/// What the terminal in front of the citizen can do.
package struct TerminalCapabilities: Hashable, Sendable {
  package var colours: ColourDepth

  /// Whether the font has ▀ ▄ and the quadrants (Debian's console fonts have none).
  package var halfBlocks: Bool

  /// Whether the font has the marks ✓ ✗ ► ◄ ◆ ● ○ ■ □; without them the terminal draws the nearest ASCII.
  package var symbols: Bool

  /// Whether the 16 colours are the theme's own (`ConsolePalette`), as on a Linux virtual console.
  package var hasThemePalette: Bool

  /// The theme that is on the terminal, where pictures have its colours: those in characters where the 16 colours are the theme's, strokes
  /// where they are pixels.
  package var paletteTheme: ThemeName?

  /// Whether pictures are shown by their own pixels, as on a console with a frame buffer, and on emulators that take them.
  package var hasPixels: Bool

  /// Draws for a terminal on which this theme is.
  mutating func onScreen(_ theme: ThemeName) { paletteTheme = hasThemePalette || hasPixels ? theme : nil }

  package init(
    colours: ColourDepth, halfBlocks: Bool, symbols: Bool, hasThemePalette: Bool = false, hasPixels: Bool = false
  ) {
    self.colours = colours
    self.halfBlocks = halfBlocks
    self.symbols = symbols
    self.hasThemePalette = hasThemePalette
    self.hasPixels = hasPixels
  }

  /// A good terminal emulator.
  package static let full = TerminalCapabilities(colours: .trueColour, halfBlocks: true, symbols: true)

  /// A Linux console with one of Debian's fonts.
  package static let plainConsole = TerminalCapabilities(colours: .sixteen, halfBlocks: false, symbols: false)
}
