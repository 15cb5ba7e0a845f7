import PassportRules
import Renewal
import SimulatedDevices

/// What the authority answers.
extension EventRedactor {
  /// The authority's answer.
  func written(_ answer: AuthorityAnswer, at box: Box) -> JSON {
    switch answer {
    case .person(let record):
      [
        "person": people.key(of: record.cpr).json, "matches": .flag(record.documentMatches),
        "isAsked": .flag(record.cpr == box.state.visit?.application.identity?.cpr),
        "booked": .flag(record.booking != nil), "issued": .integer(record.issued.count),
        "remarks": .list(record.remarks.sorted().map(\.json)),
      ]
    case .unknown: "unknown"
    case .unavailable: "unavailable"
    }
  }
}

extension EventResolver {
  /// The authority's answer: the register's own record of whom it is about.
  func authorityAnswer(_ contents: JSON, at box: Box) throws(Unresolvable) -> AuthorityAnswer {
    if contents == "unknown" { return .unknown }
    if contents == "unavailable" { return .unavailable }
    let matches: Bool = try known(contents["matches"])
    let isBooked: Bool = try known(contents["booked"])
    guard let key = try known(contents["person"]) as String? else {
      return .person(try stranger(contents, matches: matches, at: box))
    }
    guard let person = people.person(key) else { throw Unresolvable(contents: contents) }
    // No document has an empty number, so that one never matches.
    return .person(
      person.record(
        document: matches ? nil : "", booking: isBooked ? person.booking?.code : nil, on: people.date))
  }

  private func stranger(_ contents: JSON, matches: Bool, at box: Box) throws(Unresolvable) -> RegisterRecord {
    let isAsked: Bool = try known(contents["isAsked"])
    let issued: Int = try known(contents["issued"])
    let other = StrangerNumber(ordinal: 999, age: 40, passesModulus11: false)
    let asked = isAsked ? box.state.visit?.application.identity?.cpr : nil
    guard (0...100).contains(issued), let cpr = asked ?? other.cpr(people) else {
      throw Unresolvable(contents: contents)
    }
    return RegisterRecord(
      cpr: cpr, givenNames: Substitutes.name.given, surname: Substitutes.name.surname, documentMatches: matches,
      documentExpiry: nil, issued: Array(repeating: people.date, count: issued),
      remarks: Set(try list(contents["remarks"])), booking: nil)
  }
}
