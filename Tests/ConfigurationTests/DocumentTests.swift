import Configuration
import Glibc
import StrictYAML
import Testing

/// Files that no reader should choke on: each gives a fault with a message, never a trap or a long wait.
@Suite struct DocumentTests {
  static let hostile: [(name: String, text: String, line: Int?, found: String)] = [
    ("nothing", "", 1, "empty"),
    ("only a comment", "# nothing here\n", 1, "empty"),
    ("a word", "hello\n", 1, "hello"),
    ("a list", "- one\n- two\n", 1, "a list of 2"),
    ("two documents", "a: 1\n---\nb: 2\n", 2, "another document"),
    ("a tab", "a:\n\tb: 1\n", 2, "a tab"),
    ("an open quotation mark", "a: \"b\nc: 1\n", nil, ""),
    ("an open bracket", "a: [1, 2\nb: 3\n", nil, ""),
    ("an anchor", "a: &x [1]\nb: *x\n", 1, "anchor"),
    ("an alias without an anchor", "a: 1\nb: *x\n", 2, "alias"),
    (
      "a billion laughs",
      "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + (0..<20).map { "b\($0): &b\($0) [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n" }.joined(), 1, "anchor"
    ),
    ("an anchor as a key", "? &a [x]\n: y\n", 1, "anchor"),
    ("a list as a key", "? [x]\n: y\n", 1, "a key"),
    ("many brackets", "a: " + String(repeating: "[", count: 1500) + "\n", 1, "open brackets"),
    ("brackets over lines", "a:\n" + String(repeating: "  [\n", count: 100_000), 18, "open brackets"),
    ("many dashes", String(repeating: "- ", count: 900) + "x\n", 1, "deep nesting"),
    ("a staircase", (0..<400).map { String(repeating: " ", count: $0) + "a:\n" }.joined(), 66, "deep nesting"),
    ("a long line", "a: " + String(repeating: "x", count: 5000) + "\n", 1, "5003 bytes"),
    ("a null character", "a: \u{0}\n", nil, ""),
    ("an escape sequence", "a: \u{1B}[2J\n", nil, ""),
    ("a key twice", "library: A\nbox: b\nlibrary: C\n", 3, "“library” twice"),
    ("a tag", "library: !!binary aGVq\n", nil, ""),
    ("a merge key", "<<: {library: x}\n", 1, "unknown key"),
  ]

  @Test("A hostile or damaged file gives faults and nothing else", arguments: hostile.indices)
  func hostileFile(_ index: Int) throws {
    let (name, text, line, found) = Self.hostile[index]
    for file in ["kiosk.yaml", "rules.yaml", "texts/da.yaml"] {
      var files = Shipped.danish()
      files.texts[file] = text
      let faults = Shipped.faults(files).filter { $0.file == "Config/\(file)" }
      try #require(!faults.isEmpty, "\(name) in \(file)")
      #expect(
        faults.allSatisfy { fault in fault.description.unicodeScalars.allSatisfy { $0.value >= 0x20 } }, "\(name)")
      if file == "kiosk.yaml", let line {
        #expect(faults.contains { $0.line == line && $0.found.contains(found) }, "\(name): \(faults)")
      }
    }
  }

  @Test func `A file without one of its groups tells each missing key`() throws {
    var files = Shipped.danish()
    files.texts["kiosk.yaml"] = "library: Et bibliotek\n"
    let missing = Shipped.faults(files).filter { $0.found == "no such key" }.map(\.path)
    #expect(missing.contains("tries") && missing.contains("waits") && missing.contains("openingHours"))
  }

  @Test(
    "Any beginning of the shipped files is read without a trap",
    arguments: ["kiosk.yaml", "rules.yaml", "texts/da.yaml"])
  func beginnings(file: String) throws {
    let text = try #require(Shipped.files().texts[file])
    for length in stride(from: 0, to: text.count * 9 / 10, by: max(1, text.count / 24)) {
      var files = Shipped.danish()
      files.texts[file] = String(text.prefix(length))
      #expect(Shipped.faults(files).count > 0, "the first \(length) characters")
    }
  }

  @Test("Seeded damage is read without a trap", arguments: 1...40)
  func damage(seed: UInt64) throws {
    var state = seed &* 0x9E37_79B9_7F4A_7C15
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    let signs = Array("{}[]:,-?&*!|>'\"%@`# \n\t~0x.\u{FEFF}é")
    for file in ["kiosk.yaml", "rules.yaml"] {
      var characters = Array(try #require(Shipped.files().texts[file]))
      for _ in 0...next(6) { characters[next(characters.count)] = signs[next(signs.count)] }
      var files = Shipped.danish()
      files.texts[file] = String(characters)
      _ = Shipped.faults(files)
    }
  }
}

/// Files on disk that are no files, or no text.
@Suite struct FolderTests {
  /// A folder of its own with the shipped files in it, removed afterwards.
  private func inFolder(_ body: (String) throws -> Void) throws {
    var template = Array("/tmp/pasboks-configuration-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    defer { removeAll(folder) }
    try #require(mkdir("\(folder)/texts", 0o700) == 0)
    for (name, text) in Shipped.files().texts { try write(Array(text.utf8), to: "\(folder)/\(name)") }
    try body(folder)
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    let file = try #require(fopen(path, "w"))
    defer { fclose(file) }
    try #require(fwrite(bytes, 1, bytes.count, file) == bytes.count)
  }

  private func removeAll(_ folder: String) {
    for path in Shipped.files().texts.keys.map({ "\(folder)/\($0)" }) + [
      "\(folder)/texts/extra.yaml", "\(folder)/texts/de.yml",
    ] {
      if rmdir(path) != 0 { unlink(path) }
    }
    rmdir("\(folder)/texts")
    rmdir(folder)
  }

  private func faults(_ folder: String) -> [ConfigurationFault] { Shipped.faults(ConfigurationFiles(reading: folder)) }

  @Test func `A whole folder on disk has no fault`() throws {
    try inFolder { #expect(faults($0).isEmpty) }
  }

  @Test func `A folder that is not there is told with each of its files`() {
    let faults = faults("/nowhere/at/all")
    #expect(faults.map(\.file).sorted() == ["kiosk.yaml", "rules.yaml", "texts"].map { "/nowhere/at/all/\($0)" })
    #expect(faults.allSatisfy { $0.found.hasPrefix("no such") && $0.mend.contains("--config") })
  }

  @Test func `A folder, a pipe and a device in a file's place are refused at once`() throws {
    try inFolder { folder in
      let path = "\(folder)/rules.yaml"
      unlink(path)
      try #require(mkdir(path, 0o700) == 0)
      #expect(faults(folder).map(\.found) == ["a folder"])
      rmdir(path)
      try #require(mkfifo(path, 0o600) == 0)
      #expect(faults(folder).map(\.found) == ["a device, a pipe or a socket"])
      unlink(path)
      try #require(symlink("/dev/zero", path) == 0)
      #expect(faults(folder).map(\.found) == ["a device, a pipe or a socket"])
    }
  }

  @Test func `A file of ten megabytes is refused`() throws {
    try inFolder { folder in
      try write([UInt8](repeating: UInt8(ascii: "#"), count: 10_000_000), to: "\(folder)/kiosk.yaml")
      let faults = faults(folder)
      #expect(faults.map(\.file) == ["\(folder)/kiosk.yaml"])
      #expect(faults.first?.found == "more than 1000000 bytes")
    }
  }

  /// Bytes behind “box: Born” in the second line, what is told of them, and in which column.
  private static let foreign: [(bytes: [UInt8], found: String)] = [
    ([0xF8, 0x64], "bytes that are no UTF-8, in column 10"),  // ø in Latin-1
    ([0xC3], "bytes that are no UTF-8, in column 10"),  // half an ø
    ([0xC3, 0xB8, 0xA9], "bytes that are no UTF-8, in column 11"),  // a whole one, then a byte that continues nothing
    ([0xC0, 0x80], "bytes that are no UTF-8, in column 10"),  // a zero made longer
    ([0xED, 0xA0, 0x80], "bytes that are no UTF-8, in column 10"),  // half a surrogate pair
    ([0xF5, 0x80, 0x80, 0x80], "bytes that are no UTF-8, in column 10"),  // beyond the last character
    ([0x00], "the control character U+0000 in column 10"),
    ([0x07], "the control character U+0007 in column 10"),
    ([0x1B, 0x5B, 0x32, 0x4A], "the control character U+001B in column 10"),
    ([0x7F], "the control character U+007F in column 10"),
    ([0xC2, 0x9B], "the control character U+009B in column 10"),
    ([0xC2, 0x85], "the control character U+0085 in column 10"),
    ([0xE2, 0x80, 0xA8], "the control character U+2028 in column 10"),
    ([0xEF, 0xBB, 0xBF], "the control character U+FEFF in column 10"),
  ]

  @Test(arguments: foreign, ["kiosk.yaml", "rules.yaml", "texts/da.yaml"])
  func `Bytes that are no plain text in UTF-8 are told with file, line and column`(
    foreign: (bytes: [UInt8], found: String), name: String
  ) throws {
    try inFolder { folder in
      let text = Array("library: Bibliotek\nbox: Born".utf8) + foreign.bytes + Array("\nlanguage: da\n".utf8)
      try write(text, to: "\(folder)/\(name)")
      let faults = faults(folder).filter { $0.file == "\(folder)/\(name)" }
      #expect(faults.map(\.found) == [foreign.found] && faults.map(\.line) == [2])
    }
  }

  @Test func `The box's own language is not asked for where its file is there and cannot be read`() throws {
    try inFolder { folder in
      let text = try #require(Shipped.files().texts["texts/da.yaml"])
      try write(Array(text.utf8) + [0xF8], to: "\(folder)/texts/da.yaml")
      #expect(faults(folder).map(\.file) == ["\(folder)/texts/da.yaml"])
    }
  }

  @Test func `A file in UTF-16 is told as such`() throws {
    try inFolder { folder in
      try write([0xFF, 0xFE] + Array("box: Born\n".utf8).flatMap { [$0, 0] }, to: "\(folder)/kiosk.yaml")
      #expect(faults(folder).first?.found == "text in UTF-16" && faults(folder).first?.line == 1)
    }
  }

  @Test(arguments: ["\n", "\r\n", "\r"], [[], [0xEF, 0xBB, 0xBF]] as [[UInt8]])
  func `However an editor ends lines and begins a file, it is read, and faults keep their lines`(
    end: String, mark: [UInt8]
  ) throws {
    try inFolder { folder in
      for (name, text) in Shipped.files().texts {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        try write(mark + Array(lines.joined(separator: end).utf8), to: "\(folder)/\(name)")
      }
      #expect(faults(folder).isEmpty)
      let lines = ["library: Bibliotek", "box: Born", "nothing: 1", ""]
      try write(mark + Array(lines.joined(separator: end).utf8), to: "\(folder)/kiosk.yaml")
      #expect(faults(folder).contains { $0.path == "nothing" && $0.line == 3 })
    }
  }

  @Test func `A language file with a wrong name is told`() throws {
    try inFolder { folder in
      try write(Array("a: b\n".utf8), to: "\(folder)/texts/extra.yaml")
      try write(Array("a: b\n".utf8), to: "\(folder)/texts/de.yml")
      let files = faults(folder).map(\.file)
      #expect(files.sorted() == ["\(folder)/texts/de.yml", "\(folder)/texts/extra.yaml"])
    }
  }
}
