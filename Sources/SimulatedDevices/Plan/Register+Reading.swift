import PassportRules
import Renewal
import Yams

extension Register {
  /// Reads the register strictly; every number must be one that was never assigned.
  package init(yaml: String, file: String) throws(ScenarioFault) {
    let root = try Scenario.root(yaml, file)
    guard case .mapping(let mapping) = root else {
      throw ScenarioFault(file: file, line: 1, problem: "expected people by their keys")
    }
    var people: [String: Person] = [:]
    for (key, node) in mapping {
      let name = key.string ?? ""
      people[name] = try Person(key: name, node, file)
    }
    self.people = people
  }
}

extension Register.Person {
  fileprivate init(key: String, _ node: Node, _ file: String) throws(ScenarioFault) {
    let fields = try Fields(
      node, file: file,
      keys: [
        "cpr", "formerCPR", "givenNames", "surname", "look", "documentNumber", "documentExpiry",
        "expiredMonthsAgo", "issuedMonthsAgo", "remarks", "booking", "isRegistered",
      ])
    self.key = key
    cpr = try Self.number("cpr", fields)
    formerCPR = fields.node("formerCPR") == nil ? nil : try Self.number("formerCPR", fields)
    guard formerCPR == nil || formerCPR?.birthDate == cpr.birthDate, formerCPR != cpr else {
      throw fields.fault("formerCPR", "another number of somebody born on the same day")
    }
    givenNames = try fields.text("givenNames")
    surname = try fields.text("surname")
    guard let look = try fields.whole("look", 1...1_000_000) else { throw fields.fault("look", "a seed") }
    self.look = UInt64(look)
    documentNumber = try fields.optionalText("documentNumber")
    documentExpiry = try fields.date("documentExpiry")
    expiredMonthsAgo = try fields.whole("expiredMonthsAgo", 1...120)
    guard documentExpiry == nil || expiredMonthsAgo == nil else {
      throw fields.fault("expiredMonthsAgo", "one of documentExpiry and expiredMonthsAgo")
    }
    issuedMonthsAgo = try fields.list("issuedMonthsAgo").map { node throws(ScenarioFault) in
      guard let months = node.int, (0...240).contains(months) else {
        throw fields.fault("issuedMonthsAgo", "whole numbers from 0 to 240")
      }
      return months
    }
    remarks = Set(try fields.words("remarks", else: [RegisterRemark]()))
    isRegistered = try fields.flag("isRegistered", else: true)
    guard let node = fields.node("booking") else {
      booking = nil
      return
    }
    let booked = try Fields(node, file: file, keys: ["code", "height", "mobile", "pickUpPlace"])
    guard let code = BookingCode(try booked.text("code")) else { throw booked.fault("code", "six digits in quotes") }
    booking = Register.Booking(
      code: code,
      details: BookedDetails(
        height: try booked.whole("height", 40...250), mobile: try booked.optionalText("mobile"),
        pickUpPlace: try booked.whole("pickUpPlace", 1...99).map { $0 - 1 }))
  }
}

extension Register.Person {
  /// A number that nobody can have been given.
  private static func number(_ key: String, _ fields: Fields) throws(ScenarioFault) -> CPRNumber {
    let number: CPRNumber
    do throws(CPRFault) {
      number = try CPRNumber(parsing: try? fields.text(key))
    } catch {
      throw fields.fault(key, "a CPR number such as 061085-1178 (\(error))")
    }
    guard !number.passesModulus11 else {
      throw fields.fault(key, "a number that fails modulus 11, so that it is nobody's")
    }
    guard number.birthDate.month != 1 || number.birthDate.day != 1 else {
      throw fields.fault(key, "nobody born on 1 January: such numbers are assigned without modulus 11")
    }
    return number
  }
}

extension CPRNumber {
  fileprivate init(parsing text: String?) throws(CPRFault) {
    guard let text else { throw .wrongLength(found: 0) }
    try self.init(parsing: text[...])
  }
}
