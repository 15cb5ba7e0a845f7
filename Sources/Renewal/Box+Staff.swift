extension Box {
  /// The flags staff see: the paused visit's, or the box's own.
  package func flags(for attendance: Attendance) -> [Flag] { attendance.visit?.flags ?? flags }

  /// This box with the page of staff instead of what the keys there do.
  package var withoutKeys: Box {
    var box = self
    switch state {
    case .attended(var attendance):
      attendance.keyList = KeyList()
      box.state = .attended(attendance)
    case .maintenance(var maintenance):
      maintenance.keyList = KeyList()
      box.state = .maintenance(maintenance)
    case .closed, .welcome, .visit, .logIn: break
    }
    return box
  }

  /// The box as others may see its screen: what staff had shown there is covered.
  package var covered: Box {
    guard case .attended(var attendance) = state else { return self }
    attendance.showsFacts = false
    var box = self
    box.state = .attended(attendance)
    return box
  }

  // MARK: Log-in

  mutating func beginLogIn(_ visit: Visit?, _ transition: inout Transition) {
    transition.start(.session, policy.waits[.session])
    var paused = visit
    paused?.pause(&transition)
    state = .logIn(LogIn(), paused)
  }

  mutating func keyPressed(_ key: Key, at logIn: LogIn, _ visit: Visit?, _ transition: inout Transition) {
    switch logIn.handle(key) {
    case .left: leaveSession(&transition)
    case .goesOn(let next): state = .logIn(next, visit)
    case .check(let next, let staff, let pin):
      transition.logIn(staff, pin: pin)
      state = .logIn(next, visit)
    case .change(let next, let staff, let pin, let own):
      transition.changePIN(staff, pin: pin, to: own)
      state = .logIn(next, visit)
    }
  }

  mutating func accountsAnswered(_ answer: AccountsAnswer, _ transition: inout Transition) {
    switch state {
    case .logIn(let logIn, let visit):
      if let next = logIn.hearing(answer) { return state = .logIn(next, visit) }
      guard case .welcome(let session) = answer else { return }
      begin(session, visit, &transition)
    case .attended(let attendance): staffHeard(answer, attendance, &transition)
    case .closed, .welcome, .visit, .maintenance: break
    }
  }

  private mutating func begin(_ session: StaffSession, _ visit: Visit?, _ transition: inout Transition) {
    transition.start(.session, policy.waits[.session])
    if session.role == .technician {
      guard visit == nil || visit?.isUntouched == true else {
        return state = .logIn(LogIn(notice: .citizenFirst), visit)
      }
      transition.record(.staffArrived(nil, session.id, session.role))
      closeUntouched(visit, &transition)
      return state = .maintenance(Maintenance(session: session))
    }
    transition.record(.staffArrived(visit?.number, session.id, session.role))
    if let visit, visit.isUntouched {
      closeUntouched(visit, &transition)
      return state = .attended(Attendance(session: session, visit: nil, page: boxPage))
    }
    guard var visit, visit.step.name != .farewell else {
      transition.stop(.step)
      return state = .attended(Attendance(session: session, visit: nil, page: boxPage))
    }
    let isUncalled = visit.flags.isEmpty
    if isUncalled { visit.raise(.helpRequested, byStaff: true, &transition) }
    var attendance = Attendance(session: session, visit: visit, page: .work(.flag(0)))
    attendance.isUncalled = isUncalled
    state = .attended(attendance)
  }

  /// What staff see who come with no visit on: what waits, or the box itself.
  private var boxPage: Attendance.Page { flags.isEmpty ? .box : .work(.flag(0)) }

  private func closeUntouched(_ visit: Visit?, _ transition: inout Transition) {
    guard let visit else { return }
    transition.leaveStep()
    transition.record(.visitEnded(visit.number, .endedByStaff))
    transition.emit(.wipe)
  }

  // MARK: Leaving

  /// Staff leave, or their session ran out: back to the citizen, or to rest; nothing that was not finished happened.
  mutating func leaveSession(_ transition: inout Transition) {
    endSession(&transition)
    switch state {
    case .logIn(_, let visit): handBack(visit, &transition)
    case .attended(let attendance):
      // The store's word about whom to call is for nobody else.
      if case .contact(_, .looking) = attendance.page { transition.forgetStoreQuestion() }
      transition.record(.staffLeft(attendance.visit?.number, attendance.session.id))
      var visit = attendance.visit
      if attendance.isUncalled { visit?.withdraw(.helpRequested, &transition) }
      handBack(visit, &transition)
    case .maintenance(let maintenance):
      transition.record(.staffLeft(nil, maintenance.session.id))
      rest()
    case .closed, .welcome, .visit: break
    }
  }

  func endSession(_ transition: inout Transition) {
    transition.stop(.session)
    transition.pending.requests[.accounts] = nil
  }

  private mutating func handBack(_ paused: Visit?, _ transition: inout Transition) {
    guard var visit = paused else { return rest() }
    if visit.step.name == .farewell {
      if transition.pending.timers[.step] == nil { transition.start(.step, policy.waits[.farewell]) }
    } else {
      visit.rest(&transition)
    }
    state = .visit(visit)
  }
}

extension Visit {
  /// Whether nothing was asked or gathered yet: staff came to the box, not to a citizen.
  var isUntouched: Bool { step.name == .language && flags.isEmpty }
}
