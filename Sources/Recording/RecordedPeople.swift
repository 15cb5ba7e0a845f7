package import PassportRules
import Renewal
package import SimulatedDevices

/// The people of a demonstration, as a recording refers to them: by their keys in the simulated register, never by what is known of them.
package struct RecordedPeople: Hashable, Sendable {
  /// The simulated register.
  let register: Register
  /// The day of the demonstration, from which the register counts when passports expire and were issued.
  let date: CivilDate

  /// The people of a register on a day.
  package init(register: Register, date: CivilDate) {
    self.register = register
    self.date = date
  }

  /// Everybody, in the order of their keys.
  private var everybody: [Register.Person] { register.people.values.sorted { $0.key < $1.key } }

  /// Somebody by their key.
  func person(_ key: String) -> Register.Person? { register.people[key] }

  /// Who has a number, registered or not.
  func key(of cpr: CPRNumber) -> String? { everybody.first { $0.cpr == cpr }?.key }

  /// Who has a name.
  func key(of name: PersonName) -> String? {
    everybody.first { $0.givenNames == name.given && $0.surname == name.surname }?.key
  }

  /// Whose booking has a code.
  func key(ofBooking digits: String) -> String? { everybody.first { $0.booking?.code.digits == digits }?.key }

  /// Whose old passport has lines, and how they were read; nothing where a character was read that no simulated reader makes up.
  func zone(_ lines: [String]) -> ZoneReference? {
    for person in everybody {
      guard let zone = person.zone(on: date) else { continue }
      for isReversed in [false, true] {
        let own = isReversed ? zone.map { String($0.reversed()) } : zone
        if own == lines { return ZoneReference(key: person.key, isReversed: isReversed, misread: []) }
      }
    }
    for person in everybody {
      guard let zone = person.zone(on: date), let misread = Misreading.all(in: lines, of: zone) else { continue }
      return ZoneReference(key: person.key, isReversed: false, misread: misread)
    }
    return nil
  }
}

/// A character that a reader read otherwise than it is printed.
struct Misreading: Hashable, Sendable {
  /// The line, from 0.
  let line: Int
  /// The character in it, from 0.
  let column: Int
  /// What was read.
  let read: Character

  /// What a simulated reader reads instead of what is printed: fillers as letters, and smudges as fillers.
  private static let madeUp: Set<Character> = ["K", "<"]

  /// All that was misread in lines; nothing when they are not those lines misread.
  static func all(in lines: [String], of zone: [String]) -> [Misreading]? {
    guard lines.count == zone.count, zip(lines, zone).allSatisfy({ $0.count == $1.count }) else { return nil }
    var found: [Misreading] = []
    for (line, pair) in zip(lines, zone).enumerated() {
      for (column, signs) in zip(pair.0, pair.1).enumerated() where signs.0 != signs.1 {
        guard madeUp.contains(signs.0) else { return nil }
        found.append(Misreading(line: line, column: column, read: signs.0))
      }
    }
    return found
  }
}

/// The lines of somebody's old passport, as they were read.
struct ZoneReference: Hashable, Sendable {
  /// Whose it is.
  let key: String
  /// Whether each line was read from its end, as a chip tells that was not made for this page.
  let isReversed: Bool
  /// What was read otherwise than it is printed.
  let misread: [Misreading]
}

extension ZoneReference: FieldValue {
  package var json: JSON {
    .object([
      "of": .text(key), "reversed": .flag(isReversed),
      "misread": .list(misread.map { .list([.integer($0.line), .integer($0.column), .text(String($0.read))]) }),
    ])
  }

  package init?(json: JSON) {
    guard let key = json["of"].text, let isReversed = json["reversed"].flag,
      let signs = json["misread"].list
    else { return nil }
    self.key = key
    self.isReversed = isReversed
    var misread: [Misreading] = []
    for sign in signs {
      guard let parts = sign.list, parts.count == 3, let line = parts[0].integer, let column = parts[1].integer,
        let read = parts[2].text?.first
      else { return nil }
      misread.append(Misreading(line: line, column: column, read: read))
    }
    self.misread = misread
  }

  /// The lines as they were read; nothing where the register has no such person or document.
  func lines(_ people: RecordedPeople) -> [String]? {
    guard var zone = people.person(key)?.zone(on: people.date) else { return nil }
    if isReversed { zone = zone.map { String($0.reversed()) } }
    for sign in misread {
      guard zone.indices.contains(sign.line), (0..<zone[sign.line].count).contains(sign.column) else { return nil }
      var line = Array(zone[sign.line])
      line[sign.column] = sign.read
      zone[sign.line] = String(line)
    }
    return zone
  }
}
