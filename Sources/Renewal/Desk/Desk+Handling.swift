extension Desk {
  /// Takes a key; the box is only read.
  package mutating func handle(_ key: Key, _ box: Box) -> [DeskEffect] {
    let offer = offers(box).taking(key)
    notice = nil
    guard let offer else { return [] }
    if let obstacle = offer.obstacle {
      notice = .refused(DeskRefusal(obstacle))
      return []
    }
    switch state {
    case .logIn(let logIn): return handle(key, logIn)
    case .queue(let session, let place): return choose(offer.intent, session, at: place, box)
    case .helping(let session, let matter, let page): return choose(offer.intent, by: key, session, matter, page, box)
    case .gone: return []
    }
  }

  /// Takes the accounts' answer.
  package mutating func hear(_ answer: AccountsAnswer, _ box: Box) {
    switch state {
    case .logIn(let logIn): state = hear(answer, logIn)
    case .helping(let session, let matter, .secondPerson(let code, let action, let logIn)):
      let page: Page =
        switch answer.countersignature(of: logIn, for: session) {
        case .by(let second): .learned(code, action, countersignedBy: second)
        case .notYet(let logIn): .secondPerson(code, action, logIn)
        }
      state = .helping(session, matter, page)
    case .queue, .helping, .gone: break
    }
  }

  /// The box did not do what was asked.
  package mutating func hear(_ refusal: DeskRefusal) { notice = .refused(refusal) }

  /// An account may do nothing any more: whoever is logged in with it is back at the log-in, and told why; what was claimed is the
  /// box's to give back.
  package mutating func endSession(of staff: StaffID) {
    if session?.id == staff { return state = .logIn(LogIn(notice: .revoked)) }
    switch state {
    case .logIn(let logIn) where logIn.isChecking && logIn.number.digits == staff.digits:
      state = .logIn(LogIn(notice: .revoked))
    case .helping(let session, let matter, .secondPerson(let code, let action, let logIn))
    where logIn.isChecking && logIn.number.digits == staff.digits:
      state = .helping(session, matter, .secondPerson(code, action, LogIn(notice: .revoked)))
    case .helping(let session, let matter, .learned(_, _, countersignedBy: let second?)) where second.id == staff:
      state = .helping(session, matter, .flag(0))
      notice = .refused(.notAuthorised)
    case .logIn, .queue, .helping, .gone: break
    }
  }

  /// Nobody pressed a key here for the length of a session; what was claimed goes back.
  package mutating func timeOut() -> [DeskEffect] {
    guard session != nil else { return [] }
    let effects = releasing
    state = .logIn(LogIn())
    return effects
  }

  /// Follows what became of the box: a claim that came or is over, a flag that is not there any more.
  package mutating func follow(_ box: Box) {
    switch state {
    case .logIn, .gone: return
    case .queue(let session, let place):
      if let matter = Self.held(by: id, box) {
        state = .helping(session, matter, .flag(firstPlace(of: matter, chosen: place, box)))
      } else {
        state = .queue(session, place: max(0, min(place, box.queue.count - 1)))
      }
    case .helping(let session, let matter, let page):
      guard box.claim(of: matter)?.desk == id else {
        state = .queue(session, place: 0)
        if notice == nil { notice = .over }
        return
      }
      switch page {
      case .flag(let place):
        let count = box.flags(of: matter).count
        if place >= count { state = .helping(session, matter, .flag(max(0, count - 1))) }
      case .secondPerson(let code, _, _), .learned(let code, _, _):
        guard box.flags(of: matter).contains(where: { $0.code == code }) else {
          state = .helping(session, matter, .flag(0))
          return
        }
      case .guidance, .watching, .note: break
      }
    }
  }

  private static func held(by desk: DeskID, _ box: Box) -> Matter? {
    if let visit = box.state.visit, visit.claim?.desk == desk { return .visit(visit.number) }
    return box.claim?.desk == desk ? .box : nil
  }

  private func firstPlace(of matter: Matter, chosen: Int, _ box: Box) -> Int {
    let queue = box.queue
    guard queue.indices.contains(chosen), queue[chosen].matter == matter else { return 0 }
    return queue[chosen].place
  }

  private var releasing: [DeskEffect] {
    switch state {
    case .helping: [.ask(.release)]
    case .logIn, .queue, .gone: []
    }
  }

  // MARK: Log-in

  private mutating func handle(_ key: Key, _ logIn: LogIn) -> [DeskEffect] {
    switch logIn.handle(key) {
    case .goesOn(let next): state = .logIn(next)
    case .left: state = .gone
    case .check(let next, let staff, let pin):
      state = .logIn(next)
      return [.logIn(staff, pin: pin)]
    case .change(let next, let staff, let pin, let own):
      state = .logIn(next)
      return [.changePIN(staff, pin: pin, to: own)]
    }
    return []
  }

  private mutating func hear(_ answer: AccountsAnswer, _ logIn: LogIn) -> State {
    if let next = logIn.hearing(answer) { return .logIn(next) }
    guard case .welcome(let session) = answer else { return state }
    guard session.role != .technician else { return .logIn(LogIn(notice: .roleNotEnough)) }
    notice = session.news.first.map { .news($0) }
    return .queue(session, place: 0)
  }

  // MARK: The queue

  private mutating func choose(_ intent: Intent, _ session: StaffSession, at place: Int, _ box: Box) -> [DeskEffect] {
    let count = max(1, box.queue.count)
    switch intent {
    case .leave: state = .logIn(LogIn())
    case .focusPrevious: state = .queue(session, place: max(0, place - 1))
    case .focusNext: state = .queue(session, place: (place + 1) % count)
    case .claim(let matter, let place):
      state = .queue(session, place: place)
      return [.ask(.claim(matter))]
    default: break
    }
    return []
  }

  // MARK: A claimed matter

  private mutating func choose(
    _ intent: Intent, by key: Key, _ session: StaffSession, _ matter: Matter, _ page: Page, _ box: Box
  ) -> [DeskEffect] {
    func stay(_ page: Page) -> State { .helping(session, matter, page) }
    switch page {
    case .flag(let place): return choose(intent, session, matter, at: place, box)
    case .guidance, .watching:
      guard case .guide(let guidance) = intent else {
        state = stay(.flag(0))
        return []
      }
      notice = .guided(guidance)
      return [.ask(.guide(guidance))]
    case .note(let place, let entry):
      state = stay(intent == .leave || intent == .submit ? .flag(place) : .note(place, entry.typing(key)))
      return intent == .submit ? entry.written.map { [.ask(.note($0))] } ?? [] : []
    case .secondPerson(let code, let action, let logIn):
      switch logIn.handle(key) {
      case .left: state = stay(.flag(place(of: code, matter, box)))
      case .goesOn(let next): state = stay(.secondPerson(code, action, next))
      case .check(let next, let staff, let pin):
        state = stay(.secondPerson(code, action, next))
        return [.logIn(staff, pin: pin)]
      case .change(let next, let staff, let pin, let own):
        state = stay(.secondPerson(code, action, next))
        return [.changePIN(staff, pin: pin, to: own)]
      }
    case .learned(let code, let action, let second):
      let place = place(of: code, matter, box)
      state = stay(.flag(place))
      let flags = box.flags(of: matter)
      guard case .learned(let isLearned) = intent, flags.indices.contains(place) else { return [] }
      return [.ask(.act(flags[place], action, countersignedBy: second, learned: isLearned))]
    }
    return []
  }

  private func place(of code: FlagCode, _ matter: Matter, _ box: Box) -> Int {
    box.flags(of: matter).firstIndex { $0.code == code } ?? 0
  }

  private mutating func choose(
    _ intent: Intent, _ session: StaffSession, _ matter: Matter, at place: Int, _ box: Box
  ) -> [DeskEffect] {
    let flags = box.flags(of: matter)
    let count = max(1, flags.count)
    switch intent {
    case .nextFlag: state = .helping(session, matter, .flag((place + 1) % count))
    case .previousFlag: state = .helping(session, matter, .flag((place + count - 1) % count))
    case .writeNote: state = .helping(session, matter, .note(place, TextEntry()))
    case .takeFrame:
      notice = .takingFrame
      return [.ask(.takeFrame)]
    case .showMessages: state = .helping(session, matter, .guidance)
    case .watch: state = .helping(session, matter, .watching)
    case .act(let action): return begin(action, on: flags[place], session, matter, box)
    case .release: return [.ask(.release)]
    default: break
    }
    return []
  }

  /// Perhaps a second person first, then what the citizen learned, and only then the box is asked.
  private mutating func begin(
    _ action: StaffAction, on flag: Flag, _ session: StaffSession, _ matter: Matter, _ box: Box
  ) -> [DeskEffect] {
    if matter == .box { return [.ask(.act(flag, action, countersignedBy: nil, learned: nil))] }
    if box.policy.needsSecondPerson(for: action, on: flag.code) {
      state = .helping(session, matter, .secondPerson(flag.code, action, LogIn()))
      return []
    }
    guard flag.code.isLearnedFrom else {
      return [.ask(.act(flag, action, countersignedBy: nil, learned: nil))]
    }
    state = .helping(session, matter, .learned(flag.code, action, countersignedBy: nil))
    return []
  }
}

extension FlagCode {
  /// What can be done from a desk, in the order staff see it: all but what needs hands at the box.
  package var deskActions: [StaffAction] {
    actions.filter { action in
      switch action {
      case .confirmRemoved, .putInService: false
      case .handBack: self != .attestationWanted && isOfVisit
      // A step is chosen beside the citizen; from afar `retry` and a message do.
      case .chooseStep: false
      // Whom to call is shown at the box alone: the number never crosses to another terminal.
      case .showContact: false
      case .retry, .except, .refer, .attest, .declineAttestation, .park, .settleMoney, .confirmExamined,
        .takeOutOfService, .endVisit:
        true
      }
    }
  }
}
