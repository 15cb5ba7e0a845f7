import PassportRules
import Renewal
import TestSupport
import Testing
import Walk

/// The small machines of what is typed, walked apart: fields and the log-in.
@Suite struct EntryTests {
  /// A box at the field for the mobile number.
  private static func mobile(_ digits: String) -> BoxDriver {
    var driver = BoxDriver()
    driver.reach(.details)
    driver.enter("170")
    for event in EventGenerator.typed(digits) { driver.send(event) }
    return driver
  }

  private static func entry(_ driver: BoxDriver) -> Entry? {
    guard case .details(let details) = driver.step else { return nil }
    switch details.question {
    case .height(let entry), .mobile(let entry): return entry
    case .readyNotice, .pickUpPlace: return nil
    }
  }

  @Test(arguments: [("", ""), ("1", "1"), ("12345678", "12345678"), ("123456789", "12345678")])
  func `a field takes figures up to its limit`(typed: String, shown: String) {
    #expect(Self.entry(Self.mobile(typed))?.digits == shown)
  }

  @Test func `- erases, asks once on the empty field, and only then goes back`() {
    var driver = Self.mobile("12")
    driver.press(.back)
    #expect(Self.entry(driver)?.digits == "1")
    driver.press(.back)
    #expect(Self.entry(driver)?.digits == "" && Self.entry(driver)?.asksToLeave == false)
    driver.press(.back)
    #expect(Self.entry(driver)?.asksToLeave == true)
    var other = driver
    other.press(.digit(5))
    #expect(Self.entry(other)?.asksToLeave == false && Self.entry(other)?.digits == "5")
    driver.press(.back)
    guard case .details(let details) = driver.step, case .height = details.question else {
      Issue.record("not at the height")
      return
    }
  }

  @Test func `the first figure takes the place of what was there before`() {
    var driver = Self.mobile("")
    driver.press(.back, .back)
    #expect(Self.entry(driver)?.digits == "170" && Self.entry(driver)?.isPrefilled == true)
    var erasing = driver
    erasing.press(.back)
    #expect(Self.entry(erasing)?.digits == "")
    driver.press(.digit(1))
    #expect(Self.entry(driver)?.digits == "1")
    driver.press(.digit(8), .digit(1), .digit(9))
    #expect(Self.entry(driver)?.digits == "181")
  }

  @Test(arguments: [Key.up, .down, .left, .right, .tab, .backTab, .letter("a")])
  func `other keys mean nothing to a field`(key: Key) {
    var driver = Self.mobile("12")
    let before = driver.step
    driver.press(key)
    #expect(driver.step == before)
  }

  // MARK: Log-in

  private static func atLogIn() -> BoxDriver {
    var driver = BoxDriver()
    driver.send(.device(.staffSwitch))
    return driver
  }

  private static func logIn(_ driver: BoxDriver) -> LogIn? {
    guard case .logIn(let logIn, _) = driver.box.state else { return nil }
    return logIn
  }

  @Test func `number and PIN are checked together, and asked only once`() {
    var driver = Self.atLogIn()
    driver.enter("21")
    #expect(Self.logIn(driver)?.pin?.isMasked == true)
    driver.enter("271828")
    let check = driver.effects.compactMap { effect -> StaffID? in
      guard case .logIn(_, let staff, pin: "271828") = effect else { return nil }
      return staff
    }
    #expect(check == [StaffID("21")])
    #expect(Self.logIn(driver)?.isChecking == true)
    driver.press(.enter, .digit(1), .back)
    #expect(driver.effects.contains { if case .logIn = $0 { true } else { false } } == false)
  }

  @Test(arguments: ["", "2"])
  func `a number too short is no number`(number: String) {
    var driver = Self.atLogIn()
    driver.enter(number)
    #expect(Self.logIn(driver)?.pin == nil)
  }

  @Test func `a PIN too short is wrong without asking anybody`() {
    var driver = Self.atLogIn()
    driver.enter("21")
    driver.enter("27182")
    #expect(Self.logIn(driver)?.notice == .wrong)
    #expect(driver.box.pending.requests.isEmpty)
    #expect(Self.logIn(driver)?.number.digits == "21", "the number stays")
    #expect(Self.logIn(driver)?.pin?.digits == "" && Self.logIn(driver)?.pin?.isMasked == true)
  }

  @Test func `- in the empty PIN goes to the number, in the empty number out`() {
    var driver = Self.atLogIn()
    driver.enter("21")
    driver.press(.back)
    #expect(Self.logIn(driver)?.pin == nil && Self.logIn(driver)?.number.digits == "21")
    driver.press(.back, .back, .back)
    #expect(driver.box.state == .welcome(nil))
    #expect(driver.box.pending.timers.isEmpty)
  }

  @Test func `stop leaves the log-in, and a late answer changes nothing`() {
    var driver = Self.atLogIn()
    driver.enter("21")
    driver.enter("271828")
    let id = driver.box.pending.requests[.accounts] ?? RequestID(0)
    driver.press(.stop)
    driver.send(.accounts(id, .welcome(Fixtures.staff(.officer))))
    #expect(driver.box.state == .welcome(nil) && driver.box.dropped == 1)
  }
}
