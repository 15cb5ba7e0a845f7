package import Renewal

/// What is wrong with a language's file; the reader adds the line.
package struct TextFault: Hashable, Sendable, Error {
  /// In what way it is wrong.
  package enum Kind: Hashable, Sendable {
    /// The text is not there.
    case missing
    /// No screen has such a text.
    case unknown
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
    /// A number was expected.
    case notANumber
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
  package static func faults(in texts: [String: String]) -> [TextFault] {
    TextKey.allCases.filter { texts[$0.rawValue] == nil }.map { TextFault(path: $0.rawValue, .missing) }
      + texts.keys.sorted().filter { TextKey(rawValue: $0) == nil }.map { TextFault(path: $0, .unknown) }
  }
}
