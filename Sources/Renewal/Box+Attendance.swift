import PassportRules

// Staff at the box: what each page offers, and what is done with what they choose.

extension Box {
  /// What keys do on staff's pages at the box.
  func offers(for attendance: Attendance) -> [Offer] {
    let back = Offer([.back, .stop], .goBack)
    switch attendance.page {
    case .flag(let place): return offers(at: place, attendance)
    case .secondPerson(_, let logIn): return logIn.offers
    case .learned: return .numbered([.learned(true), .learned(false)]) + [back]
    case .box: return boxOffers(for: attendance.session)
    case .outOfService: return .numbered(OutOfServiceReason.allCases.map(Intent.outOfService)) + [back]
    case .resume(_, .looking): return []
    case .resume(let entry, _): return entry.offers() + [Offer(.stop, .leave)]
    case .chooseStep: return .numbered(earlierSteps(of: attendance.visit).map(Intent.chooseStep)) + [back]
    case .note(_, let entry): return entry.offers
    case .contact: return [Offer([.back], .goBack, others: .all)]
    }
  }

  private func offers(at place: Int, _ attendance: Attendance) -> [Offer] {
    let open = flags(for: attendance)
    let leave = Offer([.back, .stop], .leave)
    guard open.indices.contains(place) else { return [leave] }
    let flag = open[place]
    var offers: [Offer] = []
    if !attendance.covers(flag) {
      offers += self.offers(of: flag.code.actions, on: flag, for: attendance.session, attendance.visit)
    }
    offers += Self.offersToTurn(open.count)
    if attendance.visit != nil {
      offers.append(Offer(.digit(6), .writeNote))
      if flag.code.isCovered { offers.append(Offer(.digit(8), .showFacts(!attendance.showsFacts))) }
    } else {
      offers.append(Offer(.digit(9), .showBox))
    }
    return offers + [leave]
  }

  /// What can be done about a flag, as numbers in the order in which staff see it, at the box and at a desk.
  func offers(of actions: [StaffAction], on flag: Flag, for session: StaffSession, _ visit: Visit?) -> [Offer] {
    actions.enumerated().map { place, action in
      let isAskedFirst = visit != nil && (action == .chooseStep || asksFirst(action, about: flag.code))
      return Offer(
        .digit(place + 1), .act(action), role: action.role(for: flag.code),
        obstacle: obstacle(to: Act(flag: flag, action: action, session: session), visit), isAskedFirst: isAskedFirst)
    }
  }

  /// Whether a second person, or what was learned, is asked for first.
  private func asksFirst(_ action: StaffAction, about code: FlagCode) -> Bool {
    policy.needsSecondPerson(for: action, on: code) || code.isLearnedFrom
  }

  /// From one open flag to another.
  static func offersToTurn(_ count: Int) -> [Offer] {
    guard count > 1 else { return [] }
    return [
      Offer([.digit(0), .right, .down, .tab], .nextFlag), Offer([.left, .up, .backTab], .previousFlag),
    ]
  }

  private func boxOffers(for session: StaffSession) -> [Offer] {
    var offers: [Offer] = []
    switch waitsForStaff {
    case nil: offers.append(Offer(.digit(1), .takeOutOfService, isAskedFirst: true))
    case let reason?: if isLiftedByStaff(reason) { offers.append(Offer(.digit(1), .putInService)) }
    }
    let cannotResume: Obstacle? = session.role.covers(.officer) ? (canResume ? nil : .notNow) : .roleNotEnough
    offers.append(Offer(.digit(2), .resumeParked, role: .officer, obstacle: cannotResume))
    if !flags.isEmpty { offers.append(Offer(.digit(0), .showFlags)) }
    return offers + [Offer([.digit(3), .back, .stop], .leave)]
  }

  private func earlierSteps(of visit: Visit?) -> [StepName] {
    guard let visit, let date else { return [] }
    return visit.earlierSteps(by: policy.rules, on: date)
  }

  // MARK: What staff choose

  mutating func staffChose(_ intent: Intent, by key: Key, _ attendance: Attendance, _ turn: inout Turn) {
    var next = attendance
    next.notice = nil
    switch attendance.page {
    case .flag(let place): return staffChose(intent, next, at: place, &turn)
    case .secondPerson(let action, let logIn):
      switch logIn.handle(key) {
      case .left:
        turn.live.requests[.accounts] = nil
        next.page = .flag(place(of: attendance.acting, attendance))
      case .goesOn(let logIn): next.page = .secondPerson(action, logIn)
      case .check(let logIn, let staff, let pin):
        turn.logIn(staff, pin: pin)
        next.page = .secondPerson(action, logIn)
      case .change(let logIn, let staff, let pin, let own):
        turn.changePIN(staff, pin: pin, to: own)
        next.page = .secondPerson(action, logIn)
      }
    case .learned(let action, let second):
      if case .learned(let isLearned) = intent { return finish(action, second, learned: isLearned, next, &turn) }
      next.page = .flag(place(of: attendance.acting, attendance))
    case .box: return staffChose(intent, onTheBox: next, &turn)
    case .outOfService:
      if case .outOfService(let reason) = intent {
        takeOutOfService(reason, by: attendance.session, &turn)
        return leaveSession(&turn)
      }
      next.page = .box
    case .resume(let entry, _): return typedCase(key, entry, next, &turn)
    case .note(let place, let entry): next = noting(key, intent, at: place, entry, next, &turn)
    case .contact(let place, _):
      turn.forgetStoreQuestion()
      next.page = .flag(place)
    case .chooseStep(let code):
      if case .chooseStep(let step) = intent {
        next.chosenStep = step
        next.page = .learned(.chooseStep, countersignedBy: nil)
      } else {
        next.page = .flag(place(of: code, attendance))
      }
    }
    state = .attended(next)
  }

  private mutating func staffChose(_ intent: Intent, onTheBox attendance: Attendance, _ turn: inout Turn) {
    var next = attendance
    switch intent {
    case .takeOutOfService: next.page = .outOfService
    case .putInService:
      lift(by: attendance.session, &turn)
      return leaveSession(&turn)
    case .resumeParked: next.page = .resume(Entry(limit: 6), nil)
    case .showFlags: next.page = .flag(0)
    case .leave: return leaveSession(&turn)
    default: break
    }
    state = .attended(next)
  }

  private func place(of code: FlagCode?, _ attendance: Attendance) -> Int {
    flags(for: attendance).firstIndex { $0.code == code } ?? 0
  }

  private mutating func staffChose(_ intent: Intent, _ attendance: Attendance, at place: Int, _ turn: inout Turn) {
    var next = attendance
    let open = flags(for: attendance)
    switch intent {
    case .nextFlag: next.page = .flag((place + 1) % open.count)
    case .previousFlag: next.page = .flag((place + open.count - 1) % open.count)
    case .showBox: next.page = .box
    case .writeNote: next.page = .note(place, TextEntry())
    case .showFacts(let areShown):
      next.showsFacts = areShown
      if areShown, let visit = next.visit {
        turn.record(.flagShown(visit.number, open[place].code, by: attendance.session.id))
      }
    case .act(let action): return begin(action, on: open[place], next, &turn)
    case .leave: return leaveSession(&turn)
    default: break
    }
    state = .attended(next)
  }

  // MARK: What is done about a flag

  /// Perhaps a second person first, then what the citizen learned, and only then it happens.
  private mutating func begin(
    _ action: StaffAction, on flag: Flag, _ attendance: Attendance, _ turn: inout Turn
  ) {
    var next = attendance
    let act = Act(flag: flag, action: action, session: attendance.session)
    guard attendance.visit != nil else { return begin(act, next, &turn) }
    if action == .handBack, flag.code == .attestationWanted { return leaveSession(&turn) }
    next.acting = flag.code
    if action == .chooseStep {
      next.page = .chooseStep(flag.code)
    } else if policy.needsSecondPerson(for: action, on: flag.code) {
      next.page = .secondPerson(action, LogIn())
    } else if flag.code.isLearnedFrom {
      next.page = .learned(action, countersignedBy: nil)
    } else {
      return carryOut(act, next, &turn)
    }
    state = .attended(next)
  }

  /// What staff do about the box itself, with no visit on it.
  private mutating func begin(_ act: Act, _ attendance: Attendance, _ turn: inout Turn) {
    var next = attendance
    switch act.action {
    case .handBack: return leaveSession(&turn)
    case .showContact:
      guard let number = act.flag.about else { return }
      turn.record(.contactShown(number, by: act.session.id))
      turn.store(.contact(number))
      next.page = .contact(flags.firstIndex(of: act.flag) ?? 0, .looking)
    default:
      settle(act, &turn)
      next.page = flags.isEmpty ? .box : .flag(0)
    }
    state = .attended(next)
  }

  private mutating func finish(
    _ action: StaffAction, _ second: StaffID?, learned: Bool, _ attendance: Attendance, _ turn: inout Turn
  ) {
    guard let flag = attendance.visit?.flags.first(where: { $0.code == attendance.acting })
    else { return leaveSession(&turn) }
    let act = Act(flag: flag, action: action, session: attendance.session, second: second, learned: learned)
    carryOut(act, attendance, &turn)
  }

  private mutating func carryOut(_ act: Act, _ attendance: Attendance, _ turn: inout Turn) {
    guard var visit = attendance.visit else { return leaveSession(&turn) }
    var next = attendance
    if let obstacle = obstacle(to: act, visit) {
      next.notice = LogIn.Notice(obstacle)
      next.page = .flag(place(of: act.flag.code, attendance))
      return state = .attended(next)
    }
    carryOut(act, on: &visit, &turn)
    if act.action == .chooseStep, let step = attendance.chosenStep { visit.goBack(to: step, &turn) }
    next.visit = visit
    next.page = .flag(0)
    next.acting = nil
    next.chosenStep = nil
    state = .attended(next)
    if visit.flags.isEmpty || !visit.canEnd { leaveSession(&turn) }
  }

  /// Ends a flag of the box itself, or only closes the box.
  mutating func settle(_ act: Act, _ turn: inout Turn) {
    let flag = act.flag
    switch act.action {
    case .settleMoney:
      switch flag.holding {
      case .moneyOpen(let payment): turn.record(.moneySettled(payment, by: act.session.id))
      case .owes(let amount):
        if let number = flag.about { turn.record(.refunded(number, amount, by: act.session.id)) }
      case .nothing, .documentInReader: break
      }
    case .takeOutOfService: return takeOutOfService(.device, by: act.session, &turn)
    case .putInService: outOfService = nil
    case .retry: if flag.code.isAboutSending { turn.emit(.send(again: true)) }
    case .refer:
      if flag.code.isAboutSending, let number = flag.about {
        turn.record(.dossierWithdrawn(number, by: act.session.id))
      }
    default: break
    }
    turn.record(.flagEnded(flag.about, flag, act.action, by: act.session.id, countersignedBy: nil))
    flags.removeAll { $0 == flag }
  }
}
