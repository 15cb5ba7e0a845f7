import PassportRules

extension Box {
  /// After the last screen: welcome, unless something keeps the box closed; a document inside calls staff.
  mutating func afterVisit(_ visit: Visit, _ turn: inout Turn) -> State {
    turn.stop(.step)
    if media != .notPresent {
      turn.lasting.append(Flag(.documentLeftBehind, step: .document, holding: .documentInReader))
    }
    guard case .farewell(.timedOut) = visit.step else { return resting(nil) }
    return resting(.wiped)
  }

  /// A document that lies inside while nobody uses the box: after a crash in a visit, say, and nobody knows whose it is.
  func callForDocument(_ turn: inout Turn) {
    guard isStarted, outOfService == nil, media != .notPresent,
      !flags.contains(where: { $0.code == .documentLeftBehind })
    else { return }
    switch state {
    case .closed(.stopping), .visit, .logIn, .attended, .maintenance: return
    case .closed, .welcome: turn.lasting.append(Flag(.documentLeftBehind, step: .document, holding: .documentInReader))
    }
  }

  /// Whether another visit can be written down.
  var hasStorage: Bool { canRecord && storageRoom != .short }

  /// Where the box rests when nobody uses it.
  func resting(_ notice: WelcomeNotice?) -> State {
    if outOfService == .stopping { return .closed(.stopping) }
    if !isStarted { return .closed(.starting) }
    if !hasStorage { return .closed(.storage) }
    if let outOfService { return .closed(outOfService) }
    if media != .notPresent { return .closed(.documentInside) }
    if date == nil || isClockDoubted { return .closed(.clock) }
    let required = Device.allCases.filter(\.isRequired)
    if let broken = required.first(where: { devices[$0]?.isUsable == false }) { return .closed(.device(broken)) }
    // What has not told anything yet is still starting; the runtime says `noDevice` of what never does.
    if !required.allSatisfy({ devices[$0] != nil }) { return .closed(.starting) }
    return hours.isOpen ? .welcome(notice) : .closed(.hours)
  }

  /// A resting state again as it should be by now; any other state as it is.
  func settled(_ state: State) -> State {
    switch state {
    case .welcome(let notice): return resting(notice)
    case .closed: return resting(nil)
    case .visit, .logIn, .attended, .maintenance: return state
    }
  }

  /// Ends the visit that must not go on, as soon as no money is under way and nothing is being sealed.
  mutating func interruptWhenSafe(_ turn: inout Turn) {
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
  mutating func skipThanks(_ turn: inout Turn) {
    guard media != .notPresent, case .visit(let visit) = state, case .farewell(let ending) = visit.step else { return }
    switch ending {
    case .completed, .parked: state = afterVisit(visit, &turn)
    case .stopped, .timedOut, .consentRefused, .referred, .nobodyCame, .moneyOpen, .endedByStaff, .interrupted: break
    }
  }

  /// The idle time counts only while the step waits for the citizen, from the last key on.
  func keepIdleTimer(_ event: Event, _ turn: inout Turn) {
    guard case .visit(let visit) = state, visit.waitsForCitizen else {
      turn.stop(.idle)
      return
    }
    let isCitizens: Bool =
      switch event {
      case .key, .scan: true
      case .started, .date, .clockDoubted, .storageRoom, .hours, .timer, .answer, .advice, .authority, .store,
        .accounts, .desk,
        .dossier, .device, .recordsDiffer, .recordFailed, .contradicted, .revoked, .terminate:
        false
      }
    if isCitizens || turn.live.timers[.idle] == nil { turn.start(.idle, visit.span(policy.waits.idle)) }
  }

  /// Somebody of staff is waited for while a flag is open, and nobody is here or has it at a desk.
  func keepStaffTimer(_ turn: inout Turn) {
    guard case .visit(let visit) = state, !visit.flags.isEmpty, visit.claim == nil else { return turn.stop(.staff) }
    if turn.live.timers[.staff] == nil { turn.start(.staff, turn.staffWait(for: visit.flags)) }
  }

  /// Whether a visit can start, and why not, is told once, however often staff come and go in between.
  mutating func tellOpening(_ turn: inout Turn) {
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
}

extension Box.State {
  /// The visit on the screen or paused under staff.
  package var visit: Visit? {
    switch self {
    case .visit(let visit): visit
    case .logIn(_, let visit): visit
    case .attended(let attendance): attendance.visit
    case .closed, .welcome, .maintenance: nil
    }
  }
}

extension StatusLight {
  /// The in-service light is on if and only if a visit can start now.
  init(for state: Box.State) {
    self =
      switch state {
      case .welcome: .inService
      case .closed(.hours), .closed(.stopping): .off
      case .closed: .bad
      case .visit(let visit): visit.flags.isEmpty ? .good : .supervisor
      case .logIn, .attended, .maintenance: .supervisor
      }
  }
}
