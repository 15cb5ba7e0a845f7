import Renewal

extension Page {
  /// What the page says: what to do first, then where one is; staff's pages say nothing.
  func narration(_ texts: Texts) -> Narration {
    guard !isStaff else { return Narration() }
    var place = [heading.spoken]
    switch progress {
    case .none: break
    case .before(let name), .done(let name): place.append(name.spoken)
    case .at(let step, let name):
      place.append(texts(CommonText.progress, ["step": .number(step), "count": .number(Way.count)]).spoken)
      place.append(name.spoken)
    }
    var body = items.flatMap { $0.block.sentences(texts) }
    if let answer { body.append(answer.spoken) }
    if let side { body += side.figure.sentences(texts) }
    if let next { body.append(next.spoken) }
    let keys = keys.all.compactMap { hint in
      hint.words.map { words in
        texts(CommonText.spokenKey, ["key": .plain(hint.key.name(texts)), "label": .plain(words.spoken)]).spoken
      }
    }
    func sentences(_ said: [String]) -> [String] { said.map(Self.sentence).filter { !$0.isEmpty } }
    return Narration(
      message: sentences(message.map { [$0.spoken] } ?? []), place: sentences(place), body: sentences(body),
      keys: sentences(keys))
  }

  /// One sentence: spaces that do not break are plain, and it ends with a mark.
  static func sentence(_ text: String) -> String {
    let words = text.split { $0 == " " || $0 == "\u{A0}" }.joined(separator: " ")
    guard let last = words.last else { return "" }
    return ".!?:".contains(last) ? words : words + "."
  }
}

extension Block {
  fileprivate func sentences(_ texts: Texts) -> [String] {
    switch self {
    case .text(let words, _), .notice(_, let words), .prompt(let words), .bar(let words, _): [words.spoken]
    case .choices(let choices), .tools(let choices):
      choices.map { Self.press(String($0.number), $0.words, texts) }
        + choices.filter(\.isFocused).prefix(choices.count > 1 ? 1 : 0).map { focused in
          texts(CommonText.spokenFocus, ["label": .plain(focused.words.spoken)]).spoken
        }
    case .action(let key, let words): [Self.press(key, words, texts)]
    case .field(let field):
      [field.label.spoken, texts(CommonText.spokenDigits, ["count": .number(field.entry.digits.utf8.count)]).spoken]
    case .rows(let rows, _), .facts(let rows):
      rows.map { row in
        let text = "\(row.label.spoken): \(row.value.spoken)"
        return row.number.map { Self.press(String($0), SpokenText(text), texts) } ?? text
      }
    case .queue(let rows):
      rows.map { row in
        let words = [row.severity, row.age, row.reason, row.step, row.holder].map(\.spoken).filter { !$0.isEmpty }
        let text = words.joined(separator: ", ")
        return row.number.map { Self.press(String($0), SpokenText(text), texts) } ?? text
      }
    case .checks(let checks):
      checks.map { check in
        switch check.state {
        case .focus: check.words.spoken
        case .right: texts(CommonText.spokenRight, ["label": .plain(check.words.spoken)]).spoken
        case .wrong: texts(CommonText.spokenWrong, ["label": .plain(check.words.spoken)]).spoken
        }
      }
    case .digits(_, let spoken): [spoken]
    case .comparison: []
    case .gallery(let figures): figures.flatMap { $0.sentences(texts) }
    }
  }

  fileprivate static func press(_ key: String, _ words: SpokenText, _ texts: Texts) -> String {
    texts(CommonText.spokenChoice, ["key": .plain(key), "label": .plain(words.spoken)]).spoken
  }
}

extension CaptionedFigure {
  fileprivate func sentences(_ texts: Texts) -> [String] {
    guard let caption else { return [] }
    return [number.map { Block.press(String($0), caption, texts) } ?? caption.spoken]
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
