import PassportRules
import Renewal
import TestSupport
import Testing
import Walk

/// The protocol of money: intent, three outcomes, status, reversal, open money.
@Suite struct PaymentTests {
  private static let number = CaseNumber(1)
  private static let fee = Amount(kroner: 893)

  private static func payment(_ attempt: Int = 1) -> Payment { Payment(sale: number, attempt: attempt, amount: fee) }

  private static func paying() -> BoxDriver {
    var driver = BoxDriver()
    driver.reach(.payment)
    driver.press(.enter)
    return driver
  }

  private static func isCapturing(_ driver: BoxDriver, _ payment: Payment) -> Bool {
    driver.effects.contains { if case .store(_, .capture(number, payment)) = $0 { true } else { false } }
  }

  @Test func `the dossier is held and the intent is on disk before anything is sent`() {
    var driver = BoxDriver()
    driver.reach(.attestation)
    driver.resolve(.attest)
    let holds = driver.effects.contains { if case .store(_, .hold(Self.number, _)) = $0 { true } else { false } }
    #expect(holds)
    #expect(driver.step?.name == .attestation)
    driver.store()
    #expect(driver.step?.name == .payment)

    driver.press(.enter)
    guard driver.effects.first == .record([.paymentIntended(Self.payment())]) else {
      Issue.record("the intent is not first: \(driver.effects)")
      return
    }
    #expect(driver.commands == [.pay(Self.payment())])
  }

  @Test func `approved is captured, and only then there is a receipt`() {
    var driver = Self.paying()
    driver.answer(.payment(.approved(Self.fee)))
    #expect(driver.recorded == [.paymentAnswered(Self.payment(), .approved(Self.fee))])
    #expect(Self.isCapturing(driver, Self.payment()))
    #expect(driver.step?.name == .payment)
    driver.store()
    #expect(driver.effects.contains(.send(again: false)))
    #expect(driver.step?.name == .receipt)
  }

  @Test(arguments: DeclineReason.allCases)
  func `declined may be tried again, as another attempt`(reason: DeclineReason) {
    var driver = Self.paying()
    driver.answer(.payment(.declined(reason)))
    guard case .payment(let step) = driver.step else {
      Issue.record("not at payment")
      return
    }
    #expect(step.situation == .refused(reason))
    driver.press(.enter)
    #expect(driver.recorded == [.paymentIntended(Self.payment(2))])
    #expect(driver.commands == [.pay(Self.payment(2))])
  }

  @Test func `a payment that failed did not happen`() {
    var driver = Self.paying()
    driver.answer(.failed(DeviceFault(.disconnected, .reset)))
    #expect(driver.recorded.contains(.paymentAnswered(Self.payment(), .declined(.terminalBusy))))
    driver.press(.enter)
    #expect(driver.commands == [.pay(Self.payment(2))])
  }

  @Test func `a terminal that is there again can be paid with, and the screen no longer says that it cannot`() {
    var driver = Self.paying()
    driver.send(.device(.state(.paymentTerminal, .offline)))
    driver.answer(.failed(DeviceFault(.disconnected, .reset)))
    guard case .payment(let refused) = driver.step else { return _ = Issue.record("not at payment") }
    #expect(refused.situation == .refused(.terminalBusy))
    driver.send(.device(.state(.camera, .online)))
    #expect(driver.step == .payment(refused))
    driver.send(.device(.state(.paymentTerminal, .online)))
    guard case .payment(let step) = driver.step else { return _ = Issue.record("not at payment") }
    #expect(step.situation == .explained && step.refusals == 0 && driver.visit?.failures == 1)
    driver.press(.enter)
    #expect(driver.commands == [.pay(Self.payment(2))])
  }

  @Test(arguments: [DeclineReason.refused, .wrongPIN, .cancelled])
  func `what the bank or the citizen did is told, whatever the terminal's line does`(reason: DeclineReason) {
    var driver = Self.paying()
    driver.answer(.payment(.declined(reason)))
    let step = driver.step
    driver.send(.device(.state(.paymentTerminal, .offline)))
    driver.send(.device(.state(.paymentTerminal, .online)))
    #expect(driver.step == step)
  }

  // MARK: The answer is lost

  @Test func `a lost answer is asked about, and never paid again blindly`() {
    var driver = Self.paying()
    driver.answer(.indeterminate)
    #expect(driver.recorded == [.paymentUncertain(Self.payment())])
    #expect(driver.commands == [.paymentStatus(Self.payment())])
    driver.answer(.payment(.approved(Self.fee)))
    #expect(Self.isCapturing(driver, Self.payment()))
  }

  @Test func `not found means never processed, and frees the next attempt`() {
    var driver = Self.paying()
    driver.answer(.indeterminate)
    driver.answer(.payment(.notFound))
    #expect(driver.recorded.contains(.paymentAnswered(Self.payment(), .notFound)))
    driver.press(.enter)
    #expect(driver.commands == [.pay(Self.payment(2))])
  }

  @Test(arguments: [DeviceAnswer.payment(.inProgress), .indeterminate, .failed(DeviceFault(.busy, .reset))])
  func `in progress is asked again, so many times, then reversed`(answer: DeviceAnswer) {
    var driver = Self.paying()
    driver.answer(.indeterminate)
    for _ in 1..<driver.box.policy.tries[.paymentStatus] {
      driver.answer(answer)
      #expect(driver.commands.isEmpty, "it is asked after a pause")
      driver.fire(.step)
      #expect(driver.commands == [.paymentStatus(Self.payment())])
    }
    driver.answer(answer)
    driver.fire(.step)
    #expect(driver.recorded.contains(.reversalIntended(Self.payment())))
    #expect(driver.commands == [.reverse(Self.payment())])
  }

  @Test(arguments: [DeviceAnswer.indeterminate, .failed(DeviceFault(.disconnected, .reset))])
  func `a terminal that is not there is asked to give money back again after a pause each time`(answer: DeviceAnswer) {
    var driver = Self.reversing()
    let tries = driver.box.policy.tries[.reversal]
    for _ in 1..<tries {
      driver.answer(answer)
      #expect(driver.commands.isEmpty, "it is asked after a pause")
      #expect(driver.box.pending.timers[.step] != nil && driver.step?.name == .payment)
      driver.fire(.step)
      #expect(driver.recorded == [.reversalIntended(Self.payment())])
      #expect(driver.commands == [.reverse(Self.payment())])
    }
    driver.answer(answer)
    #expect(driver.recorded.contains(.moneyOpen(Self.payment())), "no pause before nothing")
    #expect(driver.box.pending.timers[.step] == nil)
  }

  @Test(arguments: [PaymentAnswer.reversed, .notFound])
  func `a reversal that counts as done frees the next attempt`(answer: PaymentAnswer) {
    var driver = Self.reversing()
    driver.answer(.payment(answer))
    #expect(driver.recorded.contains(.paymentAnswered(Self.payment(), .reversed)))
    driver.press(.enter)
    #expect(driver.commands == [.pay(Self.payment(2))])
  }

  private static func reversing() -> BoxDriver {
    var driver = paying()
    driver.answer(.indeterminate)
    for _ in 0..<driver.box.policy.tries[.paymentStatus] {
      driver.answer(.indeterminate)
      driver.fire(.step)
    }
    return driver
  }

  @Test func `what cannot be reversed is open money, flagged, and gives the citizen a number`() {
    var driver = Self.reversing()
    for _ in 1..<driver.box.policy.tries[.reversal] {
      driver.answer(.payment(.reversalRefused))
      #expect(driver.commands == [.reverse(Self.payment())], "with the same reference")
    }
    driver.answer(.indeterminate)
    guard case .print(let receipt)? = driver.commands.first else {
      Issue.record("no receipt")
      return
    }
    #expect(receipt.kind == .moneyOpen && receipt.payment == Self.payment() && receipt.number == Self.number)
    #expect(driver.recorded.contains(.moneyOpen(Self.payment())))
    #expect(!driver.recorded.contains(.dossierErased(Self.number)))
    #expect(driver.box.flags.map(\.holding) == [.moneyOpen(Self.payment())])
    #expect(driver.effects.contains(.notify(.moneyOpen)))
    driver.answer(.receipt(.printed))
    driver.press(.enter)
    #expect(driver.step == .farewell(.moneyOpen) && driver.recorded.contains(.visitEnded(Self.number, .moneyOpen)))
    #expect(!driver.facts.contains(.dossierErased(Self.number)))
    driver.press(.enter)
    #expect(driver.box.state == .welcome(nil), "open money blocks no visit")
  }

  @Test(arguments: BankAnswer.allCases)
  func `open money is settled by a supervisor, by what the bank says`(bank: BankAnswer) {
    var driver = Self.reversing()
    for _ in 0..<driver.box.policy.tries[.reversal] { driver.answer(.payment(.reversalRefused)) }
    driver.answer(.receipt(.printed))
    driver.press(.enter, .enter)
    for role in [StaffRole.officer, .supervisor] {
      driver.send(.device(.staffSwitch))
      driver.logIn(as: role)
      driver.choose(.settleMoney(bank))
      #expect(driver.box.flags.isEmpty == (role == .supervisor))
      if role == .supervisor {
        #expect(driver.recorded.first == .moneySettled(Self.payment(), bank, by: Fixtures.staff(.supervisor).id))
        #expect(driver.effects.contains(.send(again: false)) == (bank == .taken))
      } else {
        #expect(driver.attendance?.notice == .roleNotEnough)
      }
      driver.press(driver.box.flags.isEmpty ? .digit(2) : .back)
    }
  }

  // MARK: Wrong amounts and impossible words

  @Test(arguments: [Amount.zero, Amount(kroner: 1), Amount(kroner: 894)])
  func `another amount is given back`(amount: Amount) {
    var driver = Self.paying()
    driver.answer(.payment(.approved(amount)))
    #expect(driver.commands == [.reverse(Self.payment())])
    driver.answer(.payment(.reversed))
    #expect(driver.flags == [.wrongAmount])
    guard case .payment(let step) = driver.step else { return _ = Issue.record("not at payment") }
    #expect(step.situation == .givenBack(.wrongAmount), "staff and citizen read that it came back")
  }

  @Test(arguments: [PaymentAnswer.notFound, .reversed, .reversalRefused])
  func `an impossible word to a payment is asked about`(answer: PaymentAnswer) {
    var driver = Self.paying()
    driver.answer(.payment(answer))
    #expect(driver.commands == [.paymentStatus(Self.payment())])
  }

  @Test func `an answer of another device's kind leaves the payment unknown, and is counted`() {
    var driver = Self.paying()
    driver.answer(.noFinger)
    #expect(driver.box.dropped == 1)
    #expect(driver.commands == [.paymentStatus(Self.payment())])
  }

  // MARK: Storing fails

  @Test func `approved, but it cannot be stored: it is reversed and the visit ends`() {
    var driver = Self.paying()
    driver.answer(.payment(.approved(Self.fee)))
    driver.store(.failed)
    #expect(driver.commands == [.reverse(Self.payment())])
    driver.answer(.payment(.reversed))
    #expect(driver.step == .farewell(.interrupted))
    #expect(driver.recorded.contains(.dossierErased(Self.number)))
  }

  @Test func `when holding fails nothing is paid`() {
    var driver = BoxDriver()
    driver.reach(.attestation)
    driver.resolve(.attest)
    driver.store(.failed)
    #expect(driver.step == .farewell(.interrupted))
    #expect(driver.commands.isEmpty)
  }

  @Test func `an intent that could not be written was not sent`() {
    var driver = Self.paying()
    driver.send(.recordFailed)
    #expect(driver.step?.name == .payment, "the loop answers what was not sent")
    driver.answer(.failed(DeviceFault(.inoperable, .maintenance)))
    #expect(driver.step == .farewell(.interrupted))
    #expect(driver.recorded.isEmpty)
    driver.press(.enter)
    #expect(driver.box.state == .closed(.storage))
  }

  @Test func `a record that fails while the terminal works does not end the payment`() {
    var driver = Self.paying()
    driver.send(.device(.callButton))
    driver.send(.recordFailed)
    driver.answer(.payment(.approved(Self.fee)))
    driver.store(.failed)
    #expect(driver.commands == [.reverse(Self.payment())])
    driver.answer(.payment(.reversed))
    #expect(driver.step == .farewell(.interrupted))
  }

  // MARK: While money is under way

  @Test func `stop asks the terminal to give up, and waits for its word`() {
    var driver = Self.paying()
    let id = driver.box.pending.requests[.device(.paymentTerminal)]
    driver.press(.stop, .digit(1))
    #expect(id.map { driver.effects.contains(.cancel($0, .paymentTerminal)) } == true)
    #expect(driver.step?.name == .payment)
    driver.answer(.payment(.approved(Self.fee)))
    #expect(Self.isCapturing(driver, Self.payment()), "a cancel proves nothing")
  }

  @Test func `a retry after staff came keeps counting attempts`() {
    var driver = BoxDriver.raising(.paymentRefused)
    driver.resolve(.retry, as: .librarian)
    driver.press(.enter)
    guard case .pay(let payment)? = driver.commands.first else {
      Issue.record("nothing was sent")
      return
    }
    #expect(payment.attempt > 3)
  }

  @Test func `a refused case is parked without its attestation`() {
    var driver = BoxDriver.raising(.paymentRefused)
    driver.resolve(.park(.noOfficer), as: .librarian)
    #expect(driver.recorded.contains(.dossierErased(Self.number)) && driver.recorded.contains(.thawed(Self.number)))
    driver.store()
    guard case .receipt(let receipt) = driver.step else {
      Issue.record("no receipt")
      return
    }
    #expect(receipt.receipt.kind == .parked && receipt.receipt.payment == nil)
  }

  @Test(arguments: [Key.digit(9), .digit(1)])
  func `staff come in only when money is not under way`(key: Key) {
    var driver = Self.paying()
    driver.press(.help, key)
    driver.send(.device(.staffSwitch))
    if key == .digit(1) { driver.press(.digit(9)) }
    guard case .visit = driver.box.state else {
      Issue.record("a visit was paused in the middle of a payment")
      return
    }
    driver.answer(.payment(.declined(.refused)))
    driver.press(.digit(9))
    guard case .logIn = driver.box.state else {
      Issue.record("nobody can come")
      return
    }
  }

  @Test func `nobody who comes for help ends a payment under way`() {
    var driver = Self.paying()
    driver.press(.help, .digit(1))
    driver.fire(.staff)
    #expect(driver.step?.name == .payment)
    #expect(driver.box.pending.requests[.device(.paymentTerminal)] != nil)
    #expect(driver.flags == [.helpRequested])
  }
}
