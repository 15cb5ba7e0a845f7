import PassportRules

extension DocumentStep {
  /// What a loss needs before anything: a declaration; then, as with any other proof, the register without a document.
  static func enter(_ visit: Visit, _ turn: inout Turn) -> Move {
    let application = visit.application
    let isLost = application.grounds == .lost || application.grounds == .stolen
    if isLost, application.accepted[.lossDeclaration] == nil {
      return .call(.lossDeclaration, .document(DocumentStep(situation: .stopped)))
    }
    switch application.document {
    case .met: return .stay(.document(DocumentStep(situation: .done)))
    case .excepted where application.name != nil: return .stay(.document(DocumentStep(situation: .done)))
    case .excepted: return lookUpByProof(visit, &turn)
    case .missing: return DocumentStep(situation: .reading).read(&turn)
    }
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ turn: inout Turn) -> Move {
    switch event {
    case .excepted(let code, let acceptance): return excepted(code, acceptance, in: &visit, &turn)
    case .retry:
      visit.mismatches = 0
      return readAnew(in: &visit, &turn)
    case .key(.back): return goBack()
    case .scan(let zone): return take(zone, in: &visit, &turn)
    case .key, .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .recordFailed, .nobodyCame:
      break
    }
    switch situation {
    case .reading: return whileReading(event, in: &visit, &turn)
    case .stopped: return whileStopped(event, in: visit, &turn)
    case .differing: return .stay(.document(self))
    case .lookingUp(let page): return whileLookingUp(page, event, in: &visit, &turn)
    case .lookingUpByProof: return whileLookingUpByProof(event, in: &visit, &turn)
    case .removing: return whileRemoving(event, in: &visit, &turn)
    case .pausing: return event == .timer ? .open(.identity) : .stay(.document(self))
    case .done:
      switch event {
      case .key(.enter): return Self.settle(visit, &turn)
      case .key(.digit(1)) where visit.application.document.value != nil:
        return readAnew(in: &visit, &turn)
      case .key, .scan, .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .retry, .excepted,
        .recordFailed, .nobodyCame:
        return .stay(.document(self))
      }
    }
  }

  /// The reader starts; what it met before is kept in mind.
  func read(_ turn: inout Turn) -> Move {
    turn.command(.readDocument)
    var next = self
    next.situation = .reading
    return .stay(.document(next))
  }

  /// What was read or is being asked is forgotten; only then the reader starts again.
  private func readAnew(in visit: inout Visit, _ turn: inout Turn) -> Move {
    turn.leaveStep()
    for picture in Step.document(self).ownPictures { Self.discard(picture, &turn) }
    Self.discard(visit.application.document.value?.picture, &turn)
    visit.application.document = .missing
    visit.application.accepted[.misreadLines] = nil
    return DocumentStep(situation: .reading).read(&turn)
  }

  private static func lookUpByProof(_ visit: Visit, _ turn: inout Turn) -> Move {
    guard let identity = visit.application.identity else { return .open(.identity) }
    turn.ask(.lookUp(cpr: identity.cpr, documentNumber: nil, booking: visit.application.booking))
    return .stay(.document(DocumentStep(situation: .lookingUpByProof)))
  }

  private func goBack() -> Move {
    switch situation {
    case .reading, .stopped, .done: .retreat
    case .differing, .lookingUp, .lookingUpByProof, .removing, .pausing: .stay(.document(self))
    }
  }

  // MARK: The reader

  private func whileReading(_ event: StepEvent, in visit: inout Visit, _ turn: inout Turn) -> Move {
    switch event {
    case .answer(.document(let reading)): return take(reading, in: &visit, &turn)
    case .answer(.failed), .answer(.indeterminate): return tryAgain(.readerFailed, &turn)
    case .key(.digit(let digit)):
      guard let move = claim(digit, visit) else { return .stay(.document(self)) }
      turn.cancel(.documentReader)
      return move
    case .key, .scan, .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .retry, .excepted,
      .recordFailed,
      .nobodyCame:
      return .stay(.document(self))
    }
  }

  private func whileStopped(_ event: StepEvent, in visit: Visit, _ turn: inout Turn) -> Move {
    switch event {
    case .key(.enter): return read(&turn)
    case .key(.digit(let digit)): return claim(digit, visit) ?? .stay(.document(self))
    case .key, .scan, .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .retry, .excepted,
      .recordFailed,
      .nobodyCame:
      return .stay(.document(self))
    }
  }

  /// What the citizen says instead of laying the document down, for an officer: without it, or with a broken one, other proof is looked
  /// at; who has a new number brings proof of that, and then the document is read as anybody's.
  private func claim(_ digit: Int, _ visit: Visit) -> Move? {
    switch digit {
    case 1, 2: .call(.documentUnreadable, .document(DocumentStep(situation: .stopped)))
    case 3 where visit.mayHaveNewNumber: .call(.numberChanged, .document(DocumentStep(situation: .stopped)))
    case _: nil
    }
  }

  // MARK: The register

  private func whileLookingUp(
    _ page: OldDocumentPage, _ event: StepEvent, in visit: inout Visit, _ turn: inout Turn
  ) -> Move {
    guard case .authority(let answer) = event else { return .stay(.document(self)) }
    let move = hear(answer, about: page, in: &visit, &turn)
    if visit.application.document.value == nil { Self.discard(page.picture, &turn) }
    return move
  }

  private func hear(
    _ answer: AuthorityAnswer, about page: OldDocumentPage, in visit: inout Visit, _ turn: inout Turn
  ) -> Move {
    switch answer {
    case .person(let record):
      guard record.documentMatches, record.cpr == visit.application.identity?.cpr else {
        return mismatch(in: &visit, &turn)
      }
      let name = PersonName(given: record.givenNames, surname: record.surname)
      visit.mismatches = 0
      visit.application.document = .met(
        OldDocument(
          number: page.number, picture: page.picture, name: name, expiry: record.documentExpiry, isRegistered: true))
      return Self.take(record, name, in: &visit, &turn)
    case .unknown, .unavailable:
      switch page.tie {
      case .none: return mismatch(in: &visit, &turn)
      case .number where answer == .unavailable:
        visit.application.name = page.name
        visit.application.document = .met(
          OldDocument(number: page.number, picture: page.picture, name: page.name, expiry: nil, isRegistered: false))
        return Self.settle(visit, &turn)
      // That a former number is the citizen's own is the register's to say.
      case .number, .formerNumber:
        visit.application.name = page.name
        return .call(.personUnknown, .document(DocumentStep(situation: .stopped)))
      }
    }
  }

  private func whileLookingUpByProof(_ event: StepEvent, in visit: inout Visit, _ turn: inout Turn) -> Move {
    guard case .authority(let answer) = event else { return .stay(.document(self)) }
    switch answer {
    case .person(let record) where record.cpr == visit.application.identity?.cpr:
      return Self.take(record, PersonName(given: record.givenNames, surname: record.surname), in: &visit, &turn)
    case .person, .unknown, .unavailable:
      return .end(.referred(.borgerservice, .personUnknown))
    }
  }

  private static func take(
    _ record: RegisterRecord, _ name: PersonName, in visit: inout Visit, _ turn: inout Turn
  ) -> Move {
    visit.application.name = name
    visit.application.booked = record.booking
    if turn.policy.rules.reachesPassportLimit(issued: record.issued, on: turn.date) {
      visit.application.remarked.insert(.threeInFiveYears)
    }
    if record.remarks.contains(.documentReportedStolen), visit.application.grounds != .stolen {
      return .call(.documentReportedStolen, .document(DocumentStep(situation: .done)))
    }
    if record.remarks.contains(.passportRestriction) {
      return .call(.passportRestriction, .document(DocumentStep(situation: .done)))
    }
    return settle(visit, &turn)
  }

  // MARK: The end of the step

  private func whileRemoving(_ event: StepEvent, in visit: inout Visit, _ turn: inout Turn) -> Move {
    switch event {
    case .media(.notPresent), .resumed: return Self.settle(visit, &turn)
    case .timer: return .call(.documentLeftBehind, .document(self))
    case .key, .scan, .answer, .advice, .authority, .store, .media, .covered, .retry, .excepted, .recordFailed,
      .nobodyCame:
      return .stay(.document(self))
    }
  }

  /// First the document comes out, then an officer looks at what the circumstances ask for, then on.
  private static func settle(_ visit: Visit, _ turn: inout Turn) -> Move {
    guard visit.media == .notPresent else {
      turn.start(.step, turn.policy.waits.removal)
      return .stay(.document(DocumentStep(situation: .removing)))
    }
    turn.stop(.step)
    if let circumstance = visit.application.circumstance(in: turn) {
      return .call(circumstance.flag, .document(DocumentStep(situation: .done)))
    }
    return .advance
  }

  private func excepted(
    _ code: FlagCode, _ acceptance: Acceptance, in visit: inout Visit, _ turn: inout Turn
  ) -> Move {
    guard let circumstance = Circumstance.allCases.first(where: { $0.flag == code }) else {
      visit.application.document = .excepted(by: acceptance.by, reason: acceptance.reason)
      return visit.application.name == nil ? Self.lookUpByProof(visit, &turn) : Self.settle(visit, &turn)
    }
    switch circumstance {
    case .misreadLines:
      guard case .differing(let page) = situation else { return .stay(.document(self)) }
      visit.application.accepted[circumstance] = acceptance
      let move = compare(page.difference.chip, page.picture, in: &visit, &turn)
      if !move.keepsPicture { Self.discard(page.picture, &turn) }
      return move
    case .numberProof:
      visit.application.accepted[circumstance] = acceptance
      visit.mismatches = 0
      return situation.waitsForDocument ? read(&turn) : .stay(.document(self))
    case .lossDeclaration:
      visit.application.accepted[circumstance] = acceptance
      visit.application.document = .excepted(by: acceptance.by, reason: acceptance.reason)
      return Self.lookUpByProof(visit, &turn)
    case .guardianConsent, .nameProof, .authorityError, .threeInFiveYears:
      visit.application.accepted[circumstance] = acceptance
      return Self.settle(visit, &turn)
    }
  }
}

extension Visit {
  /// Whether the citizen may still say that their number is new.
  package var mayHaveNewNumber: Bool { application.accepted[.numberProof] == nil }
}

extension Application {
  /// What an officer must still look at once the document is settled.
  fileprivate func circumstance(in turn: Turn) -> Circumstance? {
    if grounds == .newName, accepted[.nameProof] == nil { return .nameProof }
    if remarked.contains(.threeInFiveYears), accepted[.threeInFiveYears] == nil { return .threeInFiveYears }
    return nil
  }
}
