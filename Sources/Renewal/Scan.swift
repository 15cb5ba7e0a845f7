/// What a wedge reader (a reader that works as a keyboard) read.
package enum ScanKind: Hashable, Sendable, CaseIterable {
  /// A magnetic stripe: its tracks as the reader sent them.
  case card
  /// A barcode or square code, without the reader's prefix.
  case code
  /// The lines of a machine readable zone, joined, without the reader's prefix.
  case mrz
}

/// One reading of a wedge reader: never echoed, never half.
package struct Scan: Hashable, Sendable {
  /// The longest reading that is taken, in characters.
  package static let limit = 256

  package let kind: ScanKind

  /// Printable ASCII only, upper case (Caps Lock must not matter), at most `limit` characters; between two tracks a line feed.
  package let text: String

  /// Takes what a reader sent: returns and tabs become line feeds, other control characters are dropped, `Æ Ø Å` become the stripe's
  /// `[ \ ]`, other foreign characters `~`, which means nothing to a stripe or a code; the rest is cut.
  package init(kind: ScanKind, text: String) {
    self.kind = kind
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if kept.count == Scan.limit { break }
      switch scalar {
      case "a"..."z": kept.append(Unicode.Scalar(UInt8(scalar.value) - 0x20))
      case " "..."~": kept.append(scalar)
      case "\t", "\n", "\r": if kept.last != "\n", !kept.isEmpty { kept.append("\n") }
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": continue
      case "Æ", "æ": kept.append("[")
      case "Ø", "ø": kept.append("\\")
      case "Å", "å": kept.append("]")
      case _: kept.append("~")
      }
    }
    if kept.last == "\n" { kept.removeLast() }
    self.text = String(kept)
  }
}
