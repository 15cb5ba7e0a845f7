extension Visit {
  /// A reading shows that somebody is here: it answers that question, and the step beneath uses it as if it had been typed. Over
  /// anything else it is only a sign of life.
  mutating func handle(_ scan: Scan, _ transition: inout Transition) -> VisitOutcome {
    hasStrayReading = false
    if overlay == .idleWarning { rest(&transition) }
    guard overlay == nil else { return .goesOn }
    guard step.body.uses(scan.kind) else {
      hasStrayReading = scan.kind != .mrz
      return .goesOn
    }
    return toStep(.scan(scan), &transition)
  }
}
