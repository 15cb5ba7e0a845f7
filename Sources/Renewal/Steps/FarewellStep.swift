import PassportRules

/// The last screen; any key ends it.
struct FarewellStep: Hashable, Sendable {
  /// How the visit ended.
  let ending: Ending
}

extension FarewellStep: VisitStep {
  static let name = StepName.farewell
  var step: Step { .farewell(ending) }
  var waitsForCitizen: Bool { false }

  func offers(in visit: Visit, _ policy: Policy, on date: CivilDate) -> [Offer] {
    [Offer([.enter], .finish, others: .all)]
  }

  /// The visit itself ends it.
  func handle(_ event: StepEvent, in visit: inout Visit, _ transition: inout Transition) -> Move { stay }
}

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
