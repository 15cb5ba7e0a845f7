import PassportRules
import Quality
import Renewal
import TestSupport
import Testing
import Walk

/// What a device fails at: tried again on a count of its own, then put before staff as the device's fault, and never as the citizen's.
@Suite struct DeviceFailureTests {
  /// A step whose device can fail.
  struct Given: CustomTestStringConvertible {
    let step: StepName
    let device: Device
    /// What the citizen presses before the device is at work again.
    let keys: [Key]

    var testDescription: String { step.rawValue }

    static let all = [
      Given(step: .document, device: .documentReader, keys: []), Given(step: .photo, device: .camera, keys: [.enter]),
      Given(step: .fingerprints, device: .fingerprintReader, keys: [.enter]),
      Given(step: .signature, device: .signaturePad, keys: [.enter]),
    ]
  }

  private static let fault = DeviceFault(.inoperable, .reset)

  private static func at(_ given: Given) -> BoxDriver {
    var driver = BoxDriver()
    driver.reach(given.step)
    if given.step == .fingerprints { driver.press(.enter) }
    return driver
  }

  private static func fail(_ driver: inout BoxDriver, _ given: Given, _ answer: DeviceAnswer, times: Int) {
    for time in 0..<times {
      driver.answer(answer)
      if time < times - 1 { for key in given.keys { driver.press(key) } }
    }
  }

  @Test(arguments: Given.all, [DeviceAnswer.failed(fault), .indeterminate])
  func `a device that fails is tried as often as the policy says, then staff read which it is`(
    given: Given, answer: DeviceAnswer
  ) {
    var driver = Self.at(given)
    Self.fail(&driver, given, answer, times: 2)
    #expect(driver.flags.isEmpty && driver.visit?.failures == 2)
    for key in given.keys { driver.press(key) }
    driver.answer(answer)
    #expect(driver.flags == [.deviceFailed] && driver.visit?.overlay == .calling(.deviceFailed))
    #expect(driver.visit?.flags.first?.device == given.device)
    #expect(driver.box.remedies[given.device] == (answer == .indeterminate ? nil : .reset))
    #expect(driver.visit?.failures == 0, "after a person has looked it is counted anew")
  }

  @Test(arguments: Given.all)
  func `failures do not use up the citizen's tries, nor the tries those of the device`(given: Given) {
    var driver = Self.at(given)
    Self.fail(&driver, given, .failed(Self.fault), times: 2)
    for key in given.keys { driver.press(key) }
    switch given.step {
    case .document: driver.answer(.document(.upsideDown))
    case .photo:
      if driver.commands == [.preview] { driver.press(.enter) }
      driver.answer(driver.fixtures.photos([false, false, false]))
    case .fingerprints: driver.answer(driver.fixtures.print(.rightIndex, good: false))
    default: driver.answer(driver.fixtures.signature(good: false))
    }
    #expect(driver.flags.isEmpty && driver.visit?.failures == 0)
    #expect(Self.tries(driver.step) == 1, "the first try of the citizen's own")
  }

  private static func tries(_ step: Step?) -> Int? {
    switch step {
    case .document(let step): step.unreadable
    case .photo(let step): step.tries
    case .fingerprints(let step): step.tries
    case .signature(let step): step.tries
    default: nil
    }
  }

  /// Else a sensor that is off would be a finger that is missing, and staff would sign for it.
  @Test(arguments: Given.all.filter { $0.device != .documentReader })
  func `what a device failed to take is not put down to who stands there`(given: Given) {
    var driver = Self.at(given)
    driver.answer(.failed(Self.fault))
    #expect(driver.flags.isEmpty && driver.box.offers.offering(.start) != nil)
    let declared = driver.box.offers.map(\.intent).filter { if case .declare = $0 { true } else { false } }
    #expect(declared.isEmpty, "\(declared)")
  }

  @Test(arguments: Given.all, RecoveryAction.allCases)
  func `what takes hands is not tried again first`(given: Given, action: RecoveryAction) {
    var driver = Self.at(given)
    driver.answer(.failed(DeviceFault(.mediaJam, action)))
    let takesHands = action == .clear || action == .configuration
    #expect(driver.flags == (takesHands ? [.deviceFailed] : []))
    #expect(driver.box.remedies[given.device] == action)
  }

  @Test func `a camera that never gave a picture leaves nothing to approve`() {
    var driver = BoxDriver.raising(.deviceFailed)
    #expect(driver.visit?.application.pictureForTheEye == nil)
    driver.press(.digit(9))
    driver.logIn(as: .supervisor)
    let acts = driver.box.offers.map(\.intent)
    #expect(!acts.contains { if case .act(.except) = $0 { true } else { false } })
    driver.choose(.retry)
    #expect(driver.flags.isEmpty && driver.commands == [.preview])
    #expect(driver.visit?.helped?.isEmpty == true, "nobody could have done without a person")
  }

  @Test func `a picture that is not there is offered to nobody's eye, at the box or from a desk`() {
    var driver = BoxDriver()
    driver.reach(.photo)
    driver.press(.digit(1))
    let flag = driver.visit?.flags.first
    let officer = Fixtures.staff(.officer)
    var desk = driver
    desk.send(.desk(DeskID(1), officer, .claim(.visit(CaseNumber(1)))))
    if let flag {
      desk.send(.desk(DeskID(1), officer, .act(flag, .except(.photoByEye), countersignedBy: nil, learned: nil)))
    }
    #expect(desk.effects.contains(.refuse(DeskID(1), .isOver)) && desk.flags == [.headCovering])
    driver.press(.digit(9))
    driver.logIn(as: .officer)
    #expect(driver.box.offers.offering(.act(.except(.photoByEye))) == nil)
    #expect(
      driver.box.offers.offering(.act(.except(.headCoveringAllowed)))?.number == 3, "the others keep their figures")
    driver.press(.digit(2))
    #expect(driver.attendance?.page == .work(.flag(0)) && driver.flags == [.headCovering])
  }

  @Test func `a photo that is taken anew for another reason is no longer rejected`() {
    var driver = BoxDriver()
    driver.reach(.photo)
    for _ in 0..<2 {
      driver.press(.enter)
      driver.answer(driver.fixtures.photos([false, false, false]))
      driver.press(.enter)
    }
    driver.press(.enter, .help, .digit(1))
    driver.answer(driver.fixtures.photos([false, false, false]))
    #expect(driver.flags == [.helpRequested, .photoRejected])
    driver.resolve(.retry)
    #expect(driver.flags.isEmpty && driver.commands.contains(.preview) && driver.visit?.overlay == nil)
    #expect(
      driver.facts.contains { if case .flagWithdrawn(_, let flag) = $0 { flag.code == .photoRejected } else { false } })
  }

  // MARK: Money

  private static func atPayment() -> BoxDriver {
    var driver = BoxDriver()
    driver.reach(.payment)
    return driver
  }

  @Test func `a terminal that fails is no refusal, and staff are called for the terminal`() {
    var driver = Self.atPayment()
    for attempt in 1...3 {
      driver.press(.enter)
      driver.answer(attempt == 2 ? .payment(.declined(.hostUnreachable)) : .failed(Self.fault))
    }
    #expect(driver.flags == [.terminalFailed] && driver.visit?.flags.first?.device == .paymentTerminal)
    driver.resolve(.retry, as: .librarian)
    guard case .payment(let step) = driver.step else { return _ = Issue.record("not at payment") }
    #expect(step.situation == .explained && step.refusals == 0)
  }

  @Test func `a bank that says no twice, and a line that is cut between, leave one try each`() {
    var driver = Self.atPayment()
    for answer in [DeviceAnswer.payment(.declined(.refused)), .failed(Self.fault), .payment(.declined(.refused))] {
      driver.press(.enter)
      driver.answer(answer)
    }
    #expect(driver.flags.isEmpty && driver.visit?.failures == 0)
  }

  @Test func `what nobody knew and was given back is told, and is no refusal`() {
    var driver = Self.atPayment()
    driver.press(.enter)
    driver.answer(.indeterminate)
    for _ in 0..<driver.box.policy.tries[.paymentStatus] {
      driver.answer(.indeterminate)
      driver.fire(.step)
    }
    driver.answer(.payment(.reversed))
    guard case .payment(let step) = driver.step else { return _ = Issue.record("not at payment") }
    #expect(step.situation == .givenBack(.unknown) && step.refusals == 0 && driver.flags.isEmpty)
    driver.send(.device(.state(.paymentTerminal, .offline)))
    driver.send(.device(.state(.paymentTerminal, .online)))
    #expect(driver.step == .payment(step), "where the money is stays on the screen")
    driver.press(.digit(1))
    #expect(driver.flags == [.terminalFailed], "it was the terminal")
  }
}
