import PassportRules

extension Box {
  /// Takes one event, changes the state, and tells what to do, in order.
  package mutating func handle(_ event: Event) -> [Effect] {
    var turn = Turn(
      policy: policy, date: date ?? CivilDate(dayNumber: 0), hours: hours, live: live, canRecord: canRecord)
    let before = state
    state = following(event, &turn)
    interruptWhenSafe(&turn)
    keepIdleTimer(since: before, event, &turn)
    tellOpening(since: before, &turn)
    for flag in turn.lasting where !flags.contains(flag) {
      flags.append(flag)
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
    case .started(let nextCase, let moneyOpen):
      isStarted = true
      self.nextCase = nextCase
      flags += moneyOpen.map { Flag(.moneyOpen, step: .payment, holding: .moneyOpen($0)) }
      return settled(state, &turn)
    case .date(let date):
      self.date = date
      if date == nil, state.visit != nil { interruption = .clock }
      return settled(state, &turn)
    case .hours(let hours):
      self.hours = hours
      return settled(state, &turn)
    case .key(let key): return following(key, &turn)
    case .scan(let scan): return toVisit(.scan(scan), &turn)
    case .timer(let id): return following(id, &turn)
    case .answer(let id, let answer): return following(id, answer, &turn)
    case .advice(let id, let faults):
      guard live.requests[.device(.camera)] == id else { return drop() }
      return toVisit(.advice(faults), &turn)
    case .authority(let id, let answer):
      guard take(id, at: .authority, &turn) else { return drop() }
      return toVisit(.authority(answer), &turn)
    case .store(let id, let answer):
      guard take(id, at: .store, &turn) else { return drop() }
      return toVisit(.store(answer), &turn)
    case .accounts(let id, let answer):
      guard take(id, at: .accounts, &turn) else { return drop() }
      return following(answer, &turn)
    case .device(let notice): return following(notice, &turn)
    case .recordFailed:
      canRecord = false
      turn.canRecord = false
      outOfService = .storage
      if state.visit != nil { interruption = .storage }
      return settled(toVisit(.recordFailed, &turn), &turn)
    case .terminate:
      interruption = .stopping
      outOfService = .stopping
      return settled(state, &turn)
    }
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

  private mutating func following(_ id: RequestID, _ answer: DeviceAnswer, _ turn: inout Turn) -> State {
    guard let place = live.requests.first(where: { $0.value == id })?.key, case .device(let device) = place,
      answer.device == nil || answer.device == device
    else { return drop() }
    turn.live.requests[place] = nil
    if case .failed(let fault) = answer { turn.record(.deviceFailed(state.visit?.number, device, fault)) }
    return toVisit(.answer(answer), &turn)
  }

  // MARK: Keys

  private mutating func following(_ key: Key, _ turn: inout Turn) -> State {
    switch state {
    case .closed:
      guard key == .help, outOfService != .stopping else { return state }
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
    case .maintenance(let session): return following(key, session, &turn)
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
  private mutating func toVisit(_ event: StepEvent, _ turn: inout Turn) -> State {
    switch state {
    case .visit(var visit):
      switch visit.handle(event, &turn) {
      case .goesOn: return .visit(visit)
      case .isOver: return afterVisit(visit, &turn)
      case .logIn: return beginLogIn(visit, &turn)
      case .anotherCitizen(let identity): return .visit(openAgain(after: visit, identity, &turn))
      }
    case .logIn(let logIn, var visit?):
      guard visit.step.name != .farewell else { return state }
      _ = visit.handle(event, &turn)
      return .logIn(logIn, visit)
    case .attended(var attendance):
      guard var visit = attendance.visit, visit.step.name != .farewell else { return state }
      _ = visit.handle(event, &turn)
      attendance.visit = visit
      return .attended(attendance)
    case .closed, .welcome, .logIn(_, nil), .maintenance: return state
    }
  }

  /// Another citizen's visit: nothing carries over but the language and how often a document did not match.
  private mutating func openAgain(after old: Visit, _ identity: Identity, _ turn: inout Turn) -> Visit {
    turn.stop(.step)
    var visit = open(&turn)
    visit.presentation = old.presentation
    visit.mismatches = old.mismatches
    visit.media = old.media
    visit.step = .privacy
    return visit
  }

  /// After the last screen: welcome, unless something keeps the box closed; a document inside calls staff.
  mutating func afterVisit(_ visit: Visit, _ turn: inout Turn) -> State {
    turn.stop(.step)
    if media != .notPresent, !flags.contains(where: { $0.code == .documentLeftBehind }) {
      let flag = Flag(.documentLeftBehind, step: .document, holding: .documentInReader)
      turn.record(.flagRaised(visit.number, flag))
      turn.lasting.append(flag)
    }
    guard case .farewell(.timedOut) = visit.step else { return resting(nil) }
    return resting(.wiped)
  }

  // MARK: Timers

  private mutating func following(_ id: TimerID, _ turn: inout Turn) -> State {
    guard let name = live.timers.first(where: { $0.value == id })?.key else { return drop() }
    turn.live.timers[name] = nil
    switch name {
    case .step: return toVisit(.timer, &turn)
    case .session: return leaveSession(&turn)
    case .idle, .warning, .staff:
      guard case .visit(var visit) = state else { return state }
      switch name {
      case .idle: visit.warn(&turn)
      case .warning: visit.timeOut(&turn)
      case .staff: _ = visit.giveUpWaiting(&turn)
      case .step, .session: break
      }
      return .visit(visit)
    }
  }

  // MARK: Devices

  private mutating func following(_ notice: DeviceNotice, _ turn: inout Turn) -> State {
    switch notice {
    case .state(let device, let deviceState):
      devices[device] = deviceState
      return settled(state, &turn)
    case .media(let media):
      self.media = media
      if media == .notPresent { flags.removeAll { $0.code == .documentLeftBehind } }
      return settled(toVisit(.media(media), &turn), &turn)
    case .paper(let paper):
      self.paper = paper
      return state
    case .staffSwitch:
      switch state {
      case .closed, .welcome: return beginLogIn(nil, &turn)
      case .visit(let visit): return visit.canEnd ? beginLogIn(visit, &turn) : state
      case .logIn, .attended, .maintenance: return state
      }
    case .callButton:
      guard case .visit(var visit) = state, visit.step.name != .farewell else {
        turn.emit(.notify(.helpRequested))
        return state
      }
      visit.callForHelp(&turn)
      return .visit(visit)
    case .cabinetOpened:
      outOfService = .cabinet
      let flag = Flag(.cabinetOpened, step: state.visit?.step.name)
      turn.record(.flagRaised(state.visit?.number, flag))
      turn.lasting.append(flag)
      if state.visit != nil { interruption = .cabinet }
      return settled(state, &turn)
    }
  }

  // MARK: What keeps the box closed

  /// Where the box rests when nobody uses it.
  func resting(_ notice: WelcomeNotice?) -> State {
    if !isStarted { return .closed(.starting) }
    if let outOfService { return .closed(outOfService) }
    if media != .notPresent { return .closed(.documentInside) }
    if date == nil { return .closed(.clock) }
    for device in Device.allCases where device.isRequired && devices[device]?.isUsable != true {
      return .closed(.device(device))
    }
    return hours.isOpen ? .welcome(notice) : .closed(.hours)
  }

  /// A resting state again as it should be by now; any other state as it is.
  private func settled(_ state: State, _ turn: inout Turn) -> State {
    switch state {
    case .welcome(let notice): return resting(notice)
    case .closed: return resting(nil)
    case .visit, .logIn, .attended, .maintenance: return state
    }
  }

  /// Ends the visit that must not go on, as soon as no money is under way and nothing is being sealed.
  private mutating func interruptWhenSafe(_ turn: inout Turn) {
    guard let reason = interruption else { return }
    if var visit = state.visit, visit.step.name != .farewell {
      guard visit.canEnd else { return }
      switch visit.step {
      case .receipt(let receipt): visit.end(receipt.receipt.isParked ? .parked : .completed, &turn)
      case .language, .privacy, .start, .grounds, .identity, .document, .photo, .fingerprints, .signature, .details,
        .review, .attestation, .payment, .farewell:
        visit.end(.interrupted, &turn)
      }
      turn.stop(.session)
      turn.live.requests[.accounts] = nil
      state = .visit(visit)
    }
    interruption = nil
    if reason == .stopping {
      turn.stop(.step)
      state = .closed(.stopping)
      turn.emit(.exit)
    }
  }

  /// The idle time counts only while the step waits for the citizen, from the last key on.
  private func keepIdleTimer(since before: State, _ event: Event, _ turn: inout Turn) {
    guard case .visit(let visit) = state, visit.waitsForCitizen else {
      turn.stop(.idle)
      return
    }
    let isCitizens: Bool =
      switch event {
      case .key, .scan: true
      case .started, .date, .hours, .timer, .answer, .advice, .authority, .store, .accounts, .device, .recordFailed,
        .terminate:
        false
      }
    if isCitizens || turn.live.timers[.idle] == nil { turn.start(.idle, visit.span(policy.waits.idle)) }
  }

  private func tellOpening(since before: State, _ turn: inout Turn) {
    switch (before, state) {
    case (.closed(let old), .closed(let new)) where old == new: break
    case (_, .closed(let reason)): turn.record(.closed(reason))
    case (.closed, .welcome): turn.record(.opened)
    case (_, .welcome), (_, .visit), (_, .logIn), (_, .attended), (_, .maintenance): break
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

extension DeviceAnswer {
  /// The device such an answer comes from; nothing when any may give it.
  package var device: Device? {
    switch self {
    case .document: .documentReader
    case .photos: .camera
    case .print, .noFinger: .fingerprintReader
    case .signature, .noSignature: .signaturePad
    case .payment: .paymentTerminal
    case .receipt: .receiptPrinter
    case .failed, .indeterminate: nil
    }
  }
}
