package import PassportRules
package import Renewal
package import Walk

/// Drives a box to any state through its events alone, as people, devices and time would.
package struct BoxDriver {
  /// The box.
  package private(set) var box: Box
  /// Who and what comes to it.
  package let fixtures: Fixtures
  /// What the last event made the box do.
  package private(set) var effects: [Effect] = []
  /// Every fact recorded so far.
  package private(set) var facts: [Fact] = []

  /// A box that shows welcome, with everything in order; the policy's tries are the sample's three.
  package init(_ citizen: Fixtures.Citizen = .adult, policy: Policy = .sample) {
    fixtures = .sample(citizen)
    box = Box(policy: policy)
    for event in EventGenerator(fixtures).opening { send(event) }
  }

  /// One event.
  @discardableResult
  package mutating func send(_ event: Event) -> [Effect] {
    effects = box.handle(event)
    facts += recorded
    return effects
  }

  // MARK: What is seen

  /// The visit on the screen or paused under staff.
  package var visit: Visit? { box.state.visit }
  /// The visit's step.
  package var step: Step? { visit?.step }
  /// The open flags of the visit.
  package var flags: [FlagCode] { visit?.flags.map(\.code) ?? [] }
  /// Who of staff is here, and what they see.
  package var attendance: Attendance? { if case .attended(let attendance) = box.state { attendance } else { nil } }
  /// The commands the last event gave.
  package var commands: [DeviceCommand] {
    effects.compactMap { if case .command(_, let command) = $0 { command } else { nil } }
  }
  /// What the last event recorded.
  package var recorded: [Fact] { effects.facts }

  // MARK: What happens

  /// Keys, one after the other.
  package mutating func press(_ keys: Key...) { for key in keys { send(.key(key)) } }

  /// Figures, and Enter.
  package mutating func enter(_ digits: String) {
    for event in EventGenerator.typed(digits) { send(event) }
    press(.enter)
  }

  /// The answer of the device that has a question.
  package mutating func answer(_ answer: DeviceAnswer) {
    for (place, id) in box.pending.requests {
      if case .device = place { return _ = send(.answer(id, answer)) }
    }
    preconditionFailure("no device was asked anything")
  }

  /// The advice for the live view changed.
  package mutating func advise(_ event: (RequestID) -> Event) {
    guard let id = box.pending.requests[.device(.camera)] else { preconditionFailure("the camera shows nothing") }
    send(event(id))
  }

  /// The register's answer.
  package mutating func register(_ answer: AuthorityAnswer? = nil) {
    guard let id = box.pending.requests[.authority] else { preconditionFailure("the register was not asked") }
    send(.authority(id, answer ?? fixtures.record()))
  }

  /// The store's answer.
  package mutating func store(_ answer: StoreAnswer = .done) {
    guard let id = box.pending.requests[.store] else { preconditionFailure("the store was not asked") }
    send(.store(id, answer))
  }

  /// A timer runs out.
  package mutating func fire(_ timer: TimerName) {
    guard let id = box.pending.timers[timer] else { preconditionFailure("\(timer) does not run") }
    send(.timer(id))
  }

  /// Number and PIN of a member of staff, and what the accounts say.
  package mutating func logIn(as role: StaffRole, second: Bool = false) {
    let staff = Fixtures.staff(role, second: second)
    enter(staff.id.digits)
    enter("271828")
    guard let id = box.pending.requests[.accounts] else { preconditionFailure("the accounts were not asked") }
    send(.accounts(id, .welcome(staff)))
  }

  /// Staff choose an action for the flag on their page, and say why where the action has a reason.
  package mutating func choose(_ action: StaffAction) {
    guard let attendance, case .work(.flag(let place)) = attendance.page else {
      preconditionFailure("no flag is shown")
    }
    let flag = box.flags(for: attendance)[place]
    if attendance.covers(flag) { press(.digit(8)) }
    let number = flag.code.actions.firstIndex { $0 == action || $0.asked(about: flag.code).contains(action) }
    guard let number else { preconditionFailure("\(action) is not allowed") }
    press(.digit(number + 1))
    guard case .work(.reason(let code, let asked)) = self.attendance?.page,
      let reason = asked.reasons(for: code).firstIndex(of: action)
    else { return }
    press(.digit(reason + 2))
  }

  /// Staff come to who waits, end the flag with an action, and say that the citizen learned it.
  package mutating func resolve(_ action: StaffAction, as role: StaffRole = .officer) {
    press(.digit(9))
    logIn(as: role)
    choose(action)
    if case .work(.learned) = attendance?.page { press(.digit(1)) }
  }

  // MARK: Ways

  /// Goes on, with everything in order, until the visit is at a step.
  package mutating func reach(_ step: StepName, grounds: RenewalGrounds = .expiring) {
    if box.state.visit == nil { press(.enter) }
    while let here = self.step?.name, here < step { pass(here, grounds) }
    guard self.step?.name == step else { preconditionFailure("at \(String(describing: self.step)), not at \(step)") }
  }

  /// Takes one step as it should go.
  package mutating func pass(_ step: StepName, _ grounds: RenewalGrounds = .expiring) {
    switch step {
    case .language: press(.digit(1), .digit(2))
    case .privacy: press(.digit(1))
    case .start: press(.enter)
    case .grounds: choose(grounds)
    case .identity: giveNumber()
    case .document: giveDocument()
    case .photo: takePhoto()
    case .fingerprints:
      give(.rightIndex)
      give(.leftIndex)
    case .signature:
      answer(fixtures.signature())
      press(.enter)
    case .details: giveDetails()
    case .review: press(.enter)
    case .attestation:
      resolve(.attest)
      store()
    case .payment: pay()
    case .receipt:
      answer(.receipt(.printed))
      press(.enter)
    case .farewell: press(.enter)
    }
  }

  private mutating func choose(_ grounds: RenewalGrounds) {
    guard let place = GroundsStep.choices.firstIndex(of: grounds) else { preconditionFailure("no choice: \(grounds)") }
    press(.digit(place + 1))
    confirmCall()
  }

  /// Reads what to have ready before a person comes, where that is asked, and goes on.
  package mutating func confirmCall() {
    guard box.offers.offering(.confirmCall) != nil else { return }
    press(.enter)
  }

  private mutating func giveNumber() {
    enter(fixtures.cpr.digits)
    if case .identity(let identity) = step, identity.notice == .pleaseCheck { press(.enter) }
    confirmCall()
    if flags == [.child] { resolve(.except(.custodyConsent)) }
  }

  private mutating func giveDocument() {
    if flags == [.lossDeclaration] {
      resolve(.except(.lossDeclared))
      return register()
    }
    answer(.document(fixtures.reading(.own)))
    register()
  }

  private mutating func takePhoto() {
    press(.enter)
    answer(fixtures.photos([true, true, true]))
    press(.enter)
  }

  /// A finger is read at the first try.
  package mutating func give(_ finger: Finger) {
    press(.enter)
    answer(fixtures.print(finger))
    press(.enter)
  }

  private mutating func giveDetails() {
    enter("170")
    press(.enter, .digit(1))
  }

  private mutating func pay() {
    press(.enter)
    guard case .payment(let payment) = step else { preconditionFailure("not at payment") }
    answer(.payment(.approved(payment.attestation.application.fee.total)))
    store()
  }
}

extension [Effect] {
  /// What they write, in order.
  package var facts: [Fact] {
    flatMap { (effect: Effect) -> [Fact] in if case .record(let facts) = effect { facts } else { [] } }
  }
}
