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
    case .missing: return read(&turn, notice: nil, unreadable: 0)
    }
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ turn: inout Turn) -> Move {
    switch event {
    case .excepted(let code, let acceptance): return excepted(code, acceptance, in: &visit, &turn)
    case .retry:
      visit.mismatches = 0
      return readAnew(in: &visit, &turn)
    case .key(.back): return goBack(&turn)
    case .key, .scan, .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .recordFailed,
      .nobodyCame:
      break
    }
    switch situation {
    case .reading: return whileReading(event, in: &visit, &turn)
    case .stopped: return whileStopped(event, in: visit, &turn)
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

  private static func read(_ turn: inout Turn, notice: Notice?, unreadable: Int) -> Move {
    turn.command(.readDocument)
    var next = DocumentStep(situation: .reading, notice: notice)
    next.unreadable = unreadable
    return .stay(.document(next))
  }

  /// What was read or is being asked is forgotten; only then the reader starts again.
  private func readAnew(in visit: inout Visit, _ turn: inout Turn) -> Move {
    turn.leaveStep()
    if case .lookingUp(let page) = situation { Self.discard(page.picture, &turn) }
    Self.discard(visit.application.document.value?.picture, &turn)
    visit.application.document = .missing
    return Self.read(&turn, notice: nil, unreadable: 0)
  }

  private static func lookUpByProof(_ visit: Visit, _ turn: inout Turn) -> Move {
    guard let identity = visit.application.identity else { return .open(.identity) }
    turn.ask(.lookUp(cpr: identity.cpr, documentNumber: nil, booking: visit.application.booking))
    return .stay(.document(DocumentStep(situation: .lookingUpByProof)))
  }

  private func goBack(_ turn: inout Turn) -> Move {
    switch situation {
    case .reading, .stopped, .done: return .retreat
    case .lookingUp, .lookingUpByProof, .removing, .pausing: return .stay(.document(self))
    }
  }

  // MARK: The reader

  private func whileReading(_ event: StepEvent, in visit: inout Visit, _ turn: inout Turn) -> Move {
    switch event {
    case .answer(.document(let reading)): return take(reading, in: &visit, &turn)
    case .answer(.failed), .answer(.indeterminate): return tryAgain(.readerFailed, visit, &turn)
    case .key(.digit(1)), .key(.digit(2)):
      turn.cancel(.documentReader)
      return withoutDocument()
    case .key, .scan, .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .retry, .excepted,
      .recordFailed,
      .nobodyCame:
      return .stay(.document(self))
    }
  }

  private func whileStopped(_ event: StepEvent, in visit: Visit, _ turn: inout Turn) -> Move {
    switch event {
    case .key(.enter): return Self.read(&turn, notice: notice, unreadable: unreadable)
    case .key(.digit(1)), .key(.digit(2)): return withoutDocument()
    case .key, .scan, .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .retry, .excepted,
      .recordFailed,
      .nobodyCame:
      return .stay(.document(self))
    }
  }

  /// Without the document, or with a broken one, an officer looks at other proof.
  private func withoutDocument() -> Move {
    .call(.documentUnreadable, .document(DocumentStep(situation: .stopped)))
  }

  private func take(_ reading: DocumentReading, in visit: inout Visit, _ turn: inout Turn) -> Move {
    switch reading {
    case .nothing:
      var next = DocumentStep(situation: .stopped, notice: .nothing)
      next.unreadable = unreadable
      return .stay(.document(next))
    case .upsideDown: return tryAgain(.upsideDown, visit, &turn)
    case .skewed: return tryAgain(.skewed, visit, &turn)
    case .twoDocuments: return tryAgain(.twoDocuments, visit, &turn)
    case .page(let page):
      let move = judge(page, in: &visit, &turn)
      if !move.isLookingUp { Self.discard(page.picture, &turn) }
      return move
    }
  }

  private static func discard(_ picture: PictureID?, _ turn: inout Turn) {
    if let picture { turn.emit(.discard([picture])) }
  }

  private func judge(_ page: DocumentPage, in visit: inout Visit, _ turn: inout Turn) -> Move {
    guard let zone = MachineReadableZone.read(page.lines).valid, zone.documentCode.hasPrefix("P") else {
      return tryAgain(.unreadable, visit, &turn)
    }
    return compare(zone, page, in: &visit, &turn)
  }

  private func tryAgain(_ notice: Notice, _ visit: Visit, _ turn: inout Turn) -> Move {
    let count = unreadable + 1
    if count >= turn.policy.tries.document {
      return .call(.documentUnreadable, .document(DocumentStep(situation: .stopped, notice: notice)))
    }
    return Self.read(&turn, notice: notice, unreadable: count)
  }

  /// The chip must be genuine and say what is printed, and the number in the zone must be the citizen's.
  private func compare(
    _ zone: MachineReadableZone, _ page: DocumentPage, in visit: inout Visit, _ turn: inout Turn
  ) -> Move {
    switch page.chip {
    case .silent: return .call(.documentUnreadable, .document(DocumentStep(situation: .stopped, notice: .unreadable)))
    case .notGenuine: return .call(.documentMismatch, .document(DocumentStep(situation: .stopped)))
    case .genuine(let lines):
      guard lines == page.lines else { return .call(.documentMismatch, .document(DocumentStep(situation: .stopped))) }
    }
    guard let identity = visit.application.identity else { return .open(.identity) }
    if let printed = zone.danishCPR, printed != identity.cpr { return mismatch(in: &visit, &turn) }
    let name = PersonName(given: zone.givenNames, surname: zone.surname)
    let old = OldDocumentPage(
      number: zone.documentNumber, name: name, picture: page.picture, tellsNumber: zone.danishCPR != nil)
    turn.ask(.lookUp(cpr: identity.cpr, documentNumber: old.number, booking: visit.application.booking))
    return .stay(.document(DocumentStep(situation: .lookingUp(old))))
  }

  /// A growing pause, then the number again; it is never told which of the two is wrong.
  private func mismatch(in visit: inout Visit, _ turn: inout Turn) -> Move {
    visit.mismatches += 1
    if visit.mismatches >= turn.policy.tries.mismatch {
      return .call(.documentMismatch, .document(DocumentStep(situation: .stopped)))
    }
    turn.start(.step, Milliseconds(turn.policy.waits.mismatchPause.count * visit.mismatches))
    return .stay(.document(DocumentStep(situation: .pausing)))
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
    case .unknown:
      guard page.tellsNumber else { return mismatch(in: &visit, &turn) }
      visit.application.name = page.name
      return .call(.personUnknown, .document(DocumentStep(situation: .stopped)))
    case .unavailable:
      guard page.tellsNumber else { return mismatch(in: &visit, &turn) }
      visit.application.name = page.name
      visit.application.document = .met(
        OldDocument(number: page.number, picture: page.picture, name: page.name, expiry: nil, isRegistered: false))
      return Self.settle(visit, &turn)
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
    if record.remarks.contains(.threeInFiveYears) { visit.application.remarked.insert(.threeInFiveYears) }
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
    if let circumstance = Circumstance.allCases.first(where: { $0.flag == code }) {
      visit.application.accepted[circumstance] = acceptance
      guard circumstance == .lossDeclaration else { return Self.settle(visit, &turn) }
      visit.application.document = .excepted(by: acceptance.by, reason: acceptance.reason)
      return Self.lookUpByProof(visit, &turn)
    }
    visit.application.document = .excepted(by: acceptance.by, reason: acceptance.reason)
    return visit.application.name == nil ? Self.lookUpByProof(visit, &turn) : Self.settle(visit, &turn)
  }
}

extension Move {
  /// Whether a page was read whose holder is now looked up.
  fileprivate var isLookingUp: Bool {
    guard case .stay(.document(let document)) = self, case .lookingUp = document.situation else { return false }
    return true
  }
}

extension Application {
  /// What an officer must still look at once the document is settled.
  fileprivate func circumstance(in turn: Turn) -> Circumstance? {
    if grounds == .newName, accepted[.nameProof] == nil { return .nameProof }
    if remarked.contains(.threeInFiveYears), accepted[.threeInFiveYears] == nil { return .threeInFiveYears }
    return nil
  }
}
