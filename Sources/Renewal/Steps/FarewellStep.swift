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
