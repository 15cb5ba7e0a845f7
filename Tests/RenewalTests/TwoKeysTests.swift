import Renewal
import TestSupport
import Testing

/// Two keys before a box; that they reach whatever is offered the walks see (`MenuLaws`).
@Suite struct TwoKeysTests {
  private static let apart = TwoKeys.Wiring(next: .tab, choose: .letter(" "))

  /// Presses keys, and gives the box what comes of them.
  private static func press(_ keys: Key..., with two: inout TwoKeys, at driver: inout BoxDriver) {
    for key in keys {
      if let taken = two.take(key, on: driver.box) { driver.press(taken) }
    }
  }

  @Test func `a visit begins, consent is given and the first question is answered by the two alone`() {
    var driver = BoxDriver()
    var two = TwoKeys(Self.apart)
    #expect(driver.box.state == .welcome(nil) && !two.isWalking(driver.box))
    Self.press(.tab, with: &two, at: &driver)
    #expect(driver.box.state == .welcome(nil) && two.isWalking(driver.box) && two.focus(on: driver.box) == .enter)
    Self.press(.letter(" "), with: &two, at: &driver)
    #expect(driver.step == .language(.language))
    // The second key chooses nothing that was not walked to.
    #expect(two.focus(on: driver.box) == nil)
    Self.press(.letter(" "), .letter(" "), with: &two, at: &driver)
    #expect(driver.step == .language(.speech))
    Self.press(.tab, .tab, .letter(" "), with: &two, at: &driver)
    #expect(driver.step == .privacy && driver.visit?.presentation.isSpoken == false)
    Self.press(.tab, .letter(" "), with: &two, at: &driver)
    #expect(driver.step?.name == .start)
  }

  @Test func `the focus goes round, over each figure and each key, and starts anew on another screen`() {
    var driver = BoxDriver()
    driver.reach(.start)
    var two = TwoKeys(Self.apart)
    let stops = TwoKeys.stops(driver.box.offers)
    #expect(stops == (Array(1...9) + [0]).map(Key.digit) + [.back, .enter, .help, .stop, .again])
    var walked: [Key] = []
    for _ in 0..<stops.count * 2 {
      Self.press(.tab, with: &two, at: &driver)
      if let focus = two.focus(on: driver.box) { walked.append(focus) }
    }
    #expect(walked == stops + stops)
    driver.press(.enter)
    #expect(two.focus(on: driver.box) == nil)
  }

  @Test func `typing keeps the focus where it is, and another key gives it up`() {
    var driver = BoxDriver()
    driver.reach(.start)
    var two = TwoKeys(Self.apart)
    Self.press(.tab, .tab, .tab, .letter(" "), .letter(" "), with: &two, at: &driver)
    guard case .start(let step) = driver.step else {
      Issue.record("somewhere else")
      return
    }
    #expect(step.entry.digits == "33" && two.focus(on: driver.box) == .digit(3))
    Self.press(.digit(7), with: &two, at: &driver)
    #expect(two.focus(on: driver.box) == nil && !two.isWalking(driver.box))
  }

  @Test func `to go on is to move a focus, and the second choice of the same waits as a key does that is held`() {
    var driver = BoxDriver()
    driver.reach(.start)
    var two = TwoKeys(Self.apart)
    #expect(two.weight(of: .tab, on: driver.box) == .typing && two.weight(of: .letter(" "), on: driver.box) == .typing)
    Self.press(.tab, with: &two, at: &driver)
    #expect(two.weight(of: .letter(" "), on: driver.box) == .typing)
    Self.press(.letter(" "), with: &two, at: &driver)
    #expect(two.weight(of: .letter(" "), on: driver.box) == .moving)
    Self.press(.tab, with: &two, at: &driver)
    #expect(two.weight(of: .letter(" "), on: driver.box) == .typing)
    #expect(two.weight(of: .digit(4), on: driver.box) == driver.box.weight(of: .digit(4)))
  }

  @Test func `consent by two keys weighs what consent does`() {
    var driver = BoxDriver()
    driver.reach(.privacy)
    var two = TwoKeys(Self.apart)
    Self.press(.tab, with: &two, at: &driver)
    #expect(two.focus(on: driver.box) == .digit(1) && two.weight(of: .letter(" "), on: driver.box) == .binding)
  }

  @Test func `where any key answers, either of the two does`() {
    var driver = BoxDriver()
    driver.reach(.start)
    driver.fire(.idle)
    for key in [Key.tab, .letter(" ")] {
      var two = TwoKeys(Self.apart)
      var other = driver
      Self.press(key, with: &two, at: &other)
      #expect(other.visit?.overlay == nil && other.step?.name == .start)
    }
  }

  @Test func `two keys of the keypad are that only for the citizen who asked, and not for staff`() {
    var driver = BoxDriver()
    driver.reach(.start)
    var two = TwoKeys(.keypad)
    #expect(two.act(of: .digit(0), on: driver.box) == nil)
    driver.press(.help, .digit(0), .digit(1), .back, .back)
    #expect(two.act(of: .digit(0), on: driver.box) == .walks && two.isWalking(driver.box))
    Self.press(.digit(0), .enter, with: &two, at: &driver)
    guard case .start(let step) = driver.step else {
      Issue.record("somewhere else")
      return
    }
    #expect(step.entry.digits == "1")
    driver.press(.help, .digit(9))
    guard case .logIn = driver.box.state else {
      Issue.record("nobody logs in")
      return
    }
    #expect(two.act(of: .digit(0), on: driver.box) == nil && !two.isWalking(driver.box))
  }
}
