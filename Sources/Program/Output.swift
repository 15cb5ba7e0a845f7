import Glibc
import PassportRules
import Reports

/// Standard output and standard error, written at once and whole. What came from outside is nothing that a terminal obeys or turns
/// about: a character that is not seen as itself becomes a dot.
package enum Output {
  /// Writes a line to standard output.
  package static func line(_ text: String = "") { write(sanitized(text) + "\n", to: 1) }

  /// Writes a line to standard output to the letter, for who checks it against a hash, or reads a form to the letter.
  static func evidence(_ text: String) { write(text + "\n", to: 1) }

  /// Writes a line to standard error, or several.
  package static func complaint(_ text: String) { write("pasboks: \(sanitized(text))\n", to: 2) }

  /// Writes to standard error without a line's end, for a question to the person at the keyboard.
  static func prompt(_ text: String) { write(sanitized(text), to: 2) }

  /// A text with a dot for each character that is not seen as itself.
  static func sanitized(_ text: String) -> String {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == 0x0A }) { return text }
    var sanitized = ""
    for scalar in text.unicodeScalars {
      if scalar.isUnseen, scalar != "\n", scalar != "\t" {
        sanitized += "·"
      } else {
        sanitized.unicodeScalars.append(scalar)
      }
    }
    return sanitized
  }

  /// What was asked for and could not be written whole is no success; a complaint that nobody hears is nothing more to complain of.
  private static func giveUp(_ descriptor: Int32, _ reason: Int32) {
    guard descriptor == 1 else { return }
    complaint("standard output takes no more, what was asked for is not whole: \(String(cString: strerror(reason)))")
    exit(SystemExit.inputOutput.rawValue)
  }

  private static func write(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return giveUp(descriptor, errno) }
      start += count
    }
  }
}
