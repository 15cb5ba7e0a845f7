import PassportRules
import Renewal
import TestSupport
import Testing
import Walk

/// The page on which keys are tried.
@Suite struct LearnKeysTests {
  private static func learning(at step: StepName = .grounds, isSpoken: Bool = false) -> BoxDriver {
    var driver = BoxDriver()
    driver.reach(step)
    driver.press(.help)
    if isSpoken { choose(.readAloud(true), &driver) }
    choose(.learnKeys, &driver)
    return driver
  }

  private static func choose(_ intent: Intent, _ driver: inout BoxDriver) {
    guard let key = driver.box.offers.offering(intent)?.keys.first else { return lost("no \(intent) on the menu") }
    driver.press(key)
  }

  private static let keys: [Key] =
    (0...9).map(Key.digit) + [.enter, .back, .stop, .help, .again, .up, .tab, .letter(","), .letter("æ")]

  @Test(arguments: [false, true])
  func `every key is told, and does nothing`(isSpoken: Bool) {
    for key in Self.keys {
      var driver = Self.learning(isSpoken: isSpoken)
      let before = driver.visit
      driver.press(key)
      #expect(driver.visit?.overlay == .learnKeys(KeyTrial(last: key)))
      var after = driver.visit
      after?.overlay = before?.overlay
      #expect(after == before && driver.recorded.isEmpty)
      let isOfTime = driver.effects.allSatisfy {
        switch $0 {
        case .startTimer, .stopTimer: true
        default: false
        }
      }
      #expect(isOfTime, "\(key): \(driver.effects)")
    }
  }

  @Test func `two stars in a row lead back to help, and nothing else does`() {
    var driver = Self.learning()
    driver.press(.help, .digit(1), .help, .stop)
    #expect(driver.visit?.overlay == .learnKeys(KeyTrial(last: .stop)))
    driver.press(.help)
    #expect(driver.visit?.overlay == .learnKeys(KeyTrial(last: .help)))
    driver.press(.help)
    #expect(driver.visit?.overlay == .help)
    driver.press(.back)
    #expect(driver.visit?.overlay == nil && driver.step?.name == .grounds)
  }

  @Test func `whoever only tries keys is asked whether they are here, as elsewhere`() {
    var driver = Self.learning()
    #expect(driver.box.pending.timers[.idle] != nil)
    driver.fire(.idle)
    #expect(driver.visit?.overlay == .idleWarning)
    driver.press(.enter)
    #expect(driver.visit?.overlay == nil)
  }
}
