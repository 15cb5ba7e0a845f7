import PassportRules
import Renewal
import TestSupport
import Testing
import Walk

/// The box around its visits: start, hours, devices, cabinet, disk, clock, stop, and staff at the box.
@Suite struct BoxTests {
  private static let open = Box.Hours(isOpen: true, hasOfficer: true)

  @Test func `the box opens only when all is known`() {
    let fixtures = Fixtures.sample()
    var box = Box(policy: .sample)
    var states: [Box.State] = []
    for event in EventGenerator(fixtures).opening {
      _ = box.handle(event)
      states.append(box.state)
    }
    #expect(states.dropLast().allSatisfy { $0 == .closed(.starting) })
    #expect(states.last == .welcome(nil))
    #expect(box.light == .inService)
  }

  @Test func `at the start open money is a flag, not a hindrance`() {
    var box = Box(policy: .sample)
    let payment = Payment(sale: CaseNumber(7), attempt: 2, amount: Amount(kroner: 893))
    for event in EventGenerator(.sample()).opening.dropLast() { _ = box.handle(event) }
    let flag = Flag(.moneyOpen, step: .payment, holding: .moneyOpen(payment))
    _ = box.handle(.started(nextCase: CaseNumber(8), flags: [flag]))
    #expect(box.state == .welcome(nil))
    #expect(box.flags == [flag])
  }

  @Test func `a cabinet that was opened keeps the box closed after a restart`() {
    var box = Box(policy: .sample)
    for event in EventGenerator(.sample()).opening.dropLast() { _ = box.handle(event) }
    _ = box.handle(.started(nextCase: CaseNumber(8), flags: [Flag(.cabinetOpened, step: nil)]))
    #expect(box.state == .closed(.cabinet))
  }

  @Test(arguments: [true, false])
  func `a passport that a killed visit left in the reader is before staff until it is out`(isToldFirst: Bool) {
    var box = Box(policy: .sample)
    for event in EventGenerator(.sample()).opening.dropLast() { _ = box.handle(event) }
    let left = Flag(.documentLeftBehind, step: .document, holding: .documentInReader)
    let known = isToldFirst ? [] : [left, left]
    let events: [Event] = [.device(.media(.present)), .started(nextCase: CaseNumber(8), flags: known)]
    let effects = (isToldFirst ? events : events.reversed()).flatMap { box.handle($0) }
    #expect(box.state == .closed(.documentInside))
    #expect(box.flags == [left])
    #expect(effects.facts.contains(.flagRaised(nil, left)) == isToldFirst)
    _ = box.handle(.device(.media(.notPresent)))
    #expect(box.state == .welcome(nil) && box.flags.isEmpty)
  }

  @Test(arguments: [
    (Event.hours(Box.Hours(isOpen: false, hasOfficer: false)), Box.Closed.hours, Event.hours(open)),
    (.device(.state(.camera, .offline)), .device(.camera), .device(.state(.camera, .online))),
    (
      .device(.state(.paymentTerminal, .fraudAttempt)), .device(.paymentTerminal),
      .device(.state(.paymentTerminal, .deviceBusy))
    ),
    (.device(.media(.present)), .documentInside, .device(.media(.notPresent))),
    (.device(.media(.unknown)), .documentInside, .device(.media(.notPresent))),
    (.date(nil), .clock, .date(day("2024-02-10"))),
  ])
  func `what closes the box, opens it again`(event: Event, reason: Box.Closed, cure: Event) {
    var driver = BoxDriver()
    driver.send(event)
    #expect(driver.box.state == .closed(reason))
    #expect(driver.recorded.contains(.closed(reason)))
    #expect(driver.box.light != .inService)
    driver.send(cure)
    #expect(driver.box.state == .welcome(nil))
    #expect(driver.recorded.contains(.opened) && driver.box.flags.isEmpty)
    #expect(driver.box.light == .inService)
  }

  @Test(arguments: [Device.receiptPrinter, .statusLight])
  func `a device that is not required does not close the box`(device: Device) {
    var driver = BoxDriver()
    driver.send(.device(.state(device, .hardwareError)))
    #expect(driver.box.state == .welcome(nil))
  }

  @Test func `a visit that began goes on after closing time`() {
    var driver = BoxDriver()
    driver.reach(.photo)
    driver.send(.hours(Box.Hours(isOpen: false, hasOfficer: false)))
    driver.reach(.farewell)
    driver.press(.enter)
    #expect(driver.box.state == .closed(.hours))
    #expect(driver.box.light == .off)
  }

  // MARK: Disturbances

  /// Where a visit is when the box is disturbed, and how it then ends.
  static let moments: [(StepName, Ending)] = [
    (.language, .interrupted), (.document, .interrupted), (.photo, .interrupted), (.attestation, .interrupted),
    (.payment, .interrupted), (.receipt, .completed),
  ]

  @Test(arguments: moments)
  func `told to stop, the box ends the visit and then itself`(step: StepName, ending: Ending) {
    var driver = BoxDriver()
    driver.reach(step)
    driver.send(.terminate)
    #expect(driver.recorded.contains(.visitEnded(CaseNumber(1), ending)))
    #expect(driver.effects.contains(.wipe) && driver.effects.contains(.exit))
    #expect(driver.box.state == .closed(.stopping))
    #expect(driver.box.pending.timers.isEmpty && driver.box.pending.requests.isEmpty)
    for event in [Event.key(.help), .device(.staffSwitch), .device(.cabinetOpened), .hours(Self.open)] {
      driver.send(event)
      #expect(driver.box.state == .closed(.stopping))
    }
  }

  @Test(arguments: moments)
  func `an opened cabinet ends the visit and closes the box until a technician came`(step: StepName, ending: Ending) {
    var driver = BoxDriver()
    driver.reach(step)
    driver.send(.device(.cabinetOpened))
    #expect(driver.step == .farewell(ending))
    #expect(driver.recorded.contains(.flagRaised(nil, Flag(.cabinetOpened, step: nil))))
    driver.press(.enter)
    #expect(driver.box.state == .closed(.cabinet))

    driver.press(.help)
    driver.logIn(as: .supervisor)
    driver.choose(.putInService)
    #expect(driver.attendance?.notice == .roleNotEnough)
    driver.press(.back)
    driver.press(.help)
    driver.logIn(as: .technician)
    driver.press(.digit(8), .digit(9))
    #expect(driver.box.state == .welcome(nil))
    #expect(driver.box.flags.isEmpty)
  }

  @Test(arguments: [StepName.attestation, .payment, .receipt])
  func `a doubt about the clock waits behind a visit that was confirmed`(step: StepName) {
    var driver = BoxDriver()
    driver.reach(step)
    let before = driver.visit
    driver.send(.clockDoubted)
    #expect(driver.visit == before && driver.box.isClockDoubted)
  }

  @Test(arguments: [Event.terminate, .device(.cabinetOpened), .date(nil)])
  func `money under way is brought to its end first`(event: Event) {
    var driver = BoxDriver()
    driver.reach(.payment)
    driver.press(.enter)
    driver.send(event)
    #expect(driver.step?.name == .payment)
    driver.answer(.payment(.approved(Amount(kroner: 893))))
    #expect(driver.step?.name == .payment)
    driver.store()
    #expect(driver.facts.contains(.visitEnded(CaseNumber(1), .completed)))
    #expect(driver.facts.contains { if case .dossierErased = $0 { true } else { false } } == false)
  }

  @Test func `a clock that jumped closes the box until somebody of staff says that the date is right`() {
    var driver = BoxDriver()
    driver.send(.clockDoubted)
    #expect(driver.box.state == .closed(.clock))
    #expect(driver.recorded.contains(.closed(.clock)))
    driver.press(.help)
    driver.logIn(as: .librarian)
    driver.press(.digit(1))
    #expect(driver.recorded.contains(.clockConfirmed(by: Fixtures.staff(.librarian).id)))
    #expect(!driver.box.isClockDoubted)
    #expect(driver.box.state == .welcome(nil))
  }

  @Test func `a doubt about the clock outlives what else closed the box`() {
    var driver = BoxDriver()
    driver.send(.device(.cabinetOpened))
    driver.send(.clockDoubted)
    #expect(driver.box.state == .closed(.cabinet))
    driver.press(.help)
    driver.logIn(as: .technician)
    driver.press(.digit(8), .digit(9))
    #expect(driver.box.state == .closed(.clock))
    driver.press(.help)
    driver.logIn(as: .technician)
    driver.press(.digit(8), .digit(9))
    #expect(driver.box.state == .welcome(nil))
  }

  /// There are ten figures, and others take some of them: one device, action or step too many would have none.
  @Test func `whatever is numbered has a figure of its own`() {
    var driver = BoxDriver()
    driver.send(.device(.cabinetOpened))
    driver.press(.help)
    driver.logIn(as: .technician)
    let overview = driver.box.offers
    for device in Device.allCases {
      #expect(overview.offering(.showDevice(device))?.number != nil, "\(device)")
    }
    let numbers = overview.compactMap(\.number)
    #expect(Set(numbers).count == numbers.count && numbers.count == 9, "no figure twice")
    let figures: Set = [1, 2, 3, 4, 5, 7]
    for code in FlagCode.allCases {
      #expect(code.actions.count <= figures.count, "\(code)")
    }
    for code in BoxDriver.raisable where !code.isCovered {
      var driver = BoxDriver.raising(code)
      driver.press(.digit(9))
      driver.logIn(as: .supervisor)
      let offers = driver.box.offers
      for action in StaffPlace.box.actions(on: code) {
        #expect(offers.offering(.act(action))?.number.map(figures.contains) == true, "\(code): \(action)")
      }
    }
    #expect(StepName.allCases.count { $0 < .review } <= 10, "the steps to go back to")
  }

  @Test func `a date that nobody can believe is confirmed by nobody`() {
    var driver = BoxDriver()
    driver.send(.date(nil))
    driver.send(.clockDoubted)
    driver.press(.help)
    driver.logIn(as: .officer)
    driver.press(.digit(1), .digit(3))
    #expect(driver.box.state == .closed(.clock))
    #expect(driver.box.isClockDoubted)
  }

  @Test func `a disk that takes nothing ends the visit, records nothing, and stays closed`() {
    var driver = BoxDriver()
    driver.reach(.photo)
    driver.send(.recordFailed)
    #expect(driver.step == .farewell(.interrupted))
    #expect(driver.recorded.isEmpty)
    driver.press(.enter)
    #expect(driver.box.state == .closed(.storage))
    driver.press(.help)
    driver.logIn(as: .technician)
    driver.press(.digit(8), .digit(2), .digit(8), .digit(9))
    #expect(driver.box.state == .closed(.storage))
  }

  @Test func `a disk that works again opens the box, and what it missed is written`() {
    var driver = BoxDriver()
    driver.reach(.identity)
    driver.send(.device(.media(.present)))
    driver.send(.recordFailed)
    driver.press(.enter)
    #expect(driver.box.state == .closed(.storage))
    driver.send(.device(.media(.notPresent)))
    driver.send(.device(.state(.camera, .offline)))
    driver.send(.started(nextCase: CaseNumber(9), flags: []))
    #expect(driver.box.state == .closed(.device(.camera)))
    #expect(driver.recorded.contains(.flagRaised(nil, Flag(.deviceFault, step: nil, device: .camera))))
    driver.send(.device(.state(.camera, .online)))
    #expect(driver.box.state == .welcome(nil))
    #expect(driver.box.flags.isEmpty && driver.box.nextCase == CaseNumber(9))
  }

  // MARK: A document left behind

  @Test func `a time-out with a document inside calls staff and never shows welcome`() {
    var driver = BoxDriver()
    driver.reach(.identity)
    driver.send(.device(.media(.present)))
    driver.fire(.idle)
    driver.fire(.warning)
    #expect(
      driver.flags == [.documentLeftBehind] && driver.step?.name == .identity,
      "nothing is erased before somebody looked")
    driver.fire(.staff)
    #expect(driver.step == .farewell(.nobodyCame(.documentLeftBehind)))
    driver.fire(.step)
    #expect(driver.box.state == .closed(.documentInside))
    #expect(driver.box.flags.map(\.code) == [.documentLeftBehind])
    #expect(driver.effects.contains(.notify(.documentLeftBehind)))
    driver.send(.device(.media(.notPresent)))
    #expect(driver.box.state == .welcome(nil))
    #expect(driver.box.flags.isEmpty)
    let left = Flag(.documentLeftBehind, step: .document, holding: .documentInReader)
    #expect(driver.recorded == [.flagWithdrawn(nil, left), .opened])
  }

  /// Else whoever's passport a reader died with would wait for a technician.
  @Test func `staff's eyes count where the reader cannot tell any more`() {
    var driver = BoxDriver()
    driver.reach(.identity)
    driver.send(.device(.media(.present)))
    driver.send(.device(.state(.documentReader, .noDevice)))
    driver.fire(.idle)
    driver.fire(.warning)
    driver.resolve(.confirmRemoved, as: .librarian)
    #expect(driver.flags.isEmpty && driver.step?.name == .identity && driver.box.media == .notPresent)
  }

  @Test func `a passport inside is told before anything else the box is closed for, and staff's eyes end it`() {
    var driver = BoxDriver()
    driver.send(.device(.media(.present)))
    driver.send(.device(.state(.documentReader, .hardwareError)))
    #expect(driver.box.state == .closed(.documentInside))
    driver.send(.device(.staffSwitch))
    driver.logIn(as: .librarian)
    driver.choose(.confirmRemoved)
    #expect(driver.box.media == .notPresent && !driver.box.flags.contains { $0.code == .documentLeftBehind })
    driver.fire(.session)
    #expect(driver.box.state == .closed(.device(.documentReader)))
  }

  @Test func `nobody is thanked while their document lies inside`() {
    var driver = BoxDriver()
    driver.reach(.receipt)
    driver.answer(.receipt(.printed))
    driver.send(.device(.media(.present)))
    driver.press(.enter)
    #expect(driver.step?.name == .receipt)
    driver.fire(.idle)
    driver.fire(.warning)
    #expect(driver.box.state == .closed(.documentInside))
    #expect(driver.recorded.contains(.visitEnded(CaseNumber(1), .completed)))
  }

  /// Else a flag of a disk that has room again, or of a voice that is there, would stand for ever.
  @Test(arguments: [true, false])
  func `a start finds anew what the disk and the voice are`(isWell: Bool) {
    var box = Box(policy: .sample)
    for event in EventGenerator(.sample()).opening.dropLast() { _ = box.handle(event) }
    if !isWell { for event in [Event.storageRoom(.low), .voice(isThere: false)] { _ = box.handle(event) } }
    let flags = [Flag(.storageLow, step: nil), Flag(.voiceLost, step: nil)]
    let effects = box.handle(.started(nextCase: CaseNumber(8), flags: flags))
    #expect(box.flags == (isWell ? [] : flags))
    #expect(effects.facts.contains(.flagWithdrawn(nil, flags[1])) == isWell)
  }

  // MARK: The voice

  @Test func `a lost voice is a flag, and nothing of it is offered until it is there again`() {
    var driver = BoxDriver()
    #expect(driver.box.offers.offering(.readAloud(true)) != nil)
    driver.send(.voice(isThere: false))
    #expect(driver.box.flags.map(\.code) == [.voiceLost] && driver.box.offers.offering(.readAloud(true)) == nil)
    #expect(driver.box.state == .welcome(nil), "who can see needs no voice")
    driver.send(.voice(isThere: false))
    #expect(driver.recorded.isEmpty, "it is lost once")
    driver.send(.voice(isThere: true))
    #expect(driver.box.flags.isEmpty && driver.box.offers.offering(.readAloud(true)) != nil)
  }

  @Test(arguments: [false, true])
  func `who was listening to a voice that is lost has a person called, and nobody else`(listens: Bool) {
    var driver = BoxDriver()
    driver.reach(.photo)
    if listens { driver.press(.help, .digit(4), .back) }
    #expect(driver.visit?.presentation.isSpoken == listens)
    driver.send(.voice(isThere: false))
    #expect(driver.flags == (listens ? [.helpRequested] : []))
    #expect(driver.step?.name == .photo)
  }

  @Test func `whether to read aloud is not asked any more once the voice is lost`() {
    var driver = BoxDriver()
    driver.press(.enter, .digit(1))
    #expect(driver.step == .language(.speech))
    driver.send(.voice(isThere: false))
    #expect(driver.step?.name == .privacy && driver.visit?.presentation.isSpoken == false)
  }

  // MARK: The headset

  @Test func `whoever plugs a headset in at an idle box begins a visit that is heard by it`() {
    var driver = BoxDriver()
    driver.send(.headset(isIn: true))
    #expect(driver.step?.name == .language && driver.visit?.presentation.isSpoken == true)
    #expect(driver.visit?.presentation.hasHeadset == true)
    driver.send(.headset(isIn: true))
    #expect(driver.recorded.isEmpty, "it is told once")
    driver.send(.headset(isIn: false))
    #expect(driver.visit?.presentation.hasHeadset == false, "and what is their own is not said to the room")
    #expect(driver.visit?.presentation.isSpoken == true)
  }

  @Test func `a headset that is plugged in at the question about speech has it heard, and turns no page`() {
    var driver = BoxDriver()
    driver.press(.enter, .digit(1))
    #expect(driver.step == .language(.speech))
    driver.send(.headset(isIn: true))
    #expect(driver.step == .language(.speech) && driver.visit?.presentation.isSpoken == true)
    driver.press(.digit(2))
    #expect(driver.step?.name == .privacy && driver.visit?.presentation.isSpoken == false, "their word counts")
  }

  @Test func `a headset that was left in is known to the next visit, and begins none by itself`() {
    var driver = BoxDriver()
    driver.send(.hours(Box.Hours(isOpen: false, hasOfficer: true)))
    driver.send(.headset(isIn: true))
    driver.send(.hours(Box.Hours(isOpen: true, hasOfficer: true)))
    #expect(driver.box.state == .welcome(nil))
    driver.press(.enter)
    #expect(driver.visit?.presentation.hasHeadset == true && driver.visit?.presentation.isSpoken == false)
  }

  @Test func `whoever plugs a headset in at a closed box hears why it is`() {
    var driver = BoxDriver()
    driver.send(.hours(Box.Hours(isOpen: false, hasOfficer: true)))
    #expect(driver.send(.headset(isIn: true)) == [.speakAgain])
    #expect(driver.send(.headset(isIn: false)).isEmpty)
  }

  @Test func `a headset at a box without a voice begins nothing`() {
    var driver = BoxDriver()
    driver.send(.voice(isThere: false))
    driver.send(.headset(isIn: true))
    #expect(driver.box.state == .welcome(nil))
    driver.press(.enter)
    #expect(driver.visit?.presentation.isSpoken == false)
  }

  @Test func `a headset is known to the visit that staff look at`() {
    var driver = BoxDriver()
    driver.reach(.photo)
    driver.press(.help, .digit(1))
    driver.press(.digit(9))
    driver.logIn(as: .librarian)
    driver.send(.headset(isIn: true))
    #expect(driver.attendance?.visit?.presentation.hasHeadset == true)
    #expect(driver.attendance?.visit?.presentation.isSpoken == true)
    driver.send(.headset(isIn: false))
    #expect(driver.attendance?.visit?.presentation.hasHeadset == false)
  }

  // MARK: Staff at the box

  @Test func `staff take the box out of service and back`() {
    var driver = BoxDriver()
    driver.send(.device(.staffSwitch))
    driver.logIn(as: .librarian)
    #expect(driver.attendance?.page == .box)
    driver.press(.digit(1), .digit(2))
    #expect(driver.box.state == .closed(.staff))
    let staff = Fixtures.staff(.librarian).id
    #expect(driver.facts.contains(.serviceChanged(.device, by: staff)))
    driver.press(.help)
    driver.logIn(as: .librarian)
    driver.press(.digit(1))
    #expect(driver.box.state == .welcome(nil))
    #expect(driver.facts.contains(.serviceChanged(nil, by: staff)))
  }

  @Test func `staff who come unasked are recorded as help, and nobody else is called`() {
    var driver = BoxDriver()
    driver.reach(.photo)
    driver.press(.help, .digit(9))
    driver.logIn(as: .librarian)
    #expect(driver.flags == [.helpRequested])
    #expect(driver.recorded.contains { if case .flagRaised = $0 { true } else { false } })
    #expect(!driver.effects.contains(.notify(.helpRequested)))
  }

  @Test func `a technician sees no visit that has begun`() {
    var driver = BoxDriver()
    driver.reach(.photo)
    driver.press(.help, .digit(9))
    driver.logIn(as: .technician)
    guard case .logIn(let logIn, let visit?) = driver.box.state else {
      Issue.record("the technician got in")
      return
    }
    #expect(logIn.notice == .citizenFirst && visit.step.name == .photo)
  }

  /// Else who did it alone would count as helped, and a call that nobody made would stand there.
  @Test func `staff who only looked leave no call behind`() {
    var driver = BoxDriver()
    driver.reach(.photo)
    driver.press(.help, .digit(9))
    driver.logIn(as: .librarian)
    driver.fire(.session)
    #expect(driver.flags.isEmpty && driver.visit?.overlay == nil)
    #expect(driver.recorded.contains { if case .flagWithdrawn = $0 { true } else { false } })
  }

  @Test func `whom the citizen called is called still when they leave without a deed`() {
    var driver = BoxDriver()
    driver.reach(.photo)
    driver.press(.help, .digit(1))
    #expect(driver.flags == [.helpRequested])
    driver.press(.digit(9))
    driver.logIn(as: .librarian)
    driver.fire(.session)
    #expect(driver.flags == [.helpRequested])
  }

  @Test func `a log-in that fails is told, without saying which was wrong`() {
    var driver = BoxDriver()
    driver.reach(.attestation)
    driver.press(.digit(9))
    driver.enter("21")
    driver.enter("999999")
    driver.send(.accounts(driver.box.pending.requests[.accounts] ?? RequestID(0), .wrong))
    guard case .logIn(let logIn, _) = driver.box.state else {
      Issue.record("the log-in is gone")
      return
    }
    #expect(logIn.notice == .wrong)
    #expect(logIn.number.digits == "21" && logIn.pin == Entry(limit: 12, isMasked: true), "only the PIN is asked again")
    #expect(driver.recorded.isEmpty, "the accounts keep their own log-ins")
  }

  @Test func `the camera takes no picture by itself while staff are here`() {
    var driver = BoxDriver()
    driver.reach(.photo)
    driver.advise { .advice($0, []) }
    #expect(driver.box.pending.timers[.step] != nil)
    driver.send(.device(.staffSwitch))
    #expect(driver.box.pending.timers[.step] == nil)
    driver.advise { .advice($0, []) }
    #expect(driver.box.pending.timers[.step] == nil)
    driver.press(.stop)
    #expect(driver.box.pending.timers[.step] != nil, "the screen is the citizen's again")
  }

  @Test func `stale and foreign answers change nothing and are counted`() {
    var driver = BoxDriver()
    driver.reach(.document)
    let box = driver.box
    let stale = RequestID(999)
    let events: [Event] = [
      .answer(stale, .document(driver.fixtures.reading(.own))), .authority(stale, .unknown), .store(stale, .done),
      .accounts(stale, .wrong), .advice(stale, []), .timer(TimerID(999)),
    ]
    for (count, event) in events.enumerated() {
      driver.send(event)
      #expect(driver.effects.isEmpty)
      #expect(driver.box.state == box.state && driver.box.pending == box.pending)
      #expect(driver.box.dropped == box.dropped + count + 1)
    }
  }

  @Test func `no answer is consumed twice`() {
    var driver = BoxDriver()
    driver.reach(.document)
    let id = driver.box.pending.requests[.device(.documentReader)] ?? RequestID(0)
    let answer = Event.answer(id, .document(driver.fixtures.reading(.own)))
    driver.send(answer)
    let state = driver.box.state
    driver.send(answer)
    #expect(driver.box.state == state && driver.box.dropped == 1)
  }
}
