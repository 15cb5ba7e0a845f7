extension Visit {
  /// A reading shows that somebody is here: it answers that question, and the step beneath uses it as if it had been typed. Over
  /// anything else it is only a sign of life.
  mutating func handle(_ scan: Scan, _ transition: inout Transition) -> VisitOutcome {
    stray = nil
    if overlay == .idleWarning { rest(&transition) }
    guard overlay == nil else { return .goesOn }
    guard step.body.uses(scan.kind) else {
      stray = scan.kind == .mrz ? nil : .reading
      return .goesOn
    }
    return toStep(.scan(scan), &transition)
  }
}
