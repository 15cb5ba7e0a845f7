/// A holder's names on their way into a machine readable zone.
struct MRZName: Hashable, Sendable {
  /// The primary identifier's components, letters A–Z only.
  let surname: [String]
  /// The secondary identifier's components, letters A–Z only.
  let givenNames: [String]

  /// Transliterates both names; a holder with one name only has it as the surname.
  init(surname: String, givenNames: String) throws(MRZMakingFault) {
    self.surname = try Self.components(surname)
    self.givenNames = try Self.components(givenNames)
    guard !self.surname.isEmpty else { throw .noName }
  }

  /// Both names with spaces between components, truncated to a field's length (ICAO Doc 9303-4, 4.2.3).
  ///
  /// Given names give way first, the last one first, each down to its initial. When not even the first of them fits,
  /// the surname's later components are shortened evenly. The last character of a truncated field is a letter.
  func fitted(to width: Int) -> (surname: String, givenNames: String) {
    let primary = surname.joined(separator: " ")
    guard let first = givenNames.first else { return (Self.cutEvenly(surname, to: width), "") }
    let all = givenNames.joined(separator: " ")
    if primary.count + 2 + all.count <= width { return (primary, all) }

    // A third of the field at most is kept for the first given name of somebody with a very long surname.
    let room = width - 2 - primary.count
    let reserve = min(first.count, width / 3)
    if room >= reserve { return (primary, Self.cutFromTheEnd(givenNames, to: room)) }
    let shortened = Self.cutEvenly(surname, to: width - 2 - reserve)
    return (shortened, Self.cutFromTheEnd(givenNames, to: width - 2 - shortened.count))
  }

  /// Shortens the longest component but the first, one letter at a time, the last of equals first.
  private static func cutEvenly(_ components: [String], to room: Int) -> String {
    // Every component has a letter and a space, so no more than this can have one.
    var parts = Array(components.prefix((room + 1) / 2))
    while length(parts) > room {
      let longest = parts.dropFirst().map(\.count).max() ?? 1
      let index = longest > 1 ? parts.lastIndex { $0.count == longest } ?? 0 : 0
      parts[longest > 1 && index == 0 ? parts.count - 1 : index].removeLast()
    }
    return parts.joined(separator: " ")
  }

  /// Shortens the last component down to its initial, then the one before it, and so on.
  private static func cutFromTheEnd(_ components: [String], to room: Int) -> String {
    let first = components.first?.count ?? 0
    var parts = Array(components.prefix(1 + max(0, room - first) / 2))
    // One place left over and another name waiting: the first gives it a letter, so that the field ends with one.
    if length(parts) < room, parts.count < components.count { parts.append(components[parts.count]) }
    for index in parts.indices.reversed() {
      while length(parts) > room, parts[index].count > 1 { parts[index].removeLast() }
    }
    return parts.joined(separator: " ")
  }

  private static func length(_ parts: [String]) -> Int {
    parts.reduce(parts.count - 1) { $0 + $1.count }
  }
}

// MARK: - Transliteration

extension MRZName {
  /// The components of a name, written with A–Z: apostrophes and points dropped, hyphens and spaces between components.
  static func components(_ name: String) throws(MRZMakingFault) -> [String] {
    var parts: [String] = [""]
    // A name beyond any field's length need not be looked at to its end.
    for character in name.prefix(400) {
      if character.isWhitespace || separators.contains(character) {
        parts.append("")
      } else if !dropped.contains(character) {
        parts[parts.count - 1] += try letters(for: character)
      }
    }
    return parts.filter { !$0.isEmpty }
  }

  private static func letters(for character: Character) throws(MRZMakingFault) -> String {
    var written = ""
    for letter in special[character] ?? character.uppercased() {
      if letter.isASCII, ("A"..."Z").contains(letter) {
        written.append(letter)
      } else if let latin = table[letter] {
        written += latin
      } else {
        throw .unwritable(character)
      }
    }
    return written
  }

  private static let separators: Set<Character> = ["-", "‐", "‑", "‒", "–", "—", "<", ",", "/"]
  private static let dropped: Set<Character> = ["'", "’", "‘", "ʼ", "ʻ", "`", "´", "′", "."]

  /// Letters whose capital Unicode tells otherwise than ICAO Doc 9303-3 does.
  private static let special: [Character: String] = ["ß": "SS", "ẞ": "SS", "ı": "I", "ŉ": "N", "ĸ": "K"]

  /// ICAO Doc 9303-3, section 6 A: the recommended transliteration of Latin letters, where there is a choice the one
  /// that Denmark and its neighbours use.
  private static let table: [Character: String] = {
    let rows = [
      ("A", "ÁÀÂÃĂĀĄǍ"), ("AA", "Å"), ("AE", "ÆÄ"), ("C", "ĆĈČĊÇ"), ("D", "ĐĎÐ"), ("E", "ÉÈÊËĚĖĒĘĔẼ"), ("G", "ĜĞĠĢ"),
      ("H", "ĦĤ"), ("I", "ÍÌÎÏĨİĪĮĬ"), ("IJ", "Ĳ"), ("J", "Ĵ"), ("K", "Ķ"), ("L", "ŁĹĽĻĿ"), ("N", "ŃÑŇŅŊ"),
      ("O", "ÓÒÔÕŐŌŎ"), ("OE", "ØÖŒ"), ("R", "ŔŘŖ"), ("S", "ŚŜŠŞȘ"), ("SS", "ẞ"), ("T", "ŤŢŦȚ"), ("TH", "Þ"),
      ("U", "ÚÙÛŨŬŮŪŲŰ"), ("UE", "Ü"), ("W", "Ŵ"), ("Y", "ÝŶŸ"), ("Z", "ŹŽŻ"),
    ]
    return Dictionary(
      rows.flatMap { row in row.1.map { ($0, row.0) } }, uniquingKeysWith: { first, _ in first }
    )
  }()
}
