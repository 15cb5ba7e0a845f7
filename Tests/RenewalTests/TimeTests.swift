import PassportRules
import Renewal
import TestSupport
import Testing
import Walk

/// More time: every limit within which somebody at the box must act is three times as long, and no other; see “Time” in `Screens.md`.
@Suite struct TimeTests {
  /// What somebody must do within it; nothing where nobody at the box is hurried. A new wait stands here before anything else compiles.
  private static func deed(within wait: Policy.Wait) -> String? {
    switch wait {
    case .idle: "press a key"
    case .warning: "say that they are here"
    case .removal: "take the document"
    case .farewell: "read the last screen"
    case .steady, .mismatchPause, .staff, .paymentStatus, .session, .acknowledgement: nil
    }
  }

  private static func deed(within deadline: Deadline) -> String? {
    switch deadline {
    case .document: "lay it down"
    case .print: "lay the finger down"
    case .signature: "write"
    case .payment: "put the card in, and type a PIN"
    case .receipt: "take the paper"
    case .photos, .paymentStatus, .authority: nil
    }
  }

  @Test(arguments: Policy.Wait.allCases)
  func `a wait is three times as long exactly where somebody must do something in it`(wait: Policy.Wait) {
    #expect(wait.isStretched == (Self.deed(within: wait) != nil))
  }

  @Test(arguments: Deadline.allCases)
  func `a device's deadline is three times as long exactly where somebody must do something in it`(deadline: Deadline) {
    #expect(deadline.isStretched == (Self.deed(within: deadline) != nil))
    var driver = BoxDriver()
    driver.reach(.grounds)
    let policy = driver.box.policy
    #expect(driver.visit?.span(deadline, policy) == policy.deadlines[deadline])
    Self.askForMoreTime(&driver)
    let factor = deadline.isStretched ? 3 : 1
    #expect(driver.visit?.span(deadline, policy).count == policy.deadlines[deadline].count * factor)
  }

  @Test(arguments: Policy.Wait.allCases, [false, true])
  func `every timer that the machine starts is as long as the policy and the citizen say`(
    wait: Policy.Wait, hasMoreTime: Bool
  ) {
    var driver = BoxDriver()
    guard let timer = Self.begin(wait, &driver, hasMoreTime) else { return }
    let spans = driver.effects.compactMap { if case .startTimer(_, timer, let span) = $0 { span.count } else { nil } }
    let factor = wait.isStretched && hasMoreTime ? 3 : 1
    #expect(spans == [driver.box.policy.waits[wait].count * factor])
  }

  /// Leads the box to where a wait begins, by its last event; tells which timer it is. The loop's own has none.
  private static func begin(_ wait: Policy.Wait, _ driver: inout BoxDriver, _ hasMoreTime: Bool) -> TimerName? {
    func reach(_ step: StepName) {
      driver.reach(step)
      if hasMoreTime { askForMoreTime(&driver) }
    }
    switch wait {
    case .idle:
      reach(.grounds)
      driver.press(.letter("æ"))
      return .idle
    case .warning:
      reach(.grounds)
      driver.fire(.idle)
      return .warning
    case .steady:
      reach(.photo)
      driver.advise { .advice($0, []) }
      return .step
    case .mismatchPause:
      reach(.document)
      driver.read(.anothers)
      return .step
    case .removal:
      reach(.document)
      driver.send(.device(.media(.present)))
      driver.read(.own)
      driver.register()
      return .step
    case .staff:
      reach(.grounds)
      driver.press(.help, .digit(1))
      return .staff
    case .paymentStatus:
      reach(.payment)
      driver.press(.enter)
      driver.answer(.indeterminate)
      driver.answer(.indeterminate)
      return .step
    case .farewell:
      reach(.grounds)
      driver.press(.stop, .digit(1))
      return .step
    case .session:
      driver.send(.device(.staffSwitch))
      return .session
    case .acknowledgement: return nil
    }
  }

  private static func askForMoreTime(_ driver: inout BoxDriver) {
    driver.press(.help)
    guard let key = driver.box.offers.offering(.moreTime)?.keys.first else { return lost("no more time on the menu") }
    driver.press(key, .back)
  }

  // MARK: In the middle of something

  @Test(arguments: [StepName.document, .fingerprints, .signature, .payment])
  func `a device that waits for the citizen gives the longer time at once`(step: StepName) {
    var driver = BoxDriver()
    driver.reach(step)
    if step == .fingerprints || step == .payment { driver.press(.enter) }
    driver.press(.help)
    let key = driver.box.offers.offering(.moreTime)?.keys.first ?? .enter
    driver.press(key)
    let given = driver.effects.compactMap { if case .giveTime(let id, let command) = $0 { (id, command) } else { nil } }
    #expect(given.count == 1)
    guard let (id, command) = given.first else { return }
    #expect(driver.box.pending.requests[.device(command.device)] == id)
    #expect(driver.box.span(command)?.count == command.deadline.map { driver.box.policy.deadlines[$0].count * 3 })
  }

  @Test func `the time to take a passport begins anew, and that of a camera does not`() {
    var driver = BoxDriver()
    driver.reach(.document)
    driver.send(.device(.media(.present)))
    driver.read(.own)
    driver.register()
    driver.press(.help)
    driver.press(driver.box.offers.offering(.moreTime)?.keys.first ?? .enter)
    let longer = Milliseconds(driver.box.policy.waits[.removal].count * 3)
    #expect(driver.effects.contains { if case .startTimer(_, .step, longer) = $0 { true } else { false } })

    driver = BoxDriver()
    driver.reach(.photo)
    driver.press(.enter, .help)
    driver.press(driver.box.offers.offering(.moreTime)?.keys.first ?? .enter)
    #expect(!driver.effects.contains { if case .giveTime = $0 { true } else { false } })
  }

  @Test func `the time to read a document begins when it lies there`() {
    var driver = BoxDriver()
    driver.reach(.document)
    driver.send(.device(.media(.entering)))
    #expect(driver.effects.contains { if case .giveTime(_, .readDocument) = $0 { true } else { false } })
    driver.send(.device(.media(.notPresent)))
    #expect(!driver.effects.contains { if case .giveTime = $0 { true } else { false } })
  }

  @Test func `somebody is at a device that says it is busy with them, and at no other`() {
    var driver = BoxDriver()
    driver.reach(.payment)
    driver.press(.enter)
    guard let command = driver.commands.first else { return lost("nothing is paid") }
    #expect(!driver.box.isOccupied(by: command))
    driver.send(.device(.state(.paymentTerminal, .deviceBusy)))
    #expect(driver.box.isOccupied(by: command) && !driver.box.isOccupied(by: .takePictures(count: 3)))
    guard case .pay(let payment) = command else { return lost("not a payment") }
    #expect(!driver.box.isOccupied(by: .paymentStatus(payment)), "nobody acts in a question about money")
  }

  // MARK: Unasked

  @Test func `who was asked and is still here has more time for the rest of the visit, and is told`() {
    var driver = BoxDriver()
    driver.reach(.grounds)
    let times = driver.box.keyTimes
    driver.fire(.idle)
    driver.press(.enter)
    #expect(driver.visit?.presentation.moreTime == .given && driver.visit?.answer == .moreTime)
    let longer = Milliseconds(driver.box.policy.waits[.idle].count * 3)
    #expect(driver.effects.contains { if case .startTimer(_, .idle, longer) = $0 { true } else { false } })
    #expect(driver.box.keyTimes == times, "they are slow, and not their keys")
    driver.press(.digit(1))
    #expect(driver.visit?.answer == nil)
    driver.fire(.idle)
    driver.press(.enter)
    #expect(driver.visit?.answer == nil, "it is told once")
    Self.askForMoreTime(&driver)
    #expect(driver.visit?.presentation.moreTime == .chosen)
    #expect(driver.box.keyTimes.quiet >= Policy.Keys.quietWithMoreTime)
    driver.press(.stop, .digit(1), .enter, .enter)
    #expect(driver.visit?.presentation.moreTime == nil, "it is the visit's")
  }

  @Test func `while a document lies in the reader nothing is erased by the time alone`() {
    var driver = BoxDriver()
    driver.reach(.document)
    driver.answer(.document(.nothing))
    driver.send(.device(.media(.present)))
    driver.fire(.idle)
    driver.fire(.warning)
    #expect(driver.flags == [.documentLeftBehind] && driver.step?.name == .document)
    driver.send(.device(.media(.notPresent)))
    #expect(driver.flags.isEmpty && driver.visit?.overlay == nil)
    driver.fire(.idle)
    driver.fire(.warning)
    #expect(driver.step == .farewell(.timedOut))
  }
}
