extension Box {
  /// What somebody at a desk wishes; the box decides, as it does for who stands before it.
  mutating func deskWished(
    _ wish: DeskEvent, from desk: DeskID, _ session: StaffSession, _ transition: inout Transition
  ) {
    switch wish {
    case .claim(let workItem): claim(workItem, Claim(desk: desk, session: session), &transition)
    case .release:
      release(from: desk, &transition)
    case .guide(let guidance):
      guard case .visit(var visit) = state, visit.claim?.desk == desk else { return refuse(desk, .isOver, &transition) }
      visit.guidance = guidance
      transition.record(.guided(visit.number, guidance, by: session.id))
      state = .visit(visit)
    case .note(let text):
      guard case .visit(var visit) = state, visit.claim?.desk == desk else { return refuse(desk, .isOver, &transition) }
      visit.note(
        String(String.UnicodeScalarView(text.unicodeScalars.prefix(TextEntry.limit))), by: session, &transition)
      state = .visit(visit)
    case .takeFrame:
      guard case .visit(var visit) = state, visit.claim?.desk == desk else { return refuse(desk, .isOver, &transition) }
      guard visit.step.isWaitingForAttestation else { return refuse(desk, .notNow, &transition) }
      transition.record(.frameTaken(visit.number, by: session.id))
      visit.takeFrame(&transition)
      state = .visit(visit)
    case .act(let flag, let action, let second, let learned):
      let request = StaffRequest(flag: flag, action: action, session: session, second: second?.id, learned: learned)
      if claim?.desk == desk { return actOnBox(request, from: desk, &transition) }
      actOnVisit(request, countersignedBy: second, from: desk, &transition)
    }
  }

  private func refuse(_ desk: DeskID, _ why: DeskRefusal, _ transition: inout Transition) {
    transition.emit(.refuse(desk, why))
  }

  // MARK: Claims

  /// One desk holds a work item, and a desk holds one work item.
  private mutating func claim(_ workItem: WorkItem, _ claim: Claim, _ transition: inout Transition) {
    guard claim.session.role.covers(.librarian) else { return refuse(claim.desk, .roleNotEnough, &transition) }
    guard !flags(of: workItem).isEmpty else { return refuse(claim.desk, .isOver, &transition) }
    if let holder = self.claim(of: workItem) {
      guard holder.desk != claim.desk else { return }
      let isOneself = holder.session.id == claim.session.id
      return refuse(claim.desk, isOneself ? .claimedAtAnotherDesk : .claimedByAnother, &transition)
    }
    release(from: claim.desk, &transition)
    switch workItem {
    case .visit(let number):
      transition.record(.claimed(number, by: claim.session.id))
      changeVisit { $0.claim = claim }
    case .box:
      transition.record(.claimed(nil, by: claim.session.id))
      self.claim = claim
    }
  }

  private mutating func release(from desk: DeskID, _ transition: inout Transition) {
    if let claim, claim.desk == desk {
      transition.record(.released(nil, by: claim.session.id))
      self.claim = nil
    }
    guard let visit = state.visit, let claim = visit.claim, claim.desk == desk else { return }
    transition.record(.released(visit.number, by: claim.session.id))
    changeVisit {
      $0.claim = nil
      $0.guidance = nil
      $0.dropFrame(&transition)
    }
  }

  /// What a member of staff has claimed, at whichever desk, is nobody's again.
  mutating func releaseClaims(of staff: StaffID, _ transition: inout Transition) {
    let claims = [claim, state.visit?.claim].compactMap { $0 }.filter { $0.session.id == staff }
    for desk in Set(claims.map(\.desk)).sorted() { release(from: desk, &transition) }
  }

  /// A claim ends with the last flag it was for.
  mutating func releaseWhatIsOver(_ transition: inout Transition) {
    if let claim, flags.isEmpty {
      transition.record(.released(nil, by: claim.session.id))
      self.claim = nil
    }
    guard let visit = state.visit, let claim = visit.claim, visit.flags.isEmpty else { return }
    transition.record(.released(visit.number, by: claim.session.id))
    changeVisit { $0.claim = nil }
  }

  /// Changes the visit where it is: on the screen, or paused under staff.
  mutating func changeVisit(_ change: (inout Visit) -> Void) {
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
    _ request: StaffRequest, countersignedBy second: StaffSession?, from desk: DeskID, _ transition: inout Transition
  ) {
    guard var visit = state.visit, visit.claim?.desk == desk else { return refuse(desk, .isOver, &transition) }
    guard case .visit = state else { return refuse(desk, .staffAtTheBox, &transition) }
    if let why = refusal(of: request, countersignedBy: second, visit) { return refuse(desk, why, &transition) }
    carryOut(request, on: &visit, &transition)
    state = .visit(visit)
  }

  /// From a desk stands in the way what does so at the box, and what needs hands or eyes there.
  private func refusal(of request: StaffRequest, countersignedBy second: StaffSession?, _ visit: Visit?) -> DeskRefusal?
  {
    guard request.action.kind.isOfDesks, request.flag.code.allows(request.action) else { return .isOver }
    if let obstacle = obstacle(to: request, visit) { return DeskRefusal(obstacle) }
    guard let visit else { return nil }
    if policy.needsSecondPerson(for: request.action, on: request.flag.code) {
      guard let second, second.hindrance(toCountersigning: request.session) == nil else { return .secondPersonNeeded }
    }
    guard request.action == .attest else { return nil }
    guard visit.application.document.value?.picture != nil else { return .onlyAtTheBox }
    return visit.freshFrame == nil ? .freshFrameNeeded : nil
  }

  private mutating func actOnBox(_ request: StaffRequest, from desk: DeskID, _ transition: inout Transition) {
    if let why = refusal(of: request, countersignedBy: nil, nil) { return refuse(desk, why, &transition) }
    settle(request, &transition)
    settle()
  }
}
