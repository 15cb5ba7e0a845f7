/// What a role looks like on a terminal of some depth: colour numbers and attributes.
package struct RoleColours: Hashable, Sendable {
  /// 0–7, 0–15 or 16–255 by depth; nothing is the terminal's own colour.
  package let foreground: UInt8?
  /// 0–7 or 16–255 by depth; nothing is the terminal's own colour.
  package let background: UInt8?
  /// The bold attribute. With 16 colours on the console it is never set here: bold is brightness there.
  package let bold: Bool
  /// The reverse attribute, for terminals without colours only.
  package let reverse: Bool
}

extension Theme {
  /// The least contrast between a role's text and its background (WCAG 2.2, 1.4.3; with high contrast 1.4.6).
  package var leastContrast: Double { name.leastContrast }

  /// The colours of a role on a terminal of this depth, swapped for a reversed cell; the contrast holds at each depth.
  package func colours(of role: Role, at depth: ColourDepth, reversed: Bool = false) -> RoleColours {
    let wanted = self[role]
    let foreground = reversed ? wanted.background : wanted.foreground
    let background = reversed ? wanted.foreground : wanted.background
    switch depth {
    case .mono:
      let standsOut = wanted.background != text.background && role != .entry
      return RoleColours(foreground: nil, background: nil, bold: wanted.bold, reverse: standsOut != reversed)
    case .eight:
      let pair = FewColours.pair(of: role, in: name, at: depth, reversed: reversed)
      let holds = name.holds(pair.foreground + 8, on: pair.background)  // bold may be drawn brighter
      return RoleColours(
        foreground: pair.foreground, background: pair.background, bold: wanted.bold && holds, reverse: false)
    case .sixteen:
      let pair = FewColours.pair(of: role, in: name, at: depth, reversed: reversed)
      return RoleColours(foreground: pair.foreground, background: pair.background, bold: false, reverse: false)
    case .indexed256, .trueColour:
      return RoleColours(
        foreground: Palette.nearestFixed(foreground), background: Palette.nearestFixed(background),
        bold: wanted.bold, reverse: false)
    }
  }
}

extension ThemeName {
  /// The least contrast between a role's text and its background.
  var leastContrast: Double {
    switch self {
    case .light, .dark: 4.5
    case .highContrast: 7
    }
  }

  /// Whether two of the 16 colours have enough contrast, whichever palette the terminal has.
  func holds(_ foreground: UInt8, on background: UInt8) -> Bool {
    [Palette.console, Palette.xterm].allSatisfy {
      $0[Int(foreground)].contrast(with: $0[Int(background)]) >= leastContrast
    }
  }
}
