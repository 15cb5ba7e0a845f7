import PassportRules
import Quality
import Renewal
import TestSupport
import Testing

/// What every step does alike: forward, back, stop, help, the idle question and the time-out.
@Suite struct StepTableTests {
  static let asked = StepName.allCases.dropLast()

  @Test(arguments: asked)
  func `a step leads on to the next`(step: StepName) {
    var driver = BoxDriver()
    driver.reach(step)
    driver.pass(step)
    #expect(driver.step?.name == StepName.allCases.first { $0 > step })
  }

  @Test(arguments: zip(asked.dropFirst(), asked).filter { $0.0 <= .attestation })
  func `back leads to the step before, and loses nothing`(step: StepName, before: StepName) {
    var driver = BoxDriver()
    driver.reach(step)
    let gathered = driver.visit?.application
    driver.press(.back)
    if driver.step?.name == step { driver.press(.back) }  // An empty field asks once.
    #expect(driver.step?.name == before)
    #expect(driver.visit?.application == gathered)
    #expect(driver.box.pending.requests.isEmpty)
  }

  @Test func `back at the first question asks as stop does`() {
    var driver = BoxDriver()
    driver.press(.enter, .back)
    #expect(driver.step == .language(.language) && driver.visit?.overlay == .stopQuestion)
    var other = driver
    other.press(.digit(2))
    #expect(other.step == .language(.language) && other.visit?.overlay == nil)
    driver.press(.digit(1))
    #expect(driver.step == .farewell(.stopped))
  }

  @Test(arguments: [StepName.payment, .receipt])
  func `nothing is edited once it is attested`(step: StepName) {
    var driver = BoxDriver()
    driver.reach(step)
    let here = driver.step
    driver.press(.back)
    #expect(driver.step == here)
  }

  @Test(arguments: asked.dropLast())
  func `stop asks first, and 2 goes on`(step: StepName) {
    var driver = BoxDriver()
    driver.reach(step)
    let here = driver.step
    driver.press(.stop)
    #expect(driver.visit?.overlay == .stopQuestion)
    driver.press(.digit(2))
    #expect(driver.visit?.overlay == nil)
    #expect(driver.step == here)
  }

  @Test(arguments: asked.dropLast())
  func `stop and 1 ends the visit, wiped`(step: StepName) {
    var driver = BoxDriver()
    driver.reach(step)
    driver.press(.stop, .digit(1))
    #expect(driver.step == .farewell(.stopped))
    #expect(driver.effects.contains(.wipe))
    #expect(driver.visit?.application == Application())
    #expect(driver.recorded.contains(.visitEnded(CaseNumber(1), .stopped)))
    #expect(driver.recorded.contains(.dossierErased(CaseNumber(1))) == (step == .payment))
    #expect(driver.box.pending.requests.isEmpty)
    driver.press(.enter)
    #expect(driver.box.state == .welcome(nil))
  }

  @Test(arguments: asked)
  func `help lies over the step and loses nothing`(step: StepName) {
    var driver = BoxDriver()
    driver.reach(step)
    let here = driver.step
    driver.press(.help)
    #expect(driver.visit?.overlay == .help)
    // More time, other colours, and whatever else has a figure there; each page of help leads back to it.
    for key in [Key.digit(3), .digit(5), .digit(7), .digit(8), .again] {
      driver.press(key)
      #expect(driver.visit?.overlay == .help)
    }
    driver.press(.digit(4))
    for (figure, page) in [(2, Visit.Overlay.choosingLanguage(page: 0)), (4, .tuningVoice), (0, .moreHelp)] {
      driver.press(.digit(figure))
      #expect(driver.visit?.overlay == page)
      driver.press(.help)
      #expect(driver.visit?.overlay == .help)
    }
    driver.press(.back)
    #expect(driver.visit?.overlay == nil)
    #expect(driver.step == here)
  }

  @Test(arguments: asked)
  func `the second page of help has two keys, leads back to the first, and loses nothing`(step: StepName) {
    var driver = BoxDriver()
    driver.reach(step)
    let here = driver.visit
    driver.press(.help, .digit(0))
    #expect(driver.visit?.overlay == .moreHelp)
    #expect(driver.box.offers.offering(.faster) == nil)
    driver.press(.digit(1))
    #expect(driver.visit?.presentation.usesTwoKeys == true && driver.visit?.overlay == .moreHelp)
    driver.press(.digit(1), .back)
    #expect(driver.visit?.presentation.usesTwoKeys == false && driver.visit?.overlay == .help)
    driver.press(.digit(4), .digit(4), .digit(4))
    #expect(driver.visit?.overlay == .tuningVoice && driver.visit?.presentation.pace == 4)
    driver.press(.digit(3), .digit(5))
    #expect(driver.visit?.presentation.isSpoken == false)
    driver.press(.back)
    #expect(driver.visit == here)
  }

  @Test(arguments: asked)
  func `1 calls a person from everywhere`(step: StepName) {
    var driver = BoxDriver()
    driver.reach(step)
    driver.press(.help, .digit(1))
    if step == .attestation {
      #expect(driver.flags == [.attestationWanted])
    } else {
      #expect(driver.flags == [.helpRequested])
      #expect(driver.visit?.overlay == .calling(.helpRequested))
      driver.press(.back)
      #expect(driver.flags.isEmpty && driver.visit?.overlay == nil)
    }
  }

  /// Steps that wait for the citizen as soon as they are reached.
  static let waiting: [StepName] = [
    .language, .privacy, .start, .grounds, .identity, .photo, .fingerprints, .details, .review, .payment,
  ]

  @Test(arguments: waiting)
  func `after the idle time the box asks, and any key only answers`(step: StepName) {
    var driver = BoxDriver()
    driver.reach(step)
    let here = driver.step
    driver.fire(.idle)
    #expect(driver.visit?.overlay == .idleWarning)
    for key in [Key.enter, .digit(1), .back, .stop, .help, .digit(9)] {
      var other = driver
      other.press(key)
      #expect(other.visit?.overlay == nil)
      #expect(other.step == here)
      #expect(other.box.pending.timers[.idle] != nil && other.box.pending.timers[.warning] == nil)
    }
  }

  @Test(arguments: waiting)
  func `without an answer the visit is wiped, and welcome says so`(step: StepName) {
    var driver = BoxDriver()
    driver.reach(step)
    driver.fire(.idle)
    driver.fire(.warning)
    #expect(driver.step == .farewell(.timedOut))
    #expect(driver.effects.contains(.wipe))
    driver.fire(.step)
    #expect(driver.box.state == .welcome(.wiped))
  }

  @Test(arguments: [StepName.document, .signature, .attestation, .receipt])
  func `no idle time runs while something else is waited for`(step: StepName) {
    var driver = BoxDriver()
    driver.reach(step)
    #expect(driver.box.pending.timers[.idle] == nil)
  }

  @Test(arguments: asked)
  func `a key that means nothing is answered, and changes nothing else`(step: StepName) {
    var driver = BoxDriver()
    driver.reach(step)
    let here = driver.visit
    guard driver.box.offers.taking(.letter("q")) == nil else { return }
    #expect(driver.box.weight(of: .letter("q")) == .nothing)
    driver.press(.letter("q"))
    #expect(driver.visit?.answer == .key && driver.recorded.isEmpty)
    driver.press(.help)
    #expect(driver.visit?.answer == nil)
    driver.press(.letter("q"))
    #expect(driver.visit?.answer == .key && driver.visit?.overlay == .help)
    driver.press(.back)
    #expect(driver.visit == here)
  }

  @Test(arguments: asked)
  func `the language is changed from help, in the middle of anything, and is kept with the case`(step: StepName) {
    var driver = BoxDriver()
    driver.reach(step)
    let here = driver.visit
    driver.press(.help, .digit(2), .digit(2))
    #expect(driver.visit?.presentation.language == Language("en") && driver.visit?.overlay == .help)
    #expect(driver.recorded.contains(.languageChosen(CaseNumber(1), Language("en"))))
    driver.press(.digit(2), .digit(1), .back)
    #expect(driver.visit == here)
  }

  @Test func `more time makes the idle waits three times as long`() {
    var driver = BoxDriver()
    driver.reach(.privacy)
    driver.press(.help, .digit(3), .back)
    #expect(driver.effects.contains { if case .startTimer(_, .idle, .seconds(180)) = $0 { true } else { false } })
    driver.fire(.idle)
    #expect(driver.effects.contains { if case .startTimer(_, .warning, .seconds(180)) = $0 { true } else { false } })
  }

  @Test func `only keys put the idle time off`() {
    var driver = BoxDriver()
    driver.reach(.photo)
    let before = driver.box.pending.timers[.idle]
    driver.advise { .advice($0, [.tooDark]) }
    #expect(driver.box.pending.timers[.idle] == before)
    driver.press(.again)
    #expect(driver.box.pending.timers[.idle] != before)
  }
}
