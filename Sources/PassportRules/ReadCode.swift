/// A number as a reader of barcodes and square codes sends it, without what the reader and the code put around it.
///
/// Not the number's own are: blanks and control characters; AIM's symbology identifier (ISO/IEC 15424: `]`, a letter, a modifier); a
/// maker's code letter before or behind it (Zebra's `B` or `P01`, Honeywell's `j`); the start and stop signs of Code 39 (`*`) and Codabar
/// (`A` to `D`); and the hyphen or blank that people write within it. Anything else makes it no number: nothing is guessed out of a text.
package struct ReadCode: Hashable, Sendable {
  /// What is left: it begins and ends with a digit, and has only digits and capitals.
  package let number: String
  /// The position of its first character in the text, from 1.
  package let position: Int

  /// How many signs before, and behind, a number may be the reader's or the code's.
  private static let mostSigns = 2

  /// Takes what surrounds a number off; nothing when what is left is none.
  package init?(_ text: some StringProtocol) {
    let scalars = Array(text.unicodeScalars.prefix(Self.longest + 1))
    guard scalars.count <= Self.longest else { return nil }
    let signs = scalars.enumerated().filter { !Self.isBlank($0.element) }
    var kept = signs[...]
    kept = kept.dropFirst(Self.identifier(kept.map(\.element)))
    for _ in 0..<Self.mostSigns { if let first = kept.first?.element, Self.isAround(first) { kept = kept.dropFirst() } }
    for _ in 0..<Self.mostSigns { if let last = kept.last?.element, Self.isAround(last) { kept = kept.dropLast() } }
    guard let first = kept.first, let last = kept.last, Self.isDigit(first.element), Self.isDigit(last.element) else {
      return nil
    }
    var number = ""
    for (_, scalar) in kept where scalar != "-" {
      guard let sign = Self.capital(scalar) else { return nil }
      number.unicodeScalars.append(sign)
    }
    self.number = number
    position = first.offset + 1
  }

  /// The number when it has digits alone.
  package var digits: String? { number.utf8.allSatisfy { (48...57).contains($0) } ? number : nil }

  private static let longest = 64

  /// How many signs at the front name the kind of code. A Danish console may make `@` of the `]` of a reader that types as on an
  /// American keyboard.
  private static func identifier(_ signs: [Unicode.Scalar]) -> Int {
    guard signs.count > 3 else { return 0 }
    let isAIM = (signs[0] == "]" || signs[0] == "@") && isLetter(signs[1]) && capital(signs[2]) != nil
    let isZebra = (signs[0] == "P" || signs[0] == "p") && signs[1] == "0" && capital(signs[2]) != nil
    return isAIM || isZebra ? 3 : 0
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x20, 0x7F...0xA0: true
    case _: false
    }
  }

  private static func isAround(_ scalar: Unicode.Scalar) -> Bool { scalar == "*" || isLetter(scalar) }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("A"..."Z").contains(scalar) || ("a"..."z").contains(scalar)
  }

  /// A digit or a letter, as a capital; nothing for any other sign.
  private static func capital(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    if isDigit(scalar) || ("A"..."Z").contains(scalar) { return scalar }
    return isLetter(scalar) ? Unicode.Scalar(UInt8(scalar.value) - 0x20) : nil
  }
}
