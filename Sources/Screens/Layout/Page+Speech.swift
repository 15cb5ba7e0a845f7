import Renewal

extension Page {
  /// What the page says: what went wrong, its heading, what it is about, what to do, then where one is and what comes next; staff's pages
  /// say nothing.
  func narration(_ texts: Texts, to hearing: Hearing) -> Narration {
    guard !isStaff else { return Narration() }
    var voice = PageVoice(texts: texts, hearing: hearing)
    return Narration(
      message: voice.phrases { voice in
        if let message { voice.say(message) }
        for item in items where Turn(item) == .warning { voice.say(item.block) }
        if let answer { voice.say(answer) }
      },
      signal: answer == nil ? items.compactMap { Earcon($0.block) }.max() : .error,
      place: voice.phrases { voice in voice.say(heading) },
      body: voice.phrases { voice in
        for turn in Turn.allCases where turn != .warning {
          for item in items where Turn(item) == turn { voice.say(item.block) }
        }
        for (key, words) in labels where isNews(words, at: key, texts) && !isTold(key) { voice.say(words, at: key) }
        if let side { voice.say(side.figure) }
        switch progress {
        case .none: break
        case .before(let name), .done(let name): voice.say(name)
        case .at(let step, let name):
          voice.say(texts(CommonText.progress, ["step": .number(step), "count": .number(Way.count)]))
          voice.say(name)
        }
        if let next { voice.say(next) }
      },
      keys: voice.phrases { voice in
        for (key, words) in labels where !isNews(words, at: key, texts) { voice.say(words, at: key) }
      })
  }

  /// The keys that have a word on this page.
  private var labels: [(key: Key, words: SpokenText)] {
    keys.all.compactMap { hint in hint.words.map { (hint.key, $0) } }
  }

  /// Whether the page says already what a key does.
  private func isTold(_ key: Key) -> Bool {
    key == .enter && items.contains { Turn($0) == .call }
  }

  /// Whether a key does something else than nearly everywhere, where who knows the keys need not hear it again; Enter ends what is typed.
  private func isNews(_ words: SpokenText, at key: Key, _ texts: Texts) -> Bool {
    let usual: [CommonText] = [.keyOn, .keyBack, .keyErase, .keyHelp, .keyStop, .keyAgain]
    return !usual.contains { texts[$0] == words.shown } || key == .enter && items.contains(where: \.block.isField)
  }
}

extension Earcon: Comparable {
  /// The sound of a notice to the citizen.
  fileprivate init?(_ block: Block) {
    switch block {
    case .notice(.bad, _): self = .error
    case .notice(.attention, _): self = .warning
    case .notice(.good, _): self = .done
    default: return nil
    }
  }

  private var urgency: Int {
    switch self {
    case .key: 0
    case .done: 1
    case .warning: 2
    case .error: 3
    }
  }

  package static func < (one: Self, other: Self) -> Bool { one.urgency < other.urgency }
}

/// When what stands on a page is said.
private enum Turn: CaseIterable {
  /// What went wrong.
  case warning
  /// What the page asks about, such as an amount or what was given: it is heard before how it is agreed to.
  case subject
  /// What Enter does.
  case call
  /// What must be known, and what may be.
  case must, rest

  init(_ item: Item) {
    switch item.block {
    case .notice(.bad, _), .notice(.attention, _): self = .warning
    case .rows, .facts, .digits: self = .subject
    case .action: self = .call
    default: self = item.weight == .must ? .must : .rest
    }
  }
}

/// Reads a page to somebody.
private struct PageVoice {
  let texts: Texts
  let hearing: Hearing
  private var said: [Phrase] = []

  init(texts: Texts, hearing: Hearing) {
    self.texts = texts
    self.hearing = hearing
  }

  /// What is said in the meantime.
  mutating func phrases(_ body: (inout PageVoice) -> Void) -> [Phrase] {
    said = []
    body(&self)
    return said
  }

  mutating func say(_ words: SpokenText) { say(words.spoken(to: hearing), in: words.language) }

  private mutating func say(_ text: String, in language: Language? = nil, echo: String? = nil) {
    let sentence = texts.sentence(text, isForeign: language != nil)
    if !sentence.isEmpty { said.append(Phrase(sentence, language ?? texts.language, echo: echo)) }
  }

  mutating func say(_ block: Block) {
    switch block {
    case .text(let words, _), .notice(_, let words), .prompt(let words), .bar(let words, _): say(words)
    case .choices(let choices), .tools(let choices):
      for choice in choices { press(String(choice.number), choice.words) }
      if choices.count > 1 { sayFocus(choices.first(where: \.isFocused)?.words) }
    case .action(let key, let words): press(key, words)
    case .field(let field): say(field)
    case .rows(let rows, _), .facts(let rows):
      for row in rows {
        let text = "\(row.label.spoken(to: hearing)): \(row.value.spoken(to: hearing))"
        if let number = row.number { press(String(number), SpokenText(text)) } else { say(text) }
      }
    case .checks(let checks):
      for check in checks {
        switch check.state {
        case .focus: say(check.words)
        case .right: say(CommonText.spokenRight, of: check.words)
        case .wrong: say(CommonText.spokenWrong, of: check.words)
        }
      }
    case .digits(_, let spoken): say(spoken)
    case .gallery(let figures):
      for figure in figures { say(figure) }
      sayFocus(figures.first(where: \.isFocused)?.caption)
    // Staff's.
    case .queue, .comparison: break
    }
  }

  /// What Enter takes of several.
  private mutating func sayFocus(_ words: SpokenText?) {
    if let words { say(CommonText.spokenFocus, of: words) }
  }

  mutating func say(_ figure: CaptionedFigure) {
    guard let caption = figure.caption else { return }
    if let number = figure.number { press(String(number), caption) } else { say(caption) }
  }

  /// What stands in a field: who listens alone hears the digits, and of one that was typed that digit and then how many there are.
  private mutating func say(_ field: Field) {
    say(field.label)
    let digits = field.entry.digits
    if hearing == .oneself, let last = digits.last { say(Texts.spelled(digits), echo: "\(last).") }
    say(texts(CommonText.spokenDigits, ["count": .number(digits.utf8.count)]))
  }

  /// What a figure or a key chooses; its words in a language of their own are said by that language's voice.
  private mutating func press(_ key: String, _ words: SpokenText) {
    let label = words.spoken(to: hearing)
    guard let language = words.language, language != texts.language else {
      return say(texts(CommonText.spokenChoice, ["key": .plain(key), "label": .plain(label)]))
    }
    say(Placeholders.fill(words.choice ?? label, ["key": key, "label": label]), in: language)
  }

  mutating func say(_ words: SpokenText, at key: Key) {
    say(
      texts(CommonText.spokenKey, ["key": .plain(key.name(texts)), "label": .plain(words.spoken(to: hearing))]))
  }

  /// Words in another text's place for them.
  private mutating func say(_ text: CommonText, of words: SpokenText) {
    guard words.language == nil || words.language == texts.language else {
      say(texts(text, ["label": .plain("")]))
      return say(words)
    }
    say(texts(text, ["label": .plain(words.spoken(to: hearing))]))
  }
}

extension Key {
  /// The key's name as it is spoken; figures are said as they are.
  fileprivate func name(_ texts: Texts) -> String {
    switch self {
    case .digit(let digit): String(digit)
    case .enter: "Enter"
    case .back: texts(CommonText.minus).spoken
    case .help: texts(CommonText.star).spoken
    case .stop: texts(CommonText.slash).spoken
    case .again: texts(CommonText.plus).spoken
    case .up, .down, .left, .right, .tab, .backTab, .letter: ""
    }
  }
}

extension Block {
  fileprivate var isField: Bool { if case .field = self { true } else { false } }
}
