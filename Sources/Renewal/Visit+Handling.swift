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
    case .key(let key):
      hasStrayReading = false
      switch overlay {
      case nil: return handle(key, &turn)
      case .help: return handleHelp(key, &turn)
      case .stopQuestion: return handleStopQuestion(key, &turn)
      case .idleWarning:
        rest(&turn)
        return .goesOn
      case .calling(let code): return handleCalling(code, key, &turn)
      }
    case .scan(let scan): return handle(scan, &turn)
    case .media(let media):
      self.media = media
      if media == .notPresent, flags.contains(where: { $0.code == .documentLeftBehind }) {
        withdraw(.documentLeftBehind, &turn)
        if overlay == .calling(.documentLeftBehind) { rest(&turn) }
      }
      return toStep(event, &turn)
    case .answer, .advice, .authority, .store, .timer, .resumed, .covered, .retry, .excepted, .recordFailed,
      .nobodyCame:
      return toStep(event, &turn)
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
    } else if step.waitsForCitizen {
      warn(&turn)
    }
  }

  /// Whether the step waits for the citizen, so that the idle time counts.
  var waitsForCitizen: Bool {
    switch overlay {
    case .idleWarning, .calling: false
    case nil, .help, .stopQuestion: step.waitsForCitizen
    }
  }

  /// Whether the visit may end now: no money under way, nothing being sealed.
  var canEnd: Bool {
    switch step {
    case .payment(let payment): !payment.isInFlight
    case .attestation(.sealing), .attestation(.parking): false
    case .language, .privacy, .start, .grounds, .identity, .document, .photo, .fingerprints, .signature, .details,
      .review, .attestation(.waiting), .receipt, .farewell:
      true
    }
  }

  /// A wait, three times as long for who asked for more time.
  package func span(_ span: Milliseconds) -> Milliseconds {
    presentation.hasMoreTime ? Milliseconds(span.count * 3) : span
  }

  // MARK: Overlays

  private mutating func handle(_ key: Key, _ turn: inout Turn) -> VisitOutcome {
    switch key {
    case .help: cover(.help, &turn)
    case .again: turn.emit(.speakAgain)
    case .stop: askToStop(&turn)
    case .digit(9) where step.isWaitingForAttestation: return .logIn
    case .digit, .enter, .back, .up, .down, .left, .right, .tab, .backTab, .letter: return toStep(.key(key), &turn)
    }
    return .goesOn
  }

  private mutating func askToStop(_ turn: inout Turn) {
    switch step {
    case .receipt: _ = toStep(.key(.stop), &turn)
    case .language, .privacy, .start, .grounds, .identity, .document, .photo, .fingerprints, .signature, .details,
      .review, .attestation, .payment, .farewell:
      cover(.stopQuestion, &turn)
    }
  }

  /// Lays something over the step; what the step would do by itself waits.
  mutating func cover(_ overlay: Overlay, _ turn: inout Turn) {
    self.overlay = overlay
    _ = toStep(.covered, &turn)
  }

  private mutating func handleHelp(_ key: Key, _ turn: inout Turn) -> VisitOutcome {
    switch key {
    case .digit(1): presentation.isSpoken.toggle()
    case .digit(2): presentation.volume = min(5, presentation.volume + 1)
    case .digit(3): presentation.volume = max(1, presentation.volume - 1)
    case .digit(4): presentation.pace = max(1, presentation.pace - 1)
    case .digit(5): presentation.pace = min(5, presentation.pace + 1)
    case .digit(6): presentation.contrast = (presentation.contrast ?? .light).next
    case .digit(7): presentation.hasMoreTime = true
    case .digit(8): callForHelp(&turn)
    case .digit(9): return .logIn
    case .back, .enter, .help, .stop: rest(&turn)
    case .again: turn.emit(.speakAgain)
    case .digit, .up, .down, .left, .right, .tab, .backTab, .letter: break
    }
    return .goesOn
  }

  /// A call from the help screen or the call button; who already waits for a person goes on waiting.
  mutating func callForHelp(_ turn: inout Turn) {
    if flags.isEmpty { raise(.helpRequested, &turn) }
    rest(&turn)
  }

  private mutating func handleStopQuestion(_ key: Key, _ turn: inout Turn) -> VisitOutcome {
    switch key {
    case .digit(1): stop(&turn)
    case .digit(2), .back, .enter, .stop: rest(&turn)
    case .help: overlay = .help
    case .again: turn.emit(.speakAgain)
    case .digit, .up, .down, .left, .right, .tab, .backTab, .letter: break
    }
    return .goesOn
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

  private mutating func handleCalling(_ code: FlagCode, _ key: Key, _ turn: inout Turn) -> VisitOutcome {
    switch key {
    case .help: overlay = .help
    case .stop: overlay = .stopQuestion
    case .again: turn.emit(.speakAgain)
    case .digit(9): return .logIn
    case .back where code.isCitizensOwn: takeBack(code, &turn)
    case .digit, .enter, .back, .up, .down, .left, .right, .tab, .backTab, .letter: break
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
    case .key, .scan, .timer: .isOver
    case .answer, .advice, .authority, .store, .media, .resumed, .covered, .retry, .excepted, .recordFailed,
      .nobodyCame:
      .goesOn
    }
  }

  /// Takes away what lies over the step: what remains is the call that the visit waits on, or nothing.
  mutating func rest(_ turn: inout Turn) {
    turn.stop(.warning)
    overlay = flags.first { $0.code != .attestationWanted }.map { .calling($0.code) }
    if overlay == nil { _ = toStep(.resumed, &turn) }
  }
}

extension Step {
  /// Whether the step waits for a key, and no command runs.
  var waitsForCitizen: Bool {
    switch self {
    case .language, .privacy, .start, .grounds, .identity, .details, .review: true
    case .document(let document):
      switch document.situation {
      case .stopped, .differing, .done: true
      case .reading, .lookingUp, .removing, .pausing, .lookingUpByProof: false
      }
    case .photo(let photo):
      switch photo.situation {
      case .framing, .choosing, .stopped, .done: true
      case .taking: false
      }
    case .fingerprints(let prints):
      switch prints.situation {
      case .ready, .shown, .done: true
      case .reading: false
      }
    case .signature(let signature):
      switch signature.situation {
      case .stopped, .shown, .done: true
      case .signing: false
      }
    case .payment(let payment): !payment.isInFlight
    case .receipt(let receipt):
      switch receipt.situation {
      case .shown: true
      case .printing: false
      }
    case .attestation, .farewell: false
    }
  }

  /// Whether staff can log in straight from this screen.
  var isWaitingForAttestation: Bool {
    switch self {
    case .attestation(.waiting): true
    case .attestation, .language, .privacy, .start, .grounds, .identity, .document, .photo, .fingerprints, .signature,
      .details, .review, .payment, .receipt, .farewell:
      false
    }
  }
}
