import PassportRules

/// One event's work: what may be read, the questions still open, and the effects so far, in order.
struct Transition {
  /// What a library or a ministry decided.
  var policy: Policy {
    _read { yield sharedPolicy.value }
  }
  private let sharedPolicy: CopyOnWrite<Policy>
  /// Today.
  let date: CivilDate
  /// Opening hours and officers' hours.
  let hours: Box.Hours
  /// Questions and timers whose answers are still wanted.
  var pending: PendingRequests
  /// Whether the disk still takes what must last; afterwards nothing is recorded, and nothing waits for it.
  var canRecord: Bool
  /// What must be on disk before anything else of this transition happens, in order.
  private var facts: [Fact] = []
  /// What to do once it is, in order.
  private var afterwards: [Effect] = []
  /// Flags that outlive the visit.
  var lasting: [Flag] = []

  /// A transition that begins.
  init(
    policy: CopyOnWrite<Policy>, date: CivilDate, hours: Box.Hours, pending: PendingRequests, canRecord: Bool
  ) {
    sharedPolicy = policy
    self.date = date
    self.hours = hours
    self.pending = pending
    self.canRecord = canRecord
  }

  /// What to do: the transition's facts, in one transaction, and then the rest.
  var effects: [Effect] { facts.isEmpty ? afterwards : [.record(facts)] + afterwards }

  /// Do something that needs no answer.
  mutating func emit(_ effect: Effect) { afterwards.append(effect) }

  /// Write a fact, together with the others of this transition.
  mutating func record(_ fact: Fact) {
    if canRecord { facts.append(fact) }
  }

  /// Give a device a command; what it was doing before is given up.
  mutating func command(_ command: DeviceCommand) {
    cancel(command.device)
    afterwards.append(.command(request(at: .device(command.device)), command))
    pending.commands[command.device] = command
  }

  /// The box's own deadlines for what a person must act within begin anew.
  mutating func giveTime(of device: Device? = nil) {
    for (each, command) in pending.commands.sorted(by: { $0.key < $1.key }) where device == nil || device == each {
      guard command.deadline?.isStretched == true, let id = pending.requests[.device(each)] else { continue }
      afterwards.append(.giveTime(id, command))
    }
  }

  /// Give up what a device was doing; its answer is no longer wanted.
  mutating func cancel(_ device: Device) {
    if let id = pending.requests[.device(device)] { afterwards.append(.cancel(id, device)) }
    finish(device)
  }

  /// A device's command is over.
  mutating func finish(_ device: Device) {
    pending.requests[.device(device)] = nil
    pending.commands[device] = nil
  }

  /// Ask a device to give up, and still wait for its answer: a cancel proves nothing.
  mutating func abort(_ device: Device) {
    if let id = pending.requests[.device(device)] { afterwards.append(.cancel(id, device)) }
  }

  /// Ask the authority.
  mutating func ask(_ question: AuthorityQuestion) {
    afterwards.append(.ask(request(at: .authority), question))
  }

  /// Ask the store.
  mutating func store(_ question: StoreQuestion) {
    afterwards.append(.store(request(at: .store), question))
    pending.storeQuestion = question
  }

  /// The store's answer is no longer wanted.
  mutating func forgetStoreQuestion() {
    pending.requests[.store] = nil
    pending.storeQuestion = nil
  }

  /// How long staff are waited for: with nobody here who may attest, a complete case is not kept waiting.
  func staffWait(for flags: [Flag]) -> Milliseconds {
    let isOnlyAttestation = flags.allSatisfy { $0.code == .attestationWanted }
    return isOnlyAttestation && !hours.hasOfficer
      ? min(policy.waits[.idle], policy.waits[.staff]) : policy.waits[.staff]
  }

  /// Ask the accounts.
  mutating func logIn(_ staff: StaffID, pin: String) {
    afterwards.append(.logIn(request(at: .accounts), staff, pin: pin))
  }

  /// Have the accounts take a PIN of the owner's.
  mutating func changePIN(_ staff: StaffID, pin: String, to own: String) {
    afterwards.append(.changePIN(request(at: .accounts), staff, pin: pin, to: own))
  }

  /// Start a timer, anew when it runs.
  mutating func start(_ timer: TimerName, _ span: Milliseconds) {
    stop(timer)
    let id = TimerID(pending.next)
    pending.next += 1
    pending.timers[timer] = id
    afterwards.append(.startTimer(id, timer, span))
  }

  /// Stop a timer, when it runs.
  mutating func stop(_ timer: TimerName) {
    if let id = pending.timers.removeValue(forKey: timer) { afterwards.append(.stopTimer(id)) }
  }

  /// Stop the step's own timers and give up the devices a step uses while it is on the screen.
  mutating func leaveStep() {
    for device in Device.allCases where !device.movesMoneyOrPaper { cancel(device) }
    pending.requests[.authority] = nil
    stop(.step)
  }

  /// Stop every timer and give up every question: the program ends.
  mutating func leaveEverything() {
    for device in Device.allCases { cancel(device) }
    for timer in TimerName.allCases { stop(timer) }
    pending.requests = [:]
  }

  private mutating func request(at place: RequestTarget) -> RequestID {
    let id = RequestID(pending.next)
    pending.next += 1
    pending.requests[place] = id
    return id
  }
}
