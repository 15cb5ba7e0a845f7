extension Box {
  /// What somebody at a desk wishes; the box decides, as it does for who stands before it.
  mutating func deskWished(
    _ wish: DeskEvent, from desk: DeskID, _ session: StaffSession, _ turn: inout Turn
  ) {
    switch wish {
    case .claim(let matter): claim(matter, Claim(desk: desk, session: session), &turn)
    case .release:
      release(from: desk, &turn)
    case .guide(let guidance):
      guard case .visit(var visit) = state, visit.claim?.desk == desk else { return refuse(desk, .isOver, &turn) }
      visit.guidance = guidance
      turn.record(.guided(visit.number, guidance, by: session.id))
      state = .visit(visit)
    case .note(let text):
      guard case .visit(var visit) = state, visit.claim?.desk == desk else { return refuse(desk, .isOver, &turn) }
      visit.note(String(String.UnicodeScalarView(text.unicodeScalars.prefix(TextEntry.limit))), by: session, &turn)
      state = .visit(visit)
    case .takeFrame:
      guard case .visit(var visit) = state, visit.claim?.desk == desk else { return refuse(desk, .isOver, &turn) }
      guard visit.step.isWaitingForAttestation else { return refuse(desk, .notNow, &turn) }
      turn.record(.frameTaken(visit.number, by: session.id))
      visit.takeFrame(&turn)
      state = .visit(visit)
    case .act(let flag, let action, let second, let learned):
      let act = Act(flag: flag, action: action, session: session, second: second?.id, learned: learned)
      if claim?.desk == desk { return actOnBox(act, from: desk, &turn) }
      actOnVisit(act, countersignedBy: second, from: desk, &turn)
    }
  }

  private func refuse(_ desk: DeskID, _ why: DeskRefusal, _ turn: inout Turn) {
    turn.emit(.refuse(desk, why))
  }

  // MARK: Claims

  /// One desk holds a matter, and a desk holds one matter.
  private mutating func claim(_ matter: Matter, _ claim: Claim, _ turn: inout Turn) {
    guard claim.session.role.covers(.librarian) else { return refuse(claim.desk, .roleNotEnough, &turn) }
    guard !flags(of: matter).isEmpty else { return refuse(claim.desk, .isOver, &turn) }
    if let holder = self.claim(of: matter) {
      if holder.desk != claim.desk { refuse(claim.desk, .claimedByAnother, &turn) }
      return
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

  /// What a member of staff has claimed, at whichever desk, is nobody's again.
  mutating func releaseClaims(of staff: StaffID, _ turn: inout Turn) {
    let claims = [claim, state.visit?.claim].compactMap { $0 }.filter { $0.session.id == staff }
    for desk in Set(claims.map(\.desk)).sorted() { release(from: desk, &turn) }
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

  private mutating func actOnVisit(
    _ act: Act, countersignedBy second: StaffSession?, from desk: DeskID, _ turn: inout Turn
  ) {
    guard var visit = state.visit, visit.claim?.desk == desk else { return refuse(desk, .isOver, &turn) }
    guard case .visit = state else { return refuse(desk, .staffAtTheBox, &turn) }
    if let why = refusal(of: act, countersignedBy: second, visit) { return refuse(desk, why, &turn) }
    carryOut(act, on: &visit, &turn)
    state = .visit(visit)
  }

  /// From a desk stands in the way what does so at the box, and what needs hands or eyes there.
  private func refusal(of act: Act, countersignedBy second: StaffSession?, _ visit: Visit?) -> DeskRefusal? {
    guard act.flag.code.deskActions.contains(act.action) else { return .isOver }
    if let obstacle = obstacle(to: act, visit) { return DeskRefusal(obstacle) }
    guard let visit else { return nil }
    if policy.needsSecondPerson(for: act.action, on: act.flag.code) {
      guard let second, second.hindrance(toCountersigning: act.session) == nil else { return .secondPersonNeeded }
    }
    guard act.action == .attest else { return nil }
    guard visit.application.document.value?.picture != nil else { return .onlyAtTheBox }
    return visit.freshFrame == nil ? .freshFrameNeeded : nil
  }

  private mutating func actOnBox(_ act: Act, from desk: DeskID, _ turn: inout Turn) {
    if let why = refusal(of: act, countersignedBy: nil, nil) { return refuse(desk, why, &turn) }
    settle(act, &turn)
    settle()
  }
}
