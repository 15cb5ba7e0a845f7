extension Box {
  /// An account may do nothing any more: what it claimed is nobody's, and whoever is here with it is back at the log-in, and told why.
  mutating func endSessions(of staff: StaffID, _ transition: inout Transition) {
    releaseClaims(of: staff, &transition)
    switch state {
    case .logIn(let logIn, let visit):
      guard logIn.isChecking, logIn.number.digits == staff.digits else { return }
      transition.pending.requests[.accounts] = nil
      state = .logIn(LogIn(notice: .revoked), visit)
    case .attended(var attendance):
      guard attendance.session.id == staff else {
        attendance.drop(secondPerson: staff, &transition)
        return state = .attended(attendance)
      }
      // What the store opens must find somebody, and its answer comes at once: nothing more can be done until then.
      guard !attendance.isLookingForParked else { return }
      transition.record(.staffLeft(attendance.visit?.number, staff))
      logInAgain(attendance.visit, &transition)
    case .maintenance(let maintenance) where maintenance.session.id == staff:
      transition.record(.staffLeft(nil, staff))
      logInAgain(nil, &transition)
    case .closed, .welcome, .visit, .maintenance: break
    }
  }

  /// How long that log-in stays over a visit when nobody touches it.
  private static let farewellToStaff = Milliseconds.seconds(15)

  /// The log-in for whoever stands here, in place of the session they had.
  private mutating func logInAgain(_ visit: Visit?, _ transition: inout Transition) {
    endSession(&transition)
    transition.forgetStoreQuestion()
    // Whoever it was reads why; the citizen shall have the box again before long.
    transition.start(
      .session, visit == nil ? policy.waits[.session] : min(policy.waits[.session], Self.farewellToStaff))
    state = .logIn(LogIn(notice: .revoked), visit)
  }
}

extension Attendance {
  /// A second person who may not countersign any more does not.
  fileprivate mutating func drop(secondPerson staff: StaffID, _ transition: inout Transition) {
    guard case .work(let before) = page else { return }
    var work = before
    work.drop(secondPerson: staff)
    guard work != before else { return }
    page = .work(work)
    transition.pending.requests[.accounts] = nil
  }
}
