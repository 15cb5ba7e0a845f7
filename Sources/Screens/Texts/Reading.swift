/// How easy texts are to read.
package enum Reading {
  /// The most words that a sentence on a citizen's screen may have.
  package static let longestSentence = 12

  /// What is counted of a sentence.
  struct Sentence: Hashable {
    /// Its words; a placeholder counts as one.
    var words = 0
    /// Those of more than six letters that are no placeholders.
    var longWords = 0
  }

  /// The sentences of a text that have a word. They are counted sign by sign, without taking the text apart: that is done to every
  /// text at every start.
  static func sentences(of text: String) -> [Sentence] {
    var found: [Sentence] = []
    var sentence = Sentence()
    var word = Word()
    func endSentence() {
      if sentence.words > 0 { found.append(sentence) }
      sentence = Sentence()
    }
    func endWord() {
      if word.isWord { sentence.words += 1 }
      if word.isLong { sentence.longWords += 1 }
      if word.endsSentence { endSentence() }
      word = Word()
    }
    for sign in text.unicodeScalars {
      if sign == " " { endWord() } else { word.append(sign) }
    }
    endWord()
    endSentence()
    return found
  }

  /// The LIX of texts (Björnsson 1968): words a sentence, and words of more than six letters in a hundred.
  ///
  /// Labels of one or two words are no sentences and do not count.
  package static func lix(of texts: [String]) -> Double {
    var (sentences, words, long) = (0, 0, 0)
    for text in texts {
      for sentence in Self.sentences(of: text) where sentence.words > 2 {
        sentences += 1
        words += sentence.words
        long += sentence.longWords
      }
    }
    guard words > 0 else { return 0 }
    return Double(words) / Double(sentences) + 100 * Double(long) / Double(words)
  }
}

/// What stands between two spaces, as far as it was read.
private struct Word {
  private var letters = 0
  private var hasNumber = false
  private var hasBrace = false
  /// The last sign but closing quotation marks and brackets.
  private var last: Unicode.Scalar?

  /// Whether it is one, and not a sign that stands alone.
  var isWord: Bool { letters > 0 || hasNumber }
  /// Whether it counts as long.
  var isLong: Bool { letters > 6 && !hasBrace }
  /// Whether a sentence ends with it.
  var endsSentence: Bool { last == "." || last == "!" || last == "?" || last == ":" }

  mutating func append(_ sign: Unicode.Scalar) {
    switch sign {
    case "a"..."z", "A"..."Z": letters += 1
    case "0"..."9": hasNumber = true
    case "{": hasBrace = true
    case _ where sign.isASCII: break
    case _:
      // Not an else: some numbers are letters too.
      if sign.properties.isAlphabetic { letters += 1 }
      if sign.properties.numericType != nil { hasNumber = true }
    }
    if sign != "”", sign != "\"", sign != ")" { last = sign }
  }
}
