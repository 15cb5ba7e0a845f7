import Configuration
import Renewal
import Screens
import StrictYAML
import Testing

@Suite struct TextRefusalTests {
  static let file = "texts/da.yaml"
  static let edits: [Edit] = [
    Edit(file, "  keyOn: Videre\n", "", at: "common.keyOn", found: "no such text", expected: "a text", line: "common:"),
    Edit(
      file, "  keyOn: Videre\n", "  keyOnn: Videre\n", at: "common.keyOnn", found: "no screen shows", expected: "keys"),
    Edit(file, "  keyOn: Videre\n", "  keyOn:\n", at: "common.keyOn", found: "empty text", expected: "a text"),
    Edit(
      file, "  keyOn: Videre\n", "  keyOn: [Videre]\n", at: "common.keyOn", found: "a list of 1", expected: "a text"),
    Edit(
      file, "\"{step} af {count}\"", "\"{step} af\"", at: "common.progress", found: "“{step} af”", expected: "{count}",
      line: "progress:"),
    Edit(
      file, "\"{step} af {count}\"", "\"{step} af {count} {total}\"", at: "common.progress", found: "{total}",
      expected: "{step}, {count}", line: "progress:"),
    Edit(file, "  keyOn: Videre\n", "  keyOn: 次へ\n", at: "common.keyOn", found: "U+6B21", expected: "font"),
    Edit(file, "  keyOn: Videre\n", "  keyOn: \"Vi\\edere\"\n", at: "common.keyOn", found: "U+1B", expected: "font"),
    Edit(
      file, "  keyOn: Videre\n", "  keyOn: Gå venligst videre nu\n", at: "common.keyOn", found: "21 characters",
      expected: "at most"),
    Edit(
      file, "    one: \"{seconds} sekund tilbage\"\n", "", at: "idle.seconds.one", found: "no form “one”",
      expected: "one, other", line: "  seconds:"),
    Edit(
      file, "    one: \"{seconds} sekund tilbage\"\n", "    en: \"{seconds} sekund tilbage\"\n", at: "idle.seconds.en",
      found: "a form that no number takes", expected: "only one, other", line: "    en:"),
    Edit(
      file, "  seconds:\n    one: \"{seconds} sekund tilbage\"\n    other: \"{seconds} sekunder tilbage\"\n",
      "  seconds: \"{seconds} sekunder tilbage\"\n", at: "idle.seconds", found: "sekunder tilbage",
      expected: "one, other", line: "  seconds:"),
    Edit(
      file, "    other: \"{seconds} sekunder tilbage\"\n", "    other: lidt tilbage\n", at: "idle.seconds.other",
      found: "lidt tilbage", expected: "{seconds}", line: "    other:"),
    // Files are read in the order of their codes.
    Edit(
      "texts/en.yaml", "  name: English\n", "  name: Dansk\n", at: "language.name", found: "texts/da.yaml too",
      expected: "own name", line: "  name: Dansk"),
    Edit(
      file, "  readingLimit: \"30\"", "  readingLimit: tredive", at: "language.readingLimit", found: "tredive",
      expected: "number"),
    Edit(
      file, "  readingLimit: \"30\"", "  readingLimit: 5", at: "language.readingLimit", found: "LIX",
      expected: "at most 5"),
  ]

  @Test("A slip in a language's file is told with its line, and the box does not start", arguments: edits)
  func slip(_ edit: Edit) throws {
    let files = try Shipped.files(edit)
    let faults = Shipped.faults(files)
    let fault = try #require(faults.first { $0.path == edit.path }, "\(faults)")
    #expect(fault.file == "Config/\(edit.file)")
    #expect(fault.found.contains(edit.found), "\(fault)")
    #expect(fault.expected.contains(edit.expected), "\(fault)")
    let lines = try #require(files.texts[edit.file]).split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(fault.line)
    let told = lines[line - 1]
    #expect(told.contains(edit.line.drop { $0 == " " }), "\(fault)")
  }

  @Test func `Adding a language is adding a file`() throws {
    var files = Shipped.files()
    files.texts["texts/sv.yaml"] = files.texts["texts/en.yaml"]?.replacingFirst(
      "  name: English", with: "  name: Svenska")
    let languages = try KioskConfiguration.read(files).policy.languages
    #expect(languages.map(\.code) == ["da", "de", "en", "fo", "kl", "pl", "sv", "tr", "uk"])
  }

  @Test func `Without its own language the box does not start`() throws {
    var files = Shipped.files()
    files.texts["texts/da.yaml"] = nil
    let fault = try #require(Shipped.faults(files).first)
    #expect(fault.path == "language")
    #expect(fault.mend.contains("texts/da.yaml"))
  }

  @Test func `A text arrives as it is written`() throws {
    let catalogue = try KioskConfiguration.read(Shipped.files()).catalogue
    #expect(catalogue[Language("da")][LanguageText.name] == "Dansk")
    #expect(catalogue[Language("en")][LanguageText.name] == "English")
  }
}
