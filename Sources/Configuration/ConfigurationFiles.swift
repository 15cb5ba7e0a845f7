import Glibc

/// The texts of a configuration folder by their paths in it, such as `kiosk.yaml` and `texts/da.yaml`.
package struct ConfigurationFiles: Sendable {
  /// The largest file that is read, in bytes.
  package static let largestFile = 1_000_000

  /// The folder as it was given, for the faults.
  package let folder: String
  /// The texts that could be read.
  package var texts: [String: String]
  /// Why the others could not.
  var faults: [ConfigurationFault]

  /// Texts in memory, for tests.
  package init(folder: String, texts: [String: String]) {
    self.folder = folder
    self.texts = texts
    self.faults = []
  }

  /// Reads `kiosk.yaml`, `rules.yaml` and every `texts/*.yaml`; what cannot be read becomes a fault.
  package init(reading folder: String) {
    self.init(folder: folder, texts: [:])
    take("kiosk.yaml")
    take("rules.yaml")
    guard let names = Self.names(in: path("texts")) else {
      faults.append(fault("texts", found: "no such folder", expected: "a folder with one file a language"))
      return
    }
    for name in names.sorted() where !name.hasPrefix(".") && !name.hasSuffix("~") {
      if name.hasSuffix(".yml") {
        faults.append(
          ConfigurationFault(
            file: path("texts/\(name)"), line: nil, path: "", found: "a file that ends in .yml",
            expected: "LANGUAGE.yaml",
            mend: "rename it to end in .yaml"
          )
        )
      }
      if name.hasSuffix(".yaml") { take("texts/\(name)") }
    }
  }

  /// Reads one file of a folder; when it cannot be read, that is reported.
  init(reading folder: String, only name: String, _ log: FaultLog) {
    self.init(folder: folder, texts: [:])
    take(name)
    faults.forEach(log.report)
  }

  /// A file's path with the folder before it.
  func path(_ name: String) -> String { folder.isEmpty ? name : "\(folder)/\(name)" }

  private mutating func take(_ name: String) {
    do {
      texts[name] = try Self.read(path(name))
    } catch {
      faults.append(fault(name, found: error.found, expected: error.expected))
    }
  }

  private func fault(_ name: String, found: String, expected: String) -> ConfigurationFault {
    ConfigurationFault(
      file: path(name), line: nil, path: "", found: found, expected: expected,
      mend: "give the right folder with --config, or copy the shipped file there"
    )
  }

  private struct Unreadable: Error {
    let found: String
    let expected: String
  }

  /// A regular file's text; never waits, never reads more than `largestFile`.
  private static func read(_ path: String) throws(Unreadable) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw Unreadable(found: errno == ENOENT ? "no such file" : reason(errno), expected: "a file that can be read")
    }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      throw Unreadable(found: "a folder or a device", expected: "an ordinary file")
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Unreadable(found: reason(errno), expected: "a file that can be read") }
      if count == 0 { break }
      bytes += chunk[..<count]
      guard bytes.count <= largestFile else {
        throw Unreadable(found: "more than \(largestFile) bytes", expected: "a file of configuration")
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let line = bytes.prefix(firstFault(in: bytes)).count { $0 == UInt8(ascii: "\n") } + 1
      throw Unreadable(found: "bytes in line \(line) that are no UTF-8", expected: "text in UTF-8")
    }
    return text
  }

  /// Where the longest valid beginning of the bytes ends.
  private static func firstFault(in bytes: [UInt8]) -> Int {
    var low = 0
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      if String(validating: bytes[low..<index], as: UTF8.self) == nil { return low }
      low = index + 1
    }
    return low
  }

  private static func reason(_ code: CInt) -> String { String(cString: strerror(code)) }

  /// The names in a folder; nothing when it cannot be read.
  private static func names(in folder: String) -> [String]? {
    guard let stream = opendir(folder) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      names.append(name)
    }
    return names
  }
}
