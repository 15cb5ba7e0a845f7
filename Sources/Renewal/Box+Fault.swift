extension Box {
  /// Our own bug: what no event can lead to has happened. The box closes, kindly and with the money told, and staff put it in service again.
  mutating func closeWhenBroken(_ transition: inout Transition) {
    guard isBroken(transition) else { return }
    outOfService = .fault
    guard var visit = state.visit, visit.step.name != .farewell else {
      return settle()
    }
    if case .payment(let payment) = visit.step, let transaction = payment.transaction {
      transition.carryOut(transaction.giveUp().effects)
      visit.end(.moneyOpen, &transition)
    } else {
      visit.end(.interrupted, &transition)
    }
    endSession(&transition)
    state = .visit(visit)
  }

  private func isBroken(_ transition: Transition) -> Bool {
    switch state {
    case .welcome: return settled != state
    case .closed, .maintenance, .logIn(_, nil): return false
    case .visit(let visit), .logIn(_, let visit?): return isBroken(visit, transition)
    case .attended(let attendance): return attendance.visit.map { isBroken($0, transition) } ?? false
    }
  }

  private func isBroken(_ visit: Visit, _ transition: Transition) -> Bool {
    if case .calling(let code) = visit.overlay, !visit.flags.contains(where: { $0.code == code }) { return true }
    if case .farewell = visit.step { return visit.application != Application() || !visit.flags.isEmpty }
    return visit.step.body.isForsaken(with: transition.pending)
  }
}
