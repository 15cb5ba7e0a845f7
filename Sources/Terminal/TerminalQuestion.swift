/// What a terminal emulator is asked at the beginning of a session: whether it shows pictures, and how large its cells are.
///
/// The answers come among what is typed (`KeyDecoder`). The last question is one that every terminal answers (DA1): what was not answered
/// before it will not be.
package struct TerminalQuestion: Hashable, Sendable {
  /// How long answers are waited for, in milliseconds; what comes later is not believed.
  package static let patience = 1000

  /// What is written to ask.
  package let bytes: [UInt8]

  /// The question to a terminal of this type; nothing where it would be taken for text, or the answer is known: on a Linux console, and in a
  /// terminal of no known family. `variables` is the environment's.
  package init?(type: String, isConsole: Bool, variables: (String) -> String?) {
    guard !isConsole, let family = TerminalType.Family(of: type), variables("TERM_PROGRAM") != "Apple_Terminal" else {
      return nil
    }
    // Multiplexers take kitty's question for a title.
    let isShared = variables("TMUX") != nil || variables("STY") != nil
    switch family {
    case .linux: return nil
    case .xterm where !isShared: bytes = Self.kitty + Self.common
    case .xterm, .rxvt, .screen, .tmux, .vt: bytes = Self.common
    }
  }

  /// Whether a picture of one point could be shown (kitty's graphics protocol, “Querying support”).
  private static let kitty = Array("\u{1B}_Gi=\(TerminalAnswers.kittyNumber),s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\".utf8)
  /// The size of a cell (xterm, XTWINOPS 16), how many colours a sixel picture may have (XTSMGRAPHICS 1), and the fence (DA1).
  private static let common = Array("\u{1B}[16t\u{1B}[?1;1;0S\u{1B}[c".utf8)
}

/// How many points a terminal's cell has.
package struct CellPoints: Hashable, Sendable {
  package let width: Int
  package let height: Int

  /// A cell of this size; nothing where no font is as small or as large.
  package init?(width: Int, height: Int) {
    guard (2...64).contains(width), (4...128).contains(height) else { return nil }
    (self.width, self.height) = (width, height)
  }
}

/// What a terminal has answered; nothing of it is believed that does not have an answer's form.
package struct TerminalAnswers: Hashable, Sendable {
  /// The number of the picture that kitty's question is about.
  static let kittyNumber = 31

  /// Whether it shows pictures by kitty's protocol.
  package private(set) var hasKitty = false
  /// Whether it shows sixels (DA1, attribute 4).
  package private(set) var hasSixel = false
  /// How large its cells are.
  package private(set) var cell: CellPoints?
  /// How many colours a sixel picture may have.
  package private(set) var registers: Int?
  /// Whether the fence was answered, so that nothing more comes.
  package private(set) var isWhole = false

  /// Nothing was answered yet.
  package init() {}

  /// Takes a control sequence, what stands between `ESC [` and its end, and that end.
  package mutating func take(control bytes: [UInt8]) {
    guard let last = bytes.last else { return }
    let isPrivate = bytes.first == UInt8(ascii: "?")
    let parts = bytes.dropFirst(isPrivate ? 1 : 0).dropLast().split(
      separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    guard numbers.count == parts.count, numbers.allSatisfy({ $0 >= 0 }) else { return }
    switch (last, isPrivate) {
    case (UInt8(ascii: "c"), true):
      // The first one is the kind of terminal.
      hasSixel = numbers.dropFirst().contains(4)
      isWhole = true
    case (UInt8(ascii: "t"), false) where numbers.count == 3 && numbers[0] == 6:
      cell = CellPoints(width: numbers[2], height: numbers[1])
    case (UInt8(ascii: "S"), true) where numbers.count == 3 && numbers[0] == 1 && numbers[1] == 0:
      registers = numbers[2]
    case _: break
    }
  }

  /// Takes an application's string, without `ESC _` and its end.
  package mutating func take(string bytes: [UInt8]) {
    if bytes == Array("Gi=\(Self.kittyNumber);OK".utf8) { hasKitty = true }
  }
}
