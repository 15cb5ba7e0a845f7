import PassportRules

/// The old passport: MRZ, chip, then the register.
package struct DocumentStep: Hashable, Sendable {
  /// What the reader met last.
  package enum Notice: Hashable, Sendable {
    case nothing, upsideDown, skewed, twoDocuments, unreadable, readerFailed
    /// The page and the chip did not say the same, where no check digit looks.
    case differs
    /// The chip is not believed.
    case chip(ChipFault)
  }

  /// Where the step is.
  package enum Situation: Hashable, Sendable {
    /// The reader waits for a document.
    case reading
    /// The reader reads the chip of a document whose zone was read elsewhere.
    case readingChip
    /// The reader stopped, and can be started again.
    case stopped
    /// Page and chip differed twice where no check digit looks: an officer sees both and the passport.
    case differing(DifferingPage)
    /// The register is asked.
    case lookingUp(OldDocumentPage)
    /// All agrees; the document is to be taken back before anything else.
    case removing
    /// The document did not match; a pause before the next attempt.
    case pausing
    /// An authorised person saw other proof; the register is asked without a document.
    case lookingUpByProof
    /// Done before.
    case done

    /// Whether a document may be read now.
    var waitsForDocument: Bool { self == .reading || self == .readingChip || self == .stopped }
  }

  /// Where the step is.
  package var situation: Situation
  /// What the reader met last.
  package var notice: Notice?
  /// Readings that failed, 0–3.
  package var unreadable = 0
  /// Whether page and chip differed before, and were read again.
  package var hasDiffered = false

  /// The step in a situation.
  package init(situation: Situation, notice: Notice? = nil) {
    self.situation = situation
    self.notice = notice
  }
}

extension DocumentStep: VisitStep {
  static let name = StepName.document
  static let device: (device: Device, tries: Policy.Try)? = (.documentReader, .document)
  static func isSettled(in application: Application) -> Bool {
    application.document.isSettled && application.name != nil
  }
  var step: Step { .document(self) }

  var waitsForCitizen: Bool {
    switch situation {
    case .stopped, .differing, .done: true
    case .reading, .readingChip, .lookingUp, .removing, .pausing, .lookingUpByProof: false
    }
  }

  func awaited(in visit: Visit) -> Awaited? {
    switch situation {
    // Until a document lies in it, the reader waits for the citizen.
    case .reading, .readingChip: visit.media.isInReader ? .answer(.document) : nil
    case .lookingUp, .lookingUpByProof: .answer(.authority)
    case .stopped, .differing, .removing, .pausing, .done: nil
    }
  }

  var ownPictures: [PictureID] {
    switch situation {
    case .lookingUp(let page): page.picture.map { [$0] } ?? []
    case .differing(let page): page.picture.map { [$0] } ?? []
    case .reading, .readingChip, .stopped, .removing, .pausing, .lookingUpByProof, .done: []
    }
  }

  var questionNumber: Int {
    switch situation {
    case .reading: 0
    case .stopped: 1
    case .lookingUp: 2
    case .removing: 3
    case .pausing: 4
    case .lookingUpByProof: 5
    case .done: 6
    case .differing: 7
    case .readingChip: 8
    }
  }

  func uses(_ kind: ScanKind) -> Bool { kind == .mrz && situation.waitsForDocument }

  func offers(in visit: Visit, _ policy: Policy, on date: CivilDate) -> [Offer] {
    let declarations: [Declaration] = [.noPassport, .brokenPassport] + (visit.mayHaveNewNumber ? [.newNumber] : [])
    let ways = [Offer].numbered(declarations.map(Intent.declare)) + [Offer(.back, .goBack)]
    switch situation {
    case .reading, .readingChip: return ways
    case .stopped: return [Offer(.enter, .start)] + ways
    case .done:
      let again = visit.application.document.value == nil ? [] : [Offer(.digit(1), .redo)]
      return [Offer(.enter, .goOn)] + again + [Offer(.back, .goBack)]
    case .differing, .lookingUp, .lookingUpByProof, .removing, .pausing: return []
    }
  }

  /// What a loss needs before anything: a declaration; then, as with any other proof, the register without a document.
  static func open(in visit: inout Visit, _ transition: inout Transition) -> Move {
    let application = visit.application
    let isLost = application.grounds.map { Rules.staffReasons(for: $0).contains(.lossDeclaration) } ?? false
    if isLost, application.accepted[.lossDeclaration] == nil {
      return .call(.lossDeclaration, .document(DocumentStep(situation: .stopped)))
    }
    switch application.document {
    case .met: return .stay(.document(DocumentStep(situation: .done)))
    case .excepted where application.name != nil: return .stay(.document(DocumentStep(situation: .done)))
    case .excepted: return lookUpByProof(visit, &transition)
    case .missing: return DocumentStep(situation: .reading).read(&transition)
    }
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ transition: inout Transition) -> Move {
    switch event {
    case .excepted(let code, let acceptance): return excepted(code, acceptance, in: &visit, &transition)
    case .retry:
      visit.mismatches = 0
      return readAnew(in: &visit, &transition)
    case .chosen(.goBack, _): return .retreat
    case .scan(let zone): return zoneScanned(zone, &transition)
    default: break
    }
    switch situation {
    case .reading, .readingChip: return whileReading(event, in: &visit, &transition)
    case .stopped: return whileStopped(event, &transition)
    case .differing: return stay
    case .lookingUp(let page): return whileLookingUp(page, event, in: &visit, &transition)
    case .lookingUpByProof: return whileLookingUpByProof(event, in: &visit, &transition)
    case .removing: return whileRemoving(event, in: &visit, &transition)
    case .pausing: return event == .timer ? .open(.identity) : stay
    case .done:
      switch event {
      case .chosen(.goOn, _): return Self.settle(visit, &transition)
      case .chosen(.redo, _): return readAnew(in: &visit, &transition)
      default: return stay
      }
    }
  }

  func at(_ situation: Situation, _ notice: Notice) -> DocumentStep {
    var next = self
    next.situation = situation
    next.notice = notice
    return next
  }

  /// The reader starts; what it met before is kept in mind.
  func read(_ transition: inout Transition) -> Move {
    transition.command(.readDocument)
    var next = self
    next.situation = .reading
    return .stay(.document(next))
  }

  /// What was read or is being asked is forgotten; only then the reader starts again.
  private func readAnew(in visit: inout Visit, _ transition: inout Transition) -> Move {
    transition.leaveStep()
    for picture in Step.document(self).ownPictures { Self.discard(picture, &transition) }
    Self.discard(visit.application.document.value?.picture, &transition)
    visit.application.document = .missing
    visit.application.accepted[.misreadLines] = nil
    return DocumentStep(situation: .reading).read(&transition)
  }

  /// Other proof stands for the document, and what was being read or asked of it is given up.
  private func prove(_ acceptance: Acceptance, in visit: inout Visit, _ transition: inout Transition) {
    transition.leaveStep()
    for picture in ownPictures { Self.discard(picture, &transition) }
    visit.application.document = .excepted(by: acceptance.by, reason: acceptance.reason)
  }

  private static func lookUpByProof(_ visit: Visit, _ transition: inout Transition) -> Move {
    guard let identity = visit.application.identity else { return .open(.identity) }
    transition.ask(.lookUp(cpr: identity.cpr, documentNumber: nil, booking: visit.application.booking))
    return .stay(.document(DocumentStep(situation: .lookingUpByProof)))
  }

  // MARK: The reader

  private func whileReading(_ event: StepEvent, in visit: inout Visit, _ transition: inout Transition) -> Move {
    switch event {
    case .answer(.document(let reading)): return documentRead(reading, in: &visit, &transition)
    case .deviceFailed(let isLast):
      let failed = at(.stopped, .readerFailed)
      return isLast ? .call(.deviceFailed, .document(failed)) : failed.read(&transition)
    case .chosen(.declare(let declaration), _):
      transition.cancel(.documentReader)
      return declare(declaration)
    default: return stay
    }
  }

  private func whileStopped(_ event: StepEvent, _ transition: inout Transition) -> Move {
    switch event {
    case .chosen(.start, _): return read(&transition)
    case .chosen(.declare(let declaration), _): return declare(declaration)
    default: return stay
    }
  }

  /// What the citizen says instead of laying the document down, for an officer: without it, or with a broken one, other proof is looked
  /// at; who has a new number brings proof of that, and then the document is read as anybody's.
  private func declare(_ declaration: Declaration) -> Move {
    .call(declaration.flag, .document(DocumentStep(situation: .stopped)))
  }

  // MARK: The end of the step

  private func whileRemoving(_ event: StepEvent, in visit: inout Visit, _ transition: inout Transition) -> Move {
    switch event {
    case .media(.notPresent), .resumed: return Self.settle(visit, &transition)
    case .timer: return .call(.documentLeftBehind, .document(self))
    default: return stay
    }
  }

  /// First the document comes out, then an officer looks at what the circumstances ask for, then on.
  static func settle(_ visit: Visit, _ transition: inout Transition) -> Move {
    guard visit.media == .notPresent else {
      transition.start(.step, visit.span(.removal, transition.policy))
      return .stay(.document(DocumentStep(situation: .removing)))
    }
    transition.stop(.step)
    if let circumstance = visit.application.circumstance(in: transition) {
      return .call(circumstance.flag, .document(DocumentStep(situation: .done)))
    }
    return .advance
  }

  private func excepted(
    _ code: FlagCode, _ acceptance: Acceptance, in visit: inout Visit, _ transition: inout Transition
  ) -> Move {
    guard let circumstance = Circumstance.allCases.first(where: { $0.flag == code }) else {
      prove(acceptance, in: &visit, &transition)
      return visit.application.name == nil ? Self.lookUpByProof(visit, &transition) : Self.settle(visit, &transition)
    }
    switch circumstance {
    case .misreadLines:
      guard case .differing(let page) = situation else { return stay }
      visit.application.accepted[circumstance] = acceptance
      let move = compare(page.difference.chip, page.picture, in: &visit, &transition)
      if !move.keepsPicture { Self.discard(page.picture, &transition) }
      return move
    case .numberProof:
      visit.application.accepted[circumstance] = acceptance
      visit.mismatches = 0
      return situation == .stopped ? read(&transition) : stay
    case .lossDeclaration:
      visit.application.accepted[circumstance] = acceptance
      prove(acceptance, in: &visit, &transition)
      return Self.lookUpByProof(visit, &transition)
    case .guardianConsent, .nameProof, .authorityError, .threeInFiveYears:
      visit.application.accepted[circumstance] = acceptance
      return Self.settle(visit, &transition)
    }
  }
}

extension Visit {
  /// Whether the citizen may still say that their number is new.
  package var mayHaveNewNumber: Bool { application.accepted[.numberProof] == nil }
}

extension Application {
  /// What an officer must still look at once the document is settled.
  fileprivate func circumstance(in transition: Transition) -> Circumstance? {
    guard let needs = needs(by: transition.policy.rules, on: transition.date) else { return nil }
    return circumstances(by: needs).first {
      ($0 == .nameProof || $0 == .threeInFiveYears) && accepted[$0] == nil
    }
  }
}
