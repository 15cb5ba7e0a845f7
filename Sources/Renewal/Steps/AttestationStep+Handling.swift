extension AttestationStep {
  func handle(_ event: StepEvent, in visit: inout Visit, _ turn: inout Turn) -> Move {
    switch self {
    case .waiting(let application): return whileWaiting(application, event, in: &visit, &turn)
    case .sealing(let attestation):
      switch event {
      case .store(.done):
        return .stay(.payment(PaymentStep.enter(attestation, visit, &turn)))
      case .store(.failed), .store(.resumed), .store(.gone), .store(.contact):
        return .end(.interrupted)
      case .key, .scan, .answer, .advice, .authority, .timer, .media, .resumed, .covered, .retry, .excepted,
        .recordFailed,
        .nobodyCame:
        return .stay(.attestation(self))
      }
    case .parking(let application):
      switch event {
      case .store(.done): return .stay(.receipt(ReceiptStep.enter(application, isParked: true, visit, &turn)))
      case .store(.failed), .store(.resumed), .store(.gone), .store(.contact): return .end(.interrupted)
      case .key, .scan, .answer, .advice, .authority, .timer, .media, .resumed, .covered, .retry, .excepted,
        .recordFailed,
        .nobodyCame:
        return .stay(.attestation(self))
      }
    }
  }

  private func whileWaiting(
    _ application: CompleteApplication, _ event: StepEvent, in visit: inout Visit, _ turn: inout Turn
  ) -> Move {
    switch event {
    case .nobodyCame, .key(.digit(1)):
      visit.withdraw(.attestationWanted, &turn)
      visit.dropFrame(&turn)
      return park(application, visit, &turn)
    case .answer(.photos(let photos)):
      visit.freshFrame = photos.first?.picture
      let others = photos.dropFirst().map(\.picture)
      if !others.isEmpty { turn.emit(.discard(others)) }
      return .stay(.attestation(self))
    case .key(.back):
      visit.dropFrame(&turn)
      turn.record(.thawed(visit.number))
      visit.withdraw(.attestationWanted, &turn)
      return .open(.review)
    case .key, .scan, .answer, .advice, .authority, .store, .timer, .media, .resumed, .covered, .retry, .excepted,
      .recordFailed:
      return .stay(.attestation(self))
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
    case .sealing, .parking: return .stay(.attestation(self))
    }
  }
}
