import PassportRules
import Renewal

/// Laws that are seen only by trying: keys and stale answers on a copy of the box.
enum ProbeLaws {
  static func violations(in box: Box, _ machine: Machine, withStaleAnswers: Bool) -> [Violation] {
    var found = withStaleAnswers ? staleAnswers(box, machine) : []
    found += revocations(box, machine)
    guard case .visit(let visit) = box.state, visit.step.name != .farewell else { return found }
    let helped = atHelp(box, machine)
    if helped.state.visit?.overlay != .help { found.append(Violation(.wayToAPerson, "help in \(visit.step.name)")) }
    if !findsPerson(helped, since: visit, machine) {
      found.append(Violation(.wayToAPerson, "person in \(visit.step.name)"))
    }
    return found
  }

  private static func staleAnswers(_ box: Box, _ machine: Machine) -> [Violation] {
    var found: [Violation] = []
    for event in [
      Event.answer(RequestID(-1), .payment(.approved(.zero))), .answer(RequestID(-1), .indeterminate),
      .timer(TimerID(-1)), .store(RequestID(-1), .done), .accounts(RequestID(-1), .wrong),
      .authority(RequestID(-1), .unavailable), .advice(RequestID(-1), []),
    ] {
      var copy = box
      let effects = machine(&copy, event)
      if !effects.isEmpty || copy.state != box.state || copy.pending != box.pending {
        found.append(Violation(.staleAnswers, Telling.line(event)))
      }
    }
    return found
  }

  /// Whoever may do nothing any more is nowhere logged in and holds nothing, and the citizen has lost nothing.
  private static func revocations(_ box: Box, _ machine: Machine) -> [Violation] {
    var staff = Set([box.claim, box.state.visit?.claim].compactMap { $0?.session.id })
    if let here = session(box.state) { staff.insert(here.id) }
    return staff.sorted().compactMap { id in
      var copy = box
      let effects = machine(&copy, .revoked(id))
      let isLooking = copy.state == box.state
      let claims = [copy.claim, copy.state.visit?.claim].compactMap { $0?.session.id }
      if claims.contains(id) || (!isLooking && session(copy.state)?.id == id) {
        return Violation(.revoked, "\(id) stays")
      }
      let before = box.state.visit
      if before?.application != copy.state.visit?.application || before?.step != copy.state.visit?.step
        || before?.flags != copy.state.visit?.flags || effects.contains(.wipe)
      {
        return Violation(.revoked, "the citizen loses something")
      }
      return nil
    }
  }

  private static func session(_ state: Box.State) -> StaffSession? {
    switch state {
    case .attended(let attendance): attendance.session
    case .maintenance(let maintenance): maintenance.session
    case .closed, .welcome, .visit, .logIn: nil
    }
  }

  /// Help is at most two keys away.
  private static func atHelp(_ box: Box, _ machine: Machine) -> Box {
    var copy = box
    for _ in 0..<2 where copy.state.visit?.overlay != .help { _ = machine(&copy, .key(.help)) }
    return copy
  }

  /// From help, 1 calls: then a flag is open, and the citizen sees that somebody comes or already waits for attestation.
  private static func findsPerson(_ helped: Box, since before: Visit, _ machine: Machine) -> Bool {
    var copy = helped
    let effects = machine(&copy, .key(.digit(1)))
    guard let visit = copy.state.visit, !visit.flags.isEmpty else { return false }
    return !before.flags.isEmpty || effects.contains(.notify(.helpRequested))
  }
}
