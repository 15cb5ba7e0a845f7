package import Cases
import Devices
package import Logging
package import Renewal
package import Screens

/// The machine with what stands around it: takes arrivals, steps the machine, carries out its effects in order, and draws.
///
/// Lives on one thread. Nothing in it waits: the disk, PINs, measures and devices are elsewhere and answer through the mailbox.
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

  /// The machine.
  package internal(set) var box: Box
  /// Why the loop ended, once it has.
  package internal(set) var end: End?
  /// Through which everything else reaches the loop.
  package let mailbox = Mailbox()
  /// The pictures of the visit.
  package let vault = Vault()

  let environment: Environment
  let display: any Display
  var context: ScreenContext
  let log: Logger
  var timetable = TimerQueue()
  var store: Store?
  /// Sends what waits in the outbox, once the store is open.
  var sender: Sender?
  /// The store whose open payments wait until the terminal has told its state.
  var unsettled: (store: Store, standing: RecoverySnapshot)?
  /// What the machine takes, turn by turn.
  var turns = TurnQueue()
  /// What else arrived meanwhile.
  var arrivals: [LoopMessage] = []
  /// What people typed meanwhile.
  var typed: [TypedInput] = []
  /// What came from desks meanwhile.
  var deskArrivals: [DeskInput] = []
  /// The question that is on the screen.
  var shownPlace: ScreenPlace
  /// Whether the disk did not take a fact, so that nothing more is written.
  var hasFailed = false
  var needsDrawing = true
  var screen: Screen?
  let live = LiveView()
  /// What is said and when.
  var speech = Speech()
  /// What the box's own keys did last.
  var keys = KeyGuard<ScreenPlace>()
  /// The desks that are connected.
  var seats: [DeskID: DeskSeat] = [:]
  /// Desks that were lost with a claim, and who sat there.
  var lost: [DeskID: StaffSession] = [:]
  /// Since when the queue's flags wait.
  var flagAges = FlagAges()
  var deskNeedsDrawing = false
  /// Since when the box has been in its state, in the clock's milliseconds.
  var stateSince: Int
  /// The second of a wait that was drawn last.
  var secondDrawn: Int?
  /// What a technician reads.
  var facts: MaintenanceFacts
  /// What is counted for whoever watches the box from afar.
  var figures = Figures()
  /// When what is old enough is purged.
  var purgeTimes = PurgeTimes()
  /// When the box was started, Unix time in milliseconds.
  let startedAt: Int
  /// Whether civil time goes on as steady time does.
  var clockDrift = ClockDrift()
  /// What the supervisor heard last of what the box is doing.
  var statusTold = ""

  /// A box that starts, before anything is open.
  package init(policy: Policy, environment: Environment, display: any Display, context: ScreenContext, log: Logger) {
    box = Box(policy: policy)
    shownPlace = ScreenPlace(box)
    self.environment = environment
    self.display = display
    self.context = context
    self.context.pictures = vault
    self.log = log
    startedAt = environment.clocks.unix()
    stateSince = environment.clocks.now()
    facts = MaintenanceFacts(version: environment.version)
  }

  /// The next moment something falls due, in the clock's milliseconds.
  package var deadline: Int? {
    // While a turn is being written nothing else is taken, and the end of the writing wakes the loop.
    guard !turns.isWriting else { return timetable.moment(of: .supervisor) }
    var moments = [timetable.next, display.deadline, keyDeadline].compactMap { $0 }
    if Screens.showsCountdown(box), timetable.moment(of: .warning) != nil {
      moments.append(environment.clocks.now() / 1000 * 1000 + 1000)
    }
    if Screens.showsPassing(box) { moments.append(nextSecondOfWait) }
    return moments.min()
  }

  /// Whether people's keys are taken now.
  var takesInputs: Bool { !turns.isWriting }

  /// One turn of the loop: everything that arrived and fell due, then one drawing if anything changed.
  package func turn() {
    arrivals += mailbox.drain()
    if let end = arrivals.firstIndex(where: \.isEndOfWriting) { take(arrivals.remove(at: end)) }
    watchClock()
    takeArrivals()
    takeDesks()
    takeInputs()
    takeWaitingKeys()
    takeDue()
    if Screens.showsCountdown(box) || wasSecondOfWait { needsDrawing = true }
    draw()
    drawDesks()
    tellStatus()
  }

  // MARK: What arrives

  private func takeArrivals() {
    while !turns.isWriting, !arrivals.isEmpty { take(arrivals.removeFirst()) }
    if arrivals.isEmpty { arrivals = [] }
  }

  private func take(_ arrival: LoopMessage) {
    switch arrival {
    case .event(let event):
      if case .authority(let id, _) = event { timetable.settle(id) }
      handle(event)
    case .answer(let id, let answer, let pictures): take(id, answer, pictures)
    case .recorded(let fault): recorded(fault)
    case .opened(let store, let standing): settleMoney(store, standing)
    case .settled(let store, let standing): begin(settled: store, standing)
    case .refused(let error): end = .refused(error)
    case .redraw:
      needsDrawing = true
      deskNeedsDrawing = !seats.isEmpty
    case .desks: deskArrivals += environment.desks.take()
    case .deskAccounts(let id, let question, let answer): hear(answer, to: question, at: id)
    case .sendAnswered(let id, let answer): send(for: id, answer)
    case .spoken(let number): tellVoice(.ended(number))
    case .tried(let standing): if let standing, let store { settleMoney(store, standing) } else { tried(nil) }
    case .resumed(let id, let answer, let pictures): resumed(id, answer, pictures)
    case .space(let space): take(space)
    case .audited(let report): take(report)
    }
  }

  /// An answer nobody waits for leaves no picture behind.
  private func take(_ id: RequestID, _ answer: DeviceAnswer, _ pictures: [PictureID]) {
    timetable.settle(id)
    handle(.answer(id, answer)) { [log, vault] isDropped in
      guard isDropped else { return }
      log.notice("dropped an answer nobody waits for")
      vault.discard(pictures)
    }
  }

  private func takeDue() {
    let now = environment.clocks.now()
    guard !turns.isWriting else {
      if timetable.take(.supervisor, by: now) { tellWell() }
      return
    }
    for due in timetable.take(by: now) {
      switch due {
      case .timer(let id, .idle): tellVoice(.idleFired(id))
      case .timer(let id, _): handle(.timer(id))
      case .answer(let id, let command): overdue(id, command)
      case .authority(let id): handle(.authority(id, .unavailable))
      case .wall: tellWall()
      case .session(let desk): timeOut(desk)
      case .seat(let desk): giveUp(desk)
      case .lease(let desk): endLease(desk)
      case .ages: deskNeedsDrawing = true
      case .store: tryStore()
      case .devices: giveUpOnSilentDevices()
      case .supervisor: tellWell()
      case .figures: publishFigures()
      case .purge: lookAtPurge()
      case .space: lookAtSpace()
      case .audit: auditIfAtRest()
      case .sessions: lookAtSessions()
      }
    }
  }

  /// The box's own deadline: what cannot have moved money or paper just failed; of the rest nothing is known.
  private func overdue(_ id: RequestID, _ command: DeviceCommand) {
    log.warning("a device is overdue", metadata: ["DEVICE": "\(command.device.rawValue)"])
    driver(command.device)?.cancel(id)
    switch command.effectClass {
    case .none: handle(.answer(id, .failed(DeviceFault(.overdue, .reset))))
    case .physical, .financial: handle(.answer(id, .indeterminate))
    }
  }

  // MARK: Drawing

  /// Draws when something changed, and never before it is on disk.
  private func draw() {
    guard needsDrawing, !turns.isWriting else { return }
    needsDrawing = false
    context.size = display.size
    context.capabilities = display.capabilities
    context.secondsLeft = timetable.moment(of: .warning).map {
      max(0, ($0 - environment.clocks.now() + 999) / 1000)
    }
    context.secondsWaited = Screens.showsPassing(box) ? (environment.clocks.now() - stateSince) / 1000 : nil
    context.maintenance = isMaintained ? facts : nil
    context.demonstration = environment.practice?.hint ?? context.demonstration
    let next = Screens.draw(box, in: context)
    display.draw(next, theme: Screens.theme(for: box, in: context))
    screen = next
    shownPlace = ScreenPlace(box)
    secondDrawn = context.secondsWaited
    deskNeedsDrawing = deskNeedsDrawing || !seats.isEmpty
    speak(next)
  }

  func driver(_ device: Device) -> (any Driver)? { environment.drivers.first { $0.device == device } }
}
