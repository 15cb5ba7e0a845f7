import Renewal

extension Page {
  /// Everything on the page as sentences in reading order; typed digits are only counted, and personal values named.
  func sentences(_ texts: Texts) -> [String] {
    guard !isStaff else { return [] }
    var said: [String] = []
    if let message { said.append(message.spoken) }
    switch progress {
    case .none: break
    case .before(let name), .done(let name): said.append(name.spoken)
    case .at(let step, let name):
      said.append(texts(CommonText.progress, ["step": .number(step), "count": .number(Way.count)]).spoken)
      said.append(name.spoken)
    }
    if let next { said.append(next.spoken) }
    said.append(heading.spoken)
    for item in items { said += item.block.sentences(texts) }
    if let answer { said.append(answer.spoken) }
    if let side { said += side.figure.sentences(texts) }
    for hint in keys.all {
      guard let words = hint.words else { continue }
      said.append(
        texts(CommonText.spokenKey, ["key": .plain(hint.key.name(texts)), "label": .plain(words.spoken)]).spoken)
    }
    return said.map(Self.sentence).filter { !$0.isEmpty }
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
    case .checks(let checks): checks.map(\.words.spoken)
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
