import PassportRules
import Renewal
import SimulatedDevices

/// A case that was parked: what it had gathered, with the register's people in it and stand-ins for what they told.
extension EventRedactor {
  /// A parked case.
  mutating func written(_ parked: ResumedCase, at box: Box) -> JSON {
    [
      "application": written(parked.application, at: box), "language": parked.language.json,
      "notes": .list(parked.notes.map { .integer($0.unicodeScalars.count) }), "attempts": .integer(parked.attempts),
    ]
  }

  private mutating func written(_ application: CompleteApplication, at box: Box) -> JSON {
    let accepted = application.accepted.sorted { $0.key < $1.key }.map { circumstance, acceptance -> JSON in
      ["of": circumstance.json, "by": written(acceptance.by), "reason": acceptance.reason.json]
    }
    return [
      "grounds": application.grounds.json, "cpr": written(application.identity.cpr, at: box),
      "name": written(application.name),
      "document": written(application.document, application.document.value.map { written($0) }),
      "photo": written(application.photo, application.photo.value.json), "picture": application.picture.json,
      "prints": written(application.prints, application.prints.value.json),
      "signature": written(application.signature, application.signature.value.json),
      "details": written(application.details),
      "accepted": .list(accepted), "fee": application.fee.json, "feeDate": application.feeDate.json,
    ]
  }

  /// A requirement, with what was given for it as it is written.
  private mutating func written<Value>(_ requirement: Requirement<Value>, _ given: JSON?) -> JSON {
    switch requirement {
    case .missing: "missing"
    case .met: ["met": given ?? .null]
    case .excepted(let staff, let reason): ["excepted": reason.json, "by": written(staff)]
    }
  }

  private func written(_ document: OldDocument) -> JSON {
    [
      "name": written(document.name), "picture": document.picture.json, "hasExpiry": .flag(document.expiry != nil),
      "isRegistered": .flag(document.isRegistered),
    ]
  }

  /// The height and the mobile number are the citizen's: only whether there is a number, and whether a text message shall come to it, is kept.
  private func written(_ details: Details) -> JSON {
    [
      "hasMobile": .flag(details.mobile != nil), "readyNotice": details.readyNotice.json,
      "place": .integer(details.pickUpPlace),
    ]
  }
}

extension EventResolver {
  /// A parked case.
  func resumedCase(_ contents: JSON, at box: Box) throws(Unresolvable) -> ResumedCase {
    var notes: [String] = []
    for length in try list(contents["notes"]) as [Int] { notes.append(Substitutes.note(length)) }
    return ResumedCase(
      application: try application(contents["application"], at: box), language: try known(contents["language"]),
      notes: notes, attempts: try known(contents["attempts"]))
  }

  private func application(_ contents: JSON, at box: Box) throws(Unresolvable) -> CompleteApplication {
    let cpr = try cpr(contents["cpr"], at: box)
    let owner = people.key(of: cpr).flatMap(people.person)
    var accepted: [Circumstance: Acceptance] = [:]
    for one in contents["accepted"].list ?? [] {
      accepted[try known(one["of"])] = Acceptance(by: try staff(one["by"]), reason: try known(one["reason"]))
    }
    return CompleteApplication(
      grounds: try known(contents["grounds"]), identity: Identity(cpr: cpr), name: try name(contents["name"]),
      document: try document(contents["document"], of: owner), photo: try requirement(contents["photo"]),
      picture: try known(contents["picture"]), prints: try requirement(contents["prints"]),
      signature: try requirement(contents["signature"]), details: try details(contents["details"], at: box),
      accepted: accepted, fee: try known(contents["fee"]), feeDate: try known(contents["feeDate"]))
  }

  private func document(
    _ contents: JSON, of owner: Register.Person?
  ) throws(Unresolvable) -> Requirement<OldDocument> {
    let met = contents["met"]
    guard met != .null else { return try unmet(contents) }
    let expiry = owner?.record(document: nil, booking: nil, on: people.date).documentExpiry ?? people.date
    return .met(
      OldDocument(
        number: owner?.documentNumber ?? Substitutes.documentNumber, picture: try known(met["picture"]),
        name: try name(met["name"]), expiry: try known(met["hasExpiry"]) ? expiry : nil,
        isRegistered: try known(met["isRegistered"])))
  }

  private func details(_ contents: JSON, at box: Box) throws(Unresolvable) -> Details {
    let height = Substitutes.height(3, within: box.policy.heights)
    let place: Int = try known(contents["place"])
    guard box.policy.pickUpPlaces.indices.contains(place) else { throw Unresolvable(contents: contents) }
    return Details(
      height: Int(height) ?? box.policy.heights.lowerBound,
      mobile: try known(contents["hasMobile"]) ? Substitutes.mobile : nil,
      readyNotice: try known(contents["readyNotice"]), pickUpPlace: place)
  }

  private func requirement<Value: FieldValue>(_ contents: JSON) throws(Unresolvable) -> Requirement<Value> {
    contents["met"] == .null ? try unmet(contents) : .met(try known(contents["met"]))
  }

  private func unmet<Value>(_ contents: JSON) throws(Unresolvable) -> Requirement<Value> {
    if contents == "missing" { return .missing }
    return .excepted(by: try staff(contents["by"]), reason: try known(contents["excepted"]))
  }
}
