/// What holds after every event, in the order in which it is seen to.
enum Pass: CaseIterable {
  /// Our own bug closes the box. First, so that nothing is built on a state that cannot be.
  case closeWhenBroken
  /// A visit that must not go on ends as soon as it can. Before the timers, which belong to what it leaves.
  case interruptWhenSafe
  /// Nobody is thanked while their document lies inside. After the interruption, which may have led to the last screen.
  case skipThanks
  /// The idle time runs while the citizen is waited for. Now that the screen is known.
  case keepIdleTimer
  /// Somebody of staff is waited for while a flag is open. Now that the screen is known.
  case keepStaffTimer
  /// A rehearsal ends when nobody is at it, or after its longest time. Now that the screen is known.
  case keepRehearsalTimers
  /// That the box opened or closed is told once. After everything that may lead to rest.
  case tellOpening
  /// A claim ends with the last flag it was for. After what may have ended flags.
  case releaseClaims
  /// Staff at the box who look at a flag of its own that a desk ended see the box itself. After what may have ended flags.
  case leaveEndedFlags
  /// A document inside at rest calls staff. After rest is known.
  case callForDocument
  /// Flags that outlive the visit become the box's own. After everything that may raise one.
  case keepLastingFlags
}

extension Box {
  /// Sees to what holds after an event.
  mutating func run(_ pass: Pass, after event: Event, _ transition: inout Transition) {
    switch pass {
    case .closeWhenBroken: closeWhenBroken(&transition)
    case .interruptWhenSafe: interruptWhenSafe(&transition)
    case .skipThanks: skipThanks(&transition)
    case .keepIdleTimer: keepIdleTimer(event, &transition)
    case .keepStaffTimer: keepStaffTimer(&transition)
    case .keepRehearsalTimers: keepRehearsalTimers(&transition)
    case .tellOpening: tellOpening(&transition)
    case .releaseClaims: releaseWhatIsOver(&transition)
    case .leaveEndedFlags: leaveEndedFlags()
    case .callForDocument: callForDocument(&transition)
    case .keepLastingFlags: keepLastingFlags(&transition)
    }
  }

  /// Ends the visit that must not go on, as soon as no money is under way and nothing is being sealed.
  private mutating func interruptWhenSafe(_ transition: inout Transition) {
    guard let reason = interruption else { return }
    if var visit = state.visit, visit.step.name != .farewell {
      guard visit.canEnd else { return }
      if case .attended(let attendance) = state { transition.record(.staffLeft(visit.number, attendance.session.id)) }
      visit.end(.interrupted, &transition)
      endSession(&transition)
      state = .visit(visit)
    }
    interruption = nil
    guard reason == .stopping else { return }
    transition.leaveEverything()
    state = .closed(.stopping)
    transition.emit(.exit)
  }

  /// Nobody is thanked while their document lies inside: then staff are called at once.
  private mutating func skipThanks(_ transition: inout Transition) {
    guard media != .notPresent, case .visit(let visit) = state, case .farewell(let ending) = visit.step else { return }
    switch ending {
    case .completed, .parked: visitIsOver(visit, &transition)
    case .stopped, .timedOut, .consentRefused, .referred, .nobodyCame, .moneyOpen, .endedByStaff, .interrupted: break
    }
  }

  /// The idle time counts only while the step waits for the citizen, from the last key on.
  private func keepIdleTimer(_ event: Event, _ transition: inout Transition) {
    guard case .visit(let visit) = state, visit.waitsForCitizen else {
      transition.stop(.idle)
      return
    }
    let isCitizens: Bool =
      switch event {
      case .key, .scan: true
      default: false
      }
    if isCitizens || transition.pending.timers[.idle] == nil {
      transition.start(.idle, visit.span(.idle, policy))
    }
  }

  /// Somebody of staff is waited for while a flag is open, and nobody is here or has it at a desk.
  private func keepStaffTimer(_ transition: inout Transition) {
    guard case .visit(let visit) = state, !visit.flags.isEmpty, visit.claim == nil else {
      return transition.stop(.staff)
    }
    if transition.pending.timers[.staff] == nil { transition.start(.staff, transition.staffWait(for: visit.flags)) }
  }

  /// Whether a visit can start, and why not, is told once, however often staff come and go in between.
  private mutating func tellOpening(_ transition: inout Transition) {
    switch state {
    case .closed(let reason) where reason != told:
      told = reason
      transition.record(.closed(reason))
      if case .device(let device) = reason { transition.lasting.append(Flag(.deviceFault, step: nil, device: device)) }
    case .welcome where told != nil:
      told = nil
      transition.record(.opened)
    case .closed, .welcome, .visit, .logIn, .attended, .maintenance: break
    }
  }

  private mutating func leaveEndedFlags() {
    guard case .attended(var attendance) = state, attendance.visit == nil, flags.isEmpty,
      case .work = attendance.page
    else { return }
    attendance.page = .box
    state = .attended(attendance)
  }

  /// A document that lies inside while nobody uses the box: after a crash in a visit, say, and nobody knows whose it is.
  private func callForDocument(_ transition: inout Transition) {
    guard isStarted, outOfService == nil, media != .notPresent,
      !flags.contains(where: { $0.code == .documentLeftBehind })
    else { return }
    switch state {
    case .closed(.stopping), .visit, .logIn, .attended, .maintenance: return
    case .closed, .welcome:
      transition.lasting.append(Flag(.documentLeftBehind, step: .document, holding: .documentInReader))
    }
  }

  private mutating func keepLastingFlags(_ transition: inout Transition) {
    for flag in transition.lasting where !flags.contains(where: flag.tellsTheSame) {
      flags.append(flag)
      transition.record(.flagRaised(flag.about, flag))
      transition.emit(.notify(flag.code))
    }
  }
}
