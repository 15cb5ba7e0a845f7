package import PassportRules

extension Section {
  /// A whole number within bounds.
  package func whole(_ key: String, _ range: ClosedRange<Int>) -> Int {
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let value = value(key, expected: expected) else { return range.lowerBound }
    guard let number = value.plain.flatMap(Self.whole), range.contains(number) else {
      reject(key, value, expected: expected)
      return range.lowerBound
    }
    return number
  }

  /// A number within bounds, with a point before its decimals.
  package func number(_ key: String, _ range: ClosedRange<Double>) -> Double {
    let expected = "a number from \(Self.short(range.lowerBound)) to \(Self.short(range.upperBound))"
    guard let value = value(key, expected: expected) else { return range.lowerBound }
    guard let number = value.plain.flatMap(Self.decimal), range.contains(number) else {
      reject(key, value, expected: expected)
      return range.lowerBound
    }
    return number
  }

  /// Two numbers in a list, the smaller first.
  package func range(_ key: String, _ range: ClosedRange<Double>) -> ClosedRange<Double> {
    let expected =
      "[least, most] from \(Self.short(range.lowerBound)) to \(Self.short(range.upperBound)), the smaller first"
    guard let value = value(key, expected: expected) else { return range }
    guard case .list(let values) = value.content, values.count == 2,
      let low = values[0].plain.flatMap(Self.decimal), let high = values[1].plain.flatMap(Self.decimal),
      low < high, range.contains(low), range.contains(high)
    else {
      reject(key, value, expected: expected)
      return range
    }
    return low...high
  }

  /// `true` or `false`.
  package func flag(_ key: String) -> Bool {
    guard let value = value(key, expected: "true or false") else { return false }
    switch value.plain {
    case "true": return true
    case "false": return false
    case _:
      reject(key, value, expected: "true or false")
      return false
    }
  }

  /// A date such as 2026-12-24.
  package func date(_ key: String) -> CivilDate {
    let expected = "a date such as 2026-12-24"
    guard let value = value(key, expected: expected) else { return .first }
    return date(key, value) ?? .first
  }

  /// The date a value names, or a fault.
  package func date(_ key: String, _ value: YAMLValue) -> CivilDate? {
    if let date = value.plain.flatMap({ CivilDate(iso: $0) }) { return date }
    reject(key, value, expected: "a date such as 2026-12-24")
    return nil
  }

  /// A text, not empty.
  package func text(_ key: String) -> String {
    guard let value = value(key, expected: "a text") else { return "" }
    return text(key, value) ?? ""
  }

  /// The text a value holds, or a fault.
  package func text(_ key: String, _ value: YAMLValue) -> String? {
    guard case .scalar(let text, let isQuoted) = value.content, isQuoted || text != "~" && text != "null", !text.isEmpty
    else {
      reject(key, value, expected: "a text")
      return nil
    }
    return text
  }

  /// One of the words of an enumeration.
  package func word<Word: RawRepresentable & CaseIterable>(_ key: String, _ type: Word.Type = Word.self) -> Word?
  where Word.RawValue == String {
    guard let value = value(key, expected: Self.expected(Word.self)) else { return nil }
    return word(key, value)
  }

  /// The word a value holds, or a fault.
  package func word<Word: RawRepresentable & CaseIterable>(_ key: String, _ value: YAMLValue) -> Word?
  where Word.RawValue == String {
    if let word = value.plain.flatMap({ Word(rawValue: $0) }) { return word }
    reject(key, value, expected: Self.expected(Word.self))
    return nil
  }

  /// Different words of an enumeration, in any order.
  package func words<Word: RawRepresentable & CaseIterable & Hashable>(
    _ key: String, _ type: Word.Type = Word.self
  ) -> Set<Word>
  where Word.RawValue == String {
    var words: Set<Word> = []
    for (word, value) in list(key, of: "words", { value, _ in self.word(key, value).map { ($0 as Word, value) } }) {
      if !words.insert(word).inserted { reject(key, value, expected: "each word once", mend: "delete one of them") }
    }
    return words
  }

  private static func expected<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) -> String
  where Word.RawValue == String {
    "one of " + Word.allCases.map(\.rawValue).joined(separator: ", ")
  }
}

extension YAMLValue {
  /// The characters of a value that does not stand in quotation marks.
  package var plain: String? {
    switch content {
    case .scalar(let text, isQuoted: false): text
    case .scalar(_, isQuoted: true), .list, .mapping: nil
    }
  }
}
