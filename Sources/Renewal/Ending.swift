/// How a visit ended.
package enum Ending: Hashable, Sendable {
  /// A passport is on its way.
  case completed
  /// The citizen stopped.
  case stopped
  /// Nobody pressed a key.
  case timedOut
  /// No consent, so nothing was kept.
  case consentRefused
  /// Staff, or the rules, send the citizen elsewhere; the flag says why, the screen stays neutral.
  case referred(Referral, FlagCode)
  /// Nobody could come; the citizen may come again when an officer is here.
  case nobodyCame(FlagCode)
  /// The case waits for an officer, sealed, and no money was taken.
  case parked
  /// It is not known whether money was taken; staff settle it and the citizen pays at most once.
  case moneyOpen
  /// Staff ended the visit.
  case endedByStaff
  /// The box had to stop: a device, the disk or the system.
  case interrupted
}

extension Ending: StablyNamed {
  /// How a visit ended, without what that was about.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case completed, stopped, timedOut, consentRefused, referred, nobodyCame, parked, moneyOpen, endedByStaff
    case interrupted
  }

  /// How the visit ended.
  package var kind: Kind {
    switch self {
    case .completed: .completed
    case .stopped: .stopped
    case .timedOut: .timedOut
    case .consentRefused: .consentRefused
    case .referred: .referred
    case .nobodyCame: .nobodyCame
    case .parked: .parked
    case .moneyOpen: .moneyOpen
    case .endedByStaff: .endedByStaff
    case .interrupted: .interrupted
    }
  }

  package var about: [any RawRepresentable<String>] {
    switch self {
    case .referred(let place, let code): [place, code]
    case .nobodyCame(let code): [code]
    case .completed, .stopped, .timedOut, .consentRefused, .parked, .moneyOpen, .endedByStaff, .interrupted: []
    }
  }

  package static func values(of kind: Kind) -> [Self] {
    switch kind {
    case .referred: Referral.allCases.flatMap { place in FlagCode.allCases.map { .referred(place, $0) } }
    case .nobodyCame: FlagCode.allCases.map(Self.nobodyCame)
    case .completed: [.completed]
    case .stopped: [.stopped]
    case .timedOut: [.timedOut]
    case .consentRefused: [.consentRefused]
    case .parked: [.parked]
    case .moneyOpen: [.moneyOpen]
    case .endedByStaff: [.endedByStaff]
    case .interrupted: [.interrupted]
    }
  }
}
