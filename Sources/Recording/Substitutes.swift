import PassportRules
import Renewal

/// What stands in a replay for what was typed or read and belongs to nobody of the register: something else with the same verdict.
enum Substitutes {
  /// The names of somebody whom the register does not have.
  static let name = PersonName(given: "Given", surname: "Surname")
  /// A mobile number.
  static let mobile = figures(8)
  /// A document's number.
  static let documentNumber = "X00000000"

  /// So many figures.
  static func figures(_ count: Int, _ figure: Int = 0) -> String {
    String(repeating: String(figure), count: max(0, min(count, 64)))
  }

  /// A note of staff, of so many characters.
  static func note(_ count: Int) -> String { String(repeating: "x", count: max(0, min(count, TextEntry.limit))) }

  /// The lines of a passport that tells nobody's CPR number.
  static var zone: [String] {
    let zone = try? MachineReadableZone.make(
      documentNumber: documentNumber, birthDate: CivilDate(dayNumber: 0), sex: .female,
      expiryDate: CivilDate(dayNumber: 0), optionalData: "", surname: name.surname, givenNames: name.given)
    return zone?.lines() ?? []
  }

  /// A PIN of so many digits that an account may choose, when there is one.
  static func pin(_ count: Int, for staff: StaffID) -> String {
    let digits = "408713926508"
    return (0..<digits.count).lazy
      .map { turn in String((digits.dropFirst(turn) + digits.prefix(turn)).prefix(count)) }
      .first { PINPolicy.fault(of: $0, for: staff) == nil } ?? figures(count)
  }

  /// A height of so many digits that a box takes, when there is one.
  static func height(_ count: Int, within heights: ClosedRange<Int>) -> String {
    let ordinary = [170] + Array(heights)
    let height = ordinary.first { heights.contains($0) && String($0).utf8.count == count }
    return height.map(String.init) ?? figures(count)
  }
}

/// A CPR number of nobody in the register, by what a box makes of it: how old the person is, and whether the number passes modulus 11.
struct StrangerNumber: Hashable, Sendable {
  /// Which stranger it is, counted from 1 in a recording.
  let ordinal: Int
  /// An age at which the rules ask the same of somebody; below zero for a day that has not come.
  let age: Int
  /// Whether the number passes modulus 11.
  let passesModulus11: Bool

  /// All ages that are tried.
  private static let ages = Array(0...120) + [-1]

  /// A stranger of an age.
  init(ordinal: Int, age: Int, passesModulus11: Bool) {
    self.ordinal = ordinal
    self.age = age
    self.passesModulus11 = passesModulus11
  }

  /// The stranger for whom the rules ask the same on a day as for the holder of a number.
  init(_ ordinal: Int, like cpr: CPRNumber, _ rules: Rules, on date: CivilDate) {
    let verdict = AgeVerdict(cpr.birthDate, rules, on: date)
    self.ordinal = ordinal
    age = Self.ages.first { AgeVerdict(date.adding(years: -$0), rules, on: date) == verdict } ?? 40
    passesModulus11 = cpr.passesModulus11
  }

  /// A number that is like it and nobody's in the register; nothing when there is none.
  func cpr(_ people: RecordedPeople) -> CPRNumber? {
    let birth = people.date.adding(years: -age)
    let day = [birth.day, birth.month, birth.year % 100].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined()
    // The seventh figure tells the century.
    let seventh = birth.year < 1900 ? 5 : birth.year < 2000 ? 0 : birth.year <= 2036 ? 4 : 5
    let numbers = (1...999).lazy
      .compactMap { try? CPRNumber(parsing: day + String(seventh * 1000 + $0 + 10_000).dropFirst()) }
      .filter { $0.passesModulus11 == self.passesModulus11 && people.key(of: $0) == nil }
    return numbers.dropFirst(ordinal - 1).first { _ in true }
  }
}

extension StrangerNumber: FieldValue {
  package var json: JSON {
    .object(["stranger": .integer(ordinal), "age": .integer(age), "modulus11": .flag(passesModulus11)])
  }

  package init?(json: JSON) {
    guard let ordinal = json["stranger"].integer, (1...999).contains(ordinal),
      let age = json["age"].integer, Self.ages.contains(age), let passes = json["modulus11"].flag
    else { return nil }
    self.ordinal = ordinal
    self.age = age
    passesModulus11 = passes
  }
}

/// What the rules make of somebody's age.
private struct AgeVerdict: Hashable {
  private let isBorn: Bool
  private let requirements: [Requirements]
  private let fees: [FeeOutcome]

  init(_ birth: CivilDate, _ rules: Rules, on date: CivilDate) {
    isBorn = birth <= date
    requirements = RenewalGrounds.allCases.map { rules.requirements(bornOn: birth, on: date, grounds: $0) }
    fees = RenewalGrounds.allCases.map { rules.fee(bornOn: birth, on: date, grounds: $0) }
  }
}

/// A member of staff in a recording: the how-manieth who appears in it, and how many digits their number has.
struct StaffStandIn: Hashable, Sendable {
  /// Counted from 1.
  let ordinal: Int
  /// How many digits the number has.
  let length: Int

  /// The number that stands for theirs.
  var id: StaffID { StaffID(Substitutes.figures(length - String(ordinal).utf8.count) + String(ordinal)) }

  /// The name that stands for theirs.
  var firstName: String { "Staff \(ordinal)" }
}

extension StaffStandIn: FieldValue {
  package var json: JSON { .list([.integer(ordinal), .integer(length)]) }

  package init?(json: JSON) {
    guard let parts = json.list, parts.count == 2, let ordinal = parts[0].integer, ordinal > 0,
      let length = parts[1].integer, (0...12).contains(length)
    else { return nil }
    self.ordinal = ordinal
    self.length = length
  }
}
