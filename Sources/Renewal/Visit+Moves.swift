package import PassportRules

extension Visit {
  /// Gives an event to the step and follows where it leads; what a step left behind is given up when another is opened.
  mutating func toStep(_ event: StepEvent, _ transition: inout Transition) -> VisitOutcome {
    follow(step.body.handle(event, in: &self, &transition), &transition)
  }

  mutating func follow(_ move: Move, _ transition: inout Transition) -> VisitOutcome {
    switch move {
    case .stay(let next):
      if next.name != step.name { forgetWhatWasTold() }
      step = next
    case .advance:
      transition.record(.stepDone(number, step.name))
      return follow(.open(following(transition)), &transition)
    case .retreat:
      return follow(.open(preceding(transition)), &transition)
    case .askToStop:
      cover(.stopQuestion, &transition)
    case .open(let name):
      transition.leaveStep()
      forgetWhatWasTold()
      failures = 0
      return follow(name.kind.open(in: &self, &transition), &transition)
    case .call(let code, let next):
      step = next
      raise(code, &transition)
    case .end(let ending):
      end(ending, &transition)
    case .anotherCitizen:
      end(.stopped, &transition)
      return .anotherCitizen
    }
    return .goesOn
  }

  /// What was told at a step ends with it.
  private mutating func forgetWhatWasTold() {
    guidance = nil
    answer = nil
  }

  /// Whether a step is asked of this citizen at all.
  func asks(_ name: StepName, _ transition: Transition) -> Bool {
    asks(name, by: transition.policy.rules, on: transition.date)
  }

  /// Whether a step is asked of this citizen by the rules of a day.
  package func asks(_ name: StepName, by rules: Rules, on date: CivilDate) -> Bool {
    application.needs(by: rules, on: date).map(name.kind.isAsked) ?? true
  }

  /// Whether all that a step asks for was given.
  package func isSettled(_ name: StepName) -> Bool { name.kind.isSettled(in: application) }

  /// The steps of an application for which all was given, in their order.
  package var settledSteps: [StepName] { ReviewStep.gathering.filter(isSettled) }

  /// The next step that is asked; who came from review goes back there past all that is settled.
  private func following(_ transition: Transition) -> StepName {
    let later = StepName.allCases.filter { $0 > step.name && asks($0, transition) }
    if returnsToReview { return later.first { !isSettled($0) } ?? .review }
    return later.first ?? .review
  }

  private func preceding(_ transition: Transition) -> StepName {
    let earlier = StepName.allCases.filter { $0 < step.name && asks($0, transition) }
    if returnsToReview, StepName.allCases.allSatisfy({ $0 >= .review || !asks($0, transition) || isSettled($0) }) {
      return .review
    }
    return earlier.last ?? .language
  }

  // MARK: Flags

  /// Calls a person, unless one is here; the step stays as it is until staff, or for some the citizen, end the flag.
  mutating func raise(_ code: FlagCode, byStaff isHere: Bool = false, _ transition: inout Transition) {
    if code.isOfStepsDevice { failures = 0 }
    if !flags.contains(where: { $0.code == code }) {
      let device = code.isOfStepsDevice ? step.name.kind.device?.device : nil
      let flag = Flag(code, step: step.name, holding: holding, device: device)
      flags.append(flag)
      transition.record(.flagRaised(number, flag))
      if !isHere { transition.emit(.notify(code)) }
    }
    transition.start(.staff, transition.staffWait(for: flags))
    transition.stop(.warning)
    showCall()
    if overlay != nil { _ = toStep(.covered, &transition) }
  }

  /// The call that the visit waits on lies over the step, or nothing does.
  mutating func showCall() { overlay = flags.first { $0.code != .attestationWanted }.map { .calling($0.code) } }

  private var holding: Holding {
    media == .notPresent ? step.body.holding : .documentInReader
  }

  /// Takes a flag away that nobody of staff ended.
  mutating func withdraw(_ code: FlagCode, _ transition: inout Transition) {
    for flag in flags where flag.code == code { transition.record(.flagWithdrawn(number, flag)) }
    flags.removeAll { $0.code == code }
  }

  // MARK: The end

  /// Ends the visit: nothing personal stays, and a dossier that was not paid for is erased.
  mutating func end(_ reason: Ending, _ transition: inout Transition) {
    let ending = step.ending(for: reason)
    if step.body.holdsDossier, ending != .moneyOpen { transition.record(.dossierErased(number)) }
    transition.leaveStep()
    transition.cancel(.receiptPrinter)
    transition.finish(.paymentTerminal)
    transition.forgetStoreQuestion()
    for timer in [TimerName.idle, .warning, .staff] { transition.stop(timer) }
    transition.record(.visitEnded(number, ending))
    transition.emit(.wipe)
    application = Application()
    guidance = nil
    freshFrame = nil
    failures = 0
    notes = []
    flags = []
    overlay = nil
    returnsToReview = false
    step = .farewell(ending)
    transition.start(.step, span(.farewell, transition.policy))
  }
}
