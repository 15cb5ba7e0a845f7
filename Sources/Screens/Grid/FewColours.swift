/// A theme's roles on terminals of 16 and 8 colours that keep their own palette, chosen by hand: no two of them agree what their colours
/// are, so each pair has enough contrast in the console's palette and in xterm's.
///
/// Red is for what is bad alone; on eight colours nothing readable is red. The light theme's ground is their lightest background,
/// a grey, on which nothing but black and blue can be read. With high contrast nothing readable is red, and on eight colours green is
/// too dark: there the marks alone tell what is bad and what is well.
enum FewColours {
  typealias Pair = (foreground: UInt8, background: UInt8)

  private static let (black, red, green) = (UInt8(0), UInt8(1), UInt8(2))
  private static let (blue, cyan, grey) = (UInt8(4), UInt8(6), UInt8(7))
  private static let (brightRed, brightGreen, yellow) = (UInt8(9), UInt8(10), UInt8(11))
  private static let (brightCyan, white) = (UInt8(14), UInt8(15))

  /// The colours of a role; swapped for a reversed cell, which has the text's colours where the role's cannot be swapped.
  static func pair(of role: Role, in theme: ThemeName, at depth: ColourDepth, reversed: Bool) -> Pair {
    let pair = pair(of: role, in: theme, depth == .sixteen)
    guard reversed else { return pair }
    if pair.foreground < 8, theme.holds(pair.background, on: pair.foreground) {
      return (pair.background, pair.foreground)
    }
    return theme == .light ? (grey, black) : (black, grey)
  }

  private static func pair(of role: Role, in theme: ThemeName, _ hasSixteen: Bool) -> Pair {
    let light = hasSixteen ? white : grey
    switch theme {
    case .light:
      return switch role {
      case .text, .quiet, .choice, .rule, .good, .warning, .entry, .pictureFrame: (black, grey)
      case .heading, .staff: (blue, grey)
      case .focus, .header: (light, blue)
      case .key: (light, black)
      case .bad: hasSixteen ? (white, red) : (black, grey)
      }
    case .dark:
      return switch role {
      case .text, .quiet, .choice, .rule, .pictureFrame: (grey, black)
      case .heading: (light, black)
      case .focus: (black, grey)
      case .key, .header: (light, blue)
      case .good: (hasSixteen ? brightGreen : green, black)
      case .warning: (hasSixteen ? yellow : grey, black)
      case .bad: (hasSixteen ? brightRed : grey, black)
      case .staff: (hasSixteen ? brightCyan : cyan, black)
      case .entry: (grey, blue)
      }
    case .highContrast:
      return switch role {
      case .text, .quiet, .choice, .rule, .pictureFrame: (light, black)
      case .heading, .warning: (hasSixteen ? yellow : grey, black)
      case .focus: (black, cyan)
      case .key, .header: (black, grey)
      case .good: (hasSixteen ? brightGreen : grey, black)
      case .bad: (light, black)
      case .staff: (hasSixteen ? brightCyan : cyan, black)
      case .entry: (grey, black)
      }
    }
  }
}
