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
  /// That the box opened or closed is told once. After everything that may lead to rest.
  case tellOpening
  /// A claim ends with the last flag it was for. After what may have ended flags.
  case releaseClaims
  /// A document inside at rest calls staff. After rest is known.
  case callForDocument
  /// Flags that outlive the visit become the box's own. After everything that may raise one.
  case keepLastingFlags
  /// The light shows the state. Last, so that it changes once.
  case showLight
}

extension Box {
  /// Sees to what holds after an event.
  mutating func run(_ pass: Pass, after event: Event, _ turn: inout Turn) {
    switch pass {
    case .closeWhenBroken: closeWhenBroken(&turn)
    case .interruptWhenSafe: interruptWhenSafe(&turn)
    case .skipThanks: skipThanks(&turn)
    case .keepIdleTimer: keepIdleTimer(event, &turn)
    case .keepStaffTimer: keepStaffTimer(&turn)
    case .tellOpening: tellOpening(&turn)
    case .releaseClaims: releaseWhatIsOver(&turn)
    case .callForDocument: callForDocument(&turn)
    case .keepLastingFlags: keepLastingFlags(&turn)
    case .showLight: showLight(&turn)
    }
  }

  /// Ends the visit that must not go on, as soon as no money is under way and nothing is being sealed.
  private mutating func interruptWhenSafe(_ turn: inout Turn) {
    guard let reason = interruption else { return }
    if var visit = state.visit, visit.step.name != .farewell {
      guard visit.canEnd else { return }
      if case .attended(let attendance) = state { turn.record(.staffLeft(visit.number, attendance.session.id)) }
      visit.end(.interrupted, &turn)
      endSession(&turn)
      state = .visit(visit)
    }
    interruption = nil
    guard reason == .stopping else { return }
    turn.leaveEverything()
    state = .closed(.stopping)
    turn.emit(.exit)
  }

  /// Nobody is thanked while their document lies inside: then staff are called at once.
  private mutating func skipThanks(_ turn: inout Turn) {
    guard media != .notPresent, case .visit(let visit) = state, case .farewell(let ending) = visit.step else { return }
    switch ending {
    case .completed, .parked: visitIsOver(visit, &turn)
    case .stopped, .timedOut, .consentRefused, .referred, .nobodyCame, .moneyOpen, .endedByStaff, .interrupted: break
    }
  }

  /// The idle time counts only while the step waits for the citizen, from the last key on.
  private func keepIdleTimer(_ event: Event, _ turn: inout Turn) {
    guard case .visit(let visit) = state, visit.waitsForCitizen else {
      turn.stop(.idle)
      return
    }
    let isCitizens: Bool =
      switch event {
      case .key, .scan: true
      default: false
      }
    if isCitizens || turn.live.timers[.idle] == nil { turn.start(.idle, visit.span(policy.waits.idle)) }
  }

  /// Somebody of staff is waited for while a flag is open, and nobody is here or has it at a desk.
  private func keepStaffTimer(_ turn: inout Turn) {
    guard case .visit(let visit) = state, !visit.flags.isEmpty, visit.claim == nil else { return turn.stop(.staff) }
    if turn.live.timers[.staff] == nil { turn.start(.staff, turn.staffWait(for: visit.flags)) }
  }

  /// Whether a visit can start, and why not, is told once, however often staff come and go in between.
  private mutating func tellOpening(_ turn: inout Turn) {
    switch state {
    case .closed(let reason) where reason != told:
      told = reason
      turn.record(.closed(reason))
      if case .device(let device) = reason { turn.lasting.append(Flag(.deviceFault, step: nil, device: device)) }
    case .welcome where told != nil:
      told = nil
      turn.record(.opened)
    case .closed, .welcome, .visit, .logIn, .attended, .maintenance: break
    }
  }

  /// A document that lies inside while nobody uses the box: after a crash in a visit, say, and nobody knows whose it is.
  private func callForDocument(_ turn: inout Turn) {
    guard isStarted, outOfService == nil, media != .notPresent,
      !flags.contains(where: { $0.code == .documentLeftBehind })
    else { return }
    switch state {
    case .closed(.stopping), .visit, .logIn, .attended, .maintenance: return
    case .closed, .welcome: turn.lasting.append(Flag(.documentLeftBehind, step: .document, holding: .documentInReader))
    }
  }

  private mutating func keepLastingFlags(_ turn: inout Turn) {
    for flag in turn.lasting where !flags.contains(flag) {
      flags.append(flag)
      turn.record(.flagRaised(flag.about, flag))
      turn.emit(.notify(flag.code))
    }
  }

  private mutating func showLight(_ turn: inout Turn) {
    let next = StatusLight(for: state)
    if next != light { turn.emit(.light(next)) }
    light = next
  }
}
