/// How a wedge reader's keys arrive.
package enum ReaderLayout: String, CaseIterable, Hashable, Sendable {
  /// As the reader meant them.
  case matching
  /// The reader types as on a US keyboard, and the keymap is Danish: `; < [` arrive as `æ ; å`.
  case us
}

extension ReaderLayout {
  /// What a reader meant by the characters that arrived: Caps Lock undone (readers send capitals), the layout corrected, all upper case.
  package func meant(_ arrived: String) -> String {
    String(String.UnicodeScalarView(meant(Array(arrived.unicodeScalars))))
  }

  /// What a reader meant by the characters that arrived.
  func meant(_ arrived: [Unicode.Scalar]) -> [Unicode.Scalar] {
    let isSmall = arrived.contains { ("a"..."z").contains($0) }
    let isCapital = arrived.contains { ("A"..."Z").contains($0) }
    let swapped = isSmall && !isCapital ? arrived.map(ReaderLayout.otherCase) : arrived
    return swapped.flatMap { meant($0) }.map {
      ("a"..."z").contains($0) ? Unicode.Scalar(UInt8($0.value) - 0x20) : $0
    }
  }

  private static func otherCase(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let properties = scalar.properties
    let mapped = properties.isLowercase ? properties.uppercaseMapping : properties.lowercaseMapping
    let scalars = mapped.unicodeScalars
    return scalars.count == 1 ? scalars.first ?? scalar : scalar
  }

  /// What a reader meant by a character that arrived: one key, or two where a dead key swallowed the next.
  func meant(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    switch self {
    case .matching: [scalar]
    case .us: ReaderLayout.fromDanish[scalar] ?? [scalar]
    }
  }

  /// As what a character arrives that a reader means.
  func arriving(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch self {
    case .matching: scalar
    case .us: ReaderLayout.singleKeys.first { $0.meant == scalar }?.arrived ?? scalar
    }
  }

  /// Whether a character that a reader means is on a key that waits for the next one.
  func isDead(_ scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .matching: false
    case .us: ReaderLayout.deadKeys.contains { $0.meant == scalar }
    }
  }

  /// The keys that differ between the Danish and the US keyboard, plain and with Shift.
  private static let singleKeys: [(arrived: Unicode.Scalar, meant: Unicode.Scalar)] = [
    ("½", "`"), ("§", "~"), ("+", "-"), ("?", "_"), ("´", "="), ("`", "+"),
    ("å", "["), ("Å", "{"), ("¨", "]"), ("^", "}"), ("'", "\\"), ("*", "|"),
    ("æ", ";"), ("Æ", ":"), ("ø", "'"), ("Ø", "\""), (";", "<"), (":", ">"), ("-", "/"), ("_", "?"),
    ("\"", "@"), ("¤", "$"), ("&", "^"), ("/", "&"), ("(", "*"), (")", "("), ("=", ")"),
  ]

  /// The Danish dead keys with the letters that they swallow, and what the two keys mean.
  private static let deadKeys: [(meant: Unicode.Scalar, letters: String, arrived: String)] = [
    ("=", "aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ"),
    ("+", "aeiouAEIOU", "àèìòùÀÈÌÒÙ"),
    ("]", "aeiouyAEIOU", "äëïöüÿÄËÏÖÜ"),
    ("}", "aeiouAEIOU", "âêîôûÂÊÎÔÛ"),
  ]

  private static let fromDanish: [Unicode.Scalar: [Unicode.Scalar]] = {
    var table: [Unicode.Scalar: [Unicode.Scalar]] = [:]
    for key in singleKeys { table[key.arrived] = [key.meant] }
    for dead in deadKeys {
      for (letter, arrived) in zip(dead.letters.unicodeScalars, dead.arrived.unicodeScalars) {
        table[arrived] = [dead.meant, letter]
      }
    }
    return table
  }()
}
