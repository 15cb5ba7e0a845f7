/// What a wedge reader (a reader that works as a keyboard) read.
package enum ScanKind: Hashable, Sendable, CaseIterable {
  /// A magnetic stripe: both tracks with their sentinels (`%…?;…?`).
  case card
  /// A barcode or QR code, without the reader's prefix.
  case code
  /// The lines of a machine readable zone, joined, without the reader's prefix.
  case mrz
}

/// One reading of a wedge reader: never echoed, never half.
package struct Scan: Hashable, Sendable {
  /// The longest reading that is taken, in characters.
  package static let limit = 256

  package let kind: ScanKind

  /// Printable ASCII only, upper case (Caps Lock must not matter), at most `limit` characters.
  package let text: String

  /// Takes what a reader sent: control characters are dropped, other foreign characters become `?`, the rest is cut.
  package init(kind: ScanKind, text: String) {
    self.kind = kind
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if kept.count == Scan.limit { break }
      switch scalar.value {
      case 0x61...0x7A: kept.append(Unicode.Scalar(UInt8(scalar.value - 0x20)))
      case 0x20...0x7E: kept.append(scalar)
      case 0...0x1F, 0x7F...0x9F: continue
      case _: kept.append("?")
      }
    }
    self.text = String(kept)
  }
}
