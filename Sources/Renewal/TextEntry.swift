/// A short free text that staff write on a full keyboard; a keypad's figures go in too. No screen needs it.
package struct TextEntry: Hashable, Sendable {
  /// The longest note, in characters: one line of a screen.
  package static let limit = 60

  /// What was written so far.
  package var text = ""

  /// A text, empty or begun.
  package init(_ text: String = "") { self.text = text }

  /// The text with a character more, or the last one less.
  func typing(_ key: Key) -> TextEntry {
    var next = self
    switch key {
    case .digit(let digit): next.append(Unicode.Scalar(UInt8(48 + max(0, min(9, digit)))))
    case .letter(let scalar): next.append(scalar)
    case .back: if !text.isEmpty { next.text.unicodeScalars.removeLast() }
    default: break
    }
    return next
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if text.unicodeScalars.count < Self.limit { text.unicodeScalars.append(scalar) }
  }

  /// What was written without spaces around it; nothing when that is nothing.
  var written: String? {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\u{A0}" }
    let kept = text.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
    return kept.isEmpty ? nil : String(kept)
  }
}
