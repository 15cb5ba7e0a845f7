package import PassportRules

extension Visit {
  /// The steps at which staff may hand the visit back: those up to here that are asked, before the freeze.
  package func earlierSteps(by rules: Rules, on date: CivilDate) -> [StepName] {
    guard step.name <= .review else { return [] }
    return StepName.allCases.filter { $0 >= .start && $0 <= step.name && asks($0, by: rules, on: date) }
  }

  /// What the citizen did by themselves of the steps up to this one that are asked; nothing where that is not known.
  func deeds(through last: StepName, by rules: Rules, on date: CivilDate) -> Deeds? {
    guard let helped else { return nil }
    let steps = StepName.ofCitizens.filter { $0 <= last && asks($0, by: rules, on: date) }
    return Deeds(steps: steps.count, helped: steps.filter(helped.contains))
  }

  /// The citizen goes on at an earlier step; what was gathered stays.
  mutating func goBack(to name: StepName, _ transition: inout Transition) {
    guard earlierSteps(by: transition.policy.rules, on: transition.date).contains(name) else { return }
    if !step.ownPictures.isEmpty { transition.emit(.discard(step.ownPictures)) }
    _ = follow(.open(name), &transition)
  }

  /// A picture of who sits at the box now, for a desk to compare; the one before is overwritten.
  mutating func takeFrame(_ transition: inout Transition) {
    dropFrame(&transition)
    transition.command(.takePictures(count: 1))
  }

  /// The picture for the desk is overwritten.
  mutating func dropFrame(_ transition: inout Transition) {
    if step.isWaitingForAttestation { transition.cancel(.camera) }
    if let freshFrame { transition.emit(.discard([freshFrame])) }
    freshFrame = nil
  }

  /// Carries out what staff may do about an open flag; the visit goes on where it was, or ends kindly.
  mutating func resolve(
    _ code: FlagCode, _ action: StaffAction, by staff: StaffID, countersignedBy second: StaffID?,
    _ transition: inout Transition
  ) {
    if !code.alwaysTakesAPerson { helped?.insert(step.name) }
    for flag in flags where flag.code == code {
      transition.record(.flagEnded(number, flag, action, by: staff, countersignedBy: second))
    }
    flags.removeAll { $0.code == code }
    transition.stop(.warning)
    showCall()
    carryOut(code, action, by: staff, &transition)
  }

  private mutating func carryOut(
    _ code: FlagCode, _ action: StaffAction, by staff: StaffID, _ transition: inout Transition
  ) {
    switch action {
    case .handBack, .chooseStep: _ = toStep(.resumed, &transition)
    case .retry: _ = toStep(.retry, &transition)
    case .except(let reason): _ = toStep(.excepted(code, Acceptance(by: staff, reason: reason)), &transition)
    case .refer(let place, _): end(.referred(place, code), &transition)
    case .attest:
      guard case .attestation(let attestation) = step else { return }
      let move = attestation.attest(by: staff, in: &self, &transition)
      _ = follow(move, &transition)
    case .declineAttestation: end(.referred(.borgerservice, code), &transition)
    case .park: park(&transition)
    case .confirmRemoved: _ = toStep(.media(media), &transition)
    case .endVisit: end(.endedByStaff, &transition)
    case .settleMoney, .takeOutOfService, .putInService, .confirmExamined, .showContact: break
    }
  }

  /// From attestation, or after refused payments: then the attestation and the held dossier go, and no money was taken.
  mutating func park(_ transition: inout Transition) {
    let application: CompleteApplication
    if case .attestation(.waiting(let waiting)) = step {
      dropFrame(&transition)
      application = waiting
    } else if case .payment(let payment) = step, payment.canEnd {
      transition.record(.dossierErased(number))
      transition.record(.thawed(number))
      application = payment.attestation.application
    } else {
      return
    }
    _ = follow(AttestationStep.waiting(application).park(application, self, &transition), &transition)
  }
}
