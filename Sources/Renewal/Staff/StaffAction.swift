/// What staff can do about a flag.
package enum StaffAction: Hashable, Sendable {
  /// Let the citizen try again at the step.
  case retry
  /// Take the requirement as met.
  case except(ExceptionReason)
  /// Send the citizen elsewhere; the visit ends kindly.
  case refer(Referral)
  /// Confirm that person, picture and old passport belong together.
  case attest
  /// Refuse to confirm it; the visit ends kindly. It is done only for a reason; what was written before reasons were asked has none.
  case declineAttestation(AttestationDoubt?)
  /// Keep the case for an officer.
  case park
  /// The open payment was settled by its reference.
  case settleMoney
  /// The document was taken out of the reader.
  case confirmRemoved
  /// Nobody shall use the box.
  case takeOutOfService
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
  case endVisit

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

/// Why an officer does not confirm who somebody is; the raw values are stable, the journal keeps them.
package enum AttestationDoubt: String, Hashable, Sendable, CaseIterable {
  /// The old picture shows somebody else.
  case anotherPerson
  /// It may be the same person or not.
  case unsure
  /// Somebody presses or leads the citizen.
  case pressed
  case otherReason
}

extension StaffAction {
  /// The same act for each of its reasons: it cannot be undone, so one of these is asked for first. Empty where it is done at once.
  package var reasons: [StaffAction] {
    self == .declineAttestation(nil) ? AttestationDoubt.allCases.map(Self.declineAttestation) : []
  }

  /// The act as it is done: for one of its reasons, where it takes one.
  package var forAReason: StaffAction { reasons.first ?? self }
}

extension StaffAction.Kind {
  /// Whether a reason is asked for first.
  package var takesReason: Bool { StaffAction.values(of: self).contains { !$0.reasons.isEmpty } }
}

extension Sequence<StaffAction> {
  /// Whether an action is one of these, and is done for a reason where one is asked for.
  func allow(_ action: StaffAction) -> Bool {
    action.reasons.isEmpty && contains { $0 == action || $0.reasons.contains(action) }
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
    case .refer(let place): [place]
    case .declineAttestation(let doubt?): [doubt]
    default: []
    }
  }

  package static func values(of kind: Kind) -> [Self] {
    switch kind {
    case .except: ExceptionReason.allCases.map(Self.except)
    case .refer: Referral.allCases.map(Self.refer)
    case .retry: [.retry]
    case .attest: [.attest]
    case .declineAttestation: [.declineAttestation(nil)] + AttestationDoubt.allCases.map(Self.declineAttestation)
    case .park: [.park]
    case .settleMoney: [.settleMoney]
    case .confirmRemoved: [.confirmRemoved]
    case .takeOutOfService: [.takeOutOfService]
    case .putInService: [.putInService]
    case .confirmExamined: [.confirmExamined]
    case .handBack: [.handBack]
    case .chooseStep: [.chooseStep]
    case .showContact: [.showContact]
    case .endVisit: [.endVisit]
    }
  }
}
