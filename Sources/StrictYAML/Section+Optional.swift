/// Values that may be left out; one that is there is read as strictly as if it had to be.
extension Section {
  /// Reads the value of a key where there is one.
  package func whenGiven<Result>(_ key: String, _ read: (String) -> Result) -> Result? {
    optional(key) == nil ? nil : read(key)
  }

  /// A whole number within bounds.
  package func whole(_ key: String, _ range: ClosedRange<Int>, orElse usual: Int) -> Int {
    whenGiven(key) { whole($0, range) } ?? usual
  }

  /// A number within bounds.
  package func number(_ key: String, _ range: ClosedRange<Double>, orElse usual: Double) -> Double {
    whenGiven(key) { number($0, range) } ?? usual
  }

  /// `true` or `false`.
  package func flag(_ key: String, orElse usual: Bool) -> Bool { whenGiven(key) { flag($0) } ?? usual }

  /// One of the words of an enumeration.
  package func word<Word: RawRepresentable & CaseIterable>(_ key: String, orElse usual: Word) -> Word
  where Word.RawValue == String {
    whenGiven(key) { word($0) ?? usual } ?? usual
  }

  /// Words of an enumeration in their order, the same one more than once too; the usual ones for an empty list.
  package func sequence<Word: RawRepresentable & CaseIterable>(_ key: String, orElse usual: [Word]) -> [Word]
  where Word.RawValue == String {
    guard optional(key) != nil else { return usual }
    let words: [Word] = list(key, of: "words") { value, index in word("\(key)[\(index)]", value) }
    return words.isEmpty ? usual : words
  }

  /// Each element of a list as a group; none where the list is left out.
  package func groups<Result>(orNone key: String, _ read: (Section) -> Result) -> [Result] {
    whenGiven(key) { groups($0, read) } ?? []
  }
}
