extension Box {
  /// The flags staff see: the paused visit's, or the box's own.
  package func flags(for attendance: Attendance) -> [Flag] { attendance.visit?.flags ?? flags }

  /// The box as others may see its screen: what staff had shown there is covered.
  package var covered: Box {
    guard case .attended(var attendance) = state else { return self }
    attendance.showsFacts = false
    var box = self
    box.state = .attended(attendance)
    return box
  }

  // MARK: Log-in

  mutating func beginLogIn(_ visit: Visit?, _ turn: inout Turn) -> State {
    turn.start(.session, policy.waits.session)
    var paused = visit
    paused?.pause(&turn)
    return .logIn(LogIn(), paused)
  }

  mutating func following(_ key: Key, _ logIn: LogIn, _ visit: Visit?, _ turn: inout Turn) -> State {
    switch logIn.handle(key) {
    case .left: return leaveSession(&turn)
    case .goesOn(let next):
      turn.start(.session, policy.waits.session)
      return .logIn(next, visit)
    case .check(let next, let staff, let pin):
      turn.start(.session, policy.waits.session)
      turn.logIn(staff, pin: pin)
      return .logIn(next, visit)
    case .change(let next, let staff, let pin, let own):
      turn.start(.session, policy.waits.session)
      turn.changePIN(staff, pin: pin, to: own)
      return .logIn(next, visit)
    }
  }

  mutating func following(_ answer: AccountsAnswer, _ turn: inout Turn) -> State {
    switch state {
    case .logIn(let logIn, let visit):
      if let next = logIn.hearing(answer) { return .logIn(next, visit) }
      guard case .welcome(let session) = answer else { return state }
      return begin(session, visit, &turn)
    case .attended(var attendance):
      guard case .secondPerson(let action, let logIn) = attendance.page else { return state }
      switch answer.countersignature(of: logIn, for: attendance.session) {
      case .by(let second): attendance.page = .learned(action, countersignedBy: second.id)
      case .notYet(let logIn): attendance.page = .secondPerson(action, logIn)
      }
      return .attended(attendance)
    case .closed, .welcome, .visit, .maintenance: return state
    }
  }

  private mutating func begin(_ session: StaffSession, _ visit: Visit?, _ turn: inout Turn) -> State {
    turn.start(.session, policy.waits.session)
    if session.role == .technician {
      guard visit == nil || visit?.isUntouched == true else { return .logIn(LogIn(notice: .roleNotEnough), visit) }
      turn.record(.staffArrived(nil, session.id, session.role))
      closeUntouched(visit, &turn)
      return .maintenance(Maintenance(session: session))
    }
    turn.record(.staffArrived(visit?.number, session.id, session.role))
    if let visit, visit.isUntouched {
      closeUntouched(visit, &turn)
      return .attended(Attendance(session: session, visit: nil, page: boxPage))
    }
    guard var visit, visit.step.name != .farewell else {
      turn.stop(.step)
      return .attended(Attendance(session: session, visit: nil, page: boxPage))
    }
    if visit.flags.isEmpty { visit.raise(.helpRequested, byStaff: true, &turn) }
    return .attended(Attendance(session: session, visit: visit, page: .flag(0)))
  }

  /// What staff see who come with no visit on: what waits, or the box itself.
  private var boxPage: Attendance.Page { flags.isEmpty ? .box : .flag(0) }

  private func closeUntouched(_ visit: Visit?, _ turn: inout Turn) {
    guard let visit else { return }
    turn.leaveStep()
    turn.record(.visitEnded(visit.number, .endedByStaff))
    turn.emit(.wipe)
  }

  // MARK: Leaving

  /// Staff leave, or their session ran out: back to the citizen, or to rest; nothing that was not finished happened.
  mutating func leaveSession(_ turn: inout Turn) -> State {
    endSession(&turn)
    switch state {
    case .logIn(_, let visit): return handBack(visit, &turn)
    case .attended(let attendance):
      turn.record(.staffLeft(attendance.visit?.number, attendance.session.id))
      return handBack(attendance.visit, &turn)
    case .maintenance(let maintenance):
      turn.record(.staffLeft(nil, maintenance.session.id))
      return resting(nil)
    case .closed, .welcome, .visit: return state
    }
  }

  func endSession(_ turn: inout Turn) {
    turn.stop(.session)
    turn.live.requests[.accounts] = nil
  }

  private mutating func handBack(_ paused: Visit?, _ turn: inout Turn) -> State {
    guard var visit = paused else { return resting(nil) }
    if visit.step.name == .farewell {
      if turn.live.timers[.step] == nil { turn.start(.step, policy.waits.farewell) }
      return .visit(visit)
    }
    visit.rest(&turn)
    return .visit(visit)
  }

  // MARK: At the box

  mutating func following(_ key: Key, _ attendance: Attendance, _ turn: inout Turn) -> State {
    turn.start(.session, policy.waits.session)
    var next = attendance
    next.notice = nil
    switch attendance.page {
    case .flag(let place): return following(key, next, at: place, &turn)
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
      return .attended(next)
    case .learned(let action, let second):
      switch key {
      case .digit(1): return finish(action, second, learned: true, next, &turn)
      case .digit(2): return finish(action, second, learned: false, next, &turn)
      case .back, .stop: next.page = .flag(place(of: attendance.acting, attendance))
      case .digit, .enter, .help, .again, .up, .down, .left, .right, .tab, .backTab, .letter: break
      }
      return .attended(next)
    case .box: return onBoxPage(key, next, &turn)
    case .outOfService:
      if let reason = OutOfServiceReason(key) {
        takeOutOfService(reason, by: attendance.session, &turn)
        return leaveSession(&turn)
      }
      if key == .back || key == .stop { next.page = .box }
      return .attended(next)
    case .resume(let entry, let notice): return following(key, next, entry, notice, &turn)
    case .note(let place, let entry):
      return .attended(noting(key, at: place, entry, next, &turn))
    case .contact(let place, _):
      turn.forgetStoreQuestion()
      next.page = .flag(place)
      return .attended(next)
    case .chooseStep(let code):
      let steps = attendance.visit?.earlierSteps(by: policy.rules, on: turn.date) ?? []
      if case .digit(let digit) = key, steps.indices.contains(digit - 1) {
        next.chosenStep = steps[digit - 1]
        next.page = .learned(.chooseStep, countersignedBy: nil)
      } else if key == .back || key == .stop {
        next.page = .flag(place(of: code, attendance))
      }
      return .attended(next)
    }
  }

  private mutating func onBoxPage(_ key: Key, _ attendance: Attendance, _ turn: inout Turn) -> State {
    var next = attendance
    switch key {
    case .digit(1):
      guard let reason = waitsForStaff else {
        next.page = .outOfService
        return .attended(next)
      }
      guard isLiftedByStaff(reason) else { return .attended(next) }
      lift(by: attendance.session, &turn)
      return leaveSession(&turn)
    case .digit(2):
      if !attendance.session.role.covers(.officer) {
        next.notice = .roleNotEnough
      } else if canResume {
        next.page = .resume(Entry(limit: 6), nil)
      } else {
        next.notice = .notNow
      }
      return .attended(next)
    case .digit(0) where !flags.isEmpty && attendance.visit == nil:
      next.page = .flag(0)
      return .attended(next)
    case .digit(3), .back, .stop: return leaveSession(&turn)
    case .digit, .enter, .help, .again, .up, .down, .left, .right, .tab, .backTab, .letter: return .attended(next)
    }
  }

  private func place(of code: FlagCode?, _ attendance: Attendance) -> Int {
    flags(for: attendance).firstIndex { $0.code == code } ?? 0
  }

  private mutating func following(_ key: Key, _ attendance: Attendance, at place: Int, _ turn: inout Turn) -> State {
    var next = attendance
    let open = flags(for: attendance)
    guard open.indices.contains(place) else { return leaveSession(&turn) }
    switch key {
    case .digit(0), .right, .down, .tab:
      next.page = .flag((place + 1) % open.count)
    case .left, .up, .backTab:
      next.page = .flag((place + open.count - 1) % open.count)
    case .digit(9) where attendance.visit == nil: next.page = .box
    case .digit(6) where attendance.visit != nil: next.page = .note(place, TextEntry())
    case .digit(8) where open[place].code.isCovered: turnOver(open[place].code, &next, &turn)
    case .digit(let digit):
      guard !attendance.covers(open[place]) else { return .attended(next) }
      let actions = open[place].code.actions
      guard actions.indices.contains(digit - 1) else { return .attended(next) }
      return begin(actions[digit - 1], on: open[place], next, &turn)
    case .back, .stop: return leaveSession(&turn)
    case .enter, .help, .again, .letter: break
    }
    return .attended(next)
  }

  /// Shows the facts of covered flags, which the journal keeps, or covers them again.
  private func turnOver(_ code: FlagCode, _ attendance: inout Attendance, _ turn: inout Turn) {
    guard let visit = attendance.visit else { return }
    attendance.showsFacts.toggle()
    if attendance.showsFacts { turn.record(.flagShown(visit.number, code, by: attendance.session.id)) }
  }

  /// What stands in the way first, then perhaps a second person, then what the citizen learned, and only then it happens.
  private mutating func begin(
    _ action: StaffAction, on flag: Flag, _ attendance: Attendance, _ turn: inout Turn
  ) -> State {
    var next = attendance
    let act = Act(flag: flag, action: action, session: attendance.session)
    if let obstacle = obstacle(to: act, attendance.visit) {
      next.notice = LogIn.Notice(obstacle)
      return .attended(next)
    }
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
    return .attended(next)
  }

  /// What staff do about the box itself, with no visit on it.
  private mutating func begin(_ act: Act, _ attendance: Attendance, _ turn: inout Turn) -> State {
    var next = attendance
    switch act.action {
    case .handBack: return leaveSession(&turn)
    case .showContact:
      guard let number = act.flag.about else { return .attended(next) }
      turn.record(.contactShown(number, by: act.session.id))
      turn.store(.contact(number))
      next.page = .contact(flags.firstIndex(of: act.flag) ?? 0, .looking)
    case .retry, .except, .refer, .attest, .declineAttestation, .park, .settleMoney, .confirmRemoved, .takeOutOfService,
      .putInService, .confirmExamined, .chooseStep, .endVisit:
      settle(act, &turn)
      next.page = flags.isEmpty ? .box : .flag(0)
    }
    return .attended(next)
  }

  private mutating func finish(
    _ action: StaffAction, _ second: StaffID?, learned: Bool, _ attendance: Attendance, _ turn: inout Turn
  ) -> State {
    guard let flag = attendance.visit?.flags.first(where: { $0.code == attendance.acting })
    else { return leaveSession(&turn) }
    let act = Act(flag: flag, action: action, session: attendance.session, second: second, learned: learned)
    return carryOut(act, attendance, &turn)
  }

  private mutating func carryOut(_ act: Act, _ attendance: Attendance, _ turn: inout Turn) -> State {
    guard var visit = attendance.visit else { return leaveSession(&turn) }
    var next = attendance
    if let obstacle = obstacle(to: act, visit) {
      next.notice = LogIn.Notice(obstacle)
      next.page = .flag(place(of: act.flag.code, attendance))
      return .attended(next)
    }
    carryOut(act, on: &visit, &turn)
    if act.action == .chooseStep, let step = attendance.chosenStep { visit.goBack(to: step, &turn) }
    next.visit = visit
    next.page = .flag(0)
    next.acting = nil
    next.chosenStep = nil
    state = .attended(next)
    return visit.flags.isEmpty || !visit.canEnd ? leaveSession(&turn) : state
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
    case .confirmRemoved, .confirmExamined, .handBack, .chooseStep, .showContact, .except, .attest, .declineAttestation,
      .park, .endVisit:
      break
    }
    turn.record(.flagEnded(flag.about, flag, act.action, by: act.session.id, countersignedBy: nil))
    flags.removeAll { $0 == flag }
  }
}

extension Visit {
  /// Whether nothing was asked or gathered yet: staff came to the box, not to a citizen.
  var isUntouched: Bool { step.name == .language && flags.isEmpty }
}
