package import PassportRules

extension Visit {
  /// Gives an event to the step and follows where it leads; what a step left behind is given up when another is opened.
  mutating func toStep(_ event: StepEvent, _ turn: inout Turn) -> VisitOutcome {
    follow(step.body.handle(event, in: &self, &turn), &turn)
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
      return follow(name.kind.open(in: &self, &turn), &turn)
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

  /// Whether a step is asked of this citizen at all.
  func asks(_ name: StepName, _ turn: Turn) -> Bool { asks(name, by: turn.policy.rules, on: turn.date) }

  /// Whether a step is asked of this citizen by the rules of a day.
  package func asks(_ name: StepName, by rules: Rules, on date: CivilDate) -> Bool {
    application.needs(by: rules, on: date).map(name.kind.isAsked) ?? true
  }

  /// Whether all that a step asks for was given.
  package func isSettled(_ name: StepName) -> Bool { name.kind.isSettled(in: application) }

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
    media == .notPresent ? step.body.holding : .documentInReader
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
    if step.body.holdsDossier, ending != .moneyOpen { turn.record(.dossierErased(number)) }
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
