import Cases
import Logging
import Renewal

/// One turn of the machine is one transaction: its facts are on disk before anything else of it happens.
extension Runner {
  /// Steps the machine, now or as soon as the turn before is on disk.
  func handle(_ event: Event, isDropped: ((Bool) -> Void)? = nil) {
    turns.append(.event(event, isDropped: isDropped))
    takeTurns()
  }

  /// Writes facts in their order among the machine's own.
  func write(_ facts: [Fact]) {
    turns.append(.facts(facts))
    takeTurns()
  }

  private func takeTurns() {
    while let next = turns.next() {
      switch next {
      case .event(let event, let isDropped):
        let dropped = box.dropped
        step(event)
        isDropped?(box.dropped > dropped)
      case .facts(let facts): open(OpenTurn(facts: facts, before: nil, effects: []))
      }
    }
  }

  private func step(_ event: Event) {
    let before = box
    note(event)
    let effects = box.handle(event)
    environment.watcher?.handled(event, from: before, to: box)
    if case .revoked(let staff) = event { endDeskSessions(of: staff) }
    lookAround(since: before)
    if environment.publish != nil, box != before || event.isOfStore { planFigures() }
    if case .record(let facts)? = effects.first {
      open(OpenTurn(facts: facts, before: before, effects: Array(effects.dropFirst())))
    } else {
      carryOut(effects)
    }
    if case .device(.state(.paymentTerminal, _)) = event { askTerminal() }
  }

  /// Whatever looks at the box sees what became of it.
  private func lookAround(since before: Box) {
    if box.looksOtherwise(than: before) { needsDrawing = true }
    // When somebody begins, and when they are gone.
    if (box.state.visit == nil) != (before.state.visit == nil), environment.watchesSpace { lookAtSpace() }
    if box.state != before.state {
      stateSince = environment.clocks.now()
      environment.practice?.follow(box.state)
      watchSessions()
    }
    if box.state != before.state || box.flags != before.flags || box.claim != before.claim {
      noteFlags()
      follow()
    }
  }

  // MARK: The disk

  private func open(_ turn: OpenTurn) {
    guard let store, !hasFailed else { return carryOut(turn.effects) }
    turns.write(turn)
    let mailbox = mailbox
    let write = environment.write
    environment.executor.run(on: .store) {
      mailbox.post(.recorded(Self.fault(of: write, store, turn.facts)))
    }
  }

  /// How often a write is tried while another process holds the store, each time as long as the store itself waits: whoever is busy
  /// with it is no failing disk.
  private static let mostTries = 5

  private static func fault(
    of write: (Store, [Fact]) throws(StoreError) -> Void, _ store: Store, _ facts: [Fact]
  ) -> StoreError? {
    var tries = 1
    while true {
      do throws(StoreError) {
        try write(store, facts)
        return nil
      } catch {
        guard case .busy = error, tries < mostTries else { return error }
        tries += 1
      }
    }
  }

  /// The turn is on disk, and goes on; or it is not.
  func recorded(_ fault: StoreError?) {
    guard let turn = turns.endWriting() else { return }
    switch fault {
    case nil:
      turn.facts.forEach(noted)
      carryOut(turn.effects)
    case .unauthorised(let staff)?: takeBack(turn, refusedTo: staff)
    case .refused(let refusal)?:
      log.critical("the store refused what the machine says", metadata: ["REASON": "\(refusal.rawValue)"])
      goOn(turn, without: .contradicted)
    case let fault?:
      log.critical("a fact could not be written", metadata: ["REASON": "\(fault)"])
      hasFailed = true
      timetable.set(.store, at: environment.clocks.now() + Self.storePause)
      goOn(turn, without: .recordFailed)
    }
    takeTurns()
  }

  /// Somebody's account may not do what the turn says: nothing of it happened, and it is their session that ends.
  private func takeBack(_ turn: OpenTurn, refusedTo staff: StaffID) {
    log.warning("an act was refused, for the account may not do it")
    if let before = turn.before {
      let after = box
      box = before
      environment.watcher?.tookBack(to: box)
      lookAround(since: after)
      needsDrawing = true
    }
    turns.putFirst([.revoked(staff)])
  }

  /// The turn happened and is not on disk: what would move money or ask the store is not sent, and fails.
  private func goOn(_ turn: OpenTurn, without news: Event) {
    let unsent = turn.effects.filter(\.mustBeOnDisk)
    carryOut(turn.effects.filter { !$0.mustBeOnDisk })
    turns.putFirst([news] + unsent.compactMap(\.failed))
  }
}

extension Effect {
  /// Whether it must not be done when the facts before it are not on disk.
  fileprivate var mustBeOnDisk: Bool {
    switch self {
    case .command(_, let command): command.effectClass == .financial
    case .store: true
    case .cancel, .ask, .logIn, .changePIN, .startTimer, .stopTimer, .record, .discard, .wipe, .speakAgain, .light,
      .keepNote, .refuse, .test, .notify, .send, .exit:
      false
    }
  }

  /// What the machine hears when it was not done.
  fileprivate var failed: Event? {
    switch self {
    case .command(let id, _): .answer(id, .failed(DeviceFault(.inoperable, .maintenance)))
    case .store(let id, _): .store(id, .failed)
    case .cancel, .ask, .logIn, .changePIN, .startTimer, .stopTimer, .record, .discard, .wipe, .speakAgain, .light,
      .keepNote, .refuse, .test, .notify, .send, .exit:
      nil
    }
  }
}

extension Box {
  /// Whether a screen may look otherwise than before: the state, or what staff and the welcome screen read beside it.
  fileprivate func looksOtherwise(than before: Box) -> Bool {
    state != before.state || flags != before.flags || devices != before.devices || paper != before.paper
      || outOfService != before.outOfService || hours != before.hours || date != before.date
  }
}
