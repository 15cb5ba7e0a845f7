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

  func isForsaken(with pending: PendingRequests) -> Bool { !canEnd && pending.requests[.store] == nil }

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
    case .waiting: [Offer(.digit(1), .keepCase, isAskedFirst: true), Offer(.digit(9), .logIn), Offer(.back, .goBack)]
    case .sealing, .parking: []
    }
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ transition: inout Transition) -> Move {
    switch self {
    case .waiting(let application): return whileWaiting(application, event, in: &visit, &transition)
    case .sealing(let attestation):
      switch event {
      case .store(.done):
        return .stay(.payment(PaymentStep.enter(attestation, visit, &transition)))
      case .store(.failed), .store(.resumed), .store(.gone), .store(.contact):
        return .end(.interrupted)
      default: return stay
      }
    case .parking(let application):
      switch event {
      case .store(.done): return .stay(.receipt(ReceiptStep.enter(application, .parked, visit, &transition)))
      case .store(.failed), .store(.resumed), .store(.gone), .store(.contact): return .end(.interrupted)
      default: return stay
      }
    }
  }

  private func whileWaiting(
    _ application: CompleteApplication, _ event: StepEvent, in visit: inout Visit, _ transition: inout Transition
  ) -> Move {
    switch event {
    case .nobodyCame, .chosen(.confirmKeep, _):
      visit.withdraw(.attestationWanted, &transition)
      visit.dropFrame(&transition)
      return park(application, visit, &transition)
    case .answer(.photos(let photos)):
      visit.freshFrame = photos.first?.picture
      let others = photos.dropFirst().map(\.picture)
      if !others.isEmpty { transition.emit(.discard(others)) }
      return stay
    case .chosen(.goBack, _):
      visit.dropFrame(&transition)
      transition.record(.thawed(visit.number))
      visit.withdraw(.attestationWanted, &transition)
      return .open(.review)
    default: return stay
    }
  }

  /// The case waits for an officer; no money was taken.
  func park(_ application: CompleteApplication, _ visit: Visit, _ transition: inout Transition) -> Move {
    transition.store(.park(visit.number, application))
    return .stay(.attestation(.parking(application)))
  }

  /// An authorised person confirmed what they saw; the dossier is held until the money is captured.
  func attest(by staff: StaffID, in visit: inout Visit, _ transition: inout Transition) -> Move {
    switch self {
    case .waiting(let application):
      visit.dropFrame(&transition)
      let attestation = Attestation(by: staff, application: application)
      transition.record(.attested(visit.number, by: staff))
      transition.store(.hold(visit.number, attestation))
      return .stay(.attestation(.sealing(attestation)))
    case .sealing, .parking: return stay
    }
  }
}
