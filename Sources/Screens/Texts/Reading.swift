/// How easy texts are to read.
package enum Reading {
  /// The most words that a sentence on a citizen's screen may have.
  package static let longestSentence = 12

  /// The words of each sentence of a text; a placeholder counts as one word.
  static func sentences(of text: String) -> [[Substring]] {
    var found: [[Substring]] = []
    var words: [Substring] = []
    for word in text.split(separator: " ") {
      if word.contains(where: { $0.isLetter || $0.isNumber }) { words.append(word) }
      if let last = word.last(where: { $0 != "”" && $0 != "\"" && $0 != ")" }), ".!?:".contains(last) {
        found.append(words)
        words = []
      }
    }
    found.append(words)
    return found.filter { !$0.isEmpty }
  }

  /// The LIX of texts (Björnsson 1968): words a sentence, and words of more than six letters in a hundred.
  ///
  /// Labels of one or two words are no sentences and do not count.
  package static func lix(of texts: [String]) -> Double {
    let sentences = texts.flatMap { Self.sentences(of: $0) }.filter { $0.count > 2 }
    let words = sentences.flatMap { $0 }
    guard !words.isEmpty else { return 0 }
    let long = words.count { word in !word.contains("{") && word.count(where: \.isLetter) > 6 }
    return Double(words.count) / Double(sentences.count) + 100 * Double(long) / Double(words.count)
  }
}
