import PassportRules
import SimulatedDevices

/// What may be written nowhere: everything that a visit's person is, has and gives, and what staff type.
struct PrivacyValues {
  /// All values, each with all forms.
  let all: [MemoryValue]

  /// The values of whoever comes in a scenario, the PINs of a demonstration's accounts, and others.
  init(_ scenario: String = "everything-goes-well", and others: [MemoryValue] = []) throws {
    let visit = try MemoryVisit(scenario: scenario)
    let person = visit.person
    let birth = person.cpr.birthDate
    let zone = try MachineReadableZone.nameField(
      surname: person.surname, givenNames: person.givenNames, format: .td3)
    let names = [person.givenNames, person.surname]
    let pieces = (names + names.map { $0.uppercased() } + [zone]).flatMap(Self.pieces)
    var values = visit.values
    if let former = person.formerCPR {
      values.append(
        MemoryValue("former CPR number", digits: former.digits, grouped: [former.formatted, former.mrzForm]))
    }
    values.append(MemoryValue("mobile number of the booking", digits: "20416358", grouped: ["20 41 63 58"]))
    values += Set(pieces).sorted().map { MemoryValue("“\($0)” of the name", text: $0) }
    values += ["\(birth)", String(person.cpr.digits.prefix(6)), Self.zoneDate(birth)]
      .map { MemoryValue("date of birth", code: $0) }
    values += [.librarian, .officer, .supervisor, .technician].map { (staff: FlagStaff) in
      MemoryValue("PIN of the \(staff)", code: staff.account.pin)
    }
    all = (values + others).map(\.written)
  }

  /// The parts of a name that every way of writing it leaves as they are; one that is too short is met by chance.
  private static func pieces(of name: String) -> [String] {
    name.split { !$0.isASCII || !$0.isLetter }.map(String.init).filter { $0.utf8.count >= Needle.shortest }
  }

  /// A date as a passport's machine readable zone has it.
  private static func zoneDate(_ date: CivilDate) -> String {
    [date.year % 100, date.month, date.day].map { ($0 < 10 ? "0" : "") + String($0) }.joined()
  }
}
