/// The characters that may reach the terminal: each is one cell wide and in the installation's console font.
///
/// Latin-1, Latin Extended-A, ș and ț, Cyrillic, box drawing, blocks and some punctuation, as `Documentation/Screens.md` declares.
package enum Repertoire {
  /// The longest text that is sanitized; what follows is cut.
  package static let limit = 4096

  /// Whether a character may be drawn as it is.
  package static func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA1...0xAC, 0xAE...0x17F: true  // U+00A0 becomes a space, U+00AD is no character to see
    case 0x218...0x21B: true  // Romanian's ș and ț
    case 0x400...0x45F, 0x490, 0x491: true  // with Ukrainian's ґ
    case 0x2500...0x2593, 0x2596...0x259F: true
    case 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x201E, 0x2022, 0x2026, 0x20AC: true  // – — ‘ ’ “ ” „ • … €
    case 0x2190...0x2193, 0x25BA, 0x25C4, 0x25C6, 0x25CF, 0x25CB, 0x25A0, 0x25A1, 0x2713, 0x2717: true
    case _: false
    }
  }

  /// Makes any text fit to draw: composed, one cell a character, nothing that a terminal could obey.
  ///
  /// White space becomes a space; format characters and stray marks vanish; everything else foreign becomes `?`.
  package static func sanitize(_ text: String) -> String {
    var sanitized = String.UnicodeScalarView()
    if covers(text) {
      if text.utf8.count <= limit { return text }
      sanitized.append(contentsOf: text.unicodeScalars.prefix(limit))
      return String(sanitized)
    }
    for character in text.prefix(limit) {
      if let scalar = sanitize(character) { sanitized.append(scalar) }
    }
    return String(sanitized)
  }

  /// The sanitized characters of a text, one a cell, at most `limit`.
  package static func scalars(of text: String) -> [Unicode.Scalar] {
    Array(sanitize(text).unicodeScalars)
  }

  /// Whether a text can be drawn as it stands.
  package static func covers(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy(contains)
  }

  private static func sanitize(_ character: Character) -> Unicode.Scalar? {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return nil }
    if scalars.count == 1, contains(first) { return first }
    // Characters are equal when they are canonically equivalent: this composes e + U+0301 without a table of pairs.
    if let composed = composed[character] { return composed }
    if scalars.contains(where: { $0.properties.generalCategory == .format }) {
      var plain = String.UnicodeScalarView()  // a joiner after a letter is no part of it
      plain.append(contentsOf: scalars.filter { $0.properties.generalCategory != .format })
      return Character.alone(String(plain)).flatMap { sanitize($0) } ?? (plain.isEmpty ? nil : "?")
    }
    switch first.properties.generalCategory {
    case .format, .nonspacingMark, .spacingMark, .enclosingMark: return nil
    case .spaceSeparator, .lineSeparator, .paragraphSeparator: return " "
    case _: return first.properties.isWhitespace ? " " : "?"
    }
  }

  private static let composed: [Character: Unicode.Scalar] = {
    var table: [Character: Unicode.Scalar] = [:]
    for value in [0xC0...0x17F, 0x218...0x21B, 0x400...0x45F].joined() {
      if let scalar = Unicode.Scalar(UInt32(value)) { table[Character(scalar)] = scalar }
    }
    return table
  }()
}

extension Character {
  /// The only character of a text, or nothing.
  fileprivate static func alone(_ text: String) -> Character? {
    text.count == 1 ? text.first : nil
  }
}
