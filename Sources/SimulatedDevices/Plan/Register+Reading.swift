import PassportRules
import Renewal
package import StrictYAML

extension Register {
  /// Reads the register strictly; every number must be one that was never assigned.
  package init(yaml: String, file: String) throws(ConfigurationFaults) {
    people = try Section.read(yaml, file: file) { file in
      var people: [String: Person] = [:]
      for key in file.keys {
        people[key] =
          file.group(key) { entry in
            let person = Person(key: key, entry)
            if let person { Self.refuseDouble(of: person, among: people.values, entry) }
            return person
          } ?? nil
      }
      return people
    }
  }
}

extension Register {
  /// Refuses somebody with what another person has: whoever is asked for by it would be one of the two by chance.
  private static func refuseDouble(of person: Person, among others: some Sequence<Person>, _ entry: Section) {
    for other in others.sorted(by: { $0.key < $1.key }) {
      let whose = "what “\(other.key)” has"
      for (key, number) in [("cpr", person.cpr), ("formerCPR", person.formerCPR)] {
        guard let number, [other.cpr, other.formerCPR].contains(number) else { continue }
        entry.reject(key, found: whose, expected: "a number that nobody else has")
      }
      if let number = person.documentNumber, number == other.documentNumber {
        entry.reject("documentNumber", found: whose, expected: "a number that no other passport has")
      }
      if let code = person.booking?.code, code == other.booking?.code {
        entry.reject("booking", found: whose, expected: "a code that nobody else has")
      }
    }
  }
}

extension Register.Person {
  fileprivate init?(key: String, _ person: Section) {
    self.key = key
    let cpr = Self.number("cpr", person)
    formerCPR = person.whenGiven("formerCPR") { Self.number($0, person) } ?? nil
    if let formerCPR, let cpr, formerCPR.birthDate != cpr.birthDate || formerCPR == cpr {
      person.reject(
        "formerCPR", found: "\(formerCPR.masked)", expected: "another number of somebody born on the same day")
    }
    givenNames = person.text("givenNames")
    surname = person.text("surname")
    look = UInt64(person.whole("look", 1...1_000_000))
    documentNumber = person.whenGiven("documentNumber") { person.text($0) }
    documentExpiry = person.whenGiven("documentExpiry") { person.date($0) }
    expiredMonthsAgo = person.whenGiven("expiredMonthsAgo") { person.whole($0, 1...120) }
    if documentExpiry != nil, expiredMonthsAgo != nil {
      person.reject("expiredMonthsAgo", found: "both", expected: "one of documentExpiry and expiredMonthsAgo")
    }
    issuedMonthsAgo =
      person.whenGiven("issuedMonthsAgo") { key in
        person.list(key, of: "whole numbers from 0 to 240") { value, _ in
          guard case .scalar(let text, isQuoted: false) = value.content, let months = Section.whole(text),
            (0...240).contains(months)
          else {
            person.reject(key, value, expected: "whole numbers from 0 to 240")
            return nil
          }
          return months
        }
      } ?? []
    remarks = Set(person.sequence("remarks", orElse: []))
    isRegistered = person.flag("isRegistered", orElse: true)
    booking = person.group("booking", orElse: nil) { Register.Booking($0) }
    guard let cpr else { return nil }
    self.cpr = cpr
  }

  /// A number that nobody can have been given.
  private static func number(_ key: String, _ person: Section) -> CPRNumber? {
    guard let value = person.value(key, expected: "a CPR number such as 061085-1178"),
      let text = person.text(key, value)
    else { return nil }
    let number: CPRNumber
    do throws(CPRFault) {
      number = try CPRNumber(parsing: text)
    } catch {
      person.reject(
        key, line: value.line, found: "\(value.found) (\(error))", expected: "a CPR number such as 061085-1178")
      return nil
    }
    if number.passesModulus11 {
      person.reject(key, value, expected: "a number that fails modulus 11, so that it is nobody's")
    } else if number.birthDate.month == 1, number.birthDate.day == 1 {
      person.reject(
        key, value, expected: "nobody born on 1 January, for such numbers are assigned without modulus 11")
    }
    return number
  }
}

extension CPRNumber {
  /// Whether somebody can have been given it: its check digits fit, or it is of a day for which some were assigned without.
  var mayBeSomebodys: Bool { passesModulus11 || birthDate.month == 1 && birthDate.day == 1 }
}

extension Register.Booking {
  fileprivate init?(_ booking: Section) {
    details = BookedDetails(
      height: booking.whenGiven("height") { booking.whole($0, 40...250) },
      mobile: booking.whenGiven("mobile") { booking.text($0) },
      pickUpPlace: booking.whenGiven("pickUpPlace") { booking.whole($0, 1...99) - 1 })
    let digits = booking.text("code")
    guard let code = BookingCode(digits) else {
      if !digits.isEmpty { booking.reject("code", found: "“\(digits)”", expected: "six digits in quotes") }
      return nil
    }
    self.code = code
  }
}
