import StrictYAML
import Testing

/// Reading a file strictly: everything wrong at once, each with its file and line.
@Suite struct SectionTests {
  private enum Colour: String, CaseIterable { case red, green }

  /// The lines of the faults that a reader finds in a text.
  private static func lines(_ text: String, _ read: (Section) -> Void) -> [Int?] {
    do throws(ConfigurationFaults) {
      _ = try Section.read(text, file: "some.yaml") { section -> Bool? in
        read(section)
        return true
      }
      return []
    } catch {
      #expect(error.faults.allSatisfy { $0.file == "some.yaml" && !$0.expected.isEmpty && !$0.mend.isEmpty })
      return error.faults.map(\.line)
    }
  }

  @Test func `a value that may be left out is read as strictly as one that must be there`() {
    let read: (Section) -> Void = { section in
      _ = section.whole("count", 1...9, orElse: 5)
      _ = section.number("share", 0...1, orElse: 0.5)
      _ = section.flag("on", orElse: true)
      _ = section.word("colour", orElse: Colour.red)
      _ = section.sequence("colours", orElse: [Colour.red])
      _ = section.groups(orNone: "groups") { $0.text("name") }
    }
    #expect(Self.lines("{}\n", read) == [])
    #expect(Self.lines("count: 3\nshare: 0.25\non: false\ncolour: green\ncolours: [red, red]\n", read) == [])
    #expect(
      Self.lines("count: 10\nshare: 1e3\non: yes\ncolour: blue\ncolours: [red, blue]\ngroups:\n  - {}\n", read)
        == [1, 2, 3, 4, 5, 7])
  }

  @Test func `what is left out is what is usual, and an empty list too`() throws {
    let (count, colours) = try Section.read("colours: []\n", file: "some.yaml") { section in
      (section.whole("count", 1...9, orElse: 5), section.sequence("colours", orElse: [Colour.green]))
    }
    #expect(count == 5)
    #expect(colours == [.green])
  }

  @Test func `a key that nobody asks for is a fault, and the nearest one is named`() {
    do throws(ConfigurationFaults) {
      _ = try Section.read("cuont: 3\n", file: "some.yaml") { $0.whole("count", 1...9, orElse: 5) }
      Issue.record("accepted")
    } catch {
      #expect(error.faults.map(\.path) == ["cuont"])
      #expect(error.faults.first?.mend.contains("“count”") == true)
    }
  }

  @Test(arguments: ["", "- a\n", "a: &x 1\n", "a: [\n", "\ta: 1\n"])
  func `what is no file of keys and values is one fault with its line`(text: String) {
    let lines = Self.lines(text) { _ in }
    #expect(lines.count == 1 && lines.first != .some(nil), "\(lines)")
  }

  @Test func `the nearest word is the one with the fewest changes, and none that is far`() {
    #expect(Spelling.nearest(to: "chekc", among: ["run", "check", "checks"]) == "check")
    #expect(Spelling.nearest(to: "Report", among: ["report", "reports"]) == "report")
    #expect(Spelling.nearest(to: "shutdown", among: ["run", "check"]) == nil)
  }

  // MARK: - The document

  private static func faults(_ text: String, _ read: (Section) -> Void = { _ in }) -> [ConfigurationFault] {
    do throws(ConfigurationFaults) {
      _ = try Section.read(text, file: "some.yaml") { section -> Bool? in
        read(section)
        return true
      }
      return []
    } catch {
      return error.faults
    }
  }

  @Test(arguments: [
    ("a: \"b\nc: \"d\"\n", 1), ("a: 1\nb: 'it''s\nc: 2\n", 2), ("a:\n  - \"x\n  - \"y\"\nb: 1\n", 2),
    ("a: \"one \\\" \nb: 1\nc: 2\nd: \"e\"\n", 1),
    ("a: |\n  \"x\nb: \"c\nd: \"e\"\n", 3), ("a: [\"b, c]\nd: \"e\"\n", 1),
    ("# \"\na: it's # 'x\nb: \"\n", 3),
  ])
  func `a quotation mark that was forgotten is told at its own line`(text: String, line: Int) {
    let faults = Self.faults(text)
    #expect(faults.map(\.line) == [line] && faults.first?.found.contains("quotation mark") == true, "\(faults)")
  }

  @Test(arguments: [("a: \"b\n  c\"\nd: [\n", 4), ("a: \"b\"\nc: d: e\n", 2), ("a: 'b\n  c'\nd: {\n", 4)])
  func `a text that goes over lines is no forgotten mark`(text: String, line: Int) {
    let faults = Self.faults(text)
    #expect(faults.map(\.line) == [line] && faults.first?.found.contains("quotation mark") == false, "\(faults)")
  }

  @Test(arguments: ["a: [\n", "a: {b\n", "a: b: c\n", "a: %b\n", "a: @b\n", "a\nb: c\n"])
  func `what the parser says is told without saying “found” twice`(text: String) {
    let told = Self.faults(text).map(\.description)
    #expect(!told.isEmpty && told.allSatisfy { !$0.contains("found “found") }, "\(told)")
  }

  @Test func `a key that stands twice hides nothing else of its file`() {
    let text = """
      colour: red
      count: none
      colour:
      - green

      # and
      group:
        name: x
        name: y
          z
        name: z
      cuont: 3
      """
    let faults = Self.faults(text) { section in
      _ = section.word("colour", Colour.self)
      _ = section.whole("count", 1...9)
      _ = section.group("group") { $0.text("name") }
    }
    #expect(faults.map(\.line) == [2, 3, 9, 11, 12], "\(faults)")
    #expect(
      faults.filter { $0.found.hasSuffix("twice") }.map(\.mend) == [
        "delete one of them (the first is in line 1)", "delete one of them (the first is in line 8)",
        "delete one of them (the first is in line 8)",
      ])
  }

  @Test(arguments: ["a: {b: 1, b: 2}\n", "- a: 1\n  a: 2\n- a: 3\n", "a:\n  b: 1\n  \"b\": 2\n"])
  func `a key that stands twice is told, however its group is written`(text: String) {
    #expect(Self.faults(text).filter { $0.found.hasSuffix("twice") }.count == 1)
  }
}
