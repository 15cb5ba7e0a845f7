/// A text as it is shown, and as it is spoken: personal values are replaced by neutral words before a loudspeaker.
///
/// It is filled in when it is asked for: most of what could be said never is.
struct SpokenText: Hashable {
  private enum Ear: Hashable {
    case same
    case other(String)
  }

  private let text: String
  private let values: [String: SpokenValue]
  private let ear: Ear

  /// The same text for eye and ear.
  init(_ text: String) {
    self.init(text, [:])
  }

  /// A text with values to fill in; one that is silent has no words for the ear.
  init(_ text: String, _ values: [String: SpokenValue], isSilent: Bool = false) {
    self.text = text
    self.values = values
    ear = isSilent ? .other("") : .same
  }

  /// One text for the eye, another for the ear.
  init(shown: String, spoken: String) {
    text = shown
    values = [:]
    ear = .other(spoken)
  }

  /// As it is shown.
  var shown: String { values.isEmpty ? text : Placeholders.fill(text, values.mapValues(\.shown)) }

  /// As it is spoken; empty for what need not be said.
  var spoken: String {
    switch ear {
    case .same: values.isEmpty ? text : Placeholders.fill(text, values.mapValues(\.spoken))
    case .other(let words): words
    }
  }
}

/// What is filled into a text.
enum SpokenValue: Hashable {
  /// Anybody may hear it.
  case plain(String)
  /// A number that anybody may hear; the form of the text may depend on it.
  case number(Int)
  /// Only the screen shows it; the loudspeaker says something neutral.
  case personal(String, spoken: String)

  var shown: String {
    switch self {
    case .plain(let text), .personal(let text, _): text
    case .number(let number): String(number)
    }
  }

  var spoken: String {
    switch self {
    case .plain(let text), .personal(_, let text): text
    case .number(let number): String(number)
    }
  }

  /// The number, where it is one.
  var count: Int? { if case .number(let number) = self { number } else { nil } }
}

/// Breaks a text into rows, never inside a word; a space that must not break is U+00A0.
enum Wrap {
  /// The rows of a text, and the words that are wider than a row.
  static func rows(of text: String, columns: Int) -> (rows: [String], wide: [String]) {
    var rows: [String] = []
    var wide: [String] = []
    var row = ""
    var width = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      let length = cells(word)
      if length > columns { wide.append(String(word)) }
      if !row.isEmpty, width + 1 + length > columns {
        rows.append(row)
        row = ""
        width = 0
      }
      if !row.isEmpty {
        row += " "
        width += 1
      }
      row += word
      width += length
    }
    if !row.isEmpty { rows.append(row) }
    return (rows, wide)
  }

  /// How many cells a text takes.
  static func cells(_ text: some StringProtocol) -> Int { Repertoire.sanitize(String(text)).unicodeScalars.count }

  /// How many cells the widest word of a text takes.
  static func widestWord(of text: String) -> Int {
    guard Repertoire.covers(text) else { return text.split(separator: " ").map { cells($0) }.max() ?? 0 }
    // Where each character is drawn as it stands, it takes one cell.
    var (widest, width) = (0, 0)
    for scalar in text.unicodeScalars {
      width = scalar == " " ? 0 : width + 1
      widest = max(widest, width)
    }
    return widest
  }
}
