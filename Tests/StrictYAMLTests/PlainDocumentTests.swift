import Glibc
import StrictYAML
import TestSupport
import Testing

/// What is read without the whole parser is what the whole parser reads; a document's end mark at the end is nothing that is plain, and
/// so asks for that one.
@Suite struct PlainDocumentTests {
  @Test func `The shipped files are read without the whole parser, and as that one reads them`() throws {
    let files = try Self.shipped()
    #expect(files.count > 60)
    for (name, text) in files {
      let plain = try #require(PlainDocument.read(text), "\(name)")
      #expect(Self.told(plain) == Self.whole(text), "\(name)")
    }
  }

  @Test(arguments: [
    "a: 1\n", "a: b c  # d\n", "a: b#c\n", "a: \"b # c\" # d\n", "a: 'b: c'\n", "a: \"\"\n", "a:  -1.5\n",
    "a: 08:00-12:00\n", "a:\n  b: 1\n\n  # and\nc: 2\n", "a: # b\n  c: 1\n",
    "a:\n  - b\n  - c: 1\n    d: 2\n  -   e:\n        f: 3\n      g: 4\n  - {}\n",
    "a: [b, \"c, d\", 'e', [f], {g: h, i: [j]}]\n", "a: []  \nb: { }\n", "a: {b: 08:00, c: d e }\n", "a: b, c]\n",
    "a: /b\n", "a: [-v, /b]\n", "a: (b) + $c.\n", "a: æ “b” –\u{A0}c\n", "a-b_1: 2\n", "a: b \"c\"\n", "a: it's\n",
    "a:   b   \n   \n", "a: [b?]\n", "a: b?\nc: d{e}\n",
  ])
  func `What is plain is read as the whole parser reads it`(text: String) {
    #expect(PlainDocument.read(text) != nil || text.contains("[b?]"))
    #expect(PlainDocument.read(text).map(Self.told) ?? Self.whole(text) == Self.whole(text))
  }

  @Test(arguments: [
    "", "# a\n", "a\n", "- a\n", "a:\n", "a: b\n  c\n", "a: b\n c: d\n", "a:\n  b: 1\n c: 2\n", "a: |\n  b\n",
    "a: >\n  b\n", "a: \"b\n  c\"\n", "a: \"b\\n\"\n", "a: 'b''c'\n", "a: \"b\" c\n", "a: \"b\"#c\n", "a: *b\n",
    "a: &b c\n", "a: !b c\n", "a: b: c\n", "a: b:\n", "a:b\n", "a : b\n", "a: %b\n", "a: @b\n", "a: `b\n",
    "a: - b\n", "a: ? b\n", "? a\n: b\n", "<<: {a: b}\n", "a: 1\na: 2\n", "a: {b: 1, b: 2}\n", "a: [b\n  , c]\n",
    "a: [b, ]\n", "a: [b c: d]\n", "a: [b, , c]\n", "a: {b}\n", "a: {b: }\n", "a: [b #c]\n", "a: [b]c\n",
    "a:\n- b\n", "a:\n  - - b\n", "a:\n  -\n    b\n", "---\na: b\n", "a: b\n---\nc: d\n", "a: b\n...\n",
    "%YAML 1.2\n---\na: b\n", "a:\tb\n", "a: b\u{85}\n", "a: b\u{2028}c\n", "a: b\u{FEFF}\n", "a: b\u{0}\n",
    "\"a\": b\n", "a:\n  b\n",
  ])
  func `What is not plain is left to the whole parser`(text: String) {
    #expect(PlainDocument.read(text) == nil)
  }

  @Test(arguments: 1...100)
  func `Of damaged files what is still read is what the whole parser reads`(seed: UInt64) throws {
    let signs =
      Array("{}[]:,-?&*!|>'\"%@`# \n\t~0x.\\é\u{A0}\u{85}").map(String.init)
      + [": ", " #", "- ", "\n  ", "\n    ", ", ", "..."]
    var numbers = Seeded(seed)
    for (name, text) in try Self.shipped() {
      // A piece of a long file is enough.
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let start = Int.random(in: 0..<lines.count, using: &numbers)
      let piece = text.count < 2000 ? text : lines[start...].prefix(12).joined(separator: "\n")
      var characters = piece.map(String.init)
      for _ in 0...Int.random(in: 0...2, using: &numbers) where !characters.isEmpty {
        let place = Int.random(in: 0..<characters.count, using: &numbers)
        let sign = signs.randomElement(using: &numbers) ?? ""
        if Bool.random(using: &numbers) { characters.remove(at: place) }
        characters.insert(sign, at: place)
      }
      let damaged = characters.joined()
      guard let plain = PlainDocument.read(damaged) else { continue }
      #expect(Self.told(plain) == Self.whole(damaged), "\(name): \(damaged)")
    }
  }

  // MARK: - What was read

  /// A value with the lines of all that is in it.
  private static func told(_ value: YAMLValue) -> String {
    switch value.content {
    case .scalar(let text, let isQuoted): "\(value.line) \(isQuoted ? "quoted" : "plain") <\(text)>"
    case .list(let values): "\(value.line) [\(values.map(told).joined(separator: ", "))]"
    case .mapping(let entries):
      "\(value.line) {\(entries.map { "\($0.line) \($0.key): \(told($0.value))" }.joined(separator: ", "))}"
    }
  }

  /// What the whole parser reads, told in the same way; what is wrong, where anything is.
  private static func whole(_ text: String) -> String {
    let end = text.hasSuffix("\n") ? "...\n" : "\n...\n"
    do throws(ConfigurationFaults) {
      return try Section.read(text + end, file: "some.yaml") { section in
        let line = section.keys.first.map { section.line(of: $0) } ?? 1
        let entries = section.keys.map { key in
          "\(section.line(of: key)) \(key): \(section.optional(key).map(told) ?? "")"
        }
        return "\(line) {\(entries.joined(separator: ", "))}"
      }
    } catch {
      return error.description
    }
  }

  /// Every file of the shipped configuration, with its path.
  private static func shipped() throws -> [(name: String, text: String)] {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    let config = (parts + ["Config"]).joined(separator: "/")
    var files: [(name: String, text: String)] = []
    for folder in [config, "\(config)/texts", "\(config)/simulation", "\(config)/simulation/scenarios"] {
      let stream = try #require(opendir(folder))
      defer { closedir(stream) }
      while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        if name.hasSuffix(".yaml") { files.append((name, try ConfigurationText.read("\(folder)/\(name)"))) }
      }
    }
    return files
  }
}
