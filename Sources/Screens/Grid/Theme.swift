/// The colours of one role.
package struct ThemeColours: Hashable, Sendable {
  package let foreground: RGB
  package let background: RGB
  package let bold: Bool

  package init(_ foreground: UInt32, on background: UInt32, bold: Bool = false) {
    self.foreground = RGB(foreground)
    self.background = RGB(background)
    self.bold = bold
  }
}

/// The names of the three themes.
package enum ThemeName: String, CaseIterable, Hashable, Sendable {
  case light
  case dark
  case highContrast
}

/// A table of roles: contrast is at least 4.5:1 in each, and 7:1 in high contrast, at every colour depth.
package struct Theme: Hashable, Sendable {
  package let name: ThemeName
  package let text: ThemeColours
  package let quiet: ThemeColours
  package let heading: ThemeColours
  package let focus: ThemeColours
  package let choice: ThemeColours
  package let key: ThemeColours
  package let header: ThemeColours
  package let rule: ThemeColours
  package let good: ThemeColours
  package let warning: ThemeColours
  package let bad: ThemeColours
  package let staff: ThemeColours
  /// Never bold, and with the eight plain foregrounds only: in these colours a typed digit costs one byte.
  package let entry: ThemeColours
  package let pictureFrame: ThemeColours

  /// The colours of a role.
  package subscript(role: Role) -> ThemeColours {
    switch role {
    case .text: text
    case .quiet: quiet
    case .heading: heading
    case .focus: focus
    case .choice: choice
    case .key: key
    case .header: header
    case .rule: rule
    case .good: good
    case .warning: warning
    case .bad: bad
    case .staff: staff
    case .entry: entry
    case .pictureFrame: pictureFrame
    }
  }

  /// The theme of a name.
  package static func named(_ name: ThemeName) -> Theme {
    switch name {
    case .light: light
    case .dark: dark
    case .highContrast: highContrast
    }
  }
}
