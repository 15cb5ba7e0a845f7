/// A line that is being typed at a console: characters, corrections, completion and the lines before.
package struct OrderLine: Hashable, Sendable {
  /// A key, as bytes from a terminal tell it.
  package enum Key: Hashable, Sendable {
    case character(Character)
    case erase, eraseAll, complete, enter, up, down, end
  }

  /// What is typed so far.
  package private(set) var text = ""
  /// What could stand where the line ends, when there is more than one such word.
  package private(set) var choices: [String] = []
  private var history: [String] = []
  /// Which line of the history is shown, counted from its end.
  private var back = 0

  /// An empty line.
  package init() {}

  /// Takes a key; the line when it is done.
  package mutating func take(_ key: Key, completions: (String) -> [String]) -> String? {
    defer { if key != .complete { choices = [] } }
    switch key {
    case .character(let character): text.append(character)
    case .erase: _ = text.popLast()
    case .eraseAll: text = ""
    case .complete: complete(completions(text))
    case .up: recall(back + 1)
    case .down: recall(back - 1)
    case .enter:
      let line = text
      if !line.isEmpty, line != history.last { history.append(line) }
      (text, back) = ("", 0)
      return line
    case .end: break
    }
    return nil
  }

  /// Puts what all choices begin with in the place of the last word, and a space behind a word that is the only one.
  private mutating func complete(_ words: [String]) {
    choices = words.count > 1 ? words : []
    guard let first = words.first else { return }
    let common = words.reduce(first) { common, word in
      String(zip(common, word).prefix { $0 == $1 }.map(\.0))
    }
    let begun = text.last?.isWhitespace ?? true ? "" : text.split(whereSeparator: \.isWhitespace).last ?? ""
    text = text.dropLast(begun.count) + common + (words.count == 1 ? " " : "")
  }

  private mutating func recall(_ place: Int) {
    guard (0...history.count).contains(place) else { return }
    back = place
    text = place == 0 ? "" : history[history.count - place]
  }
}

extension OrderLine.Key {
  /// The keys in bytes of a terminal; arrows are three bytes, and other sequences are none.
  package static func keys(in bytes: some Collection<UInt8>) -> [OrderLine.Key] {
    var keys: [OrderLine.Key] = []
    var rest = Array(bytes)[...]
    while let byte = rest.popFirst() {
      switch byte {
      case 0x1B:
        guard rest.first == 0x5B || rest.first == 0x4F else { continue }
        rest.removeFirst()
        let sequence = rest.prefix { !(0x40...0x7E).contains($0) }
        rest = rest.dropFirst(sequence.count)
        switch rest.popFirst() {
        case 0x41: keys.append(.up)
        case 0x42: keys.append(.down)
        case _: break
        }
      case 0x0A, 0x0D: keys.append(.enter)
      case 0x09: keys.append(.complete)
      case 0x08, 0x7F: keys.append(.erase)
      case 0x15: keys.append(.eraseAll)
      case 0x03, 0x04: keys.append(.end)
      case 0x20..<0x7F: keys.append(.character(Character(Unicode.Scalar(byte))))
      case _: break
      }
    }
    return keys
  }
}
