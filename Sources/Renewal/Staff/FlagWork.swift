/// Somebody of staff at the open flags of one matter: which is looked at, what is about to be done about it, and what is asked first.
///
/// It is the same at the box and at a desk; `StaffPlace` has what differs. What stands in the way is said at once. An exception may take
/// a second person, what cannot be undone takes a reason, help the answer whether the citizen learned it; and only then it is done.
package enum FlagWork: Hashable, Sendable {
  /// The open flag at this place. For `attestationWanted` it is the attestation's page.
  case flag(Int)
  /// An exception needs a second person.
  case secondPerson(FlagCode, StaffAction, LogIn)
  /// What is about to be done cannot be undone: why?
  case reason(FlagCode, StaffAction)
  /// Somebody was helped: did they learn it?
  case learned(FlagCode, StaffAction)
  /// A note about the visit is written while the flag at that place waits.
  case note(Int, TextEntry)
  /// The faces to compare take the whole screen; nothing is decided from here.
  case faces(FlagCode, FacePair)
}

/// What flag work is done with.
struct FlagWorkbench {
  /// Where it is done.
  let place: StaffPlace
  /// Who does it.
  let session: StaffSession
  /// The open flags of the matter, in the order in which they were raised.
  let flags: [Flag]
  /// The visit they are about; nothing for the box's own.
  let visit: Visit?
  /// The box, which is only read.
  let box: Box

  /// Where a flag stands among the open ones; the first place once it is over.
  func position(of code: FlagCode) -> Int { flags.firstIndex { $0.code == code } ?? 0 }
}

/// What a key led to in flag work.
enum FlagWorkOutcome: Hashable, Sendable {
  /// Nothing outside it, or it is another page now.
  case goesOn
  /// Number and PIN of a second person are to be checked.
  case logIn(StaffID, pin: String)
  /// A second person's PIN is to be replaced by one of their own.
  case changePIN(StaffID, pin: String, to: String)
  /// The second person is not asked any more.
  case withoutSecondPerson
  /// It is to be done.
  case act(Flag, StaffAction, countersignedBy: StaffSession?, learned: Bool?)
  /// A note is to be kept.
  case keep(note: String)
  /// The flags are left.
  case leave
  /// It is not the work's own; what is on offer only here decides.
  case other(Intent)
}

extension FlagWork {
  /// The figures that a flag's page keeps for what is not an action.
  static let noteFigure = Key.digit(6)
  static let factsFigure = Key.digit(8)
  static let boxFigure = Key.digit(9)
  static let nextFigure = Key.digit(0)
  /// The figures that are left for actions.
  static let actionFigures = Key.countingFigures.filter {
    ![noteFigure, factsFigure, boxFigure, nextFigure].contains($0)
  }

  /// The key that enlarges the faces: no figure is left for it, and none but acts and pages should have one.
  static let enlargingKey = Key.again

  /// What enlarges the faces of a flag, where it has some that whoever is here may see.
  static func enlarging(_ flag: Flag, at bench: FlagWorkbench) -> [Offer] {
    bench.pairs(of: flag.code).isEmpty ? [] : [Offer(enlargingKey, .enlarge)]
  }

  /// What keys do; what only this place offers comes beside it.
  func offers(at bench: FlagWorkbench, besides own: [Offer]) -> [Offer] {
    switch self {
    case .flag(let place):
      let leave = Offer([.back, .stop], bench.place.leaving)
      guard bench.flags.indices.contains(place) else { return [leave] }
      let note = bench.visit == nil ? [] : [Offer(Self.noteFigure, .writeNote)]
      return own + Self.turns(bench.flags.count) + note + [leave]
    case .secondPerson(_, _, let logIn): return logIn.offers
    case .reason(let code, let action):
      return .reasons(action.reasons(for: code).map(Intent.act))
    case .learned:
      return .numbered([true, false, nil].map(Intent.learned)) + [Offer([.back, .stop], .goBack)]
    case .note(_, let entry): return entry.offers
    case .faces(let code, let pair):
      let leave: [Key] = [.back, .stop, .enter]
      return bench.pair(after: pair, of: code) == nil
        ? [Offer(leave + [Self.enlargingKey], .goBack)] : [Offer(Self.enlargingKey, .enlarge), Offer(leave, .goBack)]
    }
  }

  /// From one open flag to another.
  private static func turns(_ count: Int) -> [Offer] {
    guard count > 1 else { return [] }
    return [
      Offer([nextFigure, .right, .down, .tab], .nextFlag), Offer([.left, .up, .backTab], .previousFlag),
    ]
  }

  /// Takes what was chosen.
  mutating func choose(_ intent: Intent, by key: Key, at bench: FlagWorkbench) -> FlagWorkOutcome {
    switch self {
    case .flag(let place): return choose(intent, at: bench, place)
    case .secondPerson(let code, let action, let logIn):
      switch logIn.handle(key) {
      case .left:
        self = .flag(bench.position(of: code))
        return .withoutSecondPerson
      case .goesOn(let next): self = .secondPerson(code, action, next)
      case .check(let next, let staff, let pin):
        self = .secondPerson(code, action, next)
        return .logIn(staff, pin: pin)
      case .change(let next, let staff, let pin, let own):
        self = .secondPerson(code, action, next)
        return .changePIN(staff, pin: pin, to: own)
      }
    case .reason(let code, _):
      self = .flag(bench.position(of: code))
      guard case .act(let action) = intent, let flag = bench.flags.first(where: { $0.code == code }) else {
        return .goesOn
      }
      return .act(flag, action, countersignedBy: nil, learned: nil)
    case .learned(let code, let action):
      self = .flag(bench.position(of: code))
      guard case .learned(let isLearned) = intent, let flag = bench.flags.first(where: { $0.code == code }) else {
        return .goesOn
      }
      return .act(flag, action, countersignedBy: nil, learned: isLearned)
    case .note(let place, let entry):
      self = intent == .leave || intent == .submit ? .flag(place) : .note(place, entry.typing(key))
      if intent == .submit, let text = entry.written { return .keep(note: text) }
    case .faces(let code, let pair):
      let next = intent == .enlarge ? bench.pair(after: pair, of: code) : nil
      self = next.map { .faces(code, $0) } ?? .flag(bench.position(of: code))
    }
    return .goesOn
  }

  private mutating func choose(_ intent: Intent, at bench: FlagWorkbench, _ place: Int) -> FlagWorkOutcome {
    let count = max(1, bench.flags.count)
    switch intent {
    case .nextFlag: self = .flag((place + 1) % count)
    case .previousFlag: self = .flag((place + count - 1) % count)
    case .writeNote: self = .note(place, TextEntry())
    case .enlarge:
      let code = bench.flags[place].code
      if let first = bench.pairs(of: code).first { self = .faces(code, first) }
    case .act(let action): return begin(action, on: bench.flags[place], at: bench)
    case bench.place.leaving: return .leave
    default: return .other(intent)
    }
    return .goesOn
  }

  private mutating func begin(_ action: StaffAction, on flag: Flag, at bench: FlagWorkbench) -> FlagWorkOutcome {
    if bench.visit != nil {
      // Whoever only looked at an attestation hands the citizen their screen back.
      if action == .handBack, flag.code == .attestationWanted { return .leave }
      if action == .chooseStep { return .other(.act(.chooseStep)) }
      if bench.box.policy.needsSecondPerson(for: action, on: flag.code) {
        self = .secondPerson(flag.code, action, LogIn())
        return .goesOn
      }
    }
    if !action.reasons(for: flag.code).isEmpty {
      self = .reason(flag.code, action)
      return .goesOn
    }
    if bench.visit != nil, flag.code.isLearnedFrom(by: action) {
      self = .learned(flag.code, action)
      return .goesOn
    }
    return .act(flag, action, countersignedBy: nil, learned: nil)
  }

  /// Takes the accounts' answer about a second person.
  mutating func accountsAnswered(_ answer: AccountsAnswer, at bench: FlagWorkbench) -> FlagWorkOutcome {
    guard case .secondPerson(let code, let action, let logIn) = self else { return .goesOn }
    switch answer.countersignature(of: logIn, for: bench.session) {
    case .by(let second):
      self = .flag(bench.position(of: code))
      guard let flag = bench.flags.first(where: { $0.code == code }) else { return .goesOn }
      return .act(flag, action, countersignedBy: second, learned: nil)
    case .notYet(let logIn):
      self = .secondPerson(code, action, logIn)
      return .goesOn
    }
  }

  /// A second person who is being asked for and may not countersign any more does not.
  mutating func drop(secondPerson staff: StaffID) {
    guard case .secondPerson(let code, let action, let logIn) = self, logIn.isChecking,
      logIn.number.digits == staff.digits
    else { return }
    self = .secondPerson(code, action, LogIn(notice: .revoked))
  }
}

extension Box {
  /// What can be done about a flag, as numbers in the order in which staff see it.
  func offers(of actions: [StaffAction], on flag: Flag, for session: StaffSession, _ visit: Visit?) -> [Offer] {
    zip(FlagWork.actionFigures, actions).compactMap { figure, action in
      // What is not there is not offered, and the others keep their figures.
      if case .except(let reason) = action, visit?.has(whatIsAcceptedFor: reason, about: flag.code) == false {
        return nil
      }
      let isAskedFirst =
        !action.reasons(for: flag.code).isEmpty
        || visit != nil
          && (policy.needsSecondPerson(for: action, on: flag.code) || flag.code.isLearnedFrom(by: action))
      let request = StaffRequest(flag: flag, action: action.forAReason(about: flag.code), session: session)
      return Offer(
        figure, .act(action), role: action.role(for: flag.code), obstacle: obstacle(to: request, visit),
        isAskedFirst: isAskedFirst)
    }
  }
}
