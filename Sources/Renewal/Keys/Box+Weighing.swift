extension Box {
  /// What a key would do now.
  package func weight(of key: Key) -> KeyWeight {
    // That it means nothing here is only told.
    guard offers.taking(key) != nil else { return .nothing }
    var next = self
    let weight = next.handle(.key(key)).weight
    next.pending = pending
    if weight > .typing || next == self { return weight }
    next.state = next.state.withoutTyping
    var before = self
    before.state = state.withoutTyping
    return next == before ? .typing : .moving
  }

  /// What a desk's wish would do now: something in any case.
  func weight(of wish: DeskEvent, from desk: DeskID, _ session: StaffSession) -> KeyWeight {
    var next = self
    return max(.moving, next.handle(.desk(desk, session, wish)).weight)
  }

  /// How long keys are looked at: who asked for more time has the longest.
  package var keyTimes: Policy.Keys {
    guard case .visit(let visit) = state, visit.presentation.moreTime == .chosen else { return policy.keys }
    var keys = policy.keys
    keys.quiet = max(keys.quiet, Policy.Keys.quietWithMoreTime)
    return keys
  }
}

extension Desk {
  /// What a key would do now, at the desk and by its wish at the box.
  package func weight(of key: Key, _ box: Box) -> KeyWeight {
    guard offers(box).taking(key) != nil else { return .nothing }
    var next = self
    let weights = next.handle(key, box).map { effect -> KeyWeight in
      switch effect {
      case .logIn: .moving
      case .changePIN: .binding
      case .ask(let wish): session.map { box.weight(of: wish, from: id, $0) } ?? .moving
      }
    }
    if let weight = weights.max() { return weight }
    if next.state == state { return .nothing }
    return next.state.withoutTyping == state.withoutTyping ? .typing : .moving
  }
}
