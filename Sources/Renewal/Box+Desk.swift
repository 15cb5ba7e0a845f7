extension Box {
  /// What somebody at a desk wishes; the box decides, as it does for who stands before it.
  mutating func following(_ desk: DeskID, _ session: StaffSession, _ event: DeskEvent, _ turn: inout Turn) -> State {
    switch event {
    case .claim(let matter): return take(matter, Claim(desk: desk, session: session), &turn)
    case .release:
      release(from: desk, &turn)
      return state
    case .guide(let guidance):
      guard case .visit(var visit) = state, visit.claim?.desk == desk else { return refuse(desk, .isOver, &turn) }
      visit.guidance = guidance
      turn.record(.guided(visit.number, guidance, by: session.id))
      return .visit(visit)
    case .note(let text):
      guard case .visit(var visit) = state, visit.claim?.desk == desk else { return refuse(desk, .isOver, &turn) }
      visit.note(String(String.UnicodeScalarView(text.unicodeScalars.prefix(TextEntry.limit))), by: session, &turn)
      return .visit(visit)
    case .takeFrame:
      guard case .visit(var visit) = state, visit.claim?.desk == desk else { return refuse(desk, .isOver, &turn) }
      guard visit.step.isWaitingForAttestation else { return refuse(desk, .notNow, &turn) }
      visit.takeFrame(&turn)
      return .visit(visit)
    case .act(let flag, let action, let second, let learned):
      let act = Act(flag: flag, action: action, session: session, second: second, learned: learned)
      if claim?.desk == desk { return actOnBox(act, from: desk, &turn) }
      return actOnVisit(act, from: desk, &turn)
    }
  }

  /// An action from a desk, with who stands behind it.
  private struct Act {
    let flag: Flag
    let action: StaffAction
    let session: StaffSession
    let second: StaffSession?
    let learned: Bool?
  }

  private func refuse(_ desk: DeskID, _ why: DeskRefusal, _ turn: inout Turn) -> State {
    turn.emit(.refuse(desk, why))
    return state
  }

  // MARK: Claims

  /// One desk holds a matter, and a desk holds one matter.
  private mutating func take(_ matter: Matter, _ claim: Claim, _ turn: inout Turn) -> State {
    guard claim.session.role.covers(.librarian) else { return refuse(claim.desk, .roleNotEnough, &turn) }
    guard !flags(of: matter).isEmpty else { return refuse(claim.desk, .isOver, &turn) }
    if let holder = self.claim(of: matter) {
      return holder.desk == claim.desk ? state : refuse(claim.desk, .claimedByAnother, &turn)
    }
    release(from: claim.desk, &turn)
    switch matter {
    case .visit(let number):
      turn.record(.claimed(number, by: claim.session.id))
      changeVisit { $0.claim = claim }
    case .box:
      turn.record(.claimed(nil, by: claim.session.id))
      self.claim = claim
    }
    return state
  }

  private mutating func release(from desk: DeskID, _ turn: inout Turn) {
    if let claim, claim.desk == desk {
      turn.record(.released(nil, by: claim.session.id))
      self.claim = nil
    }
    guard let visit = state.visit, let claim = visit.claim, claim.desk == desk else { return }
    turn.record(.released(visit.number, by: claim.session.id))
    changeVisit {
      $0.claim = nil
      $0.guidance = nil
      $0.dropFrame(&turn)
    }
  }

  /// A claim ends with the last flag it was for.
  mutating func releaseWhatIsOver(_ turn: inout Turn) {
    if let claim, flags.isEmpty {
      turn.record(.released(nil, by: claim.session.id))
      self.claim = nil
    }
    guard let visit = state.visit, let claim = visit.claim, visit.flags.isEmpty else { return }
    turn.record(.released(visit.number, by: claim.session.id))
    changeVisit { $0.claim = nil }
  }

  /// Changes the visit where it is: on the screen, or paused under staff.
  private mutating func changeVisit(_ change: (inout Visit) -> Void) {
    switch state {
    case .visit(var visit):
      change(&visit)
      state = .visit(visit)
    case .logIn(let logIn, var visit?):
      change(&visit)
      state = .logIn(logIn, visit)
    case .attended(var attendance):
      guard var visit = attendance.visit else { return }
      change(&visit)
      attendance.visit = visit
      state = .attended(attendance)
    case .logIn(_, nil), .closed, .welcome, .maintenance: return
    }
  }

  // MARK: Actions

  private mutating func actOnVisit(_ act: Act, from desk: DeskID, _ turn: inout Turn) -> State {
    guard var visit = state.visit, visit.claim?.desk == desk else { return refuse(desk, .isOver, &turn) }
    guard case .visit = state else { return refuse(desk, .staffAtTheBox, &turn) }
    if let why = refusal(of: act, visit) { return refuse(desk, why, &turn) }
    if let learned = act.learned {
      turn.record(.assistEnded(visit.number, act.flag.code, by: act.session.id, learned: learned))
    }
    visit.resolve(act.flag.code, act.action, by: act.session.id, countersignedBy: act.second?.id, &turn)
    if act.action == .takeOutOfService {
      outOfService = outOfService ?? .staff
      visit.end(.endedByStaff, &turn)
    }
    return .visit(visit)
  }

  private func refusal(of act: Act, _ visit: Visit) -> DeskRefusal? {
    guard visit.flags.contains(where: { $0.code == act.flag.code }), act.flag.code.deskActions.contains(act.action)
    else {
      return .isOver
    }
    guard act.session.role.covers(act.action.role(for: act.flag.code)) else { return .roleNotEnough }
    if case .except = act.action, policy.secondPersonFor.contains(act.flag.code) {
      guard let second = act.second, second.id != act.session.id, second.role.covers(.officer) else {
        return .secondPersonNeeded
      }
    }
    guard visit.canEnd else { return .notNow }
    guard act.action == .attest else { return nil }
    guard visit.application.document.value?.picture != nil else { return .onlyAtTheBox }
    return visit.freshFrame == nil ? .freshFrameNeeded : nil
  }

  private mutating func actOnBox(_ act: Act, from desk: DeskID, _ turn: inout Turn) -> State {
    guard let flag = flags.first(where: { $0 == act.flag }), act.flag.code.deskActions.contains(act.action) else {
      return refuse(desk, .isOver, &turn)
    }
    guard act.session.role.covers(act.action.role(for: act.flag.code)) else {
      return refuse(desk, .roleNotEnough, &turn)
    }
    if mustRefundFirst(flag, act.action) { return refuse(desk, .notNow, &turn) }
    _ = settle(flag, act.action, by: act.session, &turn)
    return settled(state)
  }
}
