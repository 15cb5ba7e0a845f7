import PassportRules

// Staff at the box: what each page offers, and what is done with what they choose.

extension Box {
  /// What keys do on staff's pages at the box.
  func offers(for attendance: Attendance) -> [Offer] {
    let back = Offer([.back, .stop], .goBack)
    switch attendance.page {
    case .work(let work): return work.offers(at: bench(for: attendance), besides: ownOffers(for: attendance, work))
    case .box: return boxOffers(for: attendance.session)
    case .outOfService: return .reasons(OutOfServiceReason.allCases.map(Intent.outOfService))
    case .resume(_, .looking): return []
    case .resume(let entry, _): return entry.offers() + [Offer(.stop, .leave)]
    case .chooseStep: return .numbered(earlierSteps(of: attendance.visit).map(Intent.chooseStep), besides: [back])
    case .contact: return [Offer([.back], .goBack, others: .all)]
    }
  }

  private func bench(for attendance: Attendance) -> FlagWorkbench {
    FlagWorkbench(
      place: .box, session: attendance.session, flags: flags(for: attendance), visit: attendance.visit, box: self)
  }

  /// What a flag's page offers at the box: its actions unless it is covered, and the way to what is only here.
  private func ownOffers(for attendance: Attendance, _ work: FlagWork) -> [Offer] {
    let open = flags(for: attendance)
    guard case .flag(let place) = work, open.indices.contains(place) else { return [] }
    let flag = open[place]
    let actions =
      attendance.covers(flag)
      ? [] : offers(of: StaffPlace.box.actions(on: flag.code), on: flag, for: attendance.session, attendance.visit)
    guard attendance.visit != nil else { return actions + [Offer(FlagWork.boxFigure, .showBox)] }
    let faces = attendance.covers(flag) ? [] : FlagWork.enlarging(flag, at: bench(for: attendance))
    return actions + faces
      + (flag.code.isCovered ? [Offer(FlagWork.factsFigure, .showFacts(!attendance.showsFacts))] : [])
  }

  private func boxOffers(for session: StaffSession) -> [Offer] {
    var offers: [Offer] = []
    switch waitsForStaff {
    case nil: offers.append(Offer(.digit(1), .takeOutOfService, isAskedFirst: true))
    case let reason?: if isLiftedByStaff(reason) { offers.append(Offer(.digit(1), .putInService)) }
    }
    let cannotResume: Obstacle? = session.role.covers(.officer) ? (canResume ? nil : .notNow) : .roleNotEnough
    offers.append(Offer(.digit(2), .resumeParked, role: .officer, obstacle: cannotResume))
    if policy.offersRehearsals { offers.append(Offer(.digit(4), .rehearse, obstacle: canRehearse ? nil : .notNow)) }
    if !flags.isEmpty { offers.append(Offer(.digit(0), .showFlags)) }
    return offers + [Offer([.digit(3), .back, .stop], .leave)]
  }

  private func earlierSteps(of visit: Visit?) -> [StepName] {
    guard let visit, let date else { return [] }
    return visit.earlierSteps(by: policy.rules, on: date)
  }

  // MARK: What staff choose

  mutating func staffChose(_ intent: Intent, by key: Key, _ attendance: Attendance, _ transition: inout Transition) {
    var next = attendance
    next.notice = nil
    switch attendance.page {
    case .work(let work): return staffWorked(intent, by: key, work, next, &transition)
    case .box: return staffChose(intent, onTheBox: next, &transition)
    case .outOfService:
      if case .outOfService(let reason) = intent {
        takeOutOfService(reason, by: attendance.session, &transition)
        return leaveSession(&transition)
      }
      next.page = .box
    case .resume(let entry, _): return typedCase(key, entry, next, &transition)
    case .contact(let place, _):
      transition.forgetStoreQuestion()
      next.page = .work(.flag(place))
    case .chooseStep(let code):
      if case .chooseStep(let step) = intent {
        next.chosenStep = step
        next.page = .work(.learned(code, .chooseStep))
      } else {
        next.page = .work(.flag(bench(for: attendance).position(of: code)))
      }
    }
    state = .attended(next)
  }

  private mutating func staffChose(_ intent: Intent, onTheBox attendance: Attendance, _ transition: inout Transition) {
    var next = attendance
    switch intent {
    case .takeOutOfService: next.page = .outOfService
    case .putInService:
      lift(by: attendance.session, &transition)
      return leaveSession(&transition)
    case .resumeParked: next.page = .resume(Entry(limit: 6), nil)
    case .showFlags: next.page = .work(.flag(0))
    case .rehearse: return beginRehearsal(by: attendance.session, &transition)
    case .leave: return leaveSession(&transition)
    default: break
    }
    state = .attended(next)
  }

  // MARK: What is done about a flag

  private mutating func staffWorked(
    _ intent: Intent, by key: Key, _ work: FlagWork, _ attendance: Attendance, _ transition: inout Transition
  ) {
    var work = work
    let outcome = work.choose(intent, by: key, at: bench(for: attendance))
    follow(outcome, of: work, attendance, &transition)
  }

  /// A second person's number and PIN were checked; what waited for them is done then.
  mutating func staffHeard(_ answer: AccountsAnswer, _ attendance: Attendance, _ transition: inout Transition) {
    guard case .work(var work) = attendance.page else { return }
    let outcome = work.accountsAnswered(answer, at: bench(for: attendance))
    follow(outcome, of: work, attendance, &transition)
  }

  private mutating func follow(
    _ outcome: FlagWorkOutcome, of work: FlagWork, _ attendance: Attendance, _ transition: inout Transition
  ) {
    var next = attendance
    next.page = .work(work)
    switch outcome {
    case .goesOn: break
    case .logIn(let staff, let pin): transition.logIn(staff, pin: pin)
    case .changePIN(let staff, let pin, let own): transition.changePIN(staff, pin: pin, to: own)
    case .withoutSecondPerson: transition.pending.requests[.accounts] = nil
    case .keep(let note): next.visit?.note(note, by: attendance.session, &transition)
    case .leave: return leaveSession(&transition)
    case .act(let flag, let action, let second, let learned):
      let request = StaffRequest(
        flag: flag, action: action, session: attendance.session, second: second?.id, learned: learned)
      return next.visit == nil ? begin(request, next, &transition) : carryOut(request, next, &transition)
    case .other(let intent): staffTurned(intent, to: &next, work, &transition)
    }
    state = .attended(next)
  }

  /// What only a flag's page at the box leads to.
  private func staffTurned(
    _ intent: Intent, to next: inout Attendance, _ work: FlagWork, _ transition: inout Transition
  ) {
    guard case .flag(let place) = work else { return }
    let code = flags(for: next)[place].code
    switch intent {
    case .showBox: next.page = .box
    case .act(.chooseStep): next.page = .chooseStep(code)
    case .showFacts(let areShown):
      next.showsFacts = areShown
      if areShown, let visit = next.visit { transition.record(.flagShown(visit.number, code, by: next.session.id)) }
    default: break
    }
  }

  /// What staff do about the box itself, with no visit on it.
  private mutating func begin(_ request: StaffRequest, _ attendance: Attendance, _ transition: inout Transition) {
    var next = attendance
    switch request.action {
    case .handBack: return leaveSession(&transition)
    case .showContact:
      guard let number = request.flag.caseToCallAbout else { return }
      transition.record(.contactShown(number, by: request.session.id))
      transition.store(.contact(number))
      next.page = .contact(flags.firstIndex(of: request.flag) ?? 0, .looking)
    default:
      settle(request, &transition)
      next.page = flags.isEmpty ? .box : .work(.flag(0))
    }
    state = .attended(next)
  }

  private mutating func carryOut(_ request: StaffRequest, _ attendance: Attendance, _ transition: inout Transition) {
    guard var visit = attendance.visit else { return leaveSession(&transition) }
    var next = attendance
    if let obstacle = obstacle(to: request, visit) {
      next.notice = LogIn.Notice(obstacle)
      next.page = .work(.flag(bench(for: attendance).position(of: request.flag.code)))
      return state = .attended(next)
    }
    carryOut(request, on: &visit, &transition)
    if request.action == .chooseStep, let step = attendance.chosenStep { visit.goBack(to: step, &transition) }
    next.visit = visit
    next.page = .work(.flag(0))
    next.chosenStep = nil
    state = .attended(next)
    if visit.flags.isEmpty || !visit.canEnd { leaveSession(&transition) }
  }

  /// Ends a flag of the box itself, or only closes the box.
  mutating func settle(_ request: StaffRequest, _ transition: inout Transition) {
    let flag = request.flag
    switch request.action {
    case .settleMoney:
      switch flag.holding {
      case .moneyOpen(let payment): settle(payment, request, &transition)
      case .owes(let amount):
        if let number = flag.about { transition.record(.refunded(number, amount, by: request.session.id)) }
      case .nothing, .documentInReader: break
      }
    case .takeOutOfService(let reason): return takeOutOfService(reason ?? .device, by: request.session, &transition)
    case .putInService: outOfService = nil
    case .confirmRemoved: media = .notPresent
    case .retry: if flag.code.isAboutSending { transition.emit(.send(again: true)) }
    case .refer:
      if flag.code.isAboutSending, let number = flag.about {
        transition.record(.dossierWithdrawn(number, by: request.session.id))
      }
    default: break
    }
    transition.record(.flagEnded(flag.about, flag, request.action, by: request.session.id, countersignedBy: nil))
    flags.removeAll { $0 == flag }
  }

  /// Open money has the end that the bank says: of what was paid for the application goes to the authority.
  private func settle(_ payment: Payment, _ request: StaffRequest, _ transition: inout Transition) {
    guard case .settleMoney(let answer) = request.action else { return }
    transition.record(.moneySettled(payment, answer, by: request.session.id))
    if answer == .taken { transition.emit(.send(again: false)) }
  }
}
