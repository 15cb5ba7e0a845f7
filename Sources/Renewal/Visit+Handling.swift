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
  mutating func handle(_ event: StepEvent, _ transition: inout Transition) -> VisitOutcome {
    if case .farewell = step { return handleFarewell(event) }
    switch event {
    case .chosen(let intent, let key):
      switch overlay {
      case nil: return choose(intent, by: key, &transition)
      case .help, .choosingLanguage, .tuningVoice, .moreHelp: return chooseInHelp(intent, &transition)
      case .learnKeys(var trial):
        overlay = trial.tries(key) ? .help : .learnKeys(trial)
      case .stopQuestion, .keepQuestion: answerQuestion(intent, by: key, &transition)
      case .idleWarning: isStillHere(&transition)
      case .calling(let code): return chooseWhileCalling(code, intent, &transition)
      }
      return .goesOn
    case .scan(let scan): return handle(scan, &transition)
    case .answer(let answer): return toStep(heard(answer, transition), &transition)
    case .media(let media):
      self.media = media
      if media == .notPresent, flags.contains(where: { $0.code == .documentLeftBehind }) {
        withdraw(.documentLeftBehind, &transition)
        if overlay == .calling(.documentLeftBehind) { rest(&transition) }
      }
      return toStep(event, &transition)
    default: return toStep(event, &transition)
    }
  }

  /// What a device's answer is to the step: that it failed is counted by itself, and is nobody's failed try.
  private mutating func heard(_ answer: DeviceAnswer, _ transition: Transition) -> StepEvent {
    guard let own = step.name.kind.device, !own.device.movesMoneyOrPaper else { return .answer(answer) }
    switch answer {
    case .failed(let fault):
      return .deviceFailed(isLast: countFailure(own.tries, transition) || fault.action.takesHands)
    case .indeterminate: return .deviceFailed(isLast: countFailure(own.tries, transition))
    case .document, .photos, .print, .noFinger, .signature, .noSignature, .payment, .receipt:
      failures = 0
      return .answer(answer)
    }
  }

  /// Counts one more failure; tells whether a person must look.
  mutating func countFailure(_ tries: Policy.Try, _ transition: Transition) -> Bool {
    failures += 1
    return failures >= transition.policy.tries[tries]
  }

  /// Nobody pressed a key: the box asks, and the key that answers does nothing else.
  mutating func warn(_ transition: inout Transition) {
    cover(.idleWarning, &transition)
    transition.start(.warning, span(.warning, transition.policy))
  }

  /// Somebody is still here: who was slow once has more time for the rest of the visit, unasked.
  mutating func isStillHere(_ transition: inout Transition) {
    if !presentation.hasMoreTime {
      presentation.moreTime = .given
      answer = .moreTime
    }
    rest(&transition)
  }

  /// Nobody answered whether they are still here; what is under way meanwhile comes to its end first. While a document lies in the reader
  /// nothing is erased by the time alone: staff come and look.
  mutating func timeOut(_ transition: inout Transition) {
    guard canEnd else { return rest(&transition) }
    // Who has only just come, or is done, has nothing to lose: then the box calls staff by itself.
    let isLost = !isUntouched && step.ending(for: .timedOut) == .timedOut
    guard media != .notPresent, isLost else { return end(.timedOut, &transition) }
    // Whom the citizen waits for comes anyway.
    if flags.isEmpty { raise(.documentLeftBehind, &transition) } else { rest(&transition) }
  }

  /// Somebody of staff logs in over the visit: nothing in it goes on by itself.
  mutating func pause(_ transition: inout Transition) {
    guard step.name != .farewell else { return }
    if flags.isEmpty || overlay == nil { overlay = .help }
    transition.stop(.warning)
    _ = toStep(.covered, &transition)
  }

  /// Nobody of staff came in time: a call for help becomes a question, a complete case is parked, anything else ends kindly.
  mutating func giveUpWaiting(_ transition: inout Transition) {
    guard canEnd else { return }
    if let code = flags.map(\.code).first(where: { !$0.isOnlyHelp && $0 != .attestationWanted }) {
      guard code.isOfPayment else { return end(.nobodyCame(code), &transition) }
      for flag in flags { withdraw(flag.code, &transition) }
      transition.stop(.warning)
      overlay = nil
      return park(&transition)
    }
    for code in flags.map(\.code) where code.isOnlyHelp { withdraw(code, &transition) }
    rest(&transition)
    if !flags.isEmpty {
      _ = toStep(.nobodyCame, &transition)
    } else if step.body.waitsForCitizen {
      warn(&transition)
    }
  }

  /// Whether the step waits for the citizen, so that the idle time counts.
  var waitsForCitizen: Bool {
    switch overlay {
    case .idleWarning, .calling: false
    case nil, .help, .choosingLanguage, .tuningVoice, .moreHelp, .learnKeys, .stopQuestion, .keepQuestion:
      step.body.waitsForCitizen
    }
  }

  /// What the step waits for instead of the citizen.
  package var awaited: Awaited? { step.body.awaited(in: self) }

  /// Whether the visit may end now: no money under way, nothing being sealed.
  var canEnd: Bool { step.body.canEnd }

  /// How long the box waits here.
  package func span(_ wait: Policy.Wait, _ policy: Policy) -> Milliseconds {
    stretched(policy.waits[wait], wait.isStretched)
  }

  /// How long a device may take here.
  package func span(_ deadline: Deadline, _ policy: Policy) -> Milliseconds {
    stretched(policy.deadlines[deadline], deadline.isStretched)
  }

  private func stretched(_ span: Milliseconds, _ isStretched: Bool) -> Milliseconds {
    isStretched && presentation.hasMoreTime ? Milliseconds(span.count * 3) : span
  }

  /// The citizen asked for more time: what they are in the middle of begins anew, three times as long.
  private mutating func takeMoreTime(_ transition: inout Transition) {
    presentation.moreTime = .chosen
    if case .document(let document) = step, document.situation == .removing, transition.pending.timers[.step] != nil {
      transition.start(.step, span(.removal, transition.policy))
    }
    transition.giveTime()
  }

  // MARK: Overlays

  /// What keys do on the citizen's screen.
  func offers(_ policy: Policy, on date: CivilDate) -> [Offer] {
    let help = Offer(.help, .help)
    let again = policy.speaks(presentation.language) ? [Offer(.again, .speakAgain)] : []
    let toHelp = [Offer([.back, .enter, .help, .stop], .help)] + again
    switch overlay {
    case nil:
      let own = step.body.offers(in: self, policy, on: date)
      if case .farewell = step { return own }
      let stop = own.taking(.stop) == nil ? [Offer(.stop, .stop, isAskedFirst: true)] : []
      return own + [help] + stop + again
    case .help:
      let staff = canEnd ? [Offer(.digit(9), .logIn)] : []
      return .numbered(ways(policy), besides: staff + [Offer(.digit(0), .nextPage)])
        + [Offer([.back, .enter, .help, .stop], .goBack)] + again
    case .choosingLanguage(let page): return policy.languageOffers(page: page, Intent.changeLanguage) + toHelp
    case .tuningVoice: return .numbered(voices(policy)) + toHelp
    case .moreHelp: return .numbered(moreWays(policy)) + toHelp
    case .learnKeys: return [Offer([.help], .tryKey, others: .all)]
    case .stopQuestion:
      return [Offer(.digit(1), .confirmStop), Offer([.digit(2), .enter, .back, .stop], .stay), help] + again
    case .keepQuestion:
      return [
        Offer([.digit(1), .enter, .back], .stay), Offer(.digit(2), .confirmKeep), help,
        Offer(.stop, .stop, isAskedFirst: true),
      ] + again
    case .idleWarning: return [Offer([.enter], .stay, others: .all)]
    case .calling(let code):
      let back = code.isCitizensOwn ? [Offer(.back, .takeBack)] : []
      return (canEnd ? [Offer(.digit(9), .logIn)] : []) + back + [help, Offer(.stop, .stop, isAskedFirst: true)] + again
    }
  }

  /// How help helps: a person first, then how screen and speech are.
  private func ways(_ policy: Policy) -> [Intent] {
    let language: [Intent] = policy.languages.count > 1 ? [.showLanguages(page: 0)] : []
    // Who wanted a dark screen and cannot hear any more must be able to see it again.
    let silent: [Intent] = presentation.isDark(under: policy) ? [.hideScreen(false)] : []
    let voice: [Intent] =
      !policy.speaks(presentation.language) ? silent : presentation.isSpoken ? [.tuneVoice] : [.readAloud(true)]
    return [.callStaff] + language + [.moreTime] + voice + [.changeContrast, .learnKeys]
      + (step.name == .identity ? [.showDigits(!presentation.showsDigits)] : [])
  }

  /// How help helps those for whom the keys or the letters are too many or too small.
  private func moreWays(_ policy: Policy) -> [Intent] {
    let isEnlarged = presentation.isEnlarged ?? policy.isEnlarged
    return [.useTwoKeys(!presentation.usesTwoKeys)] + (policy.canEnlarge ? [.enlargeLetters(!isEnlarged)] : [])
  }

  /// What can be changed about the voice.
  private func voices(_ policy: Policy) -> [Intent] {
    [.louder, .softer, .slower, .faster] + (policy.asksForHeadset ? [.useHeadset(!presentation.hasHeadset)] : [])
      + [.readAloud(false), .hideScreen(!presentation.hidesScreen)]
  }

  private mutating func choose(_ intent: Intent, by key: Key, _ transition: inout Transition) -> VisitOutcome {
    switch intent {
    case .help: cover(.help, &transition)
    case .speakAgain: transition.emit(.speakAgain)
    case .stop: cover(.stopQuestion, &transition)
    case .keepCase: cover(.keepQuestion, &transition)
    case .logIn: return .logIn
    default: return toStep(.chosen(intent, by: key), &transition)
    }
    return .goesOn
  }

  /// Lays something over the step; what the step would do by itself waits.
  mutating func cover(_ overlay: Overlay, _ transition: inout Transition) {
    self.overlay = overlay
    _ = toStep(.covered, &transition)
  }

  private mutating func chooseInHelp(_ intent: Intent, _ transition: inout Transition) -> VisitOutcome {
    switch intent {
    case .changeLanguage(let language):
      speak(language, &transition)
      overlay = .help
    case .showLanguages(let page): overlay = .choosingLanguage(page: page)
    case .tuneVoice: overlay = .tuningVoice
    case .help: overlay = .help
    case .useHeadset(let isWorn): presentation.hasHeadset = isWorn
    case .hideScreen(let isHidden): presentation.hidesScreen = isHidden
    case .showDigits(let areShown): presentation.showsDigits = areShown
    case .readAloud(let isSpoken):
      presentation.isSpoken = isSpoken
      if !isSpoken {
        presentation.hidesScreen = false
        if transition.policy.asksForHeadset { presentation.hasHeadset = false }
      }
      overlay = .help
    case .louder: presentation.volume = min(5, presentation.volume + 1)
    case .softer: presentation.volume = max(1, presentation.volume - 1)
    case .slower: presentation.pace = max(1, presentation.pace - 1)
    case .faster: presentation.pace = min(5, presentation.pace + 1)
    case .learnKeys: overlay = .learnKeys(KeyTrial())
    case .changeContrast: presentation.contrast = (presentation.contrast ?? .light).next
    case .useTwoKeys(let areUsed): presentation.usesTwoKeys = areUsed
    case .enlargeLetters(let areLarge): presentation.isEnlarged = areLarge
    case .nextPage: overlay = .moreHelp
    case .moreTime: takeMoreTime(&transition)
    case .callStaff: callForHelp(&transition)
    case .logIn: return .logIn
    case .goBack: rest(&transition)
    case .speakAgain: transition.emit(.speakAgain)
    default: break
    }
    return .goesOn
  }

  /// Screen, speech, receipt and the kept case are in this language from now on.
  mutating func speak(_ language: Language, _ transition: inout Transition) {
    guard language != presentation.language else { return }
    presentation.language = language
    transition.record(.languageChosen(number, language))
  }

  /// A call from the help screen or the call button; who already waits for a person goes on waiting.
  mutating func callForHelp(_ transition: inout Transition) {
    if flags.isEmpty { raise(.helpRequested, &transition) }
    rest(&transition)
  }

  /// The answer to a question that ends the visit.
  private mutating func answerQuestion(_ intent: Intent, by key: Key, _ transition: inout Transition) {
    switch intent {
    case .confirmStop: stop(&transition)
    case .confirmKeep:
      rest(&transition)
      _ = toStep(.chosen(.confirmKeep, by: key), &transition)
    case .stay: rest(&transition)
    case .stop: overlay = .stopQuestion
    case .help: overlay = .help
    case .speakAgain: transition.emit(.speakAgain)
    default: break
    }
  }

  /// A payment under way is asked to give up, and its answer is waited for; anything else ends.
  private mutating func stop(_ transition: inout Transition) {
    guard canEnd else {
      transition.abort(.paymentTerminal)
      rest(&transition)
      return
    }
    end(.stopped, &transition)
  }

  private mutating func chooseWhileCalling(_ code: FlagCode, _ intent: Intent, _ transition: inout Transition)
    -> VisitOutcome
  {
    switch intent {
    case .help: overlay = .help
    case .stop: overlay = .stopQuestion
    case .speakAgain: transition.emit(.speakAgain)
    case .logIn: return .logIn
    case .takeBack: takeBack(code, &transition)
    default: break
    }
    return .goesOn
  }

  /// What the citizen said or typed is taken back; without a declaration of loss the grounds must be others.
  private mutating func takeBack(_ code: FlagCode, _ transition: inout Transition) {
    withdraw(code, &transition)
    if code == .lossDeclaration { _ = follow(.open(.grounds), &transition) }
    rest(&transition)
  }

  private func handleFarewell(_ event: StepEvent) -> VisitOutcome {
    switch event {
    case .chosen, .scan, .timer: .isOver
    default: .goesOn
    }
  }

  /// Takes away what lies over the step: what remains is the call that the visit waits on, or nothing.
  mutating func rest(_ transition: inout Transition) {
    transition.stop(.warning)
    showCall()
    if overlay == nil { _ = toStep(.resumed, &transition) }
  }
}

extension [Language] {
  /// The next one, round and round; nothing where there is no other.
  func next(after language: Language) -> Language? {
    guard count > 1, let place = firstIndex(of: language) else { return first { $0 != language } }
    return self[(place + 1) % count]
  }
}
