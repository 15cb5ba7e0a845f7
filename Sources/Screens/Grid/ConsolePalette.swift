/// The 16 colours that a theme gives the Linux console, whose palette can be set: each colour of its roles as it is, and skin and greys
/// for pictures where there is room.
///
/// Text may have any of them, a background the first eight only. Number 0 is the ground and 7 the text, so that what the kernel or
/// another program writes there can be read too.
package struct ConsolePalette: Hashable, Sendable {
  /// All 16, by number.
  package let colours: [RGB]

  private init(_ colours: [UInt32]) { self.colours = colours.map { RGB($0) } }

  /// The palette of a theme.
  package static func of(_ theme: ThemeName) -> ConsolePalette {
    switch theme {
    case .light: light
    case .dark: dark
    case .highContrast: highContrast
    }
  }

  /// A role's colours, by number; swapped for a reversed cell, which has the text's colours where the role's cannot be swapped.
  package func colours(of role: Role, in theme: Theme, reversed: Bool = false) -> RoleColours {
    let front = number(of: theme[role].foreground)
    let behind = number(of: theme[role].background)
    let swapped = front < 8 ? (front: behind, behind: front) : (front: 0, behind: 7)
    return RoleColours(
      foreground: reversed ? swapped.front : front, background: reversed ? swapped.behind : behind, bold: false,
      reverse: false)
  }

  private func number(of colour: RGB) -> UInt8 { Palette.nearest(colour, in: colours[...]) }

  private static let light = ConsolePalette([
    0xEEEEEE, 0xC68763, 0x8A8A8A, 0x000000, 0x005F87, 0x444444, 0xFFFFFF, 0x1C1C1C,
    0x626262, 0xAF0000, 0x005F00, 0x5F5F00, 0x00005F, 0x5F0087, 0xE3B698, 0x7A4A33,
  ])

  private static let dark = ConsolePalette([
    0x121212, 0x7A4A33, 0xC68763, 0xFFD75F, 0x005F87, 0x303030, 0xFFFFFF, 0xE4E4E4,
    0x8A8A8A, 0xFF8787, 0x87D787, 0xA8A8A8, 0x000000, 0xEEEEEE, 0x87D7FF, 0xE3B698,
  ])

  private static let highContrast = ConsolePalette([
    0x000000, 0x7A4A33, 0xC68763, 0xFFFF00, 0x303030, 0x626262, 0xA8A8A8, 0xFFFFFF,
    0x8A8A8A, 0xFFAFAF, 0x00FF00, 0xE3B698, 0x444444, 0xC6C6C6, 0x00FFFF, 0xE4E4E4,
  ])
}
