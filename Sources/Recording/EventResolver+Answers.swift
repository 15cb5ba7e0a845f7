import PassportRules
import Renewal
import SimulatedDevices

/// What devices, the authority, the store, the accounts and desks say.
extension EventResolver {
  /// A device's answer.
  func deviceAnswer(_ contents: JSON) throws(Unresolvable) -> DeviceAnswer {
    switch contents {
    case "noFinger": return .noFinger
    case "noSignature": return .noSignature
    case "indeterminate": return .indeterminate
    default: break
    }
    let (name, value) = try only(contents)
    switch name {
    case "document": return .document(try reading(value))
    case "photos": return .photos(try list(value))
    case "print": return .print(try known(value))
    case "signature": return .signature(try known(value))
    case "payment": return .payment(try known(value))
    case "receipt": return .receipt(try known(value))
    case "failed": return .failed(try known(value))
    default: throw Unresolvable(contents: contents)
    }
  }

  /// The one member of an object.
  private func only(_ contents: JSON) throws(Unresolvable) -> (String, JSON) {
    guard case .object(let members) = contents, let member = members.first, members.count == 1 else {
      throw Unresolvable(contents: contents)
    }
    return (member.key, member.value)
  }

  private func reading(_ contents: JSON) throws(Unresolvable) -> DocumentReading {
    switch contents {
    case "nothing": return .nothing
    case "upsideDown": return .upsideDown
    case "skewed": return .skewed
    case "twoDocuments": return .twoDocuments
    default: break
    }
    let chip: ChipReading =
      switch contents["chip"] {
      case "silent": .silent
      case "notGenuine": .notGenuine
      default: .genuine(try zone(contents["chip"]))
      }
    return .page(
      DocumentPage(lines: try zone(contents["zone"]), chip: chip, picture: try known(contents["picture"])))
  }

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

  /// The store's answer.
  func storeAnswer(_ contents: JSON, at box: Box) throws(Unresolvable) -> StoreAnswer {
    if contents == "done" { return .done }
    if contents == "failed" { return .failed }
    let (name, value) = try only(contents)
    switch name {
    case "resumed": return .resumed(try resumedCase(value, at: box))
    case "gone": return .gone(try known(value))
    case "contact":
      guard value != .null else { return .contact(nil) }
      return .contact(
        ContactSlip(
          name: try self.name(value["name"]), mobile: try known(value["hasMobile"]) ? Substitutes.mobile : nil))
    default: throw Unresolvable(contents: contents)
    }
  }

  /// The accounts' answer.
  func accountsAnswer(_ contents: JSON) throws(Unresolvable) -> AccountsAnswer {
    switch contents {
    case "wrong": return .wrong
    case "unavailable": return .unavailable
    case "untrusted": return .untrusted
    default: break
    }
    let (name, value) = try only(contents)
    switch name {
    case "welcome": return .welcome(try session(value))
    case "locked": return .locked(seconds: try known(value))
    case "mustChangePIN": return .mustChangePIN(setBy: try staff(value))
    case "pinRefused": return .pinRefused(try known(value))
    default: throw Unresolvable(contents: contents)
    }
  }

  /// What a desk asks for.
  func deskEvent(_ contents: JSON) throws(Unresolvable) -> DeskEvent {
    if contents == "release" { return .release }
    if contents == "takeFrame" { return .takeFrame }
    if contents["act"] != .null {
      let second = contents["second"]
      return .act(
        try known(contents["flag"]), try known(contents["act"]),
        countersignedBy: second == .null ? nil : try session(second), learned: try known(contents["learned"]))
    }
    let (name, value) = try only(contents)
    switch name {
    case "claim": return .claim(try known(value))
    case "guide": return .guide(try known(value))
    case "note": return .note(Substitutes.note(try known(value)))
    default: throw Unresolvable(contents: contents)
    }
  }
}
