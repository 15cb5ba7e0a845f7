extension Box {
  /// Our own bug: what no event can lead to has happened. The box closes, kindly and with the money told, and staff put it in service again.
  mutating func closeWhenBroken(_ turn: inout Turn) {
    guard isBroken(turn) else { return }
    outOfService = .fault
    guard var visit = state.visit, visit.step.name != .farewell else {
      return settle()
    }
    if case .payment(let payment) = visit.step, let transaction = payment.transaction {
      turn.carryOut(transaction.giveUp().effects)
      visit.end(.moneyOpen, &turn)
    } else {
      visit.end(.interrupted, &turn)
    }
    endSession(&turn)
    state = .visit(visit)
  }

  private func isBroken(_ turn: Turn) -> Bool {
    switch state {
    case .welcome: return settled != state
    case .closed, .maintenance, .logIn(_, nil): return false
    case .visit(let visit), .logIn(_, let visit?): return isBroken(visit, turn)
    case .attended(let attendance): return attendance.visit.map { isBroken($0, turn) } ?? false
    }
  }

  private func isBroken(_ visit: Visit, _ turn: Turn) -> Bool {
    if case .calling(let code) = visit.overlay, !visit.flags.contains(where: { $0.code == code }) { return true }
    if case .farewell = visit.step { return visit.application != Application() || !visit.flags.isEmpty }
    return visit.step.body.isForsaken(with: turn.live)
  }
}
