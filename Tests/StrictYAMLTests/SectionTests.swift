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

  @Test(arguments: ["", "- a\n", "a: &x 1\n", "a: [\n", "a: 1\na: 2\n", "\ta: 1\n"])
  func `what is no file of keys and values is one fault with its line`(text: String) {
    let lines = Self.lines(text) { _ in }
    #expect(lines.count == 1 && lines.first != .some(nil), "\(lines)")
  }

  @Test func `the nearest word is the one with the fewest changes, and none that is far`() {
    #expect(Spelling.nearest(to: "chekc", among: ["run", "check", "checks"]) == "check")
    #expect(Spelling.nearest(to: "Report", among: ["report", "reports"]) == "report")
    #expect(Spelling.nearest(to: "shutdown", among: ["run", "check"]) == nil)
  }
}
