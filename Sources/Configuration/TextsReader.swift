import Renewal
import Screens
import StrictYAML

/// Reads `texts/LANGUAGE.yaml`: groups of texts, each text under its screen's name.
struct TextsReader {
  let files: ConfigurationFiles
  let log: FaultLog

  /// Every language that has a file; nothing, and a fault, when there is none.
  func read() -> TextCatalogue? {
    var languages: [Language: Texts] = [:]
    var owners: [String: Language] = [:]
    for name in files.texts.keys.sorted() where name.hasPrefix("texts/") {
      let code = String(name.dropFirst("texts/".count).dropLast(".yaml".count))
      guard Language(code).hasCode else {
        log.report(
          ConfigurationFault(
            file: files.path(name), line: nil, path: "", found: "a file for the language “\(YAMLValue.excerpt(code))”",
            expected: "two small letters of ISO 639-1, such as da.yaml", mend: "rename the file"
          )
        )
        continue
      }
      languages[Language(code)] = files.section(name, log: log) { texts(Language(code), $0, &owners) }
    }
    if languages.isEmpty, files.faults.isEmpty {
      log.report(
        ConfigurationFault(
          file: files.path("texts"), line: nil, path: "", found: "no language", expected: "at least da.yaml",
          mend: "copy the shipped texts there"
        )
      )
    }
    return languages.isEmpty ? nil : TextCatalogue(languages: languages)
  }

  /// Reads a language; `owners` are those whose names for themselves are taken.
  private func texts(_ language: Language, _ file: Section, _ owners: inout [String: Language]) -> Texts {
    var found: [String: String] = [:]
    var lines: [String: Int] = [:]
    for key in file.keys {
      if let value = file.optional(key) { collect(value, at: key, line: file.line(of: key), &found, &lines, file) }
    }
    for fault in TextCatalogue.faults(in: found, of: language) {
      log.report(Self.fault(fault, file: file.file, lines: lines, text: found[fault.path]))
    }
    rejectNamesake(of: &owners, found, language, in: file, lines)
    return Texts(language: language, TextTable(found))
  }

  /// Of two languages with one name nobody can choose the right one: a copied file begins so.
  private func rejectNamesake(
    of owners: inout [String: Language], _ found: [String: String], _ language: Language, in file: Section,
    _ lines: [String: Int]
  ) {
    let path = LanguageText.name.key.rawValue
    guard let name = found[path] else { return }
    guard let owner = owners[name] else { return owners[name] = language }
    log.report(
      ConfigurationFault(
        file: file.file, line: lines[path], path: path,
        found: "“\(YAMLValue.excerpt(name))”, the name in texts/\(owner).yaml too",
        expected: "the language's own name for itself", mend: "write it"))
  }

  private func collect(
    _ value: YAMLValue, at path: String, line: Int, _ found: inout [String: String], _ lines: inout [String: Int],
    _ file: Section
  ) {
    lines[path] = line
    switch value.content {
    case .scalar(let text, _):
      // A block of lines ends in a line's end that nobody means.
      found[path] = text.hasSuffix("\n") ? String(text.dropLast()) : text
    case .mapping(let entries):
      for entry in entries { collect(entry.value, at: "\(path).\(entry.key)", line: entry.line, &found, &lines, file) }
    case .list:
      file.reject(path, line: line, found: value.found, expected: "a text or a group of texts", mend: "write one text")
    }
  }

  private static func fault(_ fault: TextFault, file: String, lines: [String: Int], text: String?) -> ConfigurationFault
  {
    let excerpt = text.map { "“\(YAMLValue.excerpt($0))”" } ?? "no such text"
    let (found, expected, mend) = words(for: fault.kind, excerpt: excerpt)
    return ConfigurationFault(
      file: file, line: line(of: fault.path, in: lines), path: fault.path, found: found, expected: expected, mend: mend
    )
  }

  /// The line of a text, or of the group that it should stand in.
  private static func line(of path: String, in lines: [String: Int]) -> Int? {
    if let line = lines[path] { return line }
    return path.lastIndex(of: ".").flatMap { line(of: String(path[..<$0]), in: lines) }
  }

  private static func names(_ forms: [PluralForm]) -> String { forms.map(\.rawValue).joined(separator: ", ") }

  private static func words(for kind: TextFault.Kind, excerpt: String) -> (
    found: String, expected: String, mend: String
  ) {
    switch kind {
    case .missing:
      ("no such text", "a text that the screens show", "add it; the shipped file has it")
    case .unknown:
      ("a text that no screen shows", "only the shipped file's keys", "correct the key, or delete it")
    case .missingForm(let form, let forms):
      (
        "no form “\(form.rawValue)”", "each form that numbers take in this language: \(names(forms))",
        "add “\(form.rawValue):” below it"
      )
    case .noForms(let forms):
      (
        excerpt, "a text for each form that numbers take in this language: \(names(forms))",
        "write the forms below it, each on a line of its own"
      )
    case .unknownForm(let forms):
      ("a form that no number takes in this language", "only \(names(forms))", "correct the form, or delete it")
    case .empty:
      ("an empty text", "a text", "write it; the shipped file has it")
    case .missingPlaceholder(let name):
      (excerpt, "the place “{\(name)}” in it", "write {\(name)} where the value shall stand")
    case .unknownPlaceholder(let name, let known):
      (
        "the place “{\(YAMLValue.excerpt(name))}”",
        known.isEmpty ? "no places in braces" : "one of \(known.map { "{\($0)}" }.joined(separator: ", "))",
        "correct the name"
      )
    case .foreignCharacter(let scalar):
      (
        "the character U+\(String(scalar.value, radix: 16, uppercase: true))", "characters that the box's font has",
        "use Latin or Cyrillic letters and the signs of the shipped texts"
      )
    case .longSentence(let words, let limit):
      ("a sentence of \(words) words", "at most \(limit)", "make two sentences of it")
    case .doesNotFit(let cells, let limit):
      ("\(cells) characters", "at most \(limit)", "say it in fewer words")
    case .hardToRead(let lix, let limit):
      ("texts with a LIX of \(lix)", "at most \(limit)", "use shorter words and sentences")
    case .notANumber:
      (excerpt, "a whole number, or none where LIX says nothing about the language", "write one")
    case .daysMissing(let count):
      ("\(count) days", "the 31 days of a month, with commas between them", "write those that are missing")
    case .noSaying(let pair):
      (
        "“\(YAMLValue.excerpt(pair))”", "what is written, = and what is said, such as kl. = klokken",
        "correct it; pairs stand apart by semicolons"
      )
    }
  }
}
