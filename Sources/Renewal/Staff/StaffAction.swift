/// What staff can do about a flag.
///
/// What cannot be undone is done only for a reason (`reasons`); it has none on the menu, and where it was written before reasons were asked.
package enum StaffAction: Hashable, Sendable {
  /// Let the citizen try again at the step.
  case retry
  /// Take the requirement as met.
  case except(ExceptionReason)
  /// Send the citizen elsewhere; the visit ends kindly.
  case refer(Referral, ReferralReason?)
  /// Confirm that person, picture and old passport belong together.
  case attest
  /// Refuse to confirm it; the visit ends kindly.
  case declineAttestation(AttestationDoubt?)
  /// Keep the case for an officer.
  case park(ParkingReason?)
  /// The open payment is settled by what the bank says about its reference.
  case settleMoney(BankAnswer?)
  /// The document was taken out of the reader.
  case confirmRemoved
  /// Nobody shall use the box.
  case takeOutOfService(OutOfServiceReason?)
  /// The box may be used again.
  case putInService
  /// What the box found wrong in its records was looked into, with `pasboks audit verify`.
  case confirmExamined
  /// Back to the citizen, nothing else.
  case handBack
  /// Back to the citizen at an earlier step, which staff choose.
  case chooseStep
  /// Show whom to call about a dossier.
  case showContact
  /// End the visit.
  case endVisit(EndReason?)

  /// The role it takes, for a flag.
  package func role(for code: FlagCode) -> StaffRole {
    switch self {
    case .handBack, .chooseStep, .confirmRemoved: .librarian
    // Anybody of staff may end a visit, but not one that the police are wanted for.
    case .endVisit: code == .documentReportedStolen || code == .passportRestriction ? .officer : .librarian
    case .showContact: .supervisor
    case .retry where code.isAboutSending, .refer where code.isAboutSending: .supervisor
    case .retry, .refer:
      switch code.severity {
      case .info, .help, .urgent: .librarian
      case .officer: .officer
      }
    // It takes nothing from anybody, and an officer comes to it later.
    case .park: .librarian
    case .except, .attest, .declineAttestation: .officer
    case .settleMoney, .confirmExamined: .supervisor
    case .takeOutOfService: .librarian
    case .putInService: .technician
    }
  }
}

/// Why staff do what cannot be undone to a visit.
package protocol ActReason: RawRepresentable<String>, Hashable, Sendable, CaseIterable {}

/// Why an officer does not confirm who somebody is; the raw values are stable, the journal keeps them.
package enum AttestationDoubt: String, ActReason {
  /// The old picture shows somebody else.
  case anotherPerson
  /// It may be the same person or not.
  case unsure
  /// Somebody presses or leads the citizen.
  case pressed
  case otherReason
}

/// What the bank says became of a payment; the raw values are stable, the journal keeps them.
package enum BankAnswer: String, Hashable, Sendable, CaseIterable {
  /// The citizen has paid.
  case taken
  /// No money was moved.
  case notTaken
  /// It was taken, and the citizen has it again.
  case givenBack
}

/// Why staff end a visit; the raw values are stable, the journal keeps them.
package enum EndReason: String, ActReason {
  /// The citizen wants to stop.
  case citizenStops
  /// Nobody is at the box any more.
  case citizenLeft
  /// It cannot be done here today.
  case cannotGoOn
  case otherReason
}

/// Why staff send a citizen elsewhere; the raw values are stable, the journal keeps them.
package enum ReferralReason: String, ActReason {
  /// The rules say so.
  case rulesRequire
  /// Something that must be shown is not there.
  case papersMissing
  /// The box cannot do it.
  case boxCannot
  /// The citizen would rather go there.
  case citizenWishes
  case otherReason
}

/// Why a case is kept for later; the raw values are stable, the journal keeps them.
package enum ParkingReason: String, ActReason {
  /// No officer can come now.
  case noOfficer
  /// Something that must be shown is not there.
  case papersMissing
  /// The citizen would rather come again.
  case citizenWishes
  case otherReason
}

extension StaffAction {
  /// The same act for each of its reasons: it cannot be undone, so one of these is asked for first. An exception has its reason, and is
  /// only asked for once more. Empty where it is done at once, and for an act that was asked for.
  package func reasons(for code: FlagCode) -> [StaffAction] {
    switch self {
    case .except: [self]
    case .declineAttestation(nil): AttestationDoubt.allCases.map(Self.declineAttestation)
    case .refer(let place, nil): ReferralReason.allCases.map { .refer(place, $0) }
    case .park(nil): ParkingReason.allCases.map(Self.park)
    // The authority rejected what was paid for: there is nothing to ask the bank, only whether the money is back.
    case .settleMoney(nil) where code == .refundOwed: [.settleMoney(.givenBack)]
    case .settleMoney(nil): BankAnswer.allCases.map(Self.settleMoney)
    case .takeOutOfService(nil): OutOfServiceReason.allCases.map(Self.takeOutOfService)
    case .endVisit(nil): EndReason.allCases.map(Self.endVisit)
    default: []
    }
  }

  /// The ways in which the act is done about a flag: for each of its reasons, or as it is.
  package func asked(about code: FlagCode) -> [StaffAction] {
    let reasons = reasons(for: code)
    return reasons.isEmpty ? [self] : reasons
  }

  /// The first of them.
  package func forAReason(about code: FlagCode) -> StaffAction { reasons(for: code).first ?? self }
}

extension StaffAction.Kind {
  /// Whether it helps the citizen to go on by themselves, so that they may have learned something.
  var isHelp: Bool {
    switch self {
    case .retry, .handBack, .chooseStep: true
    case .except, .refer, .attest, .declineAttestation, .park, .settleMoney, .confirmRemoved, .takeOutOfService,
      .putInService, .confirmExamined, .showContact, .endVisit:
      false
    }
  }
}

extension FlagCode {
  /// Whether an action is one of the flag's, and is done for a reason where one is asked for.
  func allows(_ action: StaffAction) -> Bool {
    actions.contains { $0.asked(about: self).contains(action) }
  }
}

extension StaffAction: StablyNamed {
  /// What staff do, without on what ground or where to.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case retry, except, refer, attest, declineAttestation, park, settleMoney, confirmRemoved, takeOutOfService
    case putInService, confirmExamined, handBack, chooseStep, showContact, endVisit
  }

  /// What staff do.
  package var kind: Kind {
    switch self {
    case .retry: .retry
    case .except: .except
    case .refer: .refer
    case .attest: .attest
    case .declineAttestation: .declineAttestation
    case .park: .park
    case .settleMoney: .settleMoney
    case .confirmRemoved: .confirmRemoved
    case .takeOutOfService: .takeOutOfService
    case .putInService: .putInService
    case .confirmExamined: .confirmExamined
    case .handBack: .handBack
    case .chooseStep: .chooseStep
    case .showContact: .showContact
    case .endVisit: .endVisit
    }
  }

  package var about: [any RawRepresentable<String>] {
    switch self {
    case .except(let reason): [reason]
    case .refer(let place, let reason): [place] + named(reason)
    case .declineAttestation(let doubt): named(doubt)
    case .park(let reason): named(reason)
    case .settleMoney(let answer): named(answer)
    case .takeOutOfService(let reason): named(reason)
    case .endVisit(let reason): named(reason)
    case .retry, .attest, .confirmRemoved, .putInService, .confirmExamined, .handBack, .chooseStep, .showContact: []
    }
  }

  private func named(_ reason: (some RawRepresentable<String>)?) -> [any RawRepresentable<String>] {
    reason.map { [$0] } ?? []
  }

  package static func values(of kind: Kind) -> [Self] {
    switch kind {
    case .except: ExceptionReason.allCases.map(Self.except)
    case .refer: Referral.allCases.flatMap { place in withAndWithout(ReferralReason.self) { .refer(place, $0) } }
    case .retry: [.retry]
    case .attest: [.attest]
    case .declineAttestation: withAndWithout(AttestationDoubt.self, Self.declineAttestation)
    case .park: withAndWithout(ParkingReason.self, Self.park)
    case .settleMoney: withAndWithout(BankAnswer.self, Self.settleMoney)
    case .confirmRemoved: [.confirmRemoved]
    case .takeOutOfService: withAndWithout(OutOfServiceReason.self, Self.takeOutOfService)
    case .putInService: [.putInService]
    case .confirmExamined: [.confirmExamined]
    case .handBack: [.handBack]
    case .chooseStep: [.chooseStep]
    case .showContact: [.showContact]
    case .endVisit: withAndWithout(EndReason.self, Self.endVisit)
    }
  }

  private static func withAndWithout<Reason: CaseIterable>(
    _ reasons: Reason.Type, _ act: (Reason?) -> StaffAction
  ) -> [StaffAction] {
    [act(nil)] + reasons.allCases.map(act)
  }
}
