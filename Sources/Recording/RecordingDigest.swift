import Crypto

/// A digest of files, by which a replay tells whether they are still those of the recording.
package struct RecordingDigest: Hashable, Sendable, CustomStringConvertible {
  /// The digest in hexadecimal figures.
  package let description: String

  /// The digest of texts, one after the other.
  package init(of texts: [String]) {
    var hash = SHA256()
    for text in texts {
      hash.update(data: Array(text.utf8))
      hash.update(data: [0xFF])  // no byte of UTF-8: where one text ends
    }
    description = hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
