import Renewal
import TestSupport
import Testing
import Walk

/// A technician at the box, and the box's own faults.
@Suite struct MaintenanceTests {
  @Test(arguments: Device.allCases)
  func `each device is tried out`(device: Device) {
    var driver = BoxDriver.maintained()
    driver.press(.digit((Device.allCases.firstIndex(of: device) ?? 0) + 1), .digit(1))
    #expect(driver.effects.contains(.test(device)))
    #expect(driver.recorded == [.deviceTested(device, by: Fixtures.staff(.technician).id)])
    #expect(driver.trial == .asked)
    driver.send(.device(.state(device, .hardwareError)))
    #expect(driver.trial == .answered && driver.box.devices[device] == .hardwareError)
  }

  @Test func `changed paper ends the printer's flag and no other`() {
    var driver = BoxDriver()
    driver.reach(.receipt)
    driver.answer(.receipt(.paperOut))
    driver.press(.enter, .enter)
    driver.send(.device(.state(.camera, .offline)))
    #expect(driver.box.flags.map(\.device) == [.receiptPrinter, .camera])
    driver.press(.help)
    driver.logIn(as: .technician)
    driver.press(.digit(6), .digit(2))
    #expect(driver.box.flags.map(\.device) == [.camera])
  }

  @Test func `changed paper is believed until the printer tells, which is asked at once`() {
    var driver = BoxDriver.maintained()
    driver.send(.device(.paper(.out)))
    driver.press(.digit(6), .digit(2))
    let technician = Fixtures.staff(.technician).id
    #expect(driver.box.paper == .full && driver.box.flags.isEmpty)
    #expect(driver.recorded.contains(.deviceTested(.receiptPrinter, by: technician)))
    #expect(driver.effects.contains(.test(.receiptPrinter)))
    driver.send(.device(.state(.receiptPrinter, .online)))
    driver.send(.device(.paper(.out)))
    #expect(driver.box.paper == .out && driver.box.flags.map(\.device) == [.receiptPrinter])
  }

  @Test(arguments: [PaperState.out, .jammed])
  func `a printer without paper calls staff before a citizen pays, until it has paper`(paper: PaperState) {
    let fault = Flag(.deviceFault, step: nil, device: .receiptPrinter)
    var driver = BoxDriver()
    driver.send(.device(.paper(paper)))
    #expect(driver.recorded == [.flagRaised(nil, fault)])
    #expect(driver.effects.contains(.notify(.deviceFault)))
    driver.send(.device(.paper(.jammed)))
    driver.send(.device(.state(.receiptPrinter, .online)))
    #expect(driver.box.flags == [fault] && driver.recorded.isEmpty, "such a printer is online, and is not well")
    driver.send(.device(.paper(.low)))
    #expect(driver.recorded == [.flagWithdrawn(nil, fault)] && driver.box.flags.isEmpty)
    driver.send(.device(.paper(.low)))
    #expect(driver.recorded.isEmpty)
  }

  @Test func `one printer without paper is one flag, wherever it was met`() {
    var driver = BoxDriver()
    driver.reach(.receipt)
    driver.answer(.receipt(.paperOut))
    driver.send(.device(.paper(.out)))
    #expect(driver.box.flags == [Flag(.deviceFault, step: .receipt, device: .receiptPrinter)])
    driver.send(.device(.paper(.full)))
    driver.send(.device(.paper(.out)))
    driver.press(.digit(1))
    driver.answer(.receipt(.paperOut))
    #expect(driver.box.flags == [Flag(.deviceFault, step: nil, device: .receiptPrinter)])
  }

  @Test func `a printer that is out of order and has paper is not well`() {
    var driver = BoxDriver()
    driver.send(.device(.paper(.out)))
    driver.send(.device(.state(.receiptPrinter, .hardwareError)))
    driver.send(.device(.paper(.full)))
    #expect(driver.box.flags.map(\.device) == [.receiptPrinter])
    driver.send(.device(.state(.receiptPrinter, .online)))
    #expect(driver.box.flags.isEmpty)
  }

  @Test func `a box put in service keeps the flag of a printer without paper`() {
    var driver = BoxDriver()
    driver.send(.device(.paper(.out)))
    driver.send(.device(.cabinetOpened))
    driver.press(.help)
    driver.logIn(as: .technician)
    driver.press(.digit(8))
    #expect(driver.box.flags.map(\.code) == [.deviceFault])
  }

  @Test(arguments: [true, false])
  func `a fault from before the start is over when the device works after it`(isToldBefore: Bool) {
    let fault = Flag(.deviceFault, step: .receipt, device: .receiptPrinter)
    let works = Event.device(.state(.receiptPrinter, .online))
    let started = Event.started(nextCase: CaseNumber(8), flags: [fault])
    var box = Box(policy: .sample)
    var facts: [Fact] = []
    for event in isToldBefore ? [works, started] : [started, works] { facts += box.handle(event).facts }
    #expect(box.flags.isEmpty && facts.contains(.flagWithdrawn(nil, fault)))
  }

  @Test func `a fault from before the start stays while the device does not work`() {
    let fault = Flag(.deviceFault, step: .receipt, device: .receiptPrinter)
    var box = Box(policy: .sample)
    _ = box.handle(.device(.state(.receiptPrinter, .offline)))
    _ = box.handle(.started(nextCase: CaseNumber(8), flags: [fault]))
    #expect(box.flags == [fault])
  }

  @Test func `a technician gives a reason, and puts the box in service again`() {
    var driver = BoxDriver.maintained()
    driver.press(.digit(8), .digit(2), .digit(9))
    #expect(driver.box.state == .closed(.staff))
    driver.press(.help)
    driver.logIn(as: .technician)
    driver.press(.digit(8), .digit(9))
    #expect(driver.box.state == .welcome(nil))
  }

  @Test func `a device that fails at rest calls staff once, and is forgotten when it works again`() {
    var driver = BoxDriver()
    driver.send(.device(.state(.signaturePad, .hardwareError)))
    #expect(driver.box.state == .closed(.device(.signaturePad)))
    #expect(driver.effects.contains(.notify(.deviceFault)))
    driver.send(.device(.state(.signaturePad, .offline)))
    #expect(!driver.effects.contains(.notify(.deviceFault)))
    driver.send(.device(.state(.signaturePad, .online)))
    #expect(driver.box.flags.isEmpty && driver.box.state == .welcome(nil))
  }

  // MARK: Our own bugs

  @Test func `a step that waits for nothing closes the box, kindly`() {
    var driver = BoxDriver()
    driver.reach(.attestation)
    driver.resolve(.attest)
    var pending = driver.box.pending
    pending.requests[.store] = nil
    var box = driver.box.tampered(pending: pending)
    let effects = box.handle(.key(.again))
    #expect(box.state.visit?.step == .farewell(.interrupted))
    #expect(effects.contains(.wipe))
    _ = box.handle(.key(.enter))
    #expect(box.state == .closed(.fault))
  }

  @Test func `money that nobody waits for is open money`() {
    var driver = BoxDriver()
    driver.reach(.payment)
    driver.press(.enter)
    var pending = driver.box.pending
    pending.requests[.device(.paymentTerminal)] = nil
    var box = driver.box.tampered(pending: pending)
    _ = box.handle(.key(.again))
    #expect(box.state.visit?.step == .farewell(.moneyOpen))
    #expect(box.flags.map(\.code) == [.moneyOpen])
  }

  @Test func `a welcome that should not be there closes the box`() {
    var driver = BoxDriver()
    driver.send(.device(.media(.present)))
    var box = driver.box.tampered(state: .welcome(nil))
    _ = box.handle(.device(.paper(.full)))
    #expect(box.state == .closed(.fault))
  }
}

extension BoxDriver {
  /// How far the trial of the device on the screen is.
  fileprivate var trial: Maintenance.Trial? {
    if case .maintenance(let maintenance) = box.state { maintenance.trial } else { nil }
  }

  /// A technician at the overview.
  fileprivate static func maintained() -> BoxDriver {
    var driver = BoxDriver()
    driver.send(.device(.staffSwitch))
    driver.logIn(as: .technician)
    return driver
  }
}
