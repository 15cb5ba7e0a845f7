package import Cases
package import Logging
package import Renewal
package import Screens

/// The loop's own part: takes what arrives and falls due, gives it to the machine, and has the others carry out what it asks for.
///
/// Lives on one thread. Nothing in it waits: the disk, PINs, measures and devices are elsewhere and answer through the mailbox.
///
/// | part | what is its own |
/// |---|---|
/// | `Machine` | the box, one transition after the other |
/// | `Storage` | the store, and whether the disk takes what is written |
/// | `Recovery` | the way to a beginning: money of an interrupted run, a store that works again |
/// | `Console` | what people at the box see, hear and press |
/// | `Desks` | who sits at which desk, and what each is shown |
/// | `FlagQueue` | since when each flag waits for staff |
/// | `DeviceControl` | the drivers, and what failed last |
/// | `CivilTime` | the date, the hours, and whether the clock is believed |
/// | `Upkeep` | purge, audit and the room on the disk |
/// | `Telemetry` | the figures, and what the supervisor hears |
/// | `Rehearsal` | a box of its own that borrows screen and keys |
package final class Runner {
  /// Why the loop ended.
  package enum End: Hashable, Sendable {
    /// The system asked for it, and everything was brought to its end.
    case stopped
    /// The store cannot be opened; nothing was begun.
    case refused(StoreError)
    /// The terminal is gone.
    case hungUp
  }

  /// The pictures of the visit.
  package let vault = Vault()

  private let shared: LoopContext
  private let storage: Storage
  private let machine: Machine
  private let console: Console
  private let queue: FlagQueue
  private let desks: Desks
  private let devices: DeviceControl
  private let recovery: Recovery
  private let civilTime: CivilTime
  private let telemetry: Telemetry
  private let upkeep: Upkeep
  private let store: StoreQuestions
  private let rehearsal: Rehearsal
  private let effects: EffectHandler
  private var messages: [LoopMessage] = []
  private var ended: End?

  /// A box that starts, before anything is open; within another loop it takes its turns in that one's, and rings its bell.
  package init(
    policy: Policy, environment: Environment, display: any Display, context: ScreenContext, log: Logger,
    within outer: Mailbox? = nil
  ) {
    var context = context
    context.pictures = vault
    if let practice = environment.practice {
      context.demonstration = practice.hint
      context.isTraining = true
    }
    shared = LoopContext(environment, policy: policy, log: log, within: outer)
    storage = Storage(shared)
    machine = Machine(Box(policy: policy), storage: storage, shared)
    console = Console(shared, machine, display, context)
    let accounts = AccountQuestions(shared, storage)
    queue = FlagQueue(shared, machine)
    desks = Desks(shared, machine, console, accounts, queue, storage)
    devices = DeviceControl(shared, vault)
    civilTime = CivilTime(shared, machine)
    recovery = Recovery(shared, machine, storage, devices, civilTime, queue)
    telemetry = Telemetry(shared, storage)
    upkeep = Upkeep(shared, machine, storage, telemetry)
    store = StoreQuestions(shared, storage, vault)
    rehearsal = Rehearsal(shared, machine, console)
    effects = EffectHandler(
      shared: shared, vault: vault, console: console, desks: desks, devices: devices,
      accounts: accounts, storage: storage, store: store, rehearsal: rehearsal)
    machine.delegate = self
    desks.delegate = self
    recovery.delegate = self
  }

  /// The machine's box as it stands.
  package var box: Box { machine.box }

  /// The key that has the focus of the two keys; nothing where the screen is not walked, or nothing has it yet.
  package var walkedFocus: Key? { console.walkedFocus }

  /// The machine of a desk that is connected.
  package func desk(_ id: DeskID) -> Desk? { desks.desk(id) }

  /// Why the loop ended, once it has.
  package var end: End? { ended ?? (console.isHungUp ? .hungUp : nil) }

  // MARK: What the loop sleeps on

  /// Through which everything else reaches the loop.
  package var mailbox: Mailbox { shared.mailbox }

  /// Becomes readable when somebody typed; nothing while a transition is being written: what is typed then waits where it is.
  var keyboard: Int32? {
    if let rehearsed = rehearsal.runner { return rehearsed.keyboard }
    return machine.isWriting ? nil : console.descriptor
  }

  /// The next moment something falls due, in the clock's milliseconds.
  package var deadline: Int? {
    // While a transition is being written nothing else is taken, and the end of the writing wakes the loop.
    let own =
      machine.isWriting
      ? [shared.timers.moment(of: .supervisor)] : [shared.timers.next, console.deadline, desks.deadline]
    return (own + [rehearsal.runner?.deadline]).compactMap { $0 }.min()
  }

  /// How long until something falls due, in milliseconds; nothing when only an arrival wakes the loop.
  var pause: Int? { deadline.map { max(0, $0 - shared.now) } }

  // MARK: One turn

  /// One turn of the loop: everything that arrived and fell due, then one drawing if anything changed.
  package func turn() {
    messages += mailbox.drain()
    if let end = messages.firstIndex(where: \.isEndOfWriting) { messageArrived(messages.remove(at: end)) }
    watchClock()
    takeMessages()
    desks.takeInputs()
    console.takeInputs()
    takeWaitingKeys()
    takeDue()
    rehearsal.turn()
    if console.draw(maintenance: maintenance) { desks.setNeedsDrawing() }
    desks.draw()
    telemetry.tellStatus(of: box)
  }

  /// Gives machines the keys that have waited long enough.
  private func takeWaitingKeys() {
    // Whether it comes again is not known before everything was read.
    guard !machine.isWriting else { return }
    console.takeWaitingKey()
    desks.takeWaitingKeys()
  }

  private func takeMessages() {
    while !machine.isWriting, !messages.isEmpty { messageArrived(messages.removeFirst()) }
    if messages.isEmpty { messages = [] }
  }

  private func messageArrived(_ message: LoopMessage) {
    switch message {
    case .event(let event):
      if case .authority(let id, _) = event { shared.timers.settle(id) }
      machine.handle(event)
    case .answer(let id, let answer):
      shared.timers.settle(id)
      handle(.answer(id, answer), of: answer.pictures)
    case .resumed(let id, let answer, let pictures): handle(.store(id, answer), of: pictures)
    case .recorded(let fault): machine.writingEnded(fault)
    case .opened(let store, let snapshot): recovery.opened(store, snapshot)
    case .settled(let store, let snapshot): recovery.settled(store, snapshot)
    case .refused(let error): ended = .refused(error)
    case .redraw:
      console.setNeedsDrawing()
      desks.setNeedsDrawing()
    case .desks: desks.fetch()
    case .deskAccounts(let id, let question, let answer): desks.hear(answer, to: question, at: id)
    case .sendAnswered(let id, let answer): if desks.sends(for: id, answer) { storage.sendOutbox(again: true) }
    case .spoken(let number, let end):
      console.tellVoice(.ended(number))
      upkeep.heard(end)
    case .invited(let end): upkeep.heard(end)
    case .triedVoice(let end): upkeep.tried(end)
    case .headset(let isIn): machine.handle(.headset(isIn: isIn))
    case .speaking(let number, let sentence): console.tellVoice(.began(number, sentence: sentence))
    case .tried(let snapshot): recovery.tried(snapshot)
    case .space(let space):
      if upkeep.space != space { console.setNeedsDrawing() }
      upkeep.looked(space)
    case .day(let day): desks.hear(day)
    case .audited(let report): upkeep.audited(report)
    case .rehearsal(let parts): rehearsal.begin(parts)
    }
  }

  /// An answer nobody waits for leaves no picture behind.
  private func handle(_ answer: Event, of pictures: [PictureID]) {
    machine.handle(answer) { [shared, vault] isDropped in
      guard isDropped else { return }
      shared.log.notice("dropped an answer nobody waits for")
      vault.discard(pictures)
    }
  }

  private func takeDue() {
    guard !machine.isWriting else {
      if shared.timers.popDue(.supervisor, by: shared.now) { telemetry.tellWell() }
      return
    }
    for due in shared.timers.popDue(by: shared.now) {
      switch due {
      case .timer(let id, .idle): console.tellVoice(.idleFired(id))
      case .timer(let id, _): machine.handle(.timer(id))
      case .answer(let id, let command): if let event = devices.due(id, command, box) { machine.handle(event) }
      case .authority(let id): machine.handle(.authority(id, .unavailable))
      case .wall: tellWall()
      case .session(let desk): desks.timeOut(desk)
      case .seat(let desk): desks.giveUp(desk)
      case .lease(let desk): desks.endLease(desk)
      case .ages: desks.setNeedsDrawing()
      case .store: recovery.tryStore()
      // A technician is wanted, and the box says so.
      case .devices:
        for device in devices.silent(box) { machine.handle(.device(.state(device, .noDevice))) }
        recovery.devicesHadTheirTime()
      case .supervisor: telemetry.tellWell()
      case .figures: telemetry.publishFigures(of: box, oldestFlag: queue.oldest)
      case .purge: upkeep.lookAtPurge()
      case .space: upkeep.lookAtSpace()
      case .voice: upkeep.tryVoice()
      case .invitation: console.invite()
      case .audit: upkeep.auditIfAtRest()
      case .sessions: desks.lookAtSessions()
      }
    }
  }

  /// What a technician at the box reads; nothing while there is none.
  private var maintenance: MaintenanceFacts? {
    guard case .maintenance = box.state else { return nil }
    var facts = MaintenanceFacts(version: shared.environment.version)
    facts.faults = devices.faults
    facts.refusals = devices.refusals
    facts.freeMegabytes = upkeep.space?.free
    facts.neededMegabytes = upkeep.space?.needed ?? 0
    return facts
  }

  // MARK: The start and the end

  /// Draws the first screen, then opens the store and starts the devices; the box opens when all is known.
  package func start() {
    turn()
    telemetry.tellReady()
    storage.open()
    devices.start()
    shared.environment.watchHeadset?({ [mailbox = shared.mailbox] in mailbox.post(.headset(isIn: $0)) })
  }

  /// What a run leaves behind it once it has ended: a signed journal, and no desk that believes it is connected.
  package func finish() {
    upkeep.sealJournalAtLast()
    desks.close()
    rehearsal.finish()
  }

  /// What a run leaves behind it that ends within another one: no voice, no picture, and what is done to its store behind all else.
  func leave(_ erase: @escaping @Sendable () -> Void) {
    console.wipe()
    vault.wipe()
    shared.run(on: .store) { [store = storage.store] in
      // Nothing is written to it any more; what could not be closed is erased all the same.
      try? store?.close()
      erase()
    }
  }

  // MARK: The clock

  private func watchClock() {
    guard civilTime.watch() else { return }
    tellWall()
    // The key that showed the jump was meant for the question before, not for the screen that says why the visit ends.
    if box.state.visit != nil { console.discardTyped() }
  }

  /// Tells the machine the date and the hours, and looks again when they may change.
  private func tellWall() {
    let wall = civilTime.read()
    if civilTime.tellDate(wall.date) { upkeep.sealJournal() }
    civilTime.tellHours(wall.hours, officerAtDesk: desks.hasOfficer)
    store.expireParked()
    upkeep.hoursChanged()
    shared.set(.wall, in: wall.change.count)
  }
}

// MARK: - What the parts tell the loop

extension Runner: MachineDelegate {
  func willHandle(_ event: Event) {
    devices.willHandle(event, box)
    upkeep.willHandle(event)
  }

  func boxChanged(from before: Box, by event: Event?) {
    if case .revoked(let staff)? = event { desks.endSessions(of: staff) }
    console.boxChanged(from: before, by: event)
    upkeep.boxChanged(from: before)
    queue.boxChanged(from: before)
    desks.boxChanged(from: before)
    telemetry.boxChanged(to: box, from: before, by: event)
    devices.show(box.light)
    if box.state != before.state { shared.environment.practice?.follow(box.state) }
  }

  func carryOut(_ effects: [Effect]) {
    for effect in effects { self.effects.carryOut(effect, at: box) }
    if effects.contains(.exit) { ended = .stopped }
  }

  func didHandle(_ event: Event) {
    if case .device(.state(.paymentTerminal, _)) = event { recovery.terminalStateTold() }
  }

  func recorded(_ fact: Fact) {
    shared.log.log(fact)
    telemetry.count(fact)
    if case .visitEnded = fact { upkeep.tellHead() }
    // What may have waited for the right date goes now.
    if case .clockConfirmed = fact { tellWall() }
  }
}

extension Runner: DesksDelegate {
  var deviceLines: [DeviceLine] { devices.lines(of: box) }

  func sessionsChanged() {
    guard storage.store != nil else { return }
    civilTime.tellHours(civilTime.read().hours, officerAtDesk: desks.hasOfficer)
  }
}

extension Runner: RecoveryDelegate {
  func storeOpened() { tellWall() }

  func boxStarted(endedUncleanly: Bool) {
    desks.open()
    upkeep.begin(endedUncleanly: endedUncleanly)
  }
}
