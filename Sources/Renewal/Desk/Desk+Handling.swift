extension Desk {
  /// Takes a key; the box is only read.
  package mutating func handle(_ key: Key, _ box: Box) -> [DeskEffect] {
    let offer = offers(box).taking(key)
    notice = nil
    guard let offer else {
      if session != nil { notice = .noSuchKey }
      return []
    }
    if let obstacle = offer.obstacle {
      notice = .refused(DeskRefusal(obstacle))
      return []
    }
    if case .changeLanguage(let next) = offer.intent {
      language = next
      return []
    }
    if keyList.takes(offer.intent) { return [] }
    switch state {
    case .logIn(let logIn): return handle(key, logIn)
    case .queue(let session, let place): return choose(offer.intent, session, at: place, box)
    case .helping(let session, let workItem, let page):
      return choose(offer.intent, by: key, session, workItem, page, box)
    case .gone: return []
    }
  }

  /// Takes the accounts' answer; what waited for a second person is done then.
  package mutating func hear(_ answer: AccountsAnswer, _ box: Box) -> [DeskEffect] {
    switch state {
    case .logIn(let logIn): state = hear(answer, logIn)
    case .helping(let session, let workItem, .work(var work)):
      let outcome = work.accountsAnswered(answer, at: bench(for: session, workItem, box))
      state = .helping(session, workItem, .work(work))
      return effects(of: outcome, session, workItem)
    case .queue, .helping, .gone: break
    }
    return []
  }

  /// The box did not do what was asked.
  package mutating func hear(_ refusal: DeskRefusal) { notice = .refused(refusal) }

  /// An account may do nothing any more: whoever is logged in with it is back at the log-in, and told why; what was claimed is the
  /// box's to give back.
  package mutating func endSession(of staff: StaffID) {
    if session?.id == staff { return state = .logIn(LogIn(notice: .revoked)) }
    switch state {
    case .logIn(let logIn) where logIn.isChecking && logIn.number.digits == staff.digits:
      state = .logIn(LogIn(notice: .revoked))
    case .helping(let session, let workItem, .work(var work)):
      work.drop(secondPerson: staff)
      state = .helping(session, workItem, .work(work))
    case .logIn, .queue, .helping, .gone: break
    }
  }

  /// Nobody pressed a key here for the length of a session; what was claimed goes back.
  package mutating func timeOut() -> [DeskEffect] {
    guard session != nil else { return [] }
    let effects = releasing
    state = .logIn(LogIn(notice: .timedOut))
    return effects
  }

  /// Follows what became of the box: a claim that came or is over, a flag that is not there any more; and says what became of what
  /// was done here.
  package mutating func follow(_ box: Box) {
    defer { wish = nil }
    switch state {
    case .logIn, .gone: return
    case .queue(let session, let place):
      if let workItem = Self.held(by: id, box) {
        // It could not be stored after all.
        if case .done = notice { notice = nil }
        state = .helping(session, workItem, .work(.flag(firstPlace(of: workItem, chosen: place, box))))
      } else {
        state = .queue(session, place: max(0, min(place, box.queue.count - 1)))
      }
      forgetNotice(ofAnother: box.queue)
    case .helping(let session, let workItem, let page):
      guard box.claim(of: workItem)?.desk == id else {
        state = .queue(session, place: 0)
        if notice == nil { notice = wish.map { .done($0.done) } ?? .over }
        queueOfNotice = box.queue
        return
      }
      if notice == .takingFrame, box.visit(of: workItem)?.freshFrame != nil { notice = nil }
      let flags = box.flags(of: workItem)
      if let wish, wish.hasHappened(to: flags, of: box) { notice = .done(wish.done) }
      switch page {
      case .work(.flag(let place)) where place >= flags.count:
        state = .helping(session, workItem, .work(.flag(max(0, flags.count - 1))))
      case .work(.secondPerson(let code, _, _)), .work(.learned(let code, _)), .work(.reason(let code, _)):
        if !flags.contains(where: { $0.code == code }) { state = .helping(session, workItem, .work(.flag(0))) }
      case .work(.faces(let code, let pair)):
        let bench = bench(for: session, workItem, box)
        if !bench.pairs(of: code).contains(pair) {
          state = .helping(session, workItem, .work(.flag(bench.position(of: code))))
        }
      default: break
      }
    }
  }

  /// What was told at the queue stays until the queue is another one: of the next citizen it would not be true.
  private mutating func forgetNotice(ofAnother queue: [QueueEntry]) {
    switch notice {
    // Of the account, and told once, whatever waits.
    case nil, .news: return
    case .refused, .over, .done, .takingFrame, .guided, .noSuchKey: break
    }
    if queueOfNotice ?? queue != queue { notice = nil } else { queueOfNotice = queue }
  }

  private static func held(by desk: DeskID, _ box: Box) -> WorkItem? {
    if let visit = box.state.visit, visit.claim?.desk == desk { return .visit(visit.number) }
    return box.claim?.desk == desk ? .box : nil
  }

  private func firstPlace(of workItem: WorkItem, chosen: Int, _ box: Box) -> Int {
    let queue = box.queue
    guard queue.indices.contains(chosen), queue[chosen].workItem == workItem else { return 0 }
    return queue[chosen].place
  }

  private var releasing: [DeskEffect] {
    switch state {
    case .helping: [.ask(.release)]
    case .logIn, .queue, .gone: []
    }
  }

  // MARK: Log-in

  private mutating func handle(_ key: Key, _ logIn: LogIn) -> [DeskEffect] {
    switch logIn.handle(key) {
    case .goesOn(let next): state = .logIn(next)
    case .left: state = .gone
    case .check(let next, let staff, let pin):
      state = .logIn(next)
      return [.logIn(staff, pin: pin)]
    case .change(let next, let staff, let pin, let own):
      state = .logIn(next)
      return [.changePIN(staff, pin: pin, to: own)]
    }
    return []
  }

  private mutating func hear(_ answer: AccountsAnswer, _ logIn: LogIn) -> State {
    if let next = logIn.hearing(answer) { return .logIn(next) }
    guard case .welcome(let session) = answer else { return state }
    guard session.role != .technician else { return .logIn(LogIn(notice: .roleNotEnough)) }
    notice = session.news.first.map { .news($0) }
    return .queue(session, place: 0)
  }

  // MARK: The queue

  private mutating func choose(_ intent: Intent, _ session: StaffSession, at place: Int, _ box: Box) -> [DeskEffect] {
    let count = max(1, box.queue.count)
    switch intent {
    case .leave: state = .logIn(LogIn())
    case .focusPrevious: state = .queue(session, place: max(0, place - 1))
    case .focusNext: state = .queue(session, place: (place + 1) % count)
    case .claim(let workItem, let place):
      state = .queue(session, place: place)
      return [.ask(.claim(workItem))]
    default: break
    }
    return []
  }

  // MARK: A claimed work item

  private mutating func choose(
    _ intent: Intent, by key: Key, _ session: StaffSession, _ workItem: WorkItem, _ page: Page, _ box: Box
  ) -> [DeskEffect] {
    switch page {
    case .work(var work):
      let outcome = work.choose(intent, by: key, at: bench(for: session, workItem, box))
      state = .helping(session, workItem, .work(work))
      return effects(of: outcome, session, workItem)
    case .guidance, .watching:
      guard case .guide(let guidance) = intent else {
        state = .helping(session, workItem, .work(.flag(0)))
        return []
      }
      notice = .guided(guidance)
      return [.ask(.guide(guidance))]
    }
  }

  private mutating func effects(
    of outcome: FlagWorkOutcome, _ session: StaffSession, _ workItem: WorkItem
  ) -> [DeskEffect] {
    switch outcome {
    case .goesOn, .withoutSecondPerson: return []
    case .logIn(let staff, let pin): return [.logIn(staff, pin: pin)]
    case .changePIN(let staff, let pin, let own): return [.changePIN(staff, pin: pin, to: own)]
    case .act(let flag, let action, let second, let learned):
      wish = .act(flag, action)
      return [.ask(.act(flag, action, countersignedBy: second, learned: learned))]
    case .keep(let note): return [.ask(.note(note))]
    case .leave:
      wish = .release
      return [.ask(.release)]
    case .other(.takeFrame):
      notice = .takingFrame
      return [.ask(.takeFrame)]
    case .other(.showMessages): state = .helping(session, workItem, .guidance)
    case .other(.watch): state = .helping(session, workItem, .watching)
    case .other: break
    }
    return []
  }
}
