/// A short digest of files, by which a replay tells whether they are still those of the recording; it protects against a mistake, not against
/// somebody who wants two files to have the same.
package struct RecordingDigest: Hashable, Sendable, CustomStringConvertible {
  // FNV-1a, 64 bits.
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  /// The digest of texts, one after the other.
  package init(of texts: [String]) {
    for text in texts {
      for byte in text.utf8 { add(byte) }
      add(0xFF)  // no byte of UTF-8: where one text ends
    }
  }

  private mutating func add(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }

  /// Sixteen hexadecimal figures.
  package var description: String {
    let figures = String(state, radix: 16)
    return String(repeating: "0", count: 16 - figures.count) + figures
  }
}
