/// What a reading of a machine readable zone gave.
package enum MRZReading: Hashable, Sendable {
  /// Every character, date and check digit is right.
  case valid(MachineReadableZone)
  /// Something is wrong; the fields are there when the lines have the right lengths, impossible characters as fillers.
  case faulty([MRZFault], fields: MachineReadableZone?)

  /// The zone when it is valid.
  package var valid: MachineReadableZone? {
    switch self {
    case .valid(let zone): zone
    case .faulty: nil
    }
  }

  /// The fields as far as they could be read, also from a faulty zone: to show, never to rely on.
  package var fields: MachineReadableZone? {
    switch self {
    case .valid(let zone): zone
    case .faulty(_, let fields): fields
    }
  }

  /// What is wrong, in the order of the lines; empty when valid.
  package var faults: [MRZFault] {
    switch self {
    case .valid: []
    case .faulty(let faults, _): faults
    }
  }
}

/// One thing wrong in a machine readable zone, with its place as ICAO Doc 9303 counts.
package struct MRZFault: Hashable, Sendable {
  package let kind: Kind
  /// The line, from 1.
  package let line: Int
  /// The character's position in the line, from 1.
  package let position: Int
  /// What should be there, for example `4` or `A–Z or <`.
  package let expected: String
  /// What is there; printable ASCII, other characters as their number (`U+001B`).
  package let found: String

  /// What is wrong.
  package enum Kind: Hashable, Sendable {
    case lineCount
    case lineLength
    /// The character cannot stand at this position.
    case impossibleCharacter
    /// The six characters name no day.
    case impossibleDate(Field)
    case checkDigit(Field)
  }

  /// The fields that have a check digit of their own, and the composite one.
  package enum Field: String, CaseIterable, Sendable {
    case documentNumber, birthDate, expiryDate, optionalData, composite
  }
}

extension MRZFault: CustomStringConvertible {
  /// The fault in English for a technician, for example `line 2, position 10: impossible character, …`.
  package var description: String {
    let what =
      switch kind {
      case .lineCount: "wrong number of lines"
      case .lineLength: "wrong length"
      case .impossibleCharacter: "impossible character"
      case .impossibleDate(let field): "impossible \(field.rawValue)"
      case .checkDigit(let field): "check digit of \(field.rawValue) is wrong"
      }
    return "line \(line), position \(position): \(what), expected \(expected), found \(found)"
  }
}
