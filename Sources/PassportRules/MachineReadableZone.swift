/// The two sizes of machine readable zone the box knows (ICAO Doc 9303-4 and 9303-5).
package enum MRZFormat: String, CaseIterable, Sendable {
  /// A passport: 2 lines of 44 characters.
  case td3
  /// An identity card: 3 lines of 30 characters.
  case td1

  /// The number of lines.
  package var lineCount: Int {
    switch self {
    case .td3: 2
    case .td1: 3
    }
  }

  /// The number of characters in a line.
  package var lineLength: Int {
    switch self {
    case .td3: 44
    case .td1: 30
    }
  }

  /// The number of characters for the holder's names.
  package var nameLength: Int {
    switch self {
    case .td3: 39
    case .td1: 30
    }
  }
}

/// What a machine readable zone says; made only by `read` and `make`, and writing itself back exactly with `lines`.
///
/// In codes, numbers and optional data the fillers at the end are left out, those within are kept.
package struct MachineReadableZone: Hashable, Sendable {
  package let format: MRZFormat
  /// One or two letters, for example `P`.
  package let documentCode: String
  /// The issuing state's code, one to three letters, for example `DNK`.
  package let issuer: String
  /// The document's number, in TD1 possibly longer than nine characters.
  package let documentNumber: String
  /// The holder's nationality, one to three letters.
  package let nationality: String
  package let birthDate: MRZDate
  package let sex: Sex
  package let expiryDate: MRZDate
  /// The optional data of TD3 (positions 29–42 of line 2) or of TD1's first line, without what belongs to the number.
  package let optionalData: String
  /// The optional data of TD1's second line; empty in TD3.
  package let optionalData2: String
  /// The primary identifier as printed, with spaces for fillers.
  package let surname: String
  /// The secondary identifier as printed, with spaces for fillers; may be empty.
  package let givenNames: String
  /// Whether TD3's empty optional data has a filler and not `0` as its check digit; both are allowed.
  let emptyCheckIsFiller: Bool

  /// The names as the zone has them, without the fillers at the end.
  package var nameField: String {
    Self.filled(givenNames.isEmpty ? surname : surname + "  " + givenNames)
  }

  /// Whether the names fill their field to the last letter, so that they must be taken to be truncated (9303-4, 4.2.3).
  package var namesMayBeTruncated: Bool { nameField.count >= format.nameLength }

  /// The holder's CPR number, which a Danish passport has in its optional data; nothing for other documents.
  package var danishCPR: CPRNumber? {
    guard format == .td3, issuer == "DNK" else { return nil }
    return CPRNumber(mrzOptional: optionalData)
  }

  /// The lines as printed, all check digits computed.
  package func lines() -> [String] {
    let names = Self.padded(nameField, to: format.nameLength)
    let birth = Self.checked(birthDate.text)
    let expiry = Self.checked(expiryDate.text)
    let state = Self.padded(issuer, to: 3)
    let code = Self.padded(documentCode, to: 2)
    let holderState = Self.padded(nationality, to: 3)
    switch format {
    case .td3:
      let number = Self.checked(Self.padded(documentNumber, to: 9))
      let optional = Self.padded(optionalData, to: 14)
      let isFiller = optionalData.isEmpty && emptyCheckIsFiller
      let checkedOptional = isFiller ? optional + "<" : Self.checked(optional)
      let composite = Self.checkDigit(of: number + birth + expiry + checkedOptional)
      return [
        code + state + names,
        "\(number)\(holderState)\(birth)\(sex.mrzCharacter)\(expiry)\(checkedOptional)\(composite)",
      ]
    case .td1:
      let upper = Self.padded(numberWithCheck + optionalData, to: 25)
      let optional2 = Self.padded(optionalData2, to: 11)
      let composite = Self.checkDigit(of: upper + birth + expiry + optional2)
      return [
        code + state + upper, "\(birth)\(sex.mrzCharacter)\(expiry)\(holderState)\(optional2)\(composite)", names,
      ]
    }
  }

  /// TD1's number with its check digit; a number of more than nine characters goes on after a filler (9303-5, note j).
  private var numberWithCheck: String {
    guard documentNumber.count > 9 else { return Self.checked(Self.padded(documentNumber, to: 9)) }
    return "\(documentNumber.prefix(9))<\(documentNumber.dropFirst(9))\(Self.checkDigit(of: documentNumber))<"
  }
}

// MARK: - Check digits and fillers

extension MachineReadableZone {
  /// The check digit of a text: weights 7, 3, 1 over digits, letters A–Z as 10–35 and fillers as 0, modulo 10.
  ///
  /// Characters that a zone cannot hold count as 0.
  package static func checkDigit(of text: some StringProtocol) -> Character {
    let weights = [7, 3, 1]
    let sum = text.enumerated().reduce(0) { $0 + (value(of: $1.element) ?? 0) * weights[$1.offset % 3] }
    return Character(String(sum % 10))
  }

  /// The value of a character of a zone; nothing for any other character.
  static func value(of character: Character) -> Int? {
    if character == "<" { return 0 }
    if let digit = character.asciiDigit { return digit }
    guard let code = character.asciiValue, (65...90).contains(code) else { return nil }
    return Int(code) - 55
  }

  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: "<", count: max(0, width - text.count))
  }

  static func checked(_ text: String) -> String {
    text + String(checkDigit(of: text))
  }

  /// A text with fillers for its spaces.
  static func filled(_ text: String) -> String {
    String(text.map { $0 == " " ? "<" : $0 })
  }
}

extension MachineReadableZone: CustomStringConvertible, CustomDebugStringConvertible {
  /// Format, code and issuer only, so that an interpolation or a log line tells nothing personal.
  package var description: String { "\(format.rawValue) \(documentCode) \(issuer)" }
  /// The same as `description`.
  package var debugDescription: String { description }
}
