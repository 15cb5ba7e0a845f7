/// What is drawn for a character that the console's font lacks.
enum PlainGlyphs {
  private static let nearest: [(String, Unicode.Scalar)] = [
    ("✓", "v"), ("✗", "x"), ("►→", ">"), ("◄←", "<"), ("↑", "^"), ("↓", "v"), ("◆", "@"), ("●•", "*"), ("○□", "o"),
    ("■", "#"), ("–—", "-"), ("‘’", "'"), ("“”„", "\""), ("…", "."), ("€", "E"), ("░", "."), ("▒", ":"), ("▓", "%"),
    ("█▀▄▌▐▁▂▃▅▆▇▉▊▋▍▎▏▖▗▘▙▚▛▜▝▞▟", "#"), ("─━═╌╍┄┅┈┉", "-"), ("│┃║╎╏┆┇┊┋", "|"),
    ("┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╭╮╯╰", "+"),
  ]

  /// The characters to draw instead, by those that the font lacks.
  static func substitutes(fontHas: (UInt32) -> Bool) -> [UInt32: UInt32] {
    var table: [UInt32: UInt32] = [:]
    for (lacking, plain) in nearest {
      for scalar in lacking.unicodeScalars where !fontHas(scalar.value) { table[scalar.value] = plain.value }
    }
    return table
  }
}
