/// A value whose stable name is a word and what the word is about, with colons between: as journal, tables, report, log and screens have it.
///
/// The words are an enumeration, so that a name is cut at a colon here alone and a reader of one word never compares texts.
package protocol StablyNamed: FieldValue, Hashable {
  /// The words.
  associatedtype Kind: RawRepresentable<String>

  /// The word of a value.
  var kind: Kind { get }
  /// What the word is about.
  var about: [any RawRepresentable<String>] { get }
  /// All values of a word: what a name is read back from.
  static func values(of kind: Kind) -> [Self]
}

extension StablyNamed {
  /// The stable name, such as `device:camera`.
  package var name: String { ([kind.rawValue] + about.map { $0.rawValue }).joined(separator: ":") }

  package var json: JSON { .text(name) }

  package init?(json: JSON) {
    guard let name = json.text,
      let kind = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).first.flatMap({
        Kind(rawValue: String($0))
      }), let value = Self.values(of: kind).first(where: { $0.name == name })
    else { return nil }
    self = value
  }
}
