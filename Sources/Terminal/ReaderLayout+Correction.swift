extension ReaderLayout {
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
