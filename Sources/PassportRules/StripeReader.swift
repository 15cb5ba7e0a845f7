/// Looks for the two tracks of a yellow health card in what a card reader sent; positions count from 1.
///
/// Track 2 has all the box needs, and may stand anywhere: readers send the tracks in any order, with their sentinels (ISO/IEC 7811)
/// or without, with `E` for one they could not read, with a check character behind each end sentinel, and with a return, a tab or
/// nothing between them; a reader set for another keyboard than the box's sends other signs for all of these. So track 2 is known by
/// what is on it, never by its neighbours: 37 digits and no more, with Denmark's country code, a birth date and a day in their places.
struct StripeReader {
  /// The most characters that are looked at; a reading that fills the box's bound may have lost its end.
  static let longest = 255
  private static let trackOneLength = 34 + 34 + 3 + 4
  private static let trackTwoLength = 1 + 3 + 1 + 3 + 10 + 1 + 6 + 3 + 3 + 6

  /// One byte for each character: capitals, the Danish letters as the stripe has them, 0 for what no stripe holds.
  private let signs: [UInt8]

  init(_ text: some StringProtocol) {
    signs = text.unicodeScalars.prefix(Self.longest + 1).map(Self.sign)
  }

  /// Whether there is nothing but blanks.
  var isEmpty: Bool { signs.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") } }
  /// Whether there is more than is looked at.
  var isTooLong: Bool { signs.count > Self.longest }

  // MARK: Track 2

  /// CPR number and first day of validity from the one track 2; a fault tells what is wrong with it, or that there is none.
  func trackTwo() throws(HealthCardFault) -> (cpr: CPRNumber, validFrom: CivilDate) {
    let starts = signs.indices.filter(isTrackTwo)
    guard let start = starts.first else { throw brokenTrackTwo() }
    let numbers = Set(starts.map { signs[number(from: $0)] })
    guard numbers.count == 1 else { throw .twoNumbers }
    let cpr: CPRNumber
    do throws(CPRFault) {
      cpr = try CPRNumber(parsing: text(number(from: start)))
    } catch {
      throw .cpr(error, position: start + 9)
    }
    guard let validFrom = date(from: start + 31) else { throw .impossibleDate(position: start + 32) }
    return (cpr, validFrom)
  }

  private func number(from start: Int) -> Range<Int> { (start + 8)..<(start + 18) }

  /// Whether 37 digits, not more, stand here and have Denmark's code.
  private func isTrackTwo(from start: Int) -> Bool {
    let end = start + Self.trackTwoLength
    guard end <= signs.count, signs[start..<end].allSatisfy(Self.isDigit), isDanish(start) else { return false }
    guard end == signs.count || !Self.isDigit(signs[end]) else { return false }
    return start == 0 || !Self.isDigit(signs[start - 1]) || isCheckCharacter(start - 1) || isBehindTrackOne(start)
  }

  private func isDanish(_ start: Int) -> Bool { Array(signs[(start + 1)..<(start + 4)]) == Array("208".utf8) }

  /// Whether the sign here stands behind an end sentinel, so that even a digit belongs to the track before.
  private func isCheckCharacter(_ place: Int) -> Bool { place > 0 && signs[place - 1] == Self.end }

  /// Whether a whole track 1, which ends in digits, stands before this place in the same line.
  private func isBehindTrackOne(_ place: Int) -> Bool {
    let line = signs[..<place].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let start = signs[line] == UInt8(ascii: "%") ? line + 1 : line
    return place - start == Self.trackOneLength && isTrackOne(from: start)
  }

  /// What is wrong: of the first track 2 that holds anything, or that the reader could read none, or sent none.
  private func brokenTrackTwo() -> HealthCardFault {
    var isUnreadable = false
    for start in beginnings {
      let end = signs[start...].firstIndex { Self.ending.contains($0) } ?? signs.endIndex
      let track = signs[start..<end]
      if track.isEmpty { continue }
      if Array(track) == [UInt8(ascii: "E")] {
        isUnreadable = true
      } else {
        return fault(in: track)
      }
    }
    return isUnreadable ? .unreadable(track: 2) : .trackTwoMissing
  }

  /// Where a track 2 begins by its sentinel, or without any sentinel because nothing but digits comes first.
  private var beginnings: [Int] {
    let marked = signs.indices.filter { Self.starting.contains(signs[$0]) }.map { $0 + 1 }
    guard marked.isEmpty, let first = signs.first, Self.isDigit(first) else { return marked }
    return [0]
  }

  private func fault(in track: ArraySlice<UInt8>) -> HealthCardFault {
    let start = track.startIndex
    let isMarked = start > 0
    if isMarked, track.count >= 4, !isDanish(start) { return .otherCard(position: start + 2) }
    if let odd = track.prefix(Self.trackTwoLength).firstIndex(where: { !Self.isDigit($0) }) {
      return .unexpectedCharacter(position: odd + 1, expected: "a digit")
    }
    guard track.count <= Self.trackTwoLength else {
      return .unexpectedCharacter(position: start + Self.trackTwoLength + 1, expected: "the end of track 2")
    }
    return .tooShort(track: 2, missing: Self.trackTwoLength - track.count)
  }

  // MARK: Track 1

  /// The names of track 1; nothing when it is not there whole.
  func names() -> (surname: String, givenNames: String)? {
    let marked = signs.indices.filter { signs[$0] == UInt8(ascii: "%") }.map { $0 + 1 }
    let lines = signs.indices.filter { $0 == 0 || signs[$0 - 1] == UInt8(ascii: "\n") }
    guard let start = (marked + lines).first(where: isTrackOne) else { return nil }
    let field = signs[start..<(start + 34)].map { Self.letters[$0] ?? Character(Unicode.Scalar($0)) }
    let surname = field.prefix { $0 != "^" }
    return (Self.trimmed(surname), Self.trimmed(field.dropFirst(surname.count + 1)))
  }

  private func isTrackOne(from start: Int) -> Bool {
    let end = start + Self.trackOneLength
    guard end <= signs.count, !Self.isDigit(signs[start]), !Self.starting.contains(signs[start]) else { return false }
    return signs[start..<end].allSatisfy { (0x20...0x5F).contains($0) && $0 != Self.end && $0 != UInt8(ascii: "%") }
  }

  // MARK: Signs

  private static let end = UInt8(ascii: "?")
  /// What begins a track 2: its sentinel, or the one that some readers send instead.
  private static let starting = Array(";:".utf8)
  /// What ends a track: its sentinel, the next one's, or a line.
  private static let ending = Array("?;:%+\n".utf8)
  /// The Danish letters of the stripe's set.
  private static let letters: [UInt8: Character] = [
    UInt8(ascii: "["): "Æ", UInt8(ascii: "\\"): "Ø", UInt8(ascii: "]"): "Å",
  ]

  private static func sign(_ scalar: Unicode.Scalar) -> UInt8 {
    switch scalar {
    case "a"..."z": UInt8(scalar.value) - 0x20
    case "\n", "\r", "\t": UInt8(ascii: "\n")
    case " "..."~": UInt8(scalar.value)
    case "Æ", "æ": UInt8(ascii: "[")
    case "Ø", "ø": UInt8(ascii: "\\")
    case "Å", "å": UInt8(ascii: "]")
    case _: 0
    }
  }

  private static func isDigit(_ sign: UInt8) -> Bool { (0x30...0x39).contains(sign) }

  private static func trimmed(_ characters: some Collection<Character>) -> String {
    String(characters).split(separator: " ").joined(separator: " ")
  }

  private func text(_ places: Range<Int>) -> String { String(decoding: signs[places], as: UTF8.self) }

  /// A day of the form DDMMYY; the card is younger than the CPR register's cards of 1980, so 80–99 is 19xx.
  private func date(from start: Int) -> CivilDate? {
    let digits = signs[start..<(start + 6)].map { Int($0) - 48 }
    let year = digits[4] * 10 + digits[5]
    return CivilDate(
      year: (year < 80 ? 2000 : 1900) + year, month: digits[2] * 10 + digits[3], day: digits[0] * 10 + digits[1]
    )
  }
}
