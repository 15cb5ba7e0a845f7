import PassportRules

/// One event's work: what may be read, the questions still open, and the effects so far, in order.
struct Turn {
  /// What a library or a ministry decided.
  let policy: Policy
  /// Today.
  let date: CivilDate
  /// Opening hours and officers' hours.
  let hours: Box.Hours
  /// Questions and timers whose answers are still wanted.
  var live: Live
  /// Whether the disk still takes what must last; afterwards nothing is recorded, and nothing waits for it.
  var canRecord: Bool
  /// What to do, in order.
  var effects: [Effect] = []
  /// Flags that outlive the visit.
  var lasting: [Flag] = []

  /// Do something that needs no answer.
  mutating func emit(_ effect: Effect) { effects.append(effect) }

  /// Write a fact before anything after it happens.
  mutating func record(_ fact: Fact) {
    if canRecord { effects.append(.record(fact)) }
  }

  /// Give a device a command; what it was doing before is given up.
  mutating func command(_ command: DeviceCommand) {
    cancel(command.device)
    effects.append(.command(request(at: .device(command.device)), command))
    live.commands[command.device] = command
  }

  /// Give up what a device was doing; its answer is no longer wanted.
  mutating func cancel(_ device: Device) {
    if let id = live.requests[.device(device)] { effects.append(.cancel(id, device)) }
    finish(device)
  }

  /// A device's command is over.
  mutating func finish(_ device: Device) {
    live.requests[.device(device)] = nil
    live.commands[device] = nil
  }

  /// Ask a device to give up, and still wait for its answer: a cancel proves nothing.
  mutating func abort(_ device: Device) {
    if let id = live.requests[.device(device)] { effects.append(.cancel(id, device)) }
  }

  /// Ask the authority.
  mutating func ask(_ question: AuthorityQuestion) {
    effects.append(.ask(request(at: .authority), question))
  }

  /// Ask the store.
  mutating func store(_ question: StoreQuestion) {
    effects.append(.store(request(at: .store), question))
    live.storeQuestion = question
  }

  /// How long staff are waited for: with nobody here who may attest, a complete case is not kept waiting.
  func staffWait(for flags: [Flag]) -> Milliseconds {
    let isOnlyAttestation = flags.allSatisfy { $0.code == .attestationWanted }
    return isOnlyAttestation && !hours.hasOfficer ? min(policy.waits.idle, policy.waits.staff) : policy.waits.staff
  }

  /// Ask the accounts.
  mutating func logIn(_ staff: StaffID, pin: String) {
    effects.append(.logIn(request(at: .accounts), staff, pin: pin))
  }

  /// Start a timer, anew when it runs.
  mutating func start(_ timer: TimerName, _ span: Milliseconds) {
    stop(timer)
    let id = TimerID(live.next)
    live.next += 1
    live.timers[timer] = id
    effects.append(.startTimer(id, timer, span))
  }

  /// Stop a timer, when it runs.
  mutating func stop(_ timer: TimerName) {
    if let id = live.timers.removeValue(forKey: timer) { effects.append(.stopTimer(id)) }
  }

  /// Stop the step's own timers and give up the devices a step uses while it is on the screen.
  mutating func leaveStep() {
    for device in Device.allCases where !Turn.outlivesItsStep(device) { cancel(device) }
    live.requests[.authority] = nil
    stop(.step)
  }

  /// Stop every timer and give up every question: the program ends.
  mutating func leaveEverything() {
    for device in Device.allCases { cancel(device) }
    for timer in TimerName.allCases { stop(timer) }
    live.requests = [:]
  }

  private static func outlivesItsStep(_ device: Device) -> Bool {
    switch device {
    case .paymentTerminal, .receiptPrinter: true
    case .documentReader, .camera, .fingerprintReader, .signaturePad, .statusLight: false
    }
  }

  private mutating func request(at place: Place) -> RequestID {
    let id = RequestID(live.next)
    live.next += 1
    live.requests[place] = id
    return id
  }
}
