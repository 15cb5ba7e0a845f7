import PassportRules

extension Box {
  /// Takes one event, changes the state, and tells what to do, in order.
  package mutating func handle(_ event: Event) -> [Effect] {
    var turn = Turn(
      policy: policy, date: date ?? CivilDate(dayNumber: 0), hours: hours, live: live, canRecord: canRecord)
    state = following(event, &turn)
    closeWhenBroken(&turn)
    interruptWhenSafe(&turn)
    skipThanks(&turn)
    keepIdleTimer(event, &turn)
    keepStaffTimer(&turn)
    tellOpening(&turn)
    releaseWhatIsOver(&turn)
    callForDocument(&turn)
    for flag in turn.lasting where !flags.contains(flag) {
      flags.append(flag)
      turn.record(.flagRaised(flag.about, flag))
      turn.emit(.notify(flag.code))
    }
    let next = StatusLight(for: state)
    if next != light { turn.emit(.light(next)) }
    light = next
    live = turn.live
    return turn.effects
  }

  private mutating func following(_ event: Event, _ turn: inout Turn) -> State {
    switch event {
    case .started(let nextCase, let open):
      recordAgain(open, &turn)
      isStarted = true
      self.nextCase = nextCase
      // A visit's flag and the box's own about the same document look alike: one of them is enough.
      for flag in open where !flags.contains(flag) { flags.append(flag) }
      if open.contains(where: { $0.code == .cabinetOpened }) { outOfService = outOfService ?? .cabinet }
      return settled(state)
    case .date(let date):
      self.date = date
      if date == nil, state.visit != nil, interruption == nil { interruption = .clock }
      return settled(state)
    case .clockDoubted:
      isClockDoubted = true
      turn.record(.clockDoubted)
      // What was confirmed has its fee and its day; anything before hangs on the date.
      if let visit = state.visit, !visit.isFrozen, interruption == nil { interruption = .clock }
      return settled(state)
    case .storageRoom(let room):
      follow(room, &turn)
      return settled(state)
    case .hours(let hours):
      self.hours = hours
      return settled(state)
    case .key(let key): return following(key, &turn)
    case .scan(let scan): return following(scan, &turn)
    case .timer(let id): return following(id, &turn)
    case .answer(let id, let answer): return following(id, answer, &turn)
    case .advice(let id, let faults):
      guard live.requests[.device(.camera)] == id else { return drop() }
      return toVisit(.advice(faults), &turn)
    case .authority(let id, let answer):
      guard take(id, at: .authority, &turn) else { return drop() }
      return toVisit(.authority(answer), &turn)
    case .store(let id, let answer):
      let question = live.storeQuestion
      guard take(id, at: .store, &turn) else { return drop() }
      turn.live.storeQuestion = nil
      return following(staffs: answer, question, &turn) ?? toVisit(.store(answer), &turn)
    case .accounts(let id, let answer):
      guard take(id, at: .accounts, &turn) else { return drop() }
      return following(answer, &turn)
    case .desk(let desk, let session, let wish): return following(desk, session, wish, &turn)
    case .dossier(let number, let news): return following(news, of: number, &turn)
    case .device(let notice): return following(notice, &turn)
    case .recordFailed:
      canRecord = false
      turn.canRecord = false
      if state.visit != nil, interruption == nil { interruption = .storage }
      return settled(toVisit(.recordFailed, &turn))
    case .recordsDiffer:
      turn.lasting.append(Flag(.recordsDiffer, step: nil))
      return state
    case .contradicted:
      outOfService = outOfService ?? .fault
      if state.visit != nil, interruption == nil { interruption = .fault }
      return settled(toVisit(.recordFailed, &turn))
    case .revoked(let staff): return endSessions(of: staff, &turn)
    case .terminate:
      interruption = .stopping
      outOfService = .stopping
      return settled(state)
    }
  }

  /// The disk works again after it had not: what could not be written of the box's own flags is written now.
  private mutating func recordAgain(_ known: [Flag], _ turn: inout Turn) {
    guard !canRecord else { return }
    canRecord = true
    turn.canRecord = true
    if interruption == .storage { interruption = nil }
    for flag in flags where !known.contains(flag) { turn.record(.flagRaised(flag.about, flag)) }
  }

  /// An answer nobody waits for: the peer's fault, dropped and counted.
  private mutating func drop() -> State {
    dropped = min(dropped + 1, 1_000_000)
    return state
  }

  private func take(_ id: RequestID, at place: Place, _ turn: inout Turn) -> Bool {
    guard live.requests[place] == id else { return false }
    turn.live.requests[place] = nil
    return true
  }

  /// The command is over, whatever was answered; an answer that cannot be one to it is as good as none.
  private mutating func following(_ id: RequestID, _ answer: DeviceAnswer, _ turn: inout Turn) -> State {
    guard let place = live.requests.first(where: { $0.value == id })?.key, case .device(let device) = place,
      let command = live.commands[device]
    else { return drop() }
    turn.finish(device)
    var heard = answer
    if !answer.fits(command) {
      _ = drop()
      heard = command.effectClass == .none ? .failed(DeviceFault(.garbage, .reset)) : .indeterminate
    }
    if case .failed(let fault) = heard { turn.record(.deviceFailed(state.visit?.number, device, fault)) }
    return toVisit(.answer(heard), &turn)
  }

  // MARK: Keys

  private mutating func following(_ key: Key, _ turn: inout Turn) -> State {
    switch state {
    case .closed:
      guard key == .help, state != .closed(.stopping) else { return state }
      return beginLogIn(nil, &turn)
    case .welcome:
      if key == .again {
        turn.emit(.speakAgain)
        return state
      }
      var visit = open(&turn)
      if key == .help { _ = visit.handle(.key(.help), &turn) }
      return .visit(visit)
    case .visit: return toVisit(.key(key), &turn)
    case .logIn(let logIn, let visit): return following(key, logIn, visit, &turn)
    case .attended(let attendance): return following(key, attendance, &turn)
    case .maintenance(let maintenance): return following(key, maintenance, &turn)
    }
  }

  /// A reading is a person: it opens a visit as a key does, though nothing of it is kept before there is consent, and keeps staff's
  /// session alive; what it says is the visit's.
  private mutating func following(_ scan: Scan, _ turn: inout Turn) -> State {
    switch state {
    case .closed: return state
    case .welcome: return .visit(open(&turn))
    case .visit: return toVisit(.scan(scan), &turn)
    case .logIn, .maintenance:
      turn.start(.session, policy.waits.session)
      return state
    case .attended(let attendance):
      turn.start(.session, policy.waits.session)
      return following(scan, attendance, &turn)
    }
  }

  private mutating func open(_ turn: inout Turn) -> Visit {
    let visit = Visit(
      number: nextCase, presentation: Presentation(language: policy.languages.first ?? Language("da")))
    nextCase = CaseNumber(nextCase.number + 1)
    turn.record(.visitOpened(visit.number, visit.presentation.language))
    return visit
  }

  /// Gives an event to the visit, wherever it is: on the screen, or paused under staff.
  mutating func toVisit(_ event: StepEvent, _ turn: inout Turn) -> State {
    switch state {
    case .visit(var visit):
      switch visit.handle(event, &turn) {
      case .goesOn: return .visit(visit)
      case .isOver: return afterVisit(visit, &turn)
      case .logIn: return visit.canEnd ? beginLogIn(visit, &turn) : .visit(visit)
      case .anotherCitizen: return .visit(openAgain(after: visit, &turn))
      }
    case .logIn(let logIn, var visit?):
      guard visit.step.name != .farewell else { return state }
      _ = visit.handle(event, &turn)
      visit.pause(&turn)
      return .logIn(logIn, visit)
    case .attended(var attendance):
      guard var visit = attendance.visit, visit.step.name != .farewell else { return state }
      _ = visit.handle(event, &turn)
      visit.pause(&turn)
      attendance.visit = visit
      state = .attended(attendance)
      return visit.flags.isEmpty ? leaveSession(&turn) : state
    case .closed, .welcome, .logIn(_, nil), .maintenance: return state
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

  // MARK: Timers

  private mutating func following(_ id: TimerID, _ turn: inout Turn) -> State {
    guard let name = live.timers.first(where: { $0.value == id })?.key else { return drop() }
    turn.live.timers[name] = nil
    switch name {
    case .step: return toVisit(.timer, &turn)
    case .session:
      if case .attended(let attendance) = state, attendance.isLookingForParked {
        turn.start(.session, policy.waits.session)
        return state
      }
      return leaveSession(&turn)
    case .idle, .warning, .staff:
      guard case .visit(var visit) = state else { return state }
      switch name {
      case .idle: visit.warn(&turn)
      case .warning: visit.timeOut(&turn)
      case .staff: visit.giveUpWaiting(&turn)
      case .step, .session: break
      }
      return .visit(visit)
    }
  }
}
