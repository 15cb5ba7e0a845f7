/// A well-formed Danish civil registration number; it need not pass modulus 11, and may lie in the future.
package struct CPRNumber: Hashable, Sendable {
  /// The ten digits, without a separator.
  package let digits: String
  /// The birth date that the first seven digits tell.
  package let birthDate: CivilDate

  /// Reads ten digits, with or without one hyphen or space after the sixth.
  package init(parsing text: some StringProtocol) throws(CPRFault) {
    // Enough to see that there is too much; the length told is the text's own.
    var characters = Array(text.prefix(Self.longestInput))
    let separated = characters.count > 6 && (characters[6] == "-" || characters[6] == " ")
    if separated { characters.remove(at: 6) }
    let numbers = try Self.numbers(characters, separated: separated)
    guard characters.count == 10 else { throw .wrongLength(found: text.count - (separated ? 1 : 0)) }

    let day = numbers[0] * 10 + numbers[1]
    let month = numbers[2] * 10 + numbers[3]
    let year = Self.century(yearOfCentury: numbers[4] * 10 + numbers[5], seventh: numbers[6])
    guard let birthDate = CivilDate(year: year, month: month, day: day) else {
      let replaced = CivilDate(year: year, month: month, day: day - 60)
      throw replaced == nil ? .impossibleDate : .replacementNumber
    }
    self.birthDate = birthDate
    digits = String(characters)
  }

  /// The sex that the last digit tells: odd is male, even is female.
  package var sex: Sex {
    numbers[9].isMultiple(of: 2) ? .female : .male
  }

  /// Whether the number passes modulus 11 (weights 4 3 2 7 6 5 4 3 2 1).
  ///
  /// Since 1 October 2007 numbers are assigned that do not: failing it may raise a question once, never a refusal.
  package var passesModulus11: Bool {
    zip(numbers, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]).reduce(0) { $0 + $1.0 * $1.1 }.isMultiple(of: 11)
  }

  /// The number as a person writes it, for example `061085-1178`.
  package var formatted: String { "\(digits.prefix(6))-\(digits.suffix(4))" }

  /// The number with its last four digits hidden, for example `061085-****`.
  package var masked: String { "\(digits.prefix(6))-****" }

  private var numbers: [Int] { digits.utf8.map { Int($0) - 48 } }

  private static let longestInput = 64

  /// The full year of birth, by the CPR office's table of the seventh digit.
  private static func century(yearOfCentury year: Int, seventh: Int) -> Int {
    switch seventh {
    case 0...3: 1900 + year
    case 4, 9: (year <= 36 ? 2000 : 1900) + year
    default: (year <= 57 ? 2000 : 1800) + year
    }
  }

  /// The value of each digit; throws for the first character that is none.
  private static func numbers(_ characters: [Character], separated: Bool) throws(CPRFault) -> [Int] {
    var numbers: [Int] = []
    for (index, character) in characters.enumerated() {
      guard let value = character.asciiDigit else {
        if characters.count == 10, (6...8).contains(index), isLettered(characters) { throw .replacementNumber }
        let position = index + 1 + (separated && index >= 6 ? 1 : 0)
        throw .unexpectedCharacter(character, position: position)
      }
      numbers.append(value)
    }
    return numbers
  }

  /// Whether ten characters have the form of a replacement number with letters in positions 7 to 9.
  private static func isLettered(_ characters: [Character]) -> Bool {
    let date = characters.prefix(6).compactMap(\.asciiDigit)
    let places = characters[6...8].allSatisfy { $0.asciiDigit != nil || $0.isASCII && $0.isLetter }
    guard date.count == 6, places, characters[9].asciiDigit != nil else { return false }
    let (day, month, year) = (date[0] * 10 + date[1], date[2] * 10 + date[3], date[4] * 10 + date[5])
    return [1800, 1900, 2000].contains { century in
      CivilDate(year: century + year, month: month, day: day > 60 ? day - 60 : day) != nil
    }
  }
}

/// Why a text is no CPR number; positions count characters of the text from 1.
package enum CPRFault: Error, Hashable, Sendable {
  /// There are not ten characters (the separator not counted).
  case wrongLength(found: Int)
  /// A character is no digit.
  case unexpectedCharacter(Character, position: Int)
  /// The first seven digits tell no day of the calendar.
  case impossibleDate
  /// It is a replacement number (day + 60, or letters in positions 7 to 9), which staff must handle.
  case replacementNumber
}

extension CPRFault: CustomStringConvertible {
  /// What is wrong, in words that tell nothing of the number.
  package var description: String {
    switch self {
    case .wrongLength(let found): "it has \(found) characters and not 10"
    case .unexpectedCharacter(_, let position): "character \(position) is no digit"
    case .impossibleDate: "its first seven digits tell no day of the calendar"
    case .replacementNumber: "it is a replacement number, which staff handle"
    }
  }
}

// MARK: - In a machine readable zone

extension CPRNumber {
  /// The number as a Danish passport's optional field has it, for example `061085<1178`.
  package var mrzForm: String { "\(digits.prefix(6))<\(digits.suffix(4))" }

  /// The number in a passport's optional field of the form `061085<1178`, fillers after it allowed; otherwise nothing.
  package init?(mrzOptional field: some StringProtocol) {
    let characters = Array(field.prefix(16))
    guard (11...15).contains(characters.count), characters[6] == "<", characters[11...].allSatisfy({ $0 == "<" }) else {
      return nil
    }
    guard let number = try? CPRNumber(parsing: String(characters[0..<6] + characters[7..<11])) else { return nil }
    self = number
  }
}

// MARK: - Kept out of logs

extension CPRNumber: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The masked number, so that an interpolation or a log line never tells the whole.
  package var description: String { masked }
  /// The masked number.
  package var debugDescription: String { masked }
  /// A mirror without children, so that a dump never tells the whole number.
  package var customMirror: Mirror { Mirror(self, children: [("masked", masked)]) }
}
