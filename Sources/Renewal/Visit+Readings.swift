extension Visit {
  /// A reading shows that somebody is here: it answers that question, and the step beneath uses it as if it had been typed. Over
  /// anything else it is only a sign of life.
  mutating func handle(_ scan: Scan, _ transition: inout Transition) -> VisitOutcome {
    answer = nil
    if overlay == .idleWarning { isStillHere(&transition) }
    guard overlay == nil else { return .goesOn }
    guard step.body.uses(scan.kind) else {
      answer = scan.kind == .mrz ? nil : .reading
      return .goesOn
    }
    return toStep(.scan(scan), &transition)
  }
}
