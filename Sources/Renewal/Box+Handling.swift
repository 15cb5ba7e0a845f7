import PassportRules

extension Box {
  /// Takes one event, changes the state, and tells what to do, in order.
  ///
  /// The event's own handler sets `state`; then what holds after every event is seen to, pass by pass.
  package mutating func handle(_ event: Event) -> [Effect] {
    var turn = Turn(
      policy: policy, date: date ?? CivilDate(dayNumber: 0), hours: hours, live: live, canRecord: canRecord)
    take(event, &turn)
    for pass in Pass.allCases { run(pass, after: event, &turn) }
    live = turn.live
    return turn.effects
  }

  private mutating func take(_ event: Event, _ turn: inout Turn) {
    switch event {
    case .started(let nextCase, let open): started(with: nextCase, open, &turn)
    case .date(let date):
      self.date = date
      if date == nil { interruptVisit(for: .clock) }
      settle()
    case .clockDoubted:
      isClockDoubted = true
      turn.record(.clockDoubted)
      // What was confirmed has its fee and its day; anything before hangs on the date.
      if state.visit?.step.name.isFrozen == false { interruptVisit(for: .clock) }
      settle()
    case .storageRoom(let room):
      storageRoomChanged(to: room, &turn)
      settle()
    case .hours(let hours):
      self.hours = hours
      settle()
    case .key(let key): keyPressed(key, &turn)
    case .scan(let scan): scanned(scan, &turn)
    case .timer(let id): timerFired(id, &turn)
    case .answer(let id, let answer): deviceAnswered(id, answer, &turn)
    case .advice(let id, let faults):
      guard live.requests[.device(.camera)] == id else { return drop() }
      toVisit(.advice(faults), &turn)
    case .authority(let id, let answer):
      guard isWanted(id, from: .authority, &turn) else { return drop() }
      toVisit(.authority(answer), &turn)
    case .store(let id, let answer):
      let question = live.storeQuestion
      guard isWanted(id, from: .store, &turn) else { return drop() }
      turn.live.storeQuestion = nil
      if !storeAnsweredStaff(answer, question, &turn) { toVisit(.store(answer), &turn) }
    case .accounts(let id, let answer):
      guard isWanted(id, from: .accounts, &turn) else { return drop() }
      accountsAnswered(answer, &turn)
    case .desk(let desk, let session, let wish): deskWished(wish, from: desk, session, &turn)
    case .dossier(let number, let news): dossierChanged(number, news, &turn)
    case .device(let notice): deviceTold(notice, &turn)
    case .recordFailed:
      canRecord = false
      turn.canRecord = false
      interruptVisit(for: .storage)
      toVisit(.recordFailed, &turn)
      settle()
    case .recordsDiffer: turn.lasting.append(Flag(.recordsDiffer, step: nil))
    case .contradicted:
      outOfService = outOfService ?? .fault
      interruptVisit(for: .fault)
      toVisit(.recordFailed, &turn)
      settle()
    case .revoked(let staff): endSessions(of: staff, &turn)
    case .terminate:
      interruption = .stopping
      outOfService = .stopping
      settle()
    }
  }

  private mutating func started(with nextCase: CaseNumber, _ open: [Flag], _ turn: inout Turn) {
    recordAgain(open, &turn)
    isStarted = true
    self.nextCase = nextCase
    // A visit's flag and the box's own about the same document look alike: one of them is enough.
    for flag in open where !flags.contains(flag) { flags.append(flag) }
    if open.contains(where: { $0.code == .cabinetOpened }) { outOfService = outOfService ?? .cabinet }
    settle()
  }

  /// The disk works again after it had not: what could not be written of the box's own flags is written now.
  private mutating func recordAgain(_ known: [Flag], _ turn: inout Turn) {
    guard !canRecord else { return }
    canRecord = true
    turn.canRecord = true
    if interruption == .storage { interruption = nil }
    for flag in flags where !known.contains(flag) { turn.record(.flagRaised(flag.about, flag)) }
  }

  /// The visit must not go on, and why; it ends as soon as it can.
  mutating func interruptVisit(for reason: Closed) {
    if state.visit != nil, interruption == nil { interruption = reason }
  }

  // MARK: Answers

  /// An answer nobody waits for: the peer's fault, dropped and counted.
  private mutating func drop() { dropped = min(dropped + 1, 1_000_000) }

  private func isWanted(_ id: RequestID, from place: Place, _ turn: inout Turn) -> Bool {
    guard live.requests[place] == id else { return false }
    turn.live.requests[place] = nil
    return true
  }

  /// The command is over, whatever was answered; an answer that cannot be one to it is as good as none.
  private mutating func deviceAnswered(_ id: RequestID, _ answer: DeviceAnswer, _ turn: inout Turn) {
    guard let place = live.requests.first(where: { $0.value == id })?.key, case .device(let device) = place,
      let command = live.commands[device]
    else { return drop() }
    turn.finish(device)
    var heard = answer
    if !answer.fits(command) {
      drop()
      heard = command.effectClass == .none ? .failed(DeviceFault(.garbage, .reset)) : .indeterminate
    }
    if case .failed(let fault) = heard { turn.record(.deviceFailed(state.visit?.number, device, fault)) }
    toVisit(.answer(heard), &turn)
  }

  private mutating func timerFired(_ id: TimerID, _ turn: inout Turn) {
    guard let name = live.timers.first(where: { $0.value == id })?.key else { return drop() }
    turn.live.timers[name] = nil
    switch name {
    case .step: toVisit(.timer, &turn)
    case .session:
      if case .attended(let attendance) = state, attendance.isLookingForParked {
        turn.start(.session, policy.waits.session)
      } else {
        leaveSession(&turn)
      }
    case .idle, .warning, .staff:
      guard case .visit(var visit) = state else { return }
      switch name {
      case .idle: visit.warn(&turn)
      case .warning: visit.timeOut(&turn)
      case .staff: visit.giveUpWaiting(&turn)
      case .step, .session: break
      }
      state = .visit(visit)
    }
  }

  // MARK: The visit

  /// Opens a visit for whoever came.
  mutating func open(_ turn: inout Turn) -> Visit {
    let visit = Visit(
      number: nextCase, presentation: Presentation(language: policy.languages.first ?? Language("da")))
    nextCase = CaseNumber(nextCase.number + 1)
    turn.record(.visitOpened(visit.number, visit.presentation.language))
    return visit
  }

  /// Gives an event to the visit, wherever it is: on the screen, or paused under staff.
  mutating func toVisit(_ event: StepEvent, _ turn: inout Turn) {
    switch state {
    case .visit(var visit):
      switch visit.handle(event, &turn) {
      case .goesOn: state = .visit(visit)
      case .isOver: visitIsOver(visit, &turn)
      case .logIn:
        state = .visit(visit)
        if visit.canEnd { beginLogIn(visit, &turn) }
      case .anotherCitizen: state = .visit(openAgain(after: visit, &turn))
      }
    case .logIn(let logIn, var visit?):
      guard visit.step.name != .farewell else { return }
      _ = visit.handle(event, &turn)
      visit.pause(&turn)
      state = .logIn(logIn, visit)
    case .attended(var attendance):
      guard var visit = attendance.visit, visit.step.name != .farewell else { return }
      _ = visit.handle(event, &turn)
      visit.pause(&turn)
      attendance.visit = visit
      state = .attended(attendance)
      if visit.flags.isEmpty { leaveSession(&turn) }
    case .closed, .welcome, .logIn(_, nil), .maintenance: break
    }
  }

  /// Another citizen's visit: nothing carries over but the language and how often a document did not match, not even the number just given.
  private mutating func openAgain(after old: Visit, _ turn: inout Turn) -> Visit {
    turn.stop(.step)
    var visit = open(&turn)
    visit.presentation = old.presentation
    visit.mismatches = old.mismatches
    visit.media = old.media
    visit.step = .privacy
    return visit
  }
}
