import PassportRules

/// An authorised person compares person, photo and old passport.
package enum AttestationStep: Hashable, Sendable {
  /// The flag is raised; the citizen waits for a person.
  case waiting(CompleteApplication)
  /// Attested; the dossier is being sealed and stored as held.
  case sealing(Attestation)
  /// Nobody came or staff chose so; the case is being sealed and stored.
  case parking(CompleteApplication)
}

extension AttestationStep: VisitStep {
  static let name = StepName.attestation
  var step: Step { .attestation(self) }
  var waitsForCitizen: Bool { false }

  func awaited(in visit: Visit) -> Awaited? { canEnd ? nil : .store }

  var canEnd: Bool {
    switch self {
    case .waiting: true
    case .sealing, .parking: false
    }
  }

  func isForsaken(with live: Live) -> Bool { !canEnd && live.requests[.store] == nil }

  var holdsDossier: Bool {
    guard case .sealing = self else { return false }
    return true
  }

  var questionNumber: Int {
    switch self {
    case .waiting: 0
    case .sealing: 1
    case .parking: 2
    }
  }

  func offers(in visit: Visit, _ policy: Policy, on date: CivilDate) -> [Offer] {
    switch self {
    case .waiting: [Offer(.digit(1), .keepCase), Offer(.digit(9), .logIn), Offer(.back, .goBack)]
    case .sealing, .parking: []
    }
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ turn: inout Turn) -> Move {
    switch self {
    case .waiting(let application): return whileWaiting(application, event, in: &visit, &turn)
    case .sealing(let attestation):
      switch event {
      case .store(.done):
        return .stay(.payment(PaymentStep.enter(attestation, visit, &turn)))
      case .store(.failed), .store(.resumed), .store(.gone), .store(.contact):
        return .end(.interrupted)
      default: return stay
      }
    case .parking(let application):
      switch event {
      case .store(.done): return .stay(.receipt(ReceiptStep.enter(application, isParked: true, visit, &turn)))
      case .store(.failed), .store(.resumed), .store(.gone), .store(.contact): return .end(.interrupted)
      default: return stay
      }
    }
  }

  private func whileWaiting(
    _ application: CompleteApplication, _ event: StepEvent, in visit: inout Visit, _ turn: inout Turn
  ) -> Move {
    switch event {
    case .nobodyCame, .chosen(.keepCase, _):
      visit.withdraw(.attestationWanted, &turn)
      visit.dropFrame(&turn)
      return park(application, visit, &turn)
    case .answer(.photos(let photos)):
      visit.freshFrame = photos.first?.picture
      let others = photos.dropFirst().map(\.picture)
      if !others.isEmpty { turn.emit(.discard(others)) }
      return stay
    case .chosen(.goBack, _):
      visit.dropFrame(&turn)
      turn.record(.thawed(visit.number))
      visit.withdraw(.attestationWanted, &turn)
      return .open(.review)
    default: return stay
    }
  }

  /// The case waits for an officer; no money was taken.
  func park(_ application: CompleteApplication, _ visit: Visit, _ turn: inout Turn) -> Move {
    turn.store(.park(visit.number, application))
    return .stay(.attestation(.parking(application)))
  }

  /// An authorised person confirmed what they saw; the dossier is held until the money is captured.
  func attest(by staff: StaffID, in visit: inout Visit, _ turn: inout Turn) -> Move {
    switch self {
    case .waiting(let application):
      visit.dropFrame(&turn)
      let attestation = Attestation(by: staff, application: application)
      turn.record(.attested(visit.number, by: staff))
      turn.store(.hold(visit.number, attestation))
      return .stay(.attestation(.sealing(attestation)))
    case .sealing, .parking: return stay
    }
  }
}
