import ArgumentParser
import Cases
import Foundation

/// Heads as the system's journal keeps them: `JOURNAL_ROW` and `JOURNAL_HASH` of one entry.
enum KeptHeads {
  /// Reads what `journalctl -o json` or `-o export` writes, or lines of text with `JOURNAL_ROW=… JOURNAL_HASH=…`.
  static func read(_ text: String) -> [JournalHead] {
    var heads: [JournalHead] = []
    var row: Int?
    var hash: [UInt8]?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      // An entry of the export format ends with an empty line; of the others each line is one.
      if line.isEmpty || line.hasPrefix("{") { (row, hash) = (nil, nil) }
      row = value("JOURNAL_ROW", in: line).flatMap { Int($0) } ?? row
      hash = value("JOURNAL_HASH", in: line).flatMap(bytes) ?? hash
      guard let known = row, let told = hash else { continue }
      heads.append(JournalHead(row: known, hash: told))
      (row, hash) = (nil, nil)
    }
    return heads
  }

  /// A head as `ROW:HASH`.
  static func head(_ text: String) -> JournalHead? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let row = Int(parts[0]), row > 0, let hash = bytes(parts[1]) else { return nil }
    return JournalHead(row: row, hash: hash)
  }

  /// Public keys, 64 hexadecimal digits a line; nothing when a line is none.
  static func keys(_ text: String) -> [[UInt8]]? {
    let lines = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }
    let keys = lines.compactMap { bytes($0) }
    return keys.count == lines.count && !keys.isEmpty ? keys : nil
  }

  /// The public keys in a file; a file that has none ends the program.
  static func publicKeys(_ path: String) throws -> [[UInt8]] {
    guard let keys = keys(try text(path)) else {
      Output.complaint("\(path) is no file with public keys, 64 hexadecimal digits a line.")
      throw SystemExit.data.exit
    }
    return keys
  }

  /// The text of a file, or of standard input for `-`; one that cannot be read ends the program.
  static func text(_ path: String) throws -> String {
    let file = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
    guard let bytes = try? file?.readToEnd() ?? Data(), file != nil else {
      Output.complaint("\(path) cannot be read.")
      throw SystemExit.noInput.exit
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What follows a field's name and `=`, or `":"` of JSON: letters and digits.
  private static func value(_ name: String, in line: Substring) -> Substring? {
    guard let found = line.firstRange(of: name) else { return nil }
    let rest = line[found.upperBound...].drop { "\"=: ".contains($0) }
    guard rest.startIndex > found.upperBound else { return nil }
    return rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }

  /// 32 bytes in hexadecimal digits.
  private static func bytes(_ text: Substring) -> [UInt8]? {
    let digits = text.utf8.compactMap { UInt8(hexadecimal: $0) }
    guard digits.count == 64, text.utf8.count == 64 else { return nil }
    return stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}

extension UInt8 {
  /// The value of a hexadecimal digit.
  fileprivate init?(hexadecimal digit: UInt8) {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self = digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self = digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self = digit - UInt8(ascii: "A") + 10
    case _: return nil
    }
  }
}
