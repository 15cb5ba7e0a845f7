import Glibc

/// The text of a file of configuration, however an editor saved it: UTF-8, with or without a byte order mark, lines ended by LF, CR LF
/// or CR. Every other control character is refused, with its line.
package enum ConfigurationText {
  /// The largest file that is read, in bytes.
  package static let largestFile = 1_000_000

  /// Reads a regular file; never waits, never reads more than `largestFile`.
  package static func read(_ path: String) throws(ConfigurationFault) -> String {
    try text(of: try bytes(of: path), in: path)
  }

  // MARK: Bytes

  /// The bytes of a regular file; never waits, never reads more than `largestFile`.
  package static func bytes(of path: String) throws(ConfigurationFault) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw unreadable(path, errno) }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw unreadable(path, errno) }
    guard facts.st_mode & S_IFMT == S_IFREG else {
      let isFolder = facts.st_mode & S_IFMT == S_IFDIR
      throw ConfigurationFault(
        file: path, line: nil, path: "", found: isFolder ? "a folder" : "a device, a pipe or a socket",
        expected: "an ordinary file", mend: "move it away, and copy the shipped file there")
    }
    var bytes: [UInt8] = []
    // One read for the whole of it, and one that finds its end.
    var chunk = [UInt8](repeating: 0, count: min(max(Int(facts.st_size), 1024), 65_536))
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw unreadable(path, errno) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= largestFile else {
        throw ConfigurationFault(
          file: path, line: nil, path: "", found: "more than \(largestFile) bytes", expected: "a file of configuration",
          mend: "give the right folder with --config, or copy the shipped file there")
      }
    }
  }

  /// What keeps a file, or a folder, from being read, by its errno.
  package static func unreadable(
    _ path: String, _ code: Int32, missing: String = "no such file", expected: String = "a file that can be read"
  ) -> ConfigurationFault {
    let mend =
      switch code {
      case ENOENT, ENOTDIR, ENAMETOOLONG: "give the right folder with --config, or copy the shipped file there"
      case EACCES, EPERM: "let the user who runs the box read it and enter its folders (chmod a+r, chmod a+rx)"
      case ELOOP: "the links lead nowhere: put the file itself there"
      case EMFILE: "this process has too many files open: raise its limit (ulimit -n, LimitNOFILE=)"
      case ENFILE, ENOMEM: "the machine has no more to give just now: end what else runs, and try again"
      case EINTR, EAGAIN: "try again"
      case _: "look at the disk it lies on"
      }
    let found = code == ENOENT ? missing : String(cString: strerror(code))
    return ConfigurationFault(file: path, line: nil, path: "", found: found, expected: expected, mend: mend)
  }

  // MARK: Text

  /// The text of bytes, its lines ended by LF.
  package static func text(of bytes: [UInt8], in path: String) throws(ConfigurationFault) -> String {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let rest = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
    guard let text = String(validating: rest, as: UTF8.self) else { throw notUTF8(Array(rest), in: path) }
    try refuseControls(in: text, of: path)
    return text.utf8.contains(UInt8(ascii: "\r")) ? endedByLF(text) : text
  }

  private static func refuseControls(in text: String, of path: String) throws(ConfigurationFault) {
    var line = 1
    var column = 0
    var isAfterReturn = false
    for scalar in text.unicodeScalars {
      column += 1
      switch scalar {
      case " "..."~": break
      case "\n" where isAfterReturn: break
      case "\n", "\r":
        line += 1
        column = 0
      case "\t": break
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}":
        let code = String(scalar.value, radix: 16, uppercase: true)
        throw ConfigurationFault(
          file: path, line: line, path: "",
          found: "the control character U+\(String(repeating: "0", count: 4 - code.count))\(code) in column \(column)",
          expected: "plain text", mend: "delete it, or copy the shipped file there")
      case _: break
      }
      isAfterReturn = scalar == "\r"
    }
  }

  private static func endedByLF(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    var isAfterReturn = false
    for scalar in text.unicodeScalars {
      if scalar == "\r" {
        plain.append("\n")
      } else if scalar != "\n" || !isAfterReturn {
        plain.append(scalar)
      }
      isAfterReturn = scalar == "\r"
    }
    return String(plain)
  }

  /// Where the first bytes stand that are no UTF-8; a column is a character.
  private static func notUTF8(_ bytes: [UInt8], in path: String) -> ConfigurationFault {
    let lines = bytes.split(omittingEmptySubsequences: false) { $0 == UInt8(ascii: "\n") }
    let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
    let isWide = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    let found = isWide ? "text in UTF-16" : "bytes that are no UTF-8, in column \(column(of: lines[line]))"
    return ConfigurationFault(
      file: path, line: line + 1, path: "", found: found, expected: "text in UTF-8",
      mend: "have the editor save the file as UTF-8, or write the letters of this line anew")
  }

  private static func column(of line: ArraySlice<UInt8>) -> Int {
    // The longest beginning that is text; a character has four bytes at most.
    let whole = (0...line.count).last { String(validating: line.prefix($0), as: UTF8.self) != nil } ?? 0
    return String(decoding: line.prefix(whole), as: UTF8.self).unicodeScalars.count + 1
  }
}
