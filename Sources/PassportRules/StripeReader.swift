/// A walk over the characters that a card reader sends; positions count from 1.
struct StripeReader {
  /// Both tracks with their sentinels.
  static let longest = 116
  private static let trackOneLength = 34 + 34 + 3 + 4
  private static let trackTwoLength = 1 + 3 + 1 + 3 + 10 + 1 + 6 + 3 + 3 + 6

  private(set) var characters: [Character]
  private var index = 0

  init(_ text: some StringProtocol) {
    characters = Array(text)
  }

  /// The position of the next character, from 1.
  var position: Int { index + 1 }
  var isAtEnd: Bool { index == characters.count }

  /// Leaves out the return that a keyboard wedge sends last.
  mutating func dropLineEnd() {
    if let last = characters.last, last == "\r" || last == "\n" || last == "\r\n" { characters.removeLast() }
  }

  /// The CPR number when the whole text is the barcode's ten digits; nothing when it is something else.
  func barcode() throws(HealthCardFault) -> CPRNumber? {
    guard characters.count == 10, characters.allSatisfy({ $0.asciiDigit != nil }) else { return nil }
    return try Self.cpr(String(characters), position: 1)
  }

  /// The names of track 1; nothing when the text begins with track 2.
  mutating func trackOne() throws(HealthCardFault) -> (surname: String, givenNames: String)? {
    let isMarked = take("%")
    if !isMarked, let next = characters.first, next.asciiDigit != nil || next == ";" || next == ":" { return nil }
    let body = try body(track: 1, length: Self.trackOneLength)
    for (offset, character) in body.enumerated() where !Self.isTrackOneCharacter(character) {
      throw .unexpectedCharacter(position: index - body.count + offset + 1, expected: "a letter, digit, sign or space")
    }
    _ = take("?")
    guard !isAtEnd else { throw .trackTwoMissing }
    let name = body.prefix(34).map { Self.letters[$0] ?? $0 }
    let surname = name.prefix { $0 != "^" }
    return (Self.trimmed(surname), Self.trimmed(name.dropFirst(surname.count + 1)))
  }

  /// CPR number and first day of validity from track 2.
  mutating func trackTwo() throws(HealthCardFault) -> (cpr: CPRNumber, validFrom: CivilDate) {
    _ = take(";") || take(":")
    let start = index
    let body = try body(track: 2, length: Self.trackTwoLength)
    for (offset, character) in body.enumerated() where !Self.isTrackTwoCharacter(character) {
      throw .unexpectedCharacter(position: start + offset + 1, expected: "a digit")
    }
    guard body[1..<4] == ["2", "0", "8"] else {
      throw .unexpectedCharacter(position: start + 2, expected: "208, the country code of Denmark")
    }
    let cpr = try Self.cpr(String(body[8..<18]), position: start + 9)
    guard let validFrom = Self.date(body[31..<37]) else { throw .impossibleDate(position: start + 32) }
    _ = take("?")
    return (cpr, validFrom)
  }

  // MARK: Characters

  private mutating func take(_ sentinel: Character) -> Bool {
    guard !isAtEnd, characters[index] == sentinel else { return false }
    index += 1
    return true
  }

  /// The next `length` characters; a sentinel among them means that the track ended early.
  private mutating func body(track: Int, length: Int) throws(HealthCardFault) -> [Character] {
    let body = Array(characters[index...].prefix(length))
    if let early = body.firstIndex(of: "?") { throw .tooShort(track: track, missing: length - early) }
    guard body.count == length else { throw .tooShort(track: track, missing: length - body.count) }
    index += length
    return body
  }

  /// The stripe's 6-bit set, 0x20 to 0x5F (ISO/IEC 7811-2), and the Danish letters where a reader has put them in.
  private static func isTrackOneCharacter(_ character: Character) -> Bool {
    if letters.values.contains(character) { return true }
    guard let value = character.asciiValue, character != "\r\n" else { return false }
    return (0x20...0x5F).contains(value)
  }

  /// The stripe's 4-bit set, 0x30 to 0x3F (ISO/IEC 7811-2), without the end sentinel.
  private static func isTrackTwoCharacter(_ character: Character) -> Bool {
    guard let value = character.asciiValue else { return false }
    return (0x30...0x3E).contains(value)
  }

  /// The Danish letters of the stripe's set.
  private static let letters: [Character: Character] = ["[": "Æ", "\\": "Ø", "]": "Å"]

  private static func trimmed(_ characters: some BidirectionalCollection<Character>) -> String {
    characters.split(separator: " ").map { String($0) }.joined(separator: " ")
  }

  private static func cpr(_ digits: String, position: Int) throws(HealthCardFault) -> CPRNumber {
    do throws(CPRFault) {
      return try CPRNumber(parsing: digits)
    } catch {
      throw .cpr(error, position: position)
    }
  }

  /// A day of the form DDMMYY; the card is younger than the CPR register's cards of 1980, so 80–99 is 19xx.
  private static func date(_ characters: ArraySlice<Character>) -> CivilDate? {
    let digits = characters.compactMap(\.asciiDigit)
    guard digits.count == 6 else { return nil }
    let year = digits[4] * 10 + digits[5]
    return CivilDate(
      year: (year < 80 ? 2000 : 1900) + year, month: digits[2] * 10 + digits[3], day: digits[0] * 10 + digits[1]
    )
  }
}
