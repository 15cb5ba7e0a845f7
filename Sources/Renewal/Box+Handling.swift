import PassportRules

extension Box {
  /// Takes one event, changes the state, and tells what to do, in order.
  ///
  /// The event's own handler sets `state`; then what holds after every event is seen to, pass by pass.
  package mutating func handle(_ event: Event) -> [Effect] {
    var transition = Transition(
      policy: sharedPolicy, date: date ?? CivilDate(dayNumber: 0), hours: hours, pending: pending, canRecord: canRecord)
    dispatch(event, &transition)
    for pass in Pass.allCases { run(pass, after: event, &transition) }
    pending = transition.pending
    return transition.effects
  }

  private mutating func dispatch(_ event: Event, _ transition: inout Transition) {
    switch event {
    case .started(let nextCase, let open): started(with: nextCase, open, &transition)
    case .date(let date):
      self.date = date
      if date == nil { interruptVisit(for: .clock) }
      settle()
    case .clockDoubted:
      isClockDoubted = true
      transition.record(.clockDoubted)
      // What was confirmed has its fee and its day; anything before hangs on the date.
      if state.visit?.step.name.isFrozen == false { interruptVisit(for: .clock) }
      settle()
    case .storageRoom(let room):
      storageRoomChanged(to: room, &transition)
      settle()
    case .voice(let isThere): voiceChanged(isThere: isThere, &transition)
    case .headset(let isIn): headsetChanged(isIn: isIn, &transition)
    case .hours(let hours):
      self.hours = hours
      settle()
    case .key(let key): keyPressed(key, &transition)
    case .scan(let scan): scanned(scan, &transition)
    case .timer(let id): timerFired(id, &transition)
    case .answer(let id, let answer): deviceAnswered(id, answer, &transition)
    case .advice(let id, let faults):
      guard pending.requests[.device(.camera)] == id else { return drop() }
      toVisit(.advice(faults), &transition)
    case .authority(let id, let answer):
      guard isWanted(id, from: .authority, &transition) else { return drop() }
      toVisit(.authority(answer), &transition)
    case .store(let id, let answer):
      let question = pending.storeQuestion
      guard isWanted(id, from: .store, &transition) else { return drop() }
      transition.pending.storeQuestion = nil
      if !storeAnsweredStaff(answer, question, &transition) { toVisit(.store(answer), &transition) }
    case .accounts(let id, let answer):
      guard isWanted(id, from: .accounts, &transition) else { return drop() }
      accountsAnswered(answer, &transition)
    case .desk(let desk, let session, let wish): deskWished(wish, from: desk, session, &transition)
    case .dossier(let number, let news): dossierChanged(number, news, &transition)
    case .device(let notice): deviceTold(notice, &transition)
    case .recordFailed:
      canRecord = false
      transition.canRecord = false
      interruptVisit(for: .storage)
      toVisit(.recordFailed, &transition)
      settle()
    case .recordsDiffer: transition.lasting.append(Flag(.recordsDiffer, step: nil))
    case .contradicted:
      keepClosed(for: .fault)
      interruptVisit(for: .fault)
      toVisit(.recordFailed, &transition)
      settle()
    case .revoked(let staff): endSessions(of: staff, &transition)
    case .rehearsalOver: rehearsalIsOver()
    case .terminate: stop()
    }
  }

  private mutating func started(with nextCase: CaseNumber, _ open: [Flag], _ transition: inout Transition) {
    recordAgain(open, &transition)
    isStarted = true
    self.nextCase = nextCase
    // A visit's flag and the box's own about the same document look alike: one of them is enough.
    for flag in open where !flags.contains(flag) { flags.append(flag) }
    if open.contains(where: { $0.code == .cabinetOpened }) { keepClosed(for: .cabinet) }
    // What told since this start that it works has no fault any more from before it.
    for device in Device.allCases { withdrawFaultsIfWell(device, &transition) }
    // Nor is a disk or a voice still what it was before: who finds it so again says so again.
    if storageRoom == .enough { withdraw(.storageLow, &transition) }
    if hasVoice { withdraw(.voiceLost, &transition) }
    settle()
  }

  /// The disk works again after it had not: what could not be written of the box's own flags is written now.
  private mutating func recordAgain(_ known: [Flag], _ transition: inout Transition) {
    guard !canRecord else { return }
    canRecord = true
    transition.canRecord = true
    if interruption == .storage { interruption = nil }
    for flag in flags where !known.contains(flag) { transition.record(.flagRaised(flag.about, flag)) }
  }

  /// The program ends as soon as it can.
  mutating func stop() {
    interruption = .stopping
    outOfService = .stopping
    settle()
  }

  /// The visit must not go on, and why; it ends as soon as it can.
  mutating func interruptVisit(for reason: Closed) {
    if state.visit != nil, interruption == nil { interruption = reason }
  }

  // MARK: Answers

  /// An answer nobody waits for: the peer's fault, dropped and counted.
  private mutating func drop() { dropped = min(dropped + 1, 1_000_000) }

  private func isWanted(_ id: RequestID, from place: RequestTarget, _ transition: inout Transition) -> Bool {
    guard pending.requests[place] == id else { return false }
    transition.pending.requests[place] = nil
    return true
  }

  /// The command is over, whatever was answered; an answer that cannot be one to it is as good as none.
  private mutating func deviceAnswered(_ id: RequestID, _ answer: DeviceAnswer, _ transition: inout Transition) {
    guard let place = pending.requests.first(where: { $0.value == id })?.key, case .device(let device) = place,
      let command = pending.commands[device]
    else { return drop() }
    transition.finish(device)
    var heard = answer
    if !answer.fits(command) {
      drop()
      heard = command.effectClass == .none ? .failed(DeviceFault(.garbage, .reset)) : .indeterminate
    }
    if case .failed(let fault) = heard {
      remedies[device] = fault.action
      transition.record(.deviceFailed(state.visit?.number, device, fault))
    }
    toVisit(.answer(heard), &transition)
  }

  private mutating func timerFired(_ id: TimerID, _ transition: inout Transition) {
    guard let name = pending.timers.first(where: { $0.value == id })?.key else { return drop() }
    transition.pending.timers[name] = nil
    switch name {
    case .step: toVisit(.timer, &transition)
    case .session:
      if case .attended(let attendance) = state, attendance.isLookingForParked {
        transition.start(.session, policy.waits[.session])
      } else if isRehearsalDeserted {
        endRehearsal(&transition)
      } else {
        leaveSession(&transition)
      }
    case .rehearsal: rehearsalIsOver()
    case .idle, .warning, .staff:
      guard case .visit(var visit) = state else { return }
      switch name {
      case .idle: visit.warn(&transition)
      case .warning: visit.timeOut(&transition)
      case .staff: visit.giveUpWaiting(&transition)
      case .step, .session, .rehearsal: break
      }
      state = .visit(visit)
    }
  }

  // MARK: The visit

  /// Opens a visit for whoever came.
  mutating func open(_ transition: inout Transition) -> Visit {
    var visit = Visit(
      number: nextCase, presentation: Presentation(language: policy.languages.first ?? Language("da")))
    visit.presentation.hasHeadset = isHeadsetIn
    nextCase = CaseNumber(nextCase.number + 1)
    transition.record(.visitOpened(visit.number, visit.presentation.language))
    return visit
  }

  /// Gives an event to the visit, wherever it is: on the screen, or paused under staff.
  mutating func toVisit(_ event: StepEvent, _ transition: inout Transition) {
    switch state {
    case .visit(var visit):
      switch visit.handle(event, &transition) {
      case .goesOn: state = .visit(visit)
      case .isOver: visitIsOver(visit, &transition)
      case .logIn:
        state = .visit(visit)
        if visit.canEnd { beginLogIn(visit, &transition) }
      case .anotherCitizen: state = .visit(openAgain(after: visit, &transition))
      }
    case .logIn(let logIn, var visit?):
      guard visit.step.name != .farewell else { return }
      _ = visit.handle(event, &transition)
      visit.pause(&transition)
      state = .logIn(logIn, visit)
    case .attended(var attendance):
      guard var visit = attendance.visit, visit.step.name != .farewell else { return }
      _ = visit.handle(event, &transition)
      visit.pause(&transition)
      attendance.visit = visit
      state = .attended(attendance)
      if visit.flags.isEmpty { leaveSession(&transition) }
    case .closed, .welcome, .logIn(_, nil), .maintenance: break
    }
  }

  /// Another citizen's visit: nothing carries over but the language and how often a document did not match, not even the number just given.
  private mutating func openAgain(after old: Visit, _ transition: inout Transition) -> Visit {
    transition.stop(.step)
    var visit = open(&transition)
    visit.presentation = old.presentation
    visit.mismatches = old.mismatches
    visit.media = old.media
    visit.step = .privacy
    return visit
  }
}
