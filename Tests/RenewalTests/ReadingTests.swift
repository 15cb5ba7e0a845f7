import PassportRules
import Renewal
import TestSupport
import Testing
import Walk

/// A reading is a person: whatever it says, and wherever the box is.
@Suite struct ReadingTests {
  private static let stripe = Scan(kind: .card, text: "%E?;\(track("0610850166"))?+E?")
  private static let bankCard = Scan(kind: .card, text: ";4111111111111111=30121010000000000000?")
  private static let anything = [
    stripe, bankCard, Scan(kind: .code, text: "417382"), Scan(kind: .code, text: "HTTP"), Scan(kind: .mrz, text: "P<"),
  ]

  private static func track(_ number: String) -> String { "92081001\(number)1041173084101010120" }

  private static func at(_ step: StepName) -> BoxDriver {
    var driver = BoxDriver()
    driver.reach(step)
    return driver
  }

  // MARK: A sign of life

  @Test(arguments: anything)
  func `a reading at welcome opens a visit as a key does, and says nothing before there is consent`(scan: Scan) {
    var driver = BoxDriver()
    driver.send(.scan(scan))
    #expect(driver.step == .language(.language) && driver.visit?.overlay == nil)
    #expect(driver.recorded == [.visitOpened(CaseNumber(1), Language("da"))])
    #expect(driver.visit?.application == Application() && driver.visit?.answer == nil)
    #expect(driver.box.pending.timers[.idle] != nil)
  }

  @Test func `a card at the question whether somebody is here answers it, and is the number asked for`() {
    var driver = Self.at(.identity)
    driver.fire(.idle)
    #expect(driver.visit?.overlay == .idleWarning)
    driver.send(.scan(Self.stripe))
    #expect(driver.visit?.overlay == nil && driver.step?.name == .document)
    #expect(driver.visit?.application.identity?.cpr.digits == "0610850166")
    #expect(driver.box.pending.timers[.warning] == nil)
  }

  @Test func `a booking code at the question whether somebody is here is the code asked for`() {
    var driver = Self.at(.start)
    driver.fire(.idle)
    driver.send(.scan(Scan(kind: .code, text: "]C0417382")))
    #expect(driver.step?.name == .grounds && driver.visit?.application.booking == BookingCode("417382"))
  }

  static let waiting: [StepName] = [
    .language, .privacy, .start, .grounds, .identity, .photo, .fingerprints, .details, .review, .payment,
  ]

  @Test(arguments: waiting)
  func `any reading answers the question whether somebody is here`(step: StepName) {
    for scan in Self.anything {
      var driver = Self.at(step)
      driver.fire(.idle)
      driver.send(.scan(scan))
      #expect(driver.visit?.overlay == nil, "\(scan)")
      #expect(driver.box.pending.timers[.warning] == nil)
    }
  }

  @Test(arguments: [Key.help, .stop])
  func `over help and over the question of stopping a reading is only a sign of life`(key: Key) {
    for scan in Self.anything {
      var driver = Self.at(.identity)
      driver.press(key)
      let before = driver.visit
      driver.send(.scan(scan))
      #expect(driver.visit == before)
      #expect(driver.effects.contains { if case .startTimer(_, .idle, _) = $0 { true } else { false } })
    }
  }

  @Test func `a reading at a call for staff changes nothing`() {
    for code in [FlagCode.replacementNumber, .documentUnreadable, .helpRequested] {
      var driver = BoxDriver.raising(code)
      let before = driver.visit
      for scan in Self.anything { driver.send(.scan(scan)) }
      #expect(driver.visit == before)
    }
  }

  @Test func `a reading ends the last screen as a key does, and another one opens the next visit`() {
    var driver = Self.at(.identity)
    driver.press(.stop, .digit(1))
    driver.send(.scan(Self.stripe))
    #expect(driver.box.state == .welcome(nil))
    driver.send(.scan(Self.stripe))
    #expect(driver.visit?.number == CaseNumber(2))
  }

  @Test func `a reading keeps staff's session alive, and types nothing`() {
    var attended = BoxDriver.raising(.cannotSign)
    attended.press(.digit(9))
    attended.logIn(as: .officer)
    attended.press(.digit(6), .letter("A"))
    var technician = BoxDriver()
    technician.send(.device(.staffSwitch))
    technician.logIn(as: .technician)
    var loggingIn = BoxDriver.raising(.cannotSign)
    loggingIn.press(.digit(9), .digit(2))
    for var driver in [attended, technician, loggingIn] {
      let before = driver.box.state
      for scan in Self.anything {
        let timer = driver.box.pending.timers[.session]
        driver.send(.scan(scan))
        #expect(driver.box.state == before)
        #expect(driver.box.pending.timers[.session] != timer && driver.box.pending.timers[.session] != nil)
      }
    }
  }

  @Test(arguments: [Box.Closed.hours, .staff, .device(.camera)])
  func `a closed box stays closed`(reason: Box.Closed) {
    var driver = BoxDriver()
    switch reason {
    case .hours: driver.send(.hours(Box.Hours(isOpen: false, hasOfficer: true)))
    case .device(let device): driver.send(.device(.state(device, .offline)))
    case _: driver.send(.device(.cabinetOpened))
    }
    for scan in Self.anything { driver.send(.scan(scan)) }
    guard case .closed = driver.box.state else { return lost("open") }
  }

  // MARK: As if typed

  @Test(arguments: [
    Scan(kind: .card, text: ";\(track("6610850166"))?"), Scan(kind: .card, text: "%E?;\(track("6610850166"))?+E?"),
    Scan(kind: .code, text: "661085-0166"), Scan(kind: .code, text: "]A0*061085A1B6*"),
  ])
  func `a replacement number calls staff, as typing does`(scan: Scan) {
    var read = Self.at(.identity)
    read.send(.scan(scan))
    var typed = Self.at(.identity)
    typed.enter("6610850166")
    #expect(read.flags == [.replacementNumber] && read.box.canonicalKey == typed.box.canonicalKey)
  }

  @Test(arguments: [
    Scan(kind: .card, text: ";\(track("3113850166"))?"), Scan(kind: .code, text: "311385-0166"),
    Scan(kind: .card, text: ";\(track("0101575000"))?"), Scan(kind: .code, text: "0101575000"),
  ])
  func `a number that is no day, or none yet, is told, and nothing of it stays`(scan: Scan) {
    var driver = Self.at(.identity)
    for event in EventGenerator.typed("42") { driver.send(event) }
    driver.send(.scan(scan))
    #expect(driver.step == .identity(IdentityStep(notice: .readImpossibleDate)))
  }

  @Test func `a child's card calls staff, as the typed number does`() {
    var driver = BoxDriver(.child)
    driver.reach(.identity)
    driver.send(.scan(Scan(kind: .card, text: ";\(Self.track(driver.fixtures.cpr.digits))?")))
    driver.confirmCall()
    #expect(driver.flags == [.child])
  }

  @Test func `a number that fails modulus 11 is not asked about when it was read`() {
    var driver = Self.at(.identity)
    driver.send(.scan(Self.stripe))
    #expect(driver.step?.name == .document)
    #expect(driver.visit?.application.identity?.cpr.passesModulus11 == false)
  }

  @Test func `a card in the middle of typing leaves no half of it behind`() {
    var driver = Self.at(.identity)
    for event in EventGenerator.typed("4242") { driver.send(event) }
    driver.send(.scan(Self.stripe))
    #expect(driver.step?.name == .document)
  }

  @Test(arguments: [
    (bankCard, IdentityStep.Notice.otherCard), (Scan(kind: .code, text: "417382"), .otherCode),
    (Scan(kind: .code, text: "HTTP://X.INVALID/0610850166"), .otherCode),
    (Scan(kind: .card, text: "%E?;E?"), .cardUnreadable),
  ])
  func `what is no number is told kindly`(scan: Scan, notice: IdentityStep.Notice) {
    var driver = Self.at(.identity)
    driver.send(.scan(scan))
    #expect(driver.step == .identity(IdentityStep(notice: notice)))
  }

  @Test(arguments: [
    "417382", "]C0417382", "]A0*417382*", "B417382", "417 382", "417-382", "A417382B", "*417382*", " 417382 ",
    "P01417382",
  ])
  func `a booking code is taken however the reader sends it`(text: String) {
    var driver = Self.at(.start)
    driver.send(.scan(Scan(kind: .code, text: text)))
    #expect(driver.visit?.application.booking == BookingCode("417382") && driver.step?.name == .grounds)
  }

  @Test(arguments: ["0610850166", "41738", "4173822", "SMS", "HTTPS://X.INVALID/417382"])
  func `another code at the question for the booking is told, and what was typed stays`(text: String) {
    var driver = Self.at(.start)
    for event in EventGenerator.typed("41") { driver.send(event) }
    driver.send(.scan(Scan(kind: .code, text: text)))
    guard case .start(let start) = driver.step else { return lost("left the step") }
    #expect(start.notice == .otherCode && start.entry.digits == "41")
  }

  @Test(arguments: ["7", "000007", "]C0000007", "*000007*", "0000-07", " 7 "])
  func `the receipt's number is taken however the reader sends it`(text: String) {
    var driver = BoxDriver()
    driver.openResumePage()
    driver.send(.scan(Scan(kind: .code, text: text)))
    #expect(driver.effects.contains { if case .store(_, .resume(CaseNumber(7), _)) = $0 { true } else { false } })
  }

  @Test(arguments: [
    Scan(kind: .code, text: "0610850166"), Scan(kind: .code, text: "000000"), Scan(kind: .code, text: "SAG 7 AF 9"),
    stripe,
    Scan(kind: .mrz, text: "7"),
  ])
  func `nothing else is a receipt's number`(scan: Scan) {
    var driver = BoxDriver()
    driver.openResumePage()
    let before = driver.box.state
    driver.send(.scan(scan))
    #expect(driver.box.state == before)
  }

  // MARK: Where nothing is asked for

  @Test(arguments: [
    StepName.privacy, .grounds, .document, .photo, .fingerprints, .signature, .details, .review, .payment,
  ])
  func `a card where none is asked for is told until the next key`(step: StepName) {
    var driver = Self.at(step)
    let before = driver.step
    driver.send(.scan(Self.bankCard))
    #expect(driver.visit?.answer == .reading && driver.step == before)
    driver.press(.letter("x"))
    #expect(driver.visit?.answer != .reading)
    driver.send(.scan(Scan(kind: .mrz, text: "P<")))
    #expect(driver.visit?.answer != .reading)
  }

  @Test func `a card at the question for the booking is told, and so is what was read before the next step`() {
    var driver = Self.at(.start)
    driver.send(.scan(Self.stripe))
    #expect(driver.visit?.answer == .reading && driver.visit?.application.identity == nil)
    driver.press(.enter)
    #expect(driver.step?.name == .grounds && driver.visit?.answer == nil)
  }

  // MARK: Readers of machine readable zones

  @Test(arguments: [false, true])
  func `a passport's lines at the passport are the keys to its chip`(isStopped: Bool) {
    var driver = Self.at(.document)
    if isStopped { driver.answer(.document(.nothing)) }
    driver.send(.scan(Scan(kind: .mrz, text: driver.fixtures.lines.joined())))
    #expect(driver.commands == [.readChip(zone: driver.fixtures.lines)])
    driver.read(.own)
    driver.register()
    #expect(driver.step?.name == .photo && driver.visit?.application.document.value != nil)
  }

  @Test func `lines whose chip does not open are read anew, and so is a document reader that fails then`() {
    var driver = Self.at(.document)
    let scan = Event.scan(Scan(kind: .mrz, text: driver.fixtures.lines.joined()))
    driver.send(scan)
    driver.read(.locked)
    #expect(driver.commands == [.readDocument] && driver.flags.isEmpty)
    driver.send(scan)
    driver.answer(.failed(DeviceFault(.disconnected, .reset)))
    #expect(driver.commands == [.readDocument] && driver.flags.isEmpty)
  }

  @Test func `a passport's lines without a chip have an officer look`() {
    var driver = Self.at(.document)
    driver.send(.scan(Scan(kind: .mrz, text: driver.fixtures.lines.joined())))
    driver.read(.silent)
    #expect(driver.flags == [.chipSilent])
    #expect(driver.box.pending.requests[.device(.documentReader)] == nil)
    driver.resolve(.except(.otherPhotoID))
    driver.register()
    #expect(driver.step?.name == .photo && driver.visit?.application.document.value == nil)
  }

  @Test func `lines that cannot be right are told, and read again, three times at most`() {
    var driver = Self.at(.document)
    let lines = driver.fixtures.lines.joined().replacing("TESTPERSON", with: "TEST1ERSON")
    for count in 1...2 {
      driver.send(.scan(Scan(kind: .mrz, text: lines)))
      guard case .document(let document) = driver.step else { return lost("left the step") }
      #expect(document.notice == .unreadable && document.unreadable == count && document.situation == .reading)
      #expect(driver.commands == [.readDocument])
    }
    driver.send(.scan(Scan(kind: .mrz, text: lines)))
    #expect(driver.flags == [.documentUnreadable])
  }

  @Test func `lines elsewhere are only a sign of life`() {
    for step in [StepName.start, .identity, .photo, .review] {
      var driver = Self.at(step)
      let before = driver.visit
      driver.send(.scan(Scan(kind: .mrz, text: driver.fixtures.lines.joined())))
      #expect(driver.visit == before)
    }
    var driver = Self.at(.document)
    driver.read(.own)
    let before = driver.visit
    driver.send(.scan(Scan(kind: .mrz, text: driver.fixtures.lines.joined())))
    #expect(driver.visit == before, "the register is asked already")
  }
}
