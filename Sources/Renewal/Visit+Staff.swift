package import PassportRules

extension Visit {
  /// The steps at which staff may hand the visit back: those up to here that are asked, before the freeze.
  package func earlierSteps(by rules: Rules, on date: CivilDate) -> [StepName] {
    guard step.name <= .review else { return [] }
    return StepName.allCases.filter { $0 >= .start && $0 <= step.name && asks($0, by: rules, on: date) }
  }

  /// The citizen goes on at an earlier step; what was gathered stays.
  mutating func goBack(to name: StepName, _ turn: inout Turn) {
    guard earlierSteps(by: turn.policy.rules, on: turn.date).contains(name) else { return }
    if !step.ownPictures.isEmpty { turn.emit(.discard(step.ownPictures)) }
    _ = follow(.open(name), &turn)
  }

  /// A picture of who sits at the box now, for a desk to compare; the one before is overwritten.
  mutating func takeFrame(_ turn: inout Turn) {
    dropFrame(&turn)
    turn.command(.takePictures(count: 1))
  }

  /// The picture for the desk is overwritten.
  mutating func dropFrame(_ turn: inout Turn) {
    if step.isWaitingForAttestation { turn.cancel(.camera) }
    if let freshFrame { turn.emit(.discard([freshFrame])) }
    freshFrame = nil
  }

  /// Carries out what staff may do about an open flag; the visit goes on where it was, or ends kindly.
  mutating func resolve(
    _ code: FlagCode, _ action: StaffAction, by staff: StaffID, countersignedBy second: StaffID?, _ turn: inout Turn
  ) {
    for flag in flags where flag.code == code {
      turn.record(.flagEnded(number, flag, action, by: staff, countersignedBy: second))
    }
    flags.removeAll { $0.code == code }
    turn.stop(.warning)
    overlay = flags.first { $0.code != .attestationWanted }.map { .calling($0.code) }
    carryOut(code, action, by: staff, &turn)
  }

  private mutating func carryOut(_ code: FlagCode, _ action: StaffAction, by staff: StaffID, _ turn: inout Turn) {
    switch action {
    case .handBack, .chooseStep: _ = toStep(.resumed, &turn)
    case .retry: _ = toStep(.retry, &turn)
    case .except(let reason): _ = toStep(.excepted(code, Acceptance(by: staff, reason: reason)), &turn)
    case .refer(let place): end(.referred(place, code), &turn)
    case .attest:
      guard case .attestation(let attestation) = step else { return }
      let move = attestation.attest(by: staff, in: &self, &turn)
      _ = follow(move, &turn)
    case .declineAttestation: end(.referred(.borgerservice, code), &turn)
    case .park: park(&turn)
    case .confirmRemoved: _ = toStep(.media(media), &turn)
    case .endVisit: end(.endedByStaff, &turn)
    case .settleMoney, .takeOutOfService, .putInService, .confirmExamined, .showContact: break
    }
  }

  /// From attestation, or after refused payments: then the attestation and the held dossier go, and no money was taken.
  mutating func park(_ turn: inout Turn) {
    if case .attestation(.waiting(let application)) = step {
      dropFrame(&turn)
      _ = follow(AttestationStep.waiting(application).park(application, self, &turn), &turn)
    } else if case .payment(let payment) = step, payment.canEnd {
      let application = payment.attestation.application
      turn.record(.dossierErased(number))
      turn.record(.thawed(number))
      _ = follow(AttestationStep.waiting(application).park(application, self, &turn), &turn)
    }
  }
}
