import PassportRules

extension Visit {
  /// Gives an event to the step and follows where it leads; what a step left behind is given up when another is opened.
  mutating func toStep(_ event: StepEvent, _ turn: inout Turn) -> VisitOutcome {
    follow(move(event, &turn), &turn)
  }

  private mutating func move(_ event: StepEvent, _ turn: inout Turn) -> Move {
    switch step {
    case .language(let step): step.handle(event, in: &self, &turn)
    case .privacy: PrivacyStep.handle(event, in: &self, &turn)
    case .start(let step): step.handle(event, in: &self, &turn)
    case .grounds: GroundsStep.handle(event, in: &self, &turn)
    case .identity(let step): step.handle(event, in: &self, &turn)
    case .document(let step): step.handle(event, in: &self, &turn)
    case .photo(let step): step.handle(event, in: &self, &turn)
    case .fingerprints(let step): step.handle(event, in: &self, &turn)
    case .signature(let step): step.handle(event, in: &self, &turn)
    case .details(let step): step.handle(event, in: &self, &turn)
    case .review: ReviewStep.handle(event, in: &self, &turn)
    case .attestation(let step): step.handle(event, in: &self, &turn)
    case .payment(let step): step.handle(event, in: &self, &turn)
    case .receipt(let step): step.handle(event, in: &self, &turn)
    case .farewell: .stay(step)
    }
  }

  mutating func follow(_ move: Move, _ turn: inout Turn) -> VisitOutcome {
    switch move {
    case .stay(let next):
      step = next
    case .advance:
      turn.record(.stepDone(number, step.name))
      return follow(.open(following(turn)), &turn)
    case .retreat:
      return follow(.open(preceding(turn)), &turn)
    case .askToStop:
      cover(.stopQuestion, &turn)
    case .open(let name):
      turn.leaveStep()
      guidance = nil
      hasStrayReading = false
      return follow(enter(name, &turn), &turn)
    case .call(let code, let next):
      step = next
      raise(code, &turn)
    case .end(let ending):
      end(ending, &turn)
    case .anotherCitizen:
      end(.stopped, &turn)
      return .anotherCitizen
    }
    return .goesOn
  }

  private mutating func enter(_ name: StepName, _ turn: inout Turn) -> Move {
    switch name {
    case .language: return .stay(.language(.language))
    case .privacy: return .stay(.privacy)
    case .start: return .stay(.start(StartStep(application: application)))
    case .grounds: return .stay(.grounds)
    case .identity:
      var identity = IdentityStep(application: application)
      if mismatches > 0, !application.document.isSettled { identity.notice = .doesNotMatch }
      return .stay(.identity(identity))
    case .document: return DocumentStep.enter(self, &turn)
    case .photo: return PhotoStep.enter(self, &turn)
    case .fingerprints: return FingerprintStep.enter(self)
    case .signature: return SignatureStep.enter(self, &turn)
    case .details: return .stay(.details(DetailsStep(application: application)))
    case .review:
      returnsToReview = false
      return .stay(.review)
    // The steps after the freeze are entered with what was frozen, never by name.
    case .attestation, .payment, .receipt, .farewell: return .stay(step)
    }
  }

  /// Whether a step is asked of this citizen at all.
  func asks(_ name: StepName, _ turn: Turn) -> Bool { asks(name, by: turn.policy.rules, on: turn.date) }

  /// Whether a step is asked of this citizen by the rules of a day.
  func asks(_ name: StepName, by rules: Rules, on date: CivilDate) -> Bool {
    guard let birth = application.identity?.cpr.birthDate, let grounds = application.grounds else { return true }
    let needs = rules.requirements(bornOn: birth, on: date, grounds: grounds)
    switch name {
    case .fingerprints: return needs.prints
    case .signature: return needs.signature
    case .language, .privacy, .start, .grounds, .identity, .document, .photo, .details, .review, .attestation, .payment,
      .receipt, .farewell:
      return true
    }
  }

  private func isSettled(_ name: StepName) -> Bool {
    switch name {
    case .language, .start: true
    case .privacy: application.hasConsent
    case .grounds: application.grounds != nil
    case .identity: application.identity != nil
    case .document: application.document.isSettled && application.name != nil
    case .photo: application.photo.isSettled
    case .fingerprints: application.prints.isSettled
    case .signature: application.signature.isSettled
    case .details: application.details != nil
    case .review, .attestation, .payment, .receipt, .farewell: false
    }
  }

  /// The next step that is asked; who came from review goes back there past all that is settled.
  private func following(_ turn: Turn) -> StepName {
    let later = StepName.allCases.filter { $0 > step.name && asks($0, turn) }
    if returnsToReview { return later.first { !isSettled($0) } ?? .review }
    return later.first ?? .review
  }

  private func preceding(_ turn: Turn) -> StepName {
    let earlier = StepName.allCases.filter { $0 < step.name && asks($0, turn) }
    if returnsToReview, StepName.allCases.allSatisfy({ $0 >= .review || !asks($0, turn) || isSettled($0) }) {
      return .review
    }
    return earlier.last ?? .language
  }

  // MARK: Flags

  /// Calls a person, unless one is here; the step stays as it is until staff, or for some the citizen, end the flag.
  mutating func raise(_ code: FlagCode, byStaff isHere: Bool = false, _ turn: inout Turn) {
    if !flags.contains(where: { $0.code == code }) {
      let flag = Flag(code, step: step.name, holding: holding)
      flags.append(flag)
      turn.record(.flagRaised(number, flag))
      if !isHere { turn.emit(.notify(code)) }
    }
    turn.start(.staff, turn.staffWait(for: flags))
    turn.stop(.warning)
    overlay = flags.first { $0.code != .attestationWanted }.map { .calling($0.code) }
    if overlay != nil { _ = toStep(.covered, &turn) }
  }

  private var holding: Holding {
    if media != .notPresent { return .documentInReader }
    switch step {
    case .payment(let payment): return .owes(payment.attestation.application.fee.total)
    case .language, .privacy, .start, .grounds, .identity, .document, .photo, .fingerprints, .signature, .details,
      .review, .attestation, .receipt, .farewell:
      return .nothing
    }
  }

  /// Takes a flag away that nobody of staff ended.
  mutating func withdraw(_ code: FlagCode, _ turn: inout Turn) {
    for flag in flags where flag.code == code { turn.record(.flagWithdrawn(number, flag)) }
    flags.removeAll { $0.code == code }
  }

  // MARK: The end

  /// Ends the visit: nothing personal stays, and a dossier that was not paid for is erased.
  mutating func end(_ reason: Ending, _ turn: inout Turn) {
    let ending = step.ending(for: reason)
    switch step {
    case .attestation(.sealing), .payment:
      if ending != .moneyOpen { turn.record(.dossierErased(number)) }
    case .language, .privacy, .start, .grounds, .identity, .document, .photo, .fingerprints, .signature, .details,
      .review, .attestation, .receipt, .farewell:
      break
    }
    turn.leaveStep()
    turn.cancel(.receiptPrinter)
    turn.finish(.paymentTerminal)
    turn.forgetStoreQuestion()
    for timer in [TimerName.idle, .warning, .staff] { turn.stop(timer) }
    turn.record(.visitEnded(number, ending))
    turn.emit(.wipe)
    application = Application()
    guidance = nil
    freshFrame = nil
    notes = []
    flags = []
    overlay = nil
    returnsToReview = false
    step = .farewell(ending)
    turn.start(.step, turn.policy.waits.farewell)
  }
}

extension Step {
  /// How a visit ends for a reason; a case that has its receipt is done, whatever ends its visit.
  package func ending(for reason: Ending) -> Ending {
    guard case .receipt(let step) = self else { return reason }
    return switch reason {
    case .stopped, .timedOut, .nobodyCame, .endedByStaff, .interrupted: step.receipt.isParked ? .parked : .completed
    case .completed, .parked, .consentRefused, .referred, .moneyOpen: reason
    }
  }
}
