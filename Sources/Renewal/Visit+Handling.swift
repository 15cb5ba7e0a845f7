import PassportRules

/// What a visit makes of the box.
enum VisitOutcome: Hashable, Sendable {
  /// The visit goes on.
  case goesOn
  /// Its last screen is over.
  case isOver
  /// Somebody of staff wants to log in.
  case logIn
  /// It ended, and another citizen's visit begins.
  case anotherCitizen
}

extension Visit {
  /// One event: first what lies over the step, then the step.
  mutating func handle(_ event: StepEvent, _ turn: inout Turn) -> VisitOutcome {
    if case .farewell = step { return handleFarewell(event) }
    switch event {
    case .chosen(let intent, let key):
      switch overlay {
      case nil: return choose(intent, by: key, &turn)
      case .help: return chooseInHelp(intent, &turn)
      case .stopQuestion: chooseWhetherToStop(intent, &turn)
      case .idleWarning: rest(&turn)
      case .calling(let code): return chooseWhileCalling(code, intent, &turn)
      }
      return .goesOn
    case .scan(let scan): return handle(scan, &turn)
    case .media(let media):
      self.media = media
      if media == .notPresent, flags.contains(where: { $0.code == .documentLeftBehind }) {
        withdraw(.documentLeftBehind, &turn)
        if overlay == .calling(.documentLeftBehind) { rest(&turn) }
      }
      return toStep(event, &turn)
    default: return toStep(event, &turn)
    }
  }

  /// Nobody pressed a key: the box asks, and the key that answers does nothing else.
  mutating func warn(_ turn: inout Turn) {
    cover(.idleWarning, &turn)
    turn.start(.warning, span(turn.policy.waits.warning))
  }

  /// Nobody answered whether they are still here; what is under way meanwhile comes to its end first.
  mutating func timeOut(_ turn: inout Turn) {
    guard canEnd else { return rest(&turn) }
    end(.timedOut, &turn)
  }

  /// Somebody of staff logs in over the visit: nothing in it goes on by itself.
  mutating func pause(_ turn: inout Turn) {
    guard step.name != .farewell else { return }
    if flags.isEmpty || overlay == nil { overlay = .help }
    turn.stop(.warning)
    _ = toStep(.covered, &turn)
  }

  /// Nobody of staff came in time: a call for help becomes a question, a complete case is parked, anything else ends kindly.
  mutating func giveUpWaiting(_ turn: inout Turn) {
    guard canEnd else { return }
    if let code = flags.map(\.code).first(where: { !$0.isOnlyHelp && $0 != .attestationWanted }) {
      guard code == .paymentRefused else { return end(.nobodyCame(code), &turn) }
      for flag in flags { withdraw(flag.code, &turn) }
      turn.stop(.warning)
      overlay = nil
      return park(&turn)
    }
    for code in flags.map(\.code) where code.isOnlyHelp { withdraw(code, &turn) }
    rest(&turn)
    if !flags.isEmpty {
      _ = toStep(.nobodyCame, &turn)
    } else if step.body.waitsForCitizen {
      warn(&turn)
    }
  }

  /// Whether the step waits for the citizen, so that the idle time counts.
  var waitsForCitizen: Bool {
    switch overlay {
    case .idleWarning, .calling: false
    case nil, .help, .stopQuestion: step.body.waitsForCitizen
    }
  }

  /// What the step waits for instead of the citizen.
  package var awaited: Awaited? { step.body.awaited(in: self) }

  /// Whether the visit may end now: no money under way, nothing being sealed.
  var canEnd: Bool { step.body.canEnd }

  /// A wait, three times as long for who asked for more time.
  package func span(_ span: Milliseconds) -> Milliseconds {
    presentation.hasMoreTime ? Milliseconds(span.count * 3) : span
  }

  // MARK: Overlays

  /// What keys do on the citizen's screen.
  func offers(_ policy: Policy, on date: CivilDate) -> [Offer] {
    let help = Offer(.help, .help)
    let again = Offer(.again, .speakAgain)
    switch overlay {
    case nil:
      let own = step.body.offers(in: self, policy, on: date)
      if case .farewell = step { return own }
      let stop = own.taking(.stop) == nil ? [Offer(.stop, .stop, isAskedFirst: true)] : []
      return own + [help] + stop + [again]
    case .help:
      let ways: [Intent] = [
        .readAloud(!presentation.isSpoken), .louder, .softer, .slower, .faster, .changeContrast, .moreTime, .callStaff,
      ]
      return .numbered(canEnd ? ways + [.logIn] : ways) + [Offer([.back, .enter, .help, .stop], .goBack), again]
    case .stopQuestion: return [Offer(.digit(1), .confirmStop), Offer([.digit(2), .enter, .back, .stop], .stay), help, again]
    case .idleWarning: return [Offer([.enter], .stay, others: .all)]
    case .calling(let code):
      let back = code.isCitizensOwn ? [Offer(.back, .takeBack)] : []
      return (canEnd ? [Offer(.digit(9), .logIn)] : []) + back + [help, Offer(.stop, .stop, isAskedFirst: true), again]
    }
  }

  private mutating func choose(_ intent: Intent, by key: Key, _ turn: inout Turn) -> VisitOutcome {
    switch intent {
    case .help: cover(.help, &turn)
    case .speakAgain: turn.emit(.speakAgain)
    case .stop: cover(.stopQuestion, &turn)
    case .logIn: return .logIn
    default: return toStep(.chosen(intent, by: key), &turn)
    }
    return .goesOn
  }

  /// Lays something over the step; what the step would do by itself waits.
  mutating func cover(_ overlay: Overlay, _ turn: inout Turn) {
    self.overlay = overlay
    _ = toStep(.covered, &turn)
  }

  private mutating func chooseInHelp(_ intent: Intent, _ turn: inout Turn) -> VisitOutcome {
    switch intent {
    case .readAloud(let isSpoken): presentation.isSpoken = isSpoken
    case .louder: presentation.volume = min(5, presentation.volume + 1)
    case .softer: presentation.volume = max(1, presentation.volume - 1)
    case .slower: presentation.pace = max(1, presentation.pace - 1)
    case .faster: presentation.pace = min(5, presentation.pace + 1)
    case .changeContrast: presentation.contrast = (presentation.contrast ?? .light).next
    case .moreTime: presentation.hasMoreTime = true
    case .callStaff: callForHelp(&turn)
    case .logIn: return .logIn
    case .goBack: rest(&turn)
    case .speakAgain: turn.emit(.speakAgain)
    default: break
    }
    return .goesOn
  }

  /// A call from the help screen or the call button; who already waits for a person goes on waiting.
  mutating func callForHelp(_ turn: inout Turn) {
    if flags.isEmpty { raise(.helpRequested, &turn) }
    rest(&turn)
  }

  private mutating func chooseWhetherToStop(_ intent: Intent, _ turn: inout Turn) {
    switch intent {
    case .confirmStop: stop(&turn)
    case .stay: rest(&turn)
    case .help: overlay = .help
    case .speakAgain: turn.emit(.speakAgain)
    default: break
    }
  }

  /// A payment under way is asked to give up, and its answer is waited for; anything else ends.
  private mutating func stop(_ turn: inout Turn) {
    guard canEnd else {
      turn.abort(.paymentTerminal)
      rest(&turn)
      return
    }
    end(.stopped, &turn)
  }

  private mutating func chooseWhileCalling(_ code: FlagCode, _ intent: Intent, _ turn: inout Turn) -> VisitOutcome {
    switch intent {
    case .help: overlay = .help
    case .stop: overlay = .stopQuestion
    case .speakAgain: turn.emit(.speakAgain)
    case .logIn: return .logIn
    case .takeBack: takeBack(code, &turn)
    default: break
    }
    return .goesOn
  }

  /// What the citizen said or typed is taken back; without a declaration of loss the grounds must be others.
  private mutating func takeBack(_ code: FlagCode, _ turn: inout Turn) {
    withdraw(code, &turn)
    if code == .lossDeclaration { _ = follow(.open(.grounds), &turn) }
    rest(&turn)
  }

  private func handleFarewell(_ event: StepEvent) -> VisitOutcome {
    switch event {
    case .chosen, .scan, .timer: .isOver
    default: .goesOn
    }
  }

  /// Takes away what lies over the step: what remains is the call that the visit waits on, or nothing.
  mutating func rest(_ turn: inout Turn) {
    turn.stop(.warning)
    overlay = flags.first { $0.code != .attestationWanted }.map { .calling($0.code) }
    if overlay == nil { _ = toStep(.resumed, &turn) }
  }
}
