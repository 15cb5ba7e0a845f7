import PassportRules
import Renewal

/// Writes events down with nothing personal in them: people as references to the simulated register, staff by the order in which they appear,
/// and stand-ins with the same verdict for what was typed and is nobody's. `EventResolver` reads it.
///
/// Every event and everything that it carries is named here, case by case and without a default: whoever adds one is asked by the compiler
/// what of it may be written.
struct EventRedactor {
  /// Whom a recording may refer to.
  let people: RecordedPeople
  /// Who of staff has appeared. Numbers are known again by their hash alone, so that none of them outlasts its visit in memory.
  private var staff: [Int: Int] = [:]
  /// Whose numbers were given that the register does not have.
  private var strangers: [Int: Int] = [:]

  /// Nobody has appeared yet.
  init(people: RecordedPeople) { self.people = people }

  /// An event that happened to a box, as it is written.
  mutating func written(_ event: Event, at box: Box) -> RecordedEvent {
    RecordedEvent(event.name, contents(of: event, at: box))
  }

  private mutating func contents(of event: Event, at box: Box) -> JSON {
    switch event {
    case .started(let nextCase, let flags):
      ["case": nextCase.json, "flags": .list(flags.map(\.json))]
    case .date(let date): date.json
    case .storageRoom(let room): room.json
    case .voice(let isThere): .flag(isThere)
    case .headset(let isIn): .flag(isIn)
    case .hours(let hours):
      ["open": .flag(hours.isOpen), "officer": .flag(hours.hasOfficer)]
    case .key(let key): written(key, at: box)
    case .scan(let scan): written(scan, at: box)
    case .timer(let id): box.pending.timers.first { $0.value == id }?.key.json ?? .null
    case .answer(let id, let answer):
      ["to": target(of: id, at: box), "is": written(answer)]
    case .advice(let id, let faults):
      ["to": target(of: id, at: box), "is": .list(faults.map(\.json))]
    case .authority(let id, let answer):
      ["to": target(of: id, at: box), "is": written(answer, at: box)]
    case .store(let id, let answer):
      ["to": target(of: id, at: box), "is": written(answer, at: box)]
    case .accounts(let id, let answer):
      ["to": target(of: id, at: box), "is": written(answer)]
    case .desk(let desk, let session, let wish):
      ["desk": .integer(desk.number), "by": written(session), "wants": written(wish)]
    case .dossier(let number, let news): ["case": number.json, "news": news.json]
    case .device(let notice): notice.json
    case .revoked(let staff): written(staff)
    case .clockDoubted, .recordFailed, .recordsDiffer, .contradicted, .rehearsalOver, .terminate: .null
    }
  }

  /// To which open question an answer belongs; null when nobody waits for it.
  private func target(of id: RequestID, at box: Box) -> JSON {
    box.pending.requests.first { $0.value == id }?.key.json ?? .null
  }

  // MARK: People

  /// A CPR number: somebody of the register, or a stranger.
  mutating func written(_ cpr: CPRNumber, at box: Box) -> JSON {
    if let key = people.key(of: cpr) { return ["person": .text(key)] }
    let ordinal = Self.ordinal(of: cpr.digits, in: &strangers)
    return StrangerNumber(ordinal, like: cpr, box.policy.rules, on: people.date).json
  }

  /// A name: somebody's of the register; null for anybody else's.
  func written(_ name: PersonName) -> JSON { people.key(of: name).json }

  /// Somebody of staff.
  mutating func written(_ id: StaffID) -> JSON { standIn(for: id.digits).json }

  /// Whoever has, or types, a staff number.
  mutating func standIn(for digits: String) -> StaffStandIn {
    StaffStandIn(ordinal: Self.ordinal(of: digits, in: &staff), length: digits.utf8.count)
  }

  /// Somebody of staff who is logged in.
  mutating func written(_ session: StaffSession) -> JSON {
    ["staff": written(session.id), "role": session.role.json, "news": .list(session.news.map(\.json))]
  }

  private static func ordinal(of digits: String, in known: inout [Int: Int]) -> Int {
    let hash = digits.hashValue
    let ordinal = known[hash] ?? known.count + 1
    known[hash] = ordinal
    return ordinal
  }
}
