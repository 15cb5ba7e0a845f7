import ArgumentParser
import PassportRules
import Renewal

/// `pasboks inspect mrz`.
struct InspectMRZ: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mrz", abstract: "A machine readable zone: TD3 (passport) or TD1 (card) of ICAO Doc 9303.",
    discussion: "The lines of a zone are joined to one item, with nothing or | between them."
  )

  @Argument(help: "Zones; otherwise each line of standard input is one.")
  var zones: [String] = []

  func run() throws {
    try Inspect.run(zones, hint: "'P<UTO…|L898…'", Self.look)
  }

  static func look(_ text: String) -> Finding {
    let reading = MachineReadableZone.read(
      text.split(separator: "|", omittingEmptySubsequences: false).map(String.init))
    return Finding(reading.fields.map(members) ?? [:], faults: reading.faults.map(fault))
  }

  private static func members(_ zone: MachineReadableZone) -> [String: JSON] {
    [
      "format": .text(zone.format.rawValue), "documentCode": .text(zone.documentCode), "issuer": .text(zone.issuer),
      "documentNumber": .text(zone.documentNumber), "nationality": .text(zone.nationality),
      "birthDate": .text(zone.birthDate.text), "sex": .text(zone.sex.rawValue),
      "expiryDate": .text(zone.expiryDate.text),
      "optionalData": .text(zone.optionalData), "optionalData2": .text(zone.optionalData2),
      "surname": .text(zone.surname), "givenNames": .text(zone.givenNames),
      "namesMayBeTruncated": .flag(zone.namesMayBeTruncated), "danishCPR": (zone.danishCPR?.masked).json,
    ]
  }

  private static func fault(_ fault: MRZFault) -> JSON {
    let (kind, field) = name(of: fault.kind)
    var members: [String: JSON] = [
      "kind": .text(kind), "line": .integer(fault.line), "position": .integer(fault.position),
      "expected": .text(fault.expected), "found": .text(fault.found),
    ]
    members["field"] = field.map(JSON.text)
    return .object(members)
  }

  private static func name(of kind: MRZFault.Kind) -> (kind: String, field: String?) {
    switch kind {
    case .lineCount: ("lineCount", nil)
    case .lineLength: ("lineLength", nil)
    case .impossibleCharacter: ("impossibleCharacter", nil)
    case .impossibleDate(let field): ("impossibleDate", field.rawValue)
    case .checkDigit(let field): ("checkDigit", field.rawValue)
    }
  }
}
