import PassportRules
import Renewal
import SimulatedDevices

/// What a line of a recording says is nothing that this program knows, or refers to somebody whom the register does not have.
struct Unresolvable: Error, Hashable {
  /// What was read.
  let contents: JSON
}

/// Makes events of what `EventRedactor` wrote: references become the register's people again, and open questions and timers those of the box
/// that the events are replayed to.
struct EventResolver: Hashable, Sendable {
  /// Whom the recording refers to.
  let people: RecordedPeople

  /// The event for a box; nothing when it is none of the machine's, but the loop's own.
  func event(_ recorded: RecordedEvent, at box: Box) throws(Unresolvable) -> Event? {
    let contents = recorded.contents
    switch recorded.name {
    case .started: return .started(nextCase: try known(contents["case"]), flags: try list(contents["flags"]))
    case .date: return .date(try known(contents))
    case .clockDoubted: return .clockDoubted
    case .storageRoom: return .storageRoom(try known(contents))
    case .voice: return .voice(isThere: try known(contents))
    case .headset: return .headset(isIn: try known(contents))
    case .hours:
      return .hours(Box.Hours(isOpen: try known(contents["open"]), hasOfficer: try known(contents["officer"])))
    case .key: return .key(try key(contents, at: box))
    case .scan: return .scan(try scan(contents, at: box))
    case .timer:
      let name: TimerName? = try known(contents)
      return .timer(name.flatMap { box.pending.timers[$0] } ?? Self.strayTimer)
    case .answer: return .answer(try request(contents, at: box), try deviceAnswer(contents["is"]))
    case .advice: return .advice(try request(contents, at: box), try list(contents["is"]))
    case .authority: return .authority(try request(contents, at: box), try authorityAnswer(contents["is"], at: box))
    case .store: return .store(try request(contents, at: box), try storeAnswer(contents["is"], at: box))
    case .accounts: return .accounts(try request(contents, at: box), try accountsAnswer(contents["is"]))
    case .desk:
      return .desk(DeskID(try known(contents["desk"])), try session(contents["by"]), try deskEvent(contents["wants"]))
    case .dossier: return .dossier(try known(contents["case"]), try known(contents["news"]))
    case .device: return .device(try known(contents))
    case .recordFailed: return .recordFailed
    case .recordsDiffer: return .recordsDiffer
    case .contradicted: return .contradicted
    case .rehearsalOver: return .rehearsalOver
    case .revoked: return .revoked(try staff(contents))
    case .terminate: return .terminate
    case nil: return nil
    }
  }

  /// A timer and a question that no box has open: both are counted from 1.
  private static let strayTimer = TimerID(0)
  private static let strayRequest = RequestID(0)

  private func request(_ contents: JSON, at box: Box) throws(Unresolvable) -> RequestID {
    let target: RequestTarget? = try known(contents["to"])
    return target.flatMap { box.pending.requests[$0] } ?? Self.strayRequest
  }

  // MARK: Values

  /// A value that has one written form.
  func known<Value: FieldValue>(_ contents: JSON) throws(Unresolvable) -> Value {
    guard let value = Value(json: contents) else { throw Unresolvable(contents: contents) }
    return value
  }

  /// Values that have one written form each.
  func list<Value: FieldValue>(_ contents: JSON) throws(Unresolvable) -> [Value] {
    var values: [Value] = []
    for one in contents.list ?? [] { values.append(try known(one)) }
    guard contents.list != nil else { throw Unresolvable(contents: contents) }
    return values
  }

  /// The one member of an object.
  func only(_ contents: JSON) throws(Unresolvable) -> (String, JSON) {
    guard case .object(let members) = contents, let member = members.first, members.count == 1 else {
      throw Unresolvable(contents: contents)
    }
    return (member.key, member.value)
  }

  // MARK: People

  /// A CPR number of the register, or a stranger's.
  func cpr(_ contents: JSON, at box: Box) throws(Unresolvable) -> CPRNumber {
    if let key = contents["person"].text {
      guard let person = people.person(key) else { throw Unresolvable(contents: contents) }
      return person.cpr
    }
    let stranger: StrangerNumber = try known(contents)
    guard let cpr = stranger.cpr(people) else { throw Unresolvable(contents: contents) }
    return cpr
  }

  /// A name of the register, or a stranger's.
  func name(_ contents: JSON) throws(Unresolvable) -> PersonName {
    guard let key = try known(contents) as String? else { return Substitutes.name }
    guard let person = people.person(key) else { throw Unresolvable(contents: contents) }
    return PersonName(given: person.givenNames, surname: person.surname)
  }

  /// Somebody of staff.
  func staff(_ contents: JSON) throws(Unresolvable) -> StaffID {
    let standIn: StaffStandIn = try known(contents)
    return standIn.id
  }

  /// Somebody of staff who is logged in.
  func session(_ contents: JSON) throws(Unresolvable) -> StaffSession {
    let standIn: StaffStandIn = try known(contents["staff"])
    return StaffSession(
      id: standIn.id, firstName: standIn.firstName, role: try known(contents["role"]), news: try list(contents["news"]))
  }
}
