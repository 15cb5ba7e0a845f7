import TestSupport

extension Seeded {
  /// Characters that a reader, a keyboard or an attacker might send.
  private static let hostile: [Character] = Array(
    "0123456789ABCZabcz<<<<-  %?;:^[]\\/{}~\u{0}\u{7}\u{1B}\r\n\t\u{7F}\u{80}\u{85}\u{A0}æøåÅ\u{30A}٣５é😀👩‍👩‍👧\u{202E}\u{FEFF}\r\n"
  )

  /// A text of up to `limit` characters, some of them hostile.
  mutating func hostileText(upTo limit: Int) -> String {
    let count = Int.random(in: 0...limit, using: &self)
    return String((0..<count).map { _ in Self.hostile.randomElement(using: &self) ?? "<" })
  }

  /// The text with up to four characters replaced, removed or put in.
  mutating func mangled(_ text: String) -> String {
    var characters = Array(text)
    for _ in 0..<Int.random(in: 1...4, using: &self) {
      let character = Self.hostile.randomElement(using: &self) ?? "<"
      let index = Int.random(in: 0...characters.count, using: &self)
      switch Int.random(in: 0...2, using: &self) {
      case 0 where index < characters.count: characters[index] = character
      case 1 where index < characters.count: characters.remove(at: index)
      default: characters.insert(character, at: index)
      }
    }
    return String(characters)
  }
}
