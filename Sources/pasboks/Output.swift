import Glibc

/// Standard output and standard error, written at once and whole.
enum Output {
  /// Writes a line to standard output.
  static func line(_ text: String = "") { write(text + "\n", to: 1) }

  /// Writes a line to standard error.
  static func complaint(_ text: String) { write("pasboks: \(text)\n", to: 2) }

  /// Writes to standard error as it is, for a question to the person at the keyboard.
  static func prompt(_ text: String) { write(text, to: 2) }

  private static func write(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return }
      start += count
    }
  }
}
