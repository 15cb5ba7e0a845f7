import PassportRules

/// The CPR number, typed or from the health card.
package struct IdentityStep: Hashable, Sendable {
  /// What the screen says about what was entered.
  package enum Notice: Hashable, Sendable {
    /// So many digits are there instead of ten.
    case wrongLength(found: Int)
    /// The first six digits are no date.
    case impossibleDate
    /// The number fails modulus 11: advice, shown once; Enter again goes on.
    case pleaseCheck
    /// The card could not be read.
    case cardUnreadable
    /// The card is another one than the health card.
    case otherCard
    /// What was read as a code is no CPR number.
    case otherCode
    /// The number that was read is no date, or one that has not come yet.
    case readImpossibleDate
    /// The document in hand did not belong to the number; said without telling which is wrong.
    case doesNotMatch
  }

  /// The number as typed; its last four digits are masked.
  package var entry = Self.empty
  /// What the screen says.
  package var notice: Notice?
  /// Whether the number is a child's, and the citizen reads what to have ready before a person is called.
  package var asksForConsent = false

  /// The field, whose first six digits are the day of birth and are shown.
  private static let empty = Entry(limit: 10, isMasked: true, shown: 6)

  /// An empty field.
  package init(notice: Notice? = nil) { self.notice = notice }
}

extension IdentityStep: VisitStep {
  static let name = StepName.identity
  static func isSettled(in application: Application) -> Bool { application.identity != nil }
  static func open(in visit: inout Visit, _ transition: inout Transition) -> Move {
    var identity = IdentityStep(application: visit.application)
    if visit.mismatches > 0, !visit.application.document.isSettled { identity.notice = .doesNotMatch }
    return .stay(.identity(identity))
  }
  var step: Step { .identity(self) }

  var withoutTyping: IdentityStep {
    var bare = self
    bare.entry = entry.withoutTyping
    return bare
  }

  var questionNumber: Int { asksForConsent ? 1 : 0 }

  func uses(_ kind: ScanKind) -> Bool { kind != .mrz && !asksForConsent }

  func offers(in visit: Visit, _ policy: Policy, on date: CivilDate) -> [Offer] {
    asksForConsent ? [Offer(.enter, .confirmCall), Offer(.back, .goBack)] : entry.offers()
  }

  /// The field with the number that was given before.
  init(application: Application) {
    self.init()
    entry = Entry(
      limit: entry.limit, isMasked: true, shown: entry.shown, digits: application.identity?.cpr.digits ?? "")
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ transition: inout Transition) -> Move {
    switch event {
    case .chosen(.confirmCall, _): return .call(.child, .identity(asking(forConsent: false)))
    case .chosen(.goBack, _) where asksForConsent: return .stay(.identity(asking(forConsent: false)))
    case .chosen(_, let key):
      switch entry.handle(key) {
      case .ignored: return stay
      case .changed(let entry):
        var next = IdentityStep()
        next.entry = entry
        return .stay(.identity(next))
      case .left: return .retreat
      case .submitted: return submit(in: &visit, transition)
      }
    case .scan(let scan): return asksForConsent ? stay : read(scan, in: &visit, transition)
    case .excepted(let code, let acceptance):
      guard code == .child else { return stay }
      visit.application.accepted[.guardianConsent] = acceptance
      return .advance
    default: return stay
    }
  }

  private func asking(forConsent asks: Bool) -> IdentityStep {
    var next = self
    next.asksForConsent = asks
    return next
  }

  private func submit(in visit: inout Visit, _ transition: Transition) -> Move {
    do {
      let cpr = try CPRNumber(parsing: entry.digits)
      let isKnown = cpr == visit.application.identity?.cpr || transition.policy.knownNumbers.contains(cpr)
      guard cpr.passesModulus11 || isKnown || notice == .pleaseCheck else {
        return .stay(.identity(noticing(.pleaseCheck)))
      }
      return identityKnown(Identity(cpr: cpr), in: &visit, transition)
    } catch {
      return refuse(error)
    }
  }

  /// What a card or a code says counts as if it had been typed, but for the question whether it is right: a reader does not mistype.
  private func read(_ scan: Scan, in visit: inout Visit, _ transition: Transition) -> Move {
    do throws(HealthCardFault) {
      let cpr = try HealthCard(reading: scan.text).cpr
      guard cpr.birthDate <= transition.date else { return .stay(.identity(IdentityStep(notice: .readImpossibleDate))) }
      return identityKnown(Identity(cpr: cpr), in: &visit, transition)
    } catch {
      switch error {
      case .cpr(.replacementNumber, _): return .call(.replacementNumber, .identity(IdentityStep()))
      case .cpr(.impossibleDate, _): return .stay(.identity(IdentityStep(notice: .readImpossibleDate)))
      case .otherCard where scan.kind == .card: return .stay(.identity(IdentityStep(notice: .otherCard)))
      case .empty, .tooLong, .tooShort, .unreadable, .unexpectedCharacter, .otherCard, .trackTwoMissing, .twoNumbers,
        .impossibleDate, .cpr:
        return .stay(.identity(IdentityStep(notice: scan.kind == .code ? .otherCode : .cardUnreadable)))
      }
    }
  }

  private func refuse(_ fault: CPRFault) -> Move {
    switch fault {
    case .wrongLength(let found): .stay(.identity(noticing(.wrongLength(found: found))))
    case .unexpectedCharacter: .stay(.identity(noticing(.wrongLength(found: entry.digits.utf8.count))))
    case .impossibleDate: .stay(.identity(noticing(.impossibleDate)))
    case .replacementNumber: .call(.replacementNumber, .identity(IdentityStep()))
    }
  }

  private func noticing(_ notice: Notice) -> IdentityStep {
    var next = self
    next.notice = notice
    if notice.isRefusal { next.entry.isPrefilled = true }
    return next
  }

  /// A number that was mistyped before anything hung on it is put right; otherwise another number is another citizen.
  private func identityKnown(_ identity: Identity, in visit: inout Visit, _ transition: Transition) -> Move {
    let application = visit.application
    guard identity.cpr.birthDate <= transition.date else { return .stay(.identity(noticing(.impossibleDate))) }
    if let known = application.identity, known != identity, application.hangsOnThePerson {
      return .anotherCitizen
    }
    if application.identity != identity {
      visit.application.accepted = application.accepted.filter { !$0.key.isOfThePerson }
    }
    visit.application.identity = identity
    visit.presentation.showsDigits = false
    var next = IdentityStep()
    next.entry.digits = identity.cpr.digits
    let isChild = visit.application.needs(by: transition.policy.rules, on: transition.date)?.guardianConsent == true
    if isChild, visit.application.accepted[.guardianConsent] == nil {
      return .stay(.identity(next.asking(forConsent: true)))
    }
    return .advance
  }
}

extension Application {
  /// Whether anything was gathered that belongs to one person and no other.
  package var hangsOnThePerson: Bool {
    document.value != nil || name != nil || photo.isSettled || prints.isSettled || signature.isSettled
      || details != nil || pictureForTheEye != nil
  }
}

extension IdentityStep.Notice {
  /// Whether what was typed is not taken, so that typing begins anew; what is only too short is gone on with.
  fileprivate var isRefusal: Bool {
    switch self {
    case .wrongLength: false
    case .impossibleDate, .pleaseCheck, .cardUnreadable, .otherCard, .otherCode, .readImpossibleDate, .doesNotMatch:
      true
    }
  }
}
