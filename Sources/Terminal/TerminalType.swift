import CTerminal

/// Types of terminals (TERM). A minimal system has descriptions of few; an emulator that it has none of works as another of its
/// family, for which all of them answer.
package enum TerminalType {
  /// The type to open a terminal as: the one that it says, or else one of its family that is described here; nothing when there is
  /// none. On a Linux console that is `linux`, whatever was said.
  package static func known(_ type: String, isConsole: Bool = false) -> String? {
    known(type, isConsole: isConsole) { pk_knows_terminal($0) }
  }

  /// The same for given descriptions.
  package static func known(_ type: String, isConsole: Bool = false, described: (String) -> Bool) -> String? {
    ([type] + (isConsole ? ["linux"] : []) + substitutes(for: type)).first(where: described)
  }

  /// What a terminal of a type also answers to, the most able first; nothing for a type of no family.
  package static func substitutes(for type: String) -> [String] {
    Family(of: type)?.types(Shades(type.lowercased())) ?? []
  }

  /// How many colours the name speaks of.
  fileprivate enum Shades {
    case none, few, many

    init(_ name: String) {
      let words = name.split { "-+.".contains($0) }
      if words.contains(where: { ["m", "mono", "nocolor", "bw"].contains($0) }) {
        self = .none
      } else if words.contains(where: { ["8color", "16color", "88color", "color"].contains($0) }) {
        self = .few
      } else {
        self = .many
      }
    }
  }

  /// Types that answer to the same orders.
  enum Family: CaseIterable {
    case xterm, rxvt, screen, tmux, linux, vt

    /// The family that a type's name tells; nothing where it tells none.
    init?(of type: String) {
      let stem = String(type.lowercased().prefix { $0.isLetter || $0 == "_" })
      guard let family = Self.allCases.first(where: { $0.stems.contains(stem) }) else { return nil }
      self = family
    }

    /// What the names begin with, up to the first figure or sign.
    private var stems: Set<String> {
      switch self {
      case .xterm:
        [
          "xterm", "alacritty", "foot", "kitty", "wezterm", "ghostty", "konsole", "gnome", "vte", "st", "stterm", "rio",
          "contour", "mintty", "iterm", "nsterm", "apple_terminal", "terminology", "terminator", "termite", "tilix",
          "xfce", "mlterm", "putty", "hterm", "teraterm", "domterm", "zutty", "warp", "vscode", "eterm", "dtterm",
          "aixterm", "mterm", "kterm", "cygwin",
        ]
      case .rxvt: ["rxvt", "urxvt", "mrxvt"]
      case .screen: ["screen", "dvtm", "byobu"]
      case .tmux: ["tmux"]
      case .linux: ["linux", "con", "fbterm", "jfbterm", "kmscon", "yaft"]
      case .vt: ["vt", "dec", "wsvt"]
      }
    }

    fileprivate func types(_ shades: Shades) -> [String] {
      let last = ["vt220", "vt100"]
      if shades == .none { return last }
      let isRich = shades == .many
      return switch self {
      case .xterm: (isRich ? ["xterm-256color"] : []) + ["xterm"] + last
      case .rxvt: (isRich ? ["rxvt-unicode-256color", "xterm-256color"] : []) + ["rxvt", "xterm"] + last
      case .screen: (isRich ? ["screen-256color"] : []) + ["screen"] + last
      case .tmux: (isRich ? ["tmux-256color", "screen-256color"] : []) + ["tmux", "screen"] + last
      case .linux: ["linux"] + last
      case .vt: last
      }
    }
  }
}
