package import Renewal

/// What is wrong with a language's file; the reader adds the line.
package struct TextFault: Hashable, Sendable, Error {
  /// In what way it is wrong.
  package enum Kind: Hashable, Sendable {
    /// The text is not there.
    case missing
    /// No screen has such a text.
    case unknown
    /// A text about a number has not the form that some numbers take; `forms` are those of the language.
    case missingForm(PluralForm, forms: [PluralForm])
    /// A text about a number is one text, and not one a form.
    case noForms([PluralForm])
    /// No number takes this form in the language.
    case unknownForm(forms: [PluralForm])
    /// The text is empty.
    case empty
    /// A placeholder is not there, so a value would not be shown.
    case missingPlaceholder(String)
    /// The screen knows no such value.
    case unknownPlaceholder(String, known: [String])
    /// A character that the box's font may not have.
    case foreignCharacter(Unicode.Scalar)
    /// A sentence on citizens' screens has too many words.
    case longSentence(words: Int, limit: Int)
    /// The text takes more cells than its place has; `limit` is the place's width or the room of all its lines.
    case doesNotFit(cells: Int, limit: Int)
    /// The whole file is hard to read.
    case hardToRead(lix: Int, limit: Int)
    /// A number was expected, or `none`.
    case notANumber
    /// The names of a month's days are more or fewer than 31.
    case daysMissing(found: Int)
    /// What shall be an abbreviation and its words is none.
    case noSaying(String)
  }

  /// The dotted path of the text; `language.readingLimit` for the whole file.
  package let path: String
  /// In what way it is wrong.
  package let kind: Kind

  /// A fault of a text.
  package init(path: String, _ kind: Kind) {
    self.path = path
    self.kind = kind
  }
}

extension TextCatalogue {
  /// Everything wrong with a language's file, given as dotted paths with their texts; in the order of the screens.
  package static func faults(in texts: [String: String], of language: Language) -> [TextFault] {
    let rule = PluralRule(language)
    let known = TextKey.allCases.flatMap { key in
      key.counted == nil ? key.faults(in: texts) : key.faults(in: texts, rule)
    }
    let unknown = texts.keys.sorted().compactMap { path in
      unknownKind(path, rule).map { TextFault(path: path, $0) }
    }
    return known + unknown + readingFaults(in: texts, of: language)
  }

  /// Whether a path is no text of a screen, or below a text about a number no form.
  private static func unknownKind(_ path: String, _ rule: PluralRule) -> TextFault.Kind? {
    if TextKey(rawValue: path) != nil { return nil }
    guard let dot = path.lastIndex(of: "."), TextKey(rawValue: String(path[..<dot]))?.counted != nil
    else { return .unknown }
    return PluralForm(rawValue: String(path[path.index(after: dot)...])) == nil
      ? .unknownForm(forms: rule.forms) : nil
  }

  /// What stands for a limit where there is none.
  private static let noReadingLimit = "none"

  /// Whether citizens' texts, taken together, are easier than the language's own limit.
  private static func readingFaults(in texts: [String: String], of language: Language) -> [TextFault] {
    let path = LanguageText.readingLimit.key.rawValue
    guard let text = texts[path], text != TextCatalogue.noReadingLimit else { return [] }
    guard let limit = Int(text), limit > 0 else { return [TextFault(path: path, .notANumber)] }
    let citizens = TextKey.allCases.filter { $0.audience == .citizen }
    let read = citizens.flatMap { $0.paths(in: language) }.compactMap { texts[$0] }
    let lix = Reading.lix(of: read)
    return lix > Double(limit) ? [TextFault(path: path, .hardToRead(lix: Int(lix.rounded(.up)), limit: limit))] : []
  }
}

extension TextKey {
  /// What is wrong with a text that has one form.
  fileprivate func faults(in texts: [String: String]) -> [TextFault] {
    guard let text = texts[rawValue] else { return [TextFault(path: rawValue, .missing)] }
    return kinds(in: text, needing: placeholders).map { TextFault(path: rawValue, $0) }
  }

  /// What is wrong with the forms of a text about a number.
  fileprivate func faults(in texts: [String: String], _ rule: PluralRule) -> [TextFault] {
    if texts[rawValue] != nil { return [TextFault(path: rawValue, .noForms(rule.forms))] }
    let found = PluralForm.allCases.filter { texts[path(of: $0)] != nil }
    if found.isEmpty { return [TextFault(path: rawValue, .missing)] }
    let unknown = found.filter { !rule.forms.contains($0) }
    let faults = rule.forms.flatMap { form -> [TextFault] in
      guard let text = texts[path(of: form)] else {
        return [TextFault(path: path(of: form), .missingForm(form, forms: rule.forms))]
      }
      let needed = placeholders.filter { $0 != counted || !rule.isOfOneNumber(form) }
      return kinds(in: text, needing: needed).map { TextFault(path: path(of: form), $0) }
    }
    return faults + unknown.map { TextFault(path: path(of: $0), .unknownForm(forms: rule.forms)) }
  }

  /// In what ways one text by itself is wrong.
  private func kinds(in text: String, needing needed: [String]) -> [TextFault.Kind] {
    guard text.utf8.contains(where: { $0 != UInt8(ascii: " ") }) else { return [.empty] }
    // A space that does not break is a form too: many languages have it between thousands.
    let text = audience == .form ? text.replacing("\u{A0}", with: " ") : text
    let names = Placeholders.names(in: text)
    var kinds: [TextFault.Kind] = needed.filter { !names.contains($0) }.map { .missingPlaceholder($0) }
    kinds += names.filter { !placeholders.contains($0) }.map { .unknownPlaceholder($0, known: placeholders) }
    if let foreign = text.unicodeScalars.first(where: { !Repertoire.contains($0) }) {
      kinds.append(.foreignCharacter(foreign))
    }
    if audience == .citizen {
      let longest = Reading.sentences(of: text).map { $0.words }.max() ?? 0
      if longest > Reading.longestSentence {
        kinds.append(.longSentence(words: longest, limit: Reading.longestSentence))
      }
    }
    kinds += spokenFaults(in: text)
    guard audience != .voice else { return kinds }
    let cells = Wrap.cells(text)
    let room = room(for: cells)
    if cells > room { kinds.append(.doesNotFit(cells: cells, limit: room)) }
    let widest = Wrap.widestWord(of: text)
    if cells <= room, widest > TextKey.widestWord {
      kinds.append(.doesNotFit(cells: widest, limit: TextKey.widestWord))
    }
    return kinds
  }

  /// What is wrong with a list of what is said.
  private func spokenFaults(in text: String) -> [TextFault.Kind] {
    switch self {
    case SpokenFormText.days.key:
      let days = Texts.days(in: text)
      return days.count == 31 && !days.contains("") ? [] : [.daysMissing(found: days.count)]
    case SpokenFormText.words.key:
      return text.split(separator: ";").map(String.init).filter { Texts.saying($0) == nil }.map { .noSaying($0) }
    default: return []
    }
  }

  /// The widest word that every layout can place.
  private static let widestWord = 28

  /// How many cells a text that takes so many may take, in all its lines, on the smallest layout.
  private func room(for cells: Int) -> Int {
    switch audience {
    case .form: 32
    case .voice: 1_000
    case .printer: 3 * PaperReceipt.columns
    case .staff: 74
    case .citizen where TextKey.keyLabels.contains(self): 10
    case .citizen where TextKey.wideKeyLabels.contains(self): 14
    // Asked last, and only of a text that is too long for one: names are compared then.
    case .citizen where cells > 74 && isHeading: 74
    case .citizen: 100
    }
  }

  /// Whether it is named a heading.
  private var isHeading: Bool {
    let bytes = rawValue.utf8
    return bytes.indices.contains { bytes[$0...].starts(with: "eading".utf8) }
  }

  private static let keyLabels: Set<TextKey> = [
    CommonText.keyHelp.key, CommonText.keyStop.key, CommonText.keyAgain.key, CommonText.keyKeys.key,
    ClosedText.keyStaff.key,
    WelcomeText.skipExercise.key,
  ]

  private static let wideKeyLabels: Set<TextKey> = [
    CommonText.keyOn.key, CommonText.keyBack.key, CommonText.keyErase.key, CommonText.keyStart.key,
    CommonText.keyDone.key, CommonText.keyYes.key, PhotoText.now.key, PhotoText.takeNew.key,
    FingerprintText.again.key, SignatureText.again.key,
    WelcomeText.chooseExercise.key,
  ]
}
