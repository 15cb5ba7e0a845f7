extension Visit {
  /// Carries out what staff decided about an open flag; the visit goes on where it was, or ends kindly.
  mutating func resolve(
    _ code: FlagCode, _ action: StaffAction, by staff: StaffID, countersignedBy second: StaffID?, _ turn: inout Turn
  ) {
    guard canEnd, flags.contains(where: { $0.code == code }), code.actions.contains(action) else { return }
    guard action != .handBack || code != .attestationWanted else { return }
    guard action != .confirmRemoved || media == .notPresent else { return }
    flags.removeAll { $0.code == code }
    turn.record(.flagEnded(number, code, action, by: staff, countersignedBy: second))
    overlay = flags.first { $0.code != .attestationWanted }.map { .calling($0.code) }
    carryOut(code, action, by: staff, &turn)
  }

  private mutating func carryOut(_ code: FlagCode, _ action: StaffAction, by staff: StaffID, _ turn: inout Turn) {
    switch action {
    case .handBack: _ = toStep(.resumed, &turn)
    case .retry: _ = toStep(.retry, &turn)
    case .except(let reason): _ = toStep(.excepted(code, Acceptance(by: staff, reason: reason)), &turn)
    case .refer(let place): end(.referred(place, code), &turn)
    case .attest:
      guard case .attestation(let attestation) = step else { return }
      _ = follow(attestation.attest(by: staff, self, &turn), &turn)
    case .declineAttestation: end(.referred(.borgerservice, code), &turn)
    case .park: park(&turn)
    case .confirmRemoved: _ = toStep(.media(media), &turn)
    case .endVisit: end(.endedByStaff, &turn)
    case .settleMoney, .takeOutOfService, .putInService: break
    }
  }

  /// From attestation, or after refused payments: then the attestation and the held dossier go, and no money was taken.
  private mutating func park(_ turn: inout Turn) {
    switch step {
    case .attestation(let attestation):
      switch attestation {
      case .waiting(let application): _ = follow(attestation.park(application, self, &turn), &turn)
      case .sealing, .parking: break
      }
    case .payment(let payment):
      guard !payment.isInFlight else { return }
      let application = payment.attestation.application
      turn.record(.dossierErased(number))
      turn.record(.thawed(number))
      _ = follow(AttestationStep.waiting(application).park(application, self, &turn), &turn)
    case .language, .privacy, .start, .grounds, .identity, .document, .photo, .fingerprints, .signature, .details,
      .review, .receipt, .farewell:
      break
    }
  }
}
